"""What the formats for people share: lookups by id, sentences with the conflicting words marked, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factcheck.claims.sentences import Sentence, split_sentences
from factcheck.records import Article, Claim, Cluster, Finding, Report, Severity, Side
from factcheck.report.plain import clean, count, join

if TYPE_CHECKING:
    from factcheck.alerts import Alert

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
MARKS = {"error": "✖", "warning": "▲", "info": "●"}
PARAGRAPH = 600  # characters shown before a sentence and after it


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of an article in pieces, (text, is it a conflicting span), and what stands around it."""

    article: Article
    before: str
    pieces: tuple[tuple[str, bool], ...]
    after: str


class Context:
    """A report with its records by id. Text that it hands out is clean (see `plain.clean`)."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.articles = {article.id: article for article in report.articles}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in report.claims}
        self.findings = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
        # Of many articles a report holds only the claims behind its findings.
        self.claims_read = int(report.stats.get("claims", len(report.claims)))
        self._sentences: dict[str, Sequence[Sentence]] = {}

    def shown(self, min_level: Severity) -> list[Finding]:
        """Findings at or above `min_level`, most severe first."""
        lowest = SEVERITIES.index(min_level)
        return [finding for finding in self.findings if SEVERITIES.index(finding.severity) <= lowest]

    def corroborated(self) -> list[Cluster]:
        """Clusters that two or more independent sources agree on, most sources first."""
        agreed = [cluster for cluster in self.report.clusters if cluster.agree and cluster.sources >= 2]
        return sorted(agreed, key=lambda cluster: (-cluster.sources, -len(cluster.articles)))

    def statement(self, cluster: Cluster) -> str:
        """What a cluster says, in the words of the claim that shares most words with the others."""
        statements = [clean(self.claims[claim].statement).strip() for claim in cluster.claims]
        words = [set(statement.lower().split()) for statement in statements]
        alike = [sum(len(mine & other) / (len(mine | other) or 1) for other in words) for mine in words]
        return statements[alike.index(max(alike))]

    def excerpts(self, side: Side) -> list[Excerpt]:
        """The sentences behind a side, each once: of every article its first, in the order of claims, then the rest."""
        ranges: dict[tuple[str, int, int], None] = {}
        for claim in map(self.claims.__getitem__, side.claims):
            ranges[claim.article_id, *self._around(claim.article_id, claim.start, claim.end)] = None
        for span in side.spans:
            if not any(a == span.article and s <= span.start and span.end <= e for a, s, e in ranges):
                ranges[span.article, *self._around(span.article, span.start, span.end)] = None
        seen: Counter[str] = Counter()
        rounds = {}
        for where in ranges:
            rounds[where] = seen[where[0]]
            seen[where[0]] += 1
        return [self._excerpt(side, *where) for where in sorted(ranges, key=rounds.__getitem__)]

    def summary(self, min_level: Severity) -> str:
        """One line: articles, claims, findings by level, how many are not shown, seconds."""
        shown = self.shown(min_level)
        found = levels(shown) or ("no conflicts found" if not self.findings else "")
        hidden = levels(self.findings[len(shown) :])
        parts = [found, f"{hidden} not shown" if hidden else "", self.seconds()]
        report = self.report
        read = f"{count(len(report.articles), 'article')}, {count(self.claims_read, 'claim')}"
        return f"{read}: {'; '.join(filter(None, parts))}"

    def seconds(self) -> str:
        """The time that the run took, "4.2 s", or "" when the report does not say."""
        stages = self.report.stats.get("seconds") or {}
        return f"{stages.get('total', sum(stages.values())):.1f} s" if stages else ""

    def nothing(self) -> tuple[str, str]:
        """For a report without findings: that there are none, and what that does and does not mean."""
        articles = len(self.report.articles)
        said = f"No conflicts found among {count(self.claims_read, 'claim')} of {count(articles, 'article')}."
        if not articles:
            return said, "There was no article to compare."
        if articles < 2:
            return said, (
                "With one article, its claims could only be compared with each other. "
                "Add another article about the same events to compare the two."
            )
        return said, (
            "No two claims that speak of the same event were seen to exclude each other. "
            "That does not make them true: articles can agree on an error, and a conflict in words "
            "that were not matched stays unseen."
        )

    def _around(self, article_id: str, start: int, end: int) -> tuple[int, int]:
        """The range of the sentences that [start, end) touches."""
        touched = [s for s in self._split(article_id) if s.start < end and start < s.end]
        return min([start, *(s.start for s in touched)]), max([end, *(s.end for s in touched)])

    def _excerpt(self, side: Side, article_id: str, start: int, end: int) -> Excerpt:
        text = self.articles[article_id].text
        inside = sorted(
            (span.start, span.end)
            for span in side.spans
            if span.article == article_id and start <= span.start < span.end <= end
        )
        pieces, at = [], start
        for low, high in inside:
            if high > at:
                pieces += [(text[at:low], False), (text[max(low, at) : high], True)]
                at = high
        pieces.append((text[at:end], False))
        first, last = self._paragraph(article_id, start, end)
        return Excerpt(
            self.articles[article_id],
            clean(text[first:start]).lstrip(),
            _tidy(pieces),
            clean(text[end:last]).rstrip(),
        )

    def _paragraph(self, article_id: str, start: int, end: int) -> tuple[int, int]:
        """The range of whole sentences around [start, end), up to `PARAGRAPH` characters each way.

        They are those of its paragraph; of the next on both sides too where it is one that holds nothing else.
        """
        sentences = self._split(article_id)
        paragraphs = {s.paragraph for s in sentences if s.start < end and start < s.end}
        if all(start <= s.start < end for s in sentences if s.paragraph in paragraphs):
            paragraphs |= {n + step for n in paragraphs for step in (-1, 1)}
        near = [
            s
            for s in sentences
            if s.paragraph in paragraphs and start - s.start <= PARAGRAPH and s.end - end <= PARAGRAPH
        ]
        return min([start, *(s.start for s in near)]), max([end, *(s.end for s in near)])

    def _split(self, article_id: str) -> Sequence[Sentence]:
        if article_id not in self._sentences:
            article = self.articles[article_id]
            self._sentences[article_id] = split_sentences(article.text, article.title)
        return self._sentences[article_id]


def levels(findings: Iterable[Finding | Alert]) -> str:
    """How many findings or alerts of each severity: "1 error and 2 warnings", "" for none."""
    findings = list(findings)
    numbers = [(sum(f.severity == severity for f in findings), severity) for severity in SEVERITIES]
    return join([f"{n} info" if severity == "info" else count(n, severity) for n, severity in numbers if n])


def value(side: Side) -> tuple[str, str]:
    """What a side says, as written and, where that reads otherwise, normalised (else "")."""
    written, normalized = clean(side.value).strip(), clean(side.normalized).strip()
    return written, "" if normalized.lower() == written.lower() else normalized


def support(articles: int, sources: int) -> str:
    """How many stand behind a value: "1 article", "3 articles, 2 independent sources"."""
    return count(articles, "article") + (f", {count(sources, 'independent source')}" if articles > 1 else "")


def source(article: Article) -> str:
    """Who published an article: its source, else the host of its address, its file's name, or its id."""
    host = urlsplit(article.url).hostname if web_address(article) else None
    return clean(article.source or host or (PurePath(article.path).name if article.path else article.id)).strip()


def title(article: Article) -> str:
    """An article's title, or ""."""
    return clean(article.title or "").strip()


def web_address(article: Article) -> str | None:
    """An article's address when it is one that may become a link: http or https with a host, nothing else."""
    url = article.url or ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and url == clean(url) and " " not in url else None


def _tidy(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Pieces with clean text, none empty, without white space at the outer ends."""
    kept = [(clean(text), marked) for text, marked in pieces]
    kept[0] = (kept[0][0].lstrip(), kept[0][1])
    kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return tuple((text, marked) for text, marked in kept if text)
