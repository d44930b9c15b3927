"""Articles to claims: parse, times, amounts, names in and across articles, then one claim per clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from factcheck.claims.split import Marked
    from factcheck.records import Amount, Article, Claim, Mention, When

Found = TypeVar("Found", "When", "Amount", "Mention")


def extract_claims(
    articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
) -> tuple[list[Claim], int]:
    """The claims of all articles in order, entities linked across them, and the number of sentences read."""
    readings = []
    for reading in read(articles):
        readings.append(reading)
        if progress is not None:
            progress(len(readings), len(articles))
    return link_claims(readings), sum(len(r.parsed.sentences) for r in readings)


def read(articles: Iterable[Article]) -> Iterator[Marked]:
    """Each article's parse with the times, amounts and mentions in it, linked with no other article."""
    from factcheck.claims.amounts import find_amounts
    from factcheck.claims.names import find_mentions
    from factcheck.claims.parse import parse
    from factcheck.claims.split import Marked
    from factcheck.claims.when import find_times

    for parsed in parse(articles):
        text, sentences, docs = parsed.article.text, parsed.sentences, parsed.docs
        times = [as_written(text, ws) for ws in find_times(text, sentences, docs, parsed.article.published)]
        mentions = [as_written(text, ms) for ms in find_mentions(text, sentences, docs)]
        amounts = [
            as_written(text, find_amounts(doc, sentence.start, times[i], mentions[i]))
            for i, (sentence, doc) in enumerate(zip(sentences, docs, strict=True))
        ]
        yield Marked(parsed, times, amounts, mentions)


def link_claims(readings: Sequence[Marked], alone: Mapping[str, Sequence[Claim]] | None = None) -> list[Claim]:
    """The claims of all the articles in order, entities linked across them.

    `alone` are claims of articles, by id, that were made when each was linked with no other; they are taken where
    linking with these others changes nothing.
    """
    from factcheck.claims.linking import link
    from factcheck.claims.split import make_claims

    alone = alone or {}
    mentions = {r.parsed.article.id: [list(ms) for ms in r.mentions] for r in readings}
    linked = link(mentions)
    claims: list[Claim] = []
    for r in readings:
        id_ = r.parsed.article.id
        before = (link({id_: mentions[id_]})[id_], alone[id_]) if id_ in alone else None
        same = before is not None and linked[id_] == before[0]
        claims += alone[id_] if same else make_claims(replace(r, mentions=linked[id_]), before)
    return claims


def as_written(text: str, found: Sequence[Found]) -> list[Found]:
    """The records with their text as the article has it, line breaks included, which the parse reads as spaces."""
    return [x if x.text == text[x.start : x.end] else replace(x, text=text[x.start : x.end]) for x in found]
