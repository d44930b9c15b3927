"""The stories of fixtures/: their articles, their gold answers, and findings set against them."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import factcheck
from factcheck.articles import load_articles
from factcheck.claims.sentences import Sentence, split_sentences
from factcheck.records import Article, Finding, Report, Span

FIXTURES = Path(__file__).parent.parent / "fixtures"
STORIES = sorted(folder.parent.name for folder in FIXTURES.glob("stories/*/gold.json"))
SEVERITIES = ("info", "warning", "error")


def gold(story: str) -> dict:
    """The gold answers of a story; the format is in fixtures/README.md."""
    return json.loads((FIXTURES / "stories" / story / "gold.json").read_text(encoding="utf-8"))


@functools.cache
def articles(story: str) -> Mapping[str, Article]:
    """The articles of a story by file name."""
    loaded = load_articles([FIXTURES / "stories" / story / "articles"])
    return {Path(article.path).name: article for article in loaded}


@functools.cache
def checked(story: str) -> Report:
    """The report on a story, made once in a run."""
    return factcheck.check(list(articles(story).values()))


@functools.cache
def sentences(article: Article) -> list[Sentence]:
    return split_sentences(article.text, article.title)


def pieces(side: Mapping) -> list[str]:
    """The literal pieces of text that a side of the gold answers names."""
    return [side["contains"]] if isinstance(side["contains"], str) else side["contains"]


def sentences_with(article: Article, pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of the sentences that a literal piece of the article's text touches."""
    found = []
    for piece in pieces:
        start = article.text.find(piece)
        while start >= 0:
            end = start + len(piece)
            for sentence in sentences(article):
                if sentence.start < end and start < sentence.end:
                    found.append((sentence.start, sentence.end))
            start = article.text.find(piece, end)
    return found


def touches(spans: Iterable[Span], story: str, names: Iterable[str], pieces: list[str]) -> bool:
    """Whether any span lies in a sentence of the named articles which one of the pieces touches."""
    places = {articles(story)[name].id: sentences_with(articles(story)[name], pieces) for name in names}
    return any(start < span.end and span.start < end for span in spans for start, end in places.get(span.article, ()))


def opposes(finding: Finding, story: str, places: list[tuple[list[str], list[str]]]) -> bool:
    """Whether different sides of the finding touch each of the places, given as (file names, pieces of text)."""
    return any(
        all(touches(side.spans, story, *place) for side, place in zip(sides, places, strict=True))
        for sides in itertools.permutations(finding.sides, len(places))
    )


def answers(finding: Finding, story: str, conflict: Mapping) -> bool:
    """Whether the finding is a conflict of the gold answers: its type, its relation and both its sides."""
    return (
        finding.relation == "contradiction"
        and finding.type in (conflict["type"], *conflict.get("also", ()))
        and opposes(finding, story, [(side["articles"], pieces(side)) for side in conflict["sides"]])
    )


def at_least(finding: Finding, severity: str) -> bool:
    return SEVERITIES.index(finding.severity) >= SEVERITIES.index(severity)


def describe(finding: Finding, report: Report) -> str:
    """A finding for a person: its question, and the sentences of each side."""
    texts = {article.id: article for article in report.articles}
    lines = [
        f"{finding.severity} {finding.type} {finding.relation} p={finding.probability:.2f}: {finding.question}",
        f"  because {finding.reason}",
    ]
    for side in finding.sides:
        lines.append(f"  {side.value!r} ({side.normalized}), sources: {side.sources}")
        for span in side.spans:
            article = texts[span.article]
            for start, end in sentences_with(article, [article.text[span.start : span.end]]):
                if start < span.end and span.start < end:
                    lines.append(f"    {span.article}: {' '.join(article.text[start:end].split())}")
    return "\n".join(lines)
