"""Short texts as articles, the views of their claims, and what a comparator says of two of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from factcheck.claims import extract_claims
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import Events, look
from factcheck.records import Article

MONDAY = date(2024, 5, 6)
"""The day on which the articles of the tests are published, when they do not say."""


def article(name: str, text: str, published: date | None = MONDAY) -> Article:
    return Article(id=name, text=text, title=None, source=name, published=published)


def read(*texts: str, published: tuple[date | None, ...] | None = None) -> tuple[Events, Background]:
    """The texts as articles "a", "b" and so on: their claims as events, and what judging may know of them."""
    days = published or (MONDAY,) * len(texts)
    articles = [article(name, text, day) for name, text, day in zip("abcdef", texts, days, strict=False)]
    known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
    return look(extract_claims(articles)[0], known.published), known


def compared(
    compare: Callable, one: str, other: str, published: tuple[date | None, date | None] | None = None
) -> list[Comparison]:
    """All comparisons between the claims of one text and those of another."""
    events, known = read(one, other, published=published)
    left, right = ([v for v in events.views if v.claim.article_id == name] for name in "ab")
    return [c for a in left for b in right for c in compare(a, b, known)]


def values(found: list[Comparison], relation: str) -> set[tuple[str, str, str]]:
    """Type and both values of the comparisons of a relation."""
    return {(c.type, c.value_a, c.value_b) for c in found if c.relation == relation}
