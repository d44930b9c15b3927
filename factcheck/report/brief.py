"""A review in single lines: one for each alert, one for the whole, for the formats that programs and editors read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from factcheck.records import Article, Severity, Side
from factcheck.report.context import SEVERITIES, levels, source
from factcheck.report.plain import clean, count, day, join

if TYPE_CHECKING:
    from factcheck.alerts import Alert
    from factcheck.drafts import Draft
    from factcheck.editorial import Note, Review
    from factcheck.places import Place

_LONGEST = 90  # characters of a value
_NAMES = 3  # sources named


def shown(review: Review, min_level: Severity) -> list[Alert]:
    """The alerts that nobody has accepted, at or above a level."""
    return [alert for alert in review.open if SEVERITIES.index(alert.severity) <= SEVERITIES.index(min_level)]


def shown_notes(review: Review, min_level: Severity) -> tuple[Note, ...]:
    """The notes, which are warnings, at or above a level."""
    return () if min_level == "error" else review.notes


def brief(alert: Alert, articles: Mapping[str, Article]) -> str:
    """An alert in one line of clean text: the question, what the draft says, what others say, what to think of."""
    mine = join([quoted(side) for side in alert.says])
    if not alert.others:
        said = f"Here {mine}: the draft contradicts itself." if len(alert.says) > 1 else f"Here {mine}."
    else:
        theirs = "; ".join(f"{quoted(side)} {backing(side, articles)}" for side in alert.others)
        own = " (the draft contradicts itself)" if len(alert.says) > 1 else ""
        said = f"Here {mine}{own}; elsewhere {theirs}."
    return " ".join(filter(None, (clean(alert.finding.question), said, clean(alert.suggestion or ""))))


def quoted(side: Side) -> str:
    """A side's value in quotation marks, cut where it is long."""
    value = clean(side.value).strip()
    return f"“{value if len(value) <= _LONGEST else value[: _LONGEST - 1].rstrip() + '…'}”"


def backing(side: Side, articles: Mapping[str, Article]) -> str:
    """Who is behind a side: "(3 articles, 2 independent sources: Courier, Wire; newest 13 March 2024)"."""
    behind = [articles[id_] for id_ in side.articles]
    names = list(dict.fromkeys(source(article) for article in behind))
    more = [f"{len(names) - _NAMES} more"] if len(names) > _NAMES else []
    many = f"{count(len(behind), 'article')}, {count(side.sources, 'independent source')}: " if len(behind) > 1 else ""
    dates = [article.published for article in behind if article.published]
    newest = f"newest {day(max(dates))}" if len(behind) > 1 and dates else day(max(dates, default=None))
    return f"({many}{join(names[:_NAMES] + more)}; {newest})"


def newer(alert: Alert) -> str:
    """Which of the two is newer, in words; "" where it is not known or there are no others."""
    return {
        "draft": "the draft is newer than all of them",
        "others": "one of them is newer than the draft",
        "same day": "the newest of them is of the draft's day",
        "unknown": "",
    }[alert.newer]


def summary(review: Review, min_level: Severity) -> str:
    """One line: drafts, claims, what they were compared with, alerts by level, how many are not shown or accepted."""
    drafts, claims = len(review.drafts), _claims(review)
    others = len(review.report.articles) - drafts
    read = f"{count(drafts, 'draft')}, {count(claims, 'claim')}, against {count(others, 'article')}"
    read += f" since {day(review.since)}" if review.since else ""
    seen = shown(review, min_level)
    hidden = [alert for alert in review.open if alert not in seen]
    accepted = len(review.alerts) - len(review.open)
    found_none = "no conflicts found" if claims else "nothing to check"
    parts = [
        levels(seen) or (found_none if not review.alerts else ""),
        f"{levels(hidden)} not shown" if hidden else "",
        f"{accepted} accepted" if accepted else "",
        count(len(review.notes), "note") if review.notes else "",
    ]
    return f"{read}: {'; '.join(filter(None, parts))}"


def _claims(review: Review) -> int:
    """How many claims the drafts make."""
    ids = {draft.article.id for draft in review.drafts}
    return sum(claim.article_id in ids for claim in review.report.claims)


def nothing(review: Review) -> tuple[str, str]:
    """For a review without alerts: that there are none, and what that does and does not mean."""
    if not _claims(review):
        return "Nothing to check.", "No statement was found that could be compared; only English is read."
    others = len(review.report.articles) - len(review.drafts)
    if not others and review.since:
        return "No conflicts found.", (
            f"Nothing published since {day(review.since)} was there to compare with but the drafts themselves; give an "
            "earlier date to look further back."
        )
    if not others:
        return "No conflicts found.", "There was nothing to compare with but the drafts themselves."
    return "No conflicts found.", (
        f"Nothing was seen that {count(others, 'article')} say otherwise. That does not make it true: they can agree "
        "on an error, and a conflict in words that were not matched stays unseen."
    )


def where(draft: Draft, place: Place | None) -> str:
    """`file:line:column`; a place that is not known is line 1, column 1."""
    return f"{clean(draft.name)}:{place.line if place else 1}:{place.column if place else 1}"
