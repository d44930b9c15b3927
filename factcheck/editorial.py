"""Editorial QA: drafts against an archive or other articles, and against themselves, before they are published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from factcheck.alerts import Accepted, Alert, View, capped, sentence
from factcheck.archive import Archive, Decision
from factcheck.archive.identity import address, digest
from factcheck.config import Config
from factcheck.drafts import Draft
from factcheck.pipeline import Progress, check, compare
from factcheck.places import Place, Places
from factcheck.records import Article, Claim, Report
from factcheck.suppressions import Suppression, kind

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

NEIGHBOURS = 20
"""Articles of an archive that a draft is compared with."""
WINDOW, MARGIN, LONGEST = timedelta(days=30), timedelta(days=7), timedelta(days=366)
"""How long before a draft its story may have begun; see `story_begin`."""
_DAYS = frozenset({"time", "day"})


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a draft itself that its author should put right, at `place` in its file where that is known."""

    draft: Draft
    place: Place | None
    message: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in drafts.

    `report` holds the findings that touch a draft, at the levels of the configuration, the drafts first among its
    articles. `alerts` are the same seen from each draft, in the order of drafts and their texts; `since` is the first
    publish date that was looked at, None for all.
    """

    report: Report
    drafts: tuple[Draft, ...]
    alerts: tuple[Alert, ...]
    notes: tuple[Note, ...]
    since: date | None = None

    @property
    def open(self) -> tuple[Alert, ...]:
        """The alerts that nobody has accepted."""
        return tuple(alert for alert in self.alerts if alert.accepted is None)


def review(
    drafts: Sequence[Draft],
    against: Archive | Sequence[Article] = (),
    *,
    since: date | None = None,
    config: Config | None = None,
    accepted: Mapping[str, Accepted] | None = None,
    nli: NLI | None = None,
    progress: Progress | None = None,
) -> Review:
    """Finds what drafts say that others, or they themselves, say otherwise.

    `against` are articles, or an archive of which those are taken that are nearest to each draft; a draft's own copy
    among them is left out, and so is what was published before `since`. Without `since` an archive is looked at from
    `story_begin` on. `accepted` are findings that are known, by fingerprint; those dismissed in the archive join them.
    Raises what `check` and `Archive` raise.
    """
    if isinstance(against, Archive):
        drafts, report, since = _against_archive(drafts, against, since, nli, progress)
        return decided(seen_by(drafts, report, config, accepted, since), against.decisions())
    drafts, articles = _with_own_ids(drafts, _others(drafts, against, since))
    ids = {d.article.id for d in drafts}
    report = check([*(d.article for d in drafts), *articles], touching=ids, nli=nli, progress=progress)
    return seen_by(drafts, report, config, accepted, since)


def decided(review: Review, decisions: Mapping[str, Decision]) -> Review:
    """The review with what `decisions`, by fingerprint, dismiss accepted by the archive, and nothing else by it."""

    def settled(alert: Alert) -> Alert:
        if alert.accepted is not None and alert.accepted.by != "archive":
            return alert
        found = (decisions[name] for name in alert.fingerprints if name in decisions)
        dismissed = next((d for d in found if d.choice == "dismissed"), None)
        return replace(alert, accepted=Accepted("archive", dismissed.reason) if dismissed else None)

    return replace(review, alerts=tuple(map(settled, review.alerts)))


def story_begin(article: Article, claims: Sequence[Claim]) -> date | None:
    """The publish date from which an archive is searched for the story of a draft.

    A month before the draft, or a week before the earliest day that it names in the year before, whichever is earlier.
    For an undated draft a week before the earliest day that it names, None when it names none.
    """
    named = [w.earliest for c in claims for w in c.times if w.granularity in _DAYS and w.earliest]
    if article.published is None:
        return min(named) - MARGIN if named else None
    recent = [day for day in named if article.published - LONGEST <= day <= article.published]
    return min([article.published - WINDOW, *(day - MARGIN for day in recent)])


def _against_archive(
    drafts: Sequence[Draft], archive: Archive, since: date | None, nli: NLI | None, progress: Progress | None
) -> tuple[Sequence[Draft], Report, date | None]:
    from factcheck.claims import link_claims, read
    from factcheck.matching.encode import encode

    near: dict[str, None] = {}
    begins: list[date | None] = []
    for reading in read([d.article for d in drafts]):
        article, claims = reading.parsed.article, link_claims([reading])
        begins.append(since or story_begin(article, claims))
        own = archive.find(article)
        text = f"{article.title or ''}\n{article.text}"
        vectors = encode([c.gist for c in claims])
        found = archive.neighbours(text, vectors, NEIGHBOURS, begins[-1], without=[own] if own else [])
        near.update(dict.fromkeys(found))
    drafts, _ = _with_own_ids(drafts, archive.articles(near))
    step = None if progress is None else lambda done, total: progress("claims", done, total)
    together = archive.gather([d.article for d in drafts], near, step)
    report = compare(
        together.articles,
        together.claims,
        together.vectors,
        together.sentences,
        touching={d.article.id for d in drafts},
        nli=nli,
        progress=progress,
    )
    return drafts, report, None if None in begins else min(begins, default=None)


def _others(drafts: Sequence[Draft], articles: Sequence[Article], since: date | None) -> list[Article]:
    """The articles that are not a draft themselves, published since."""
    addresses = {address(d.article) for d in drafts} - {None}
    texts = {digest(d.article.text) for d in drafts}
    return [
        a
        for a in articles
        if address(a) not in addresses
        and digest(a.text) not in texts
        and (since is None or a.published is None or a.published >= since)
    ]


def _with_own_ids(drafts: Sequence[Draft], articles: Sequence[Article]) -> tuple[list[Draft], Sequence[Article]]:
    """The drafts, renamed where an article has the same id."""
    taken = {a.id for a in articles}
    renamed = []
    for draft in drafts:
        id_ = draft.article.id
        while id_ in taken:
            id_ = f"draft {id_}"
        taken.add(id_)
        renamed.append(replace(draft, article=replace(draft.article, id=id_)))
    return renamed, articles


def seen_by(
    drafts: Sequence[Draft],
    report: Report,
    config: Config | None = None,
    accepted: Mapping[str, Accepted] | None = None,
    since: date | None = None,
) -> Review:
    """A report, in which the drafts are among the articles, as the drafts see it; arguments as those of `review`."""
    config, accepted = config or Config(), accepted or {}
    view = View(report, config)
    places = Places(view.articles, {d.article.id: d.source for d in drafts})
    alerts: list[Alert] = []
    used: set[tuple[str, Suppression, str]] = set()
    for draft in drafts:
        seen = []
        for finding in report.findings:
            level = config.levels.get(finding.type, finding.severity)
            if level is None or not any(draft.article.id in side.articles for side in finding.sides):
                continue
            alert = capped(view.alert(finding, draft, places.of), level)
            if _ignored(alert, config):
                continue
            comments = [s for span in alert.spans for s in draft.suppressing(span, finding.type)]
            used |= {(draft.article.id, s, kind(finding.type)) for s in comments}
            seen.append(replace(alert, accepted=_accepted(alert, comments, accepted)))
        alerts += sorted(seen, key=lambda a: (a.spans[0].start, a.spans[0].end))
    levels = {a.finding.id: a.severity for a in alerts}
    findings = tuple(replace(f, severity=levels[f.id]) for f in report.findings if f.id in levels)
    report = replace(report, findings=findings)
    return Review(report, tuple(drafts), tuple(alerts), tuple(_notes(drafts, used)), since)


def _ignored(alert: Alert, config: Config) -> bool:
    sentences = {sentence(alert.draft.article, span) for span in alert.spans}
    return all(any(pattern.search(text) for pattern in config.ignore) for text in sentences)


def _accepted(alert: Alert, comments: Collection[Suppression], accepted: Mapping[str, Accepted]) -> Accepted | None:
    if comments:
        return Accepted("comment", next(iter(comments)).reason)
    return next((accepted[name] for name in alert.fingerprints if name in accepted), None)


def _notes(drafts: Sequence[Draft], used: Collection[tuple[str, Suppression, str]]) -> list[Note]:
    notes = []
    for draft in drafts:
        for s in draft.suppressions:
            unused = [type_ for type_ in s.types if (draft.article.id, s, kind(type_)) not in used]
            if s.wrong:
                notes.append(Note(draft, draft.place(s), f"comment not understood: {s.wrong}"))
            elif unused:
                notes.append(Note(draft, draft.place(s), f"nothing to ignore here: {', '.join(unused)}"))
    return notes
