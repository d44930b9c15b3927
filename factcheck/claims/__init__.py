"""Articles to claims: parse, times, amounts, names in and across articles, then one claim per clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.records import Article, Claim


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
        times = find_times(text, parsed.sentences, parsed.docs, parsed.article.published)
        mentions = find_mentions(text, parsed.sentences, parsed.docs)
        amounts = [
            find_amounts(doc, sentence.start, times[i], mentions[i])
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
