"""Alerts: a finding as it is seen from one draft: what it says, what others say, how many, which is newer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from factcheck.claims.sentences import split_sentences
from factcheck.config import Config
from factcheck.drafts import Draft
from factcheck.places import Place
from factcheck.records import Article, Finding, Report, Severity, Side, Span
from factcheck.suppressions import kind

Newer = Literal["draft", "others", "same day", "unknown"]

CLEARLY = 2
"""A side outweighs the others when it has as many independent sources, and as many times theirs."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why an alert is no longer raised: `by` a comment in the draft, the baseline or the archive, and the reason."""

    by: Literal["comment", "baseline", "archive"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A finding seen from a draft.

    `says` holds a side for each value that the draft states, two or more when it contradicts itself; `agree` what
    others say on these sides, `others` on the other sides, the best supported first; all of them with the articles of
    one party only and `sources` counted anew, outlets of one owner once. `spans` are those of `says` in the order of
    the text, never empty; `place` is where the first stands in the file, None when it is not known. `newer` compares
    the draft's date with the newest of `others`. `suggestion` is None unless one side clearly outweighs; it never
    says what is true. `fingerprints` name the finding by each of the draft's sentences on it, the first by the first:
    they stay what they are when the text changes elsewhere.
    """

    finding: Finding
    draft: Draft
    severity: Severity
    says: tuple[Side, ...]
    agree: tuple[Side, ...]
    others: tuple[Side, ...]
    spans: tuple[Span, ...]
    place: Place | None
    newer: Newer
    suggestion: str | None
    fingerprints: tuple[str, ...]
    accepted: Accepted | None = None

    @property
    def fingerprint(self) -> str:
        return self.fingerprints[0]


class View:
    """How drafts see the findings of a report: its articles by id, and their independent sources."""

    def __init__(self, report: Report, config: Config) -> None:
        self.articles = {a.id: a for a in report.articles}
        self._config = config
        self._home = {c.id: c.article_id for c in report.claims}
        self._source = _sources(report.articles, config)
        self._written: dict[tuple[str, int, int], tuple[str, str]] = {}
        for v in report.verdicts:
            self._written[self._home[v.a], *v.conflict_a] = v.value_a, v.norm_a
            self._written[self._home[v.b], *v.conflict_b] = v.value_b, v.norm_b

    def alert(self, finding: Finding, draft: Draft, place: Callable[[Span], Place | None]) -> Alert:
        """The finding, which has a side with something in the draft, seen from there; `place` finds that of a span."""
        id_ = draft.article.id
        says = [self._part(side, {id_}) for side in finding.sides if id_ in side.articles]
        rest = [(side, set(side.articles) - {id_}) for side in finding.sides]
        agree = [self._part(side, ids) for side, ids in rest if ids and id_ in side.articles]
        others = [self._part(side, ids) for side, ids in rest if ids and id_ not in side.articles]
        others.sort(key=lambda side: -self._weight(side))
        spans = tuple(sorted((span for side in says for span in side.spans), key=lambda s: (s.start, s.end)))
        newer = self._newer(draft.article.published, others)
        return Alert(
            finding=finding,
            draft=draft,
            severity=finding.severity,
            says=tuple(says),
            agree=tuple(agree),
            others=tuple(others),
            spans=spans,
            place=place(spans[0]),
            newer=newer,
            suggestion=self._suggestion(finding, says, agree, others, newer),
            fingerprints=tuple(dict.fromkeys(self._fingerprint(finding, draft, s) for s in spans)),
        )

    def newest(self, side: Side) -> date | None:
        """When the newest article of a side was published, as far as that is known."""
        return max(filter(None, (self.articles[a].published for a in side.articles)), default=None)

    def _fingerprint(self, finding: Finding, draft: Draft, span: Span) -> str:
        """The same for the same words set against the same values, wherever they stand.

        A side's value is its shortest spelling, which depends least on what other articles say.
        """
        words = " ".join(re.findall(r"\w+", sentence(draft.article, span).lower()))
        norms = [{self._value(s, side)[1] for s in side.spans} for side in finding.sides if span not in side.spans]
        values = sorted(min(each, key=lambda norm: (len(norm), norm)) for each in norms)
        key = "\n".join([kind(finding.type), words, *values])
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    def _value(self, span: Span, side: Side) -> tuple[str, str]:
        """What is written at a span of a side, and normalised."""
        return self._written.get((span.article, span.start, span.end), (side.value, side.normalized))

    def _part(self, side: Side, articles: set[str]) -> Side:
        """A side with what some of its articles say only."""
        spans = tuple(s for s in side.spans if s.article in articles)
        value, norm = self._value(spans[0], side)
        ids = tuple(a for a in side.articles if a in articles)
        claims = tuple(c for c in side.claims if self._home[c] in articles)
        return Side(value, norm, claims, ids, len({self._source[a] for a in ids}), spans)

    def _weight(self, side: Side) -> int:
        """Its independent sources, trusted ones twice."""
        trusted = {self._source[a] for a in side.articles if self._trusted(a)}
        return side.sources + len(trusted)

    def _trusted(self, article: str) -> bool:
        return (self.articles[article].source or "").lower() in self._config.trusted

    def _newer(self, own: date | None, others: Sequence[Side]) -> Newer:
        theirs = max(filter(None, map(self.newest, others)), default=None)
        if own is None or theirs is None:
            return "unknown"
        return "same day" if own == theirs else "draft" if own > theirs else "others"

    def _suggestion(
        self, finding: Finding, says: Sequence[Side], agree: Sequence[Side], others: Sequence[Side], newer: Newer
    ) -> str | None:
        if finding.relation == "update":
            if newer != "others":
                return None
            latest = max(others, key=lambda side: self.newest(side) or date.min)
            return f"A later report has “{latest.value}”: bring the draft up to date, or say as of when it counts."
        ranked = sorted((*agree, *others), key=lambda side: -self._weight(side))
        if not ranked:
            return None
        best = ranked[0]
        against = [self._weight(side) for side in ranked[1:]]
        if best in others:
            # The draft's own word counts as one source, for what it says.
            against.append(1 + sum(map(self._weight, agree)))
        if self._weight(best) < CLEARLY * max([1, *against]):
            return None
        have = f"{self._who(best)} {'say' if best.sources > 1 else 'says'} “{best.value}”"
        if len(says) > 1:
            return f"{have}: see which of its values the draft should keep."
        if best in agree:
            return f"{self._who(best)} {'say' if best.sources > 1 else 'says'} the same as the draft."
        return f"{have}: check “{says[0].value}” with your source, or say whose word it is."

    def _who(self, side: Side) -> str:
        trusted = len({self._source[a] for a in side.articles if self._trusted(a)})
        if side.sources == 1:
            return "A trusted source" if trusted else "One source"
        return f"{side.sources} independent sources" + (f", {trusted} of them trusted," if trusted else "")


def sentence(article: Article, span: Span) -> str:
    """The sentence, or the sentences, that a span is in, with single spaces."""
    touched = [s for s in split_sentences(article.text, article.title) if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in touched)])
    end = max([span.end, *(s.end for s in touched)])
    return " ".join(article.text[start:end].split())


def _sources(articles: Sequence[Article], config: Config) -> dict[str, str]:
    """A name for the independent source of each article: copies, one outlet and one owner are one source."""
    from factcheck.matching.clusters import independent

    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    texts = {a.id: f"text {n}" for a, n in zip(articles, independent([a.text for a in articles]), strict=True)}
    for article in articles:
        if article.source:
            outlet = article.source.lower()
            parent[root(texts[article.id])] = root(f"owner {config.owners.get(outlet, outlet)}")
    return {id_: root(text) for id_, text in texts.items()}


def capped(alert: Alert, level: Severity) -> Alert:
    """The alert at a level no severer than the given one."""
    order: tuple[Severity, ...] = ("error", "warning", "info")
    return replace(alert, severity=max(alert.severity, level, key=order.index))
