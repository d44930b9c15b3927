"""Articles to claims: parse, times, amounts, names in and across articles, then one claim per clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from factcheck.records import Amount, Article, Claim, Mention, When

Found = TypeVar("Found", "When", "Amount", "Mention")


def extract_claims(
    articles: Sequence[Article], progress: Callable[[int, int], None] | None = None
) -> tuple[list[Claim], int]:
    """The claims of all articles in order, entities linked across them, and the number of sentences read."""
    from factcheck.claims.amounts import find_amounts
    from factcheck.claims.linking import link
    from factcheck.claims.names import find_mentions
    from factcheck.claims.parse import parse
    from factcheck.claims.split import Marked, make_claims
    from factcheck.claims.when import find_times

    read = []
    for parsed in parse(articles):
        text = parsed.article.text
        times = [
            as_written(text, ws) for ws in find_times(text, parsed.sentences, parsed.docs, parsed.article.published)
        ]
        mentions = [as_written(text, ms) for ms in find_mentions(text, parsed.sentences, parsed.docs)]
        amounts = [
            as_written(text, find_amounts(doc, sentence.start, times[i], mentions[i]))
            for i, (sentence, doc) in enumerate(zip(parsed.sentences, parsed.docs, strict=True))
        ]
        read.append((parsed, times, amounts, mentions))
        if progress is not None:
            progress(len(read), len(articles))
    linked = link({parsed.article.id: mentions for parsed, _, _, mentions in read})
    claims = []
    for parsed, times, amounts, _ in read:
        claims += make_claims(Marked(parsed, times, amounts, linked[parsed.article.id]))
    return claims, sum(len(parsed.sentences) for parsed, *_ in read)


def as_written(text: str, found: Sequence[Found]) -> list[Found]:
    """The records with their text as the article has it, line breaks included, which the parse reads as spaces."""
    return [x if x.text == text[x.start : x.end] else replace(x, text=text[x.start : x.end]) for x in found]
