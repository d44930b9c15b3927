"""Comparison of facts that hold whatever the event: one office with two holders, one house number in two streets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from factcheck.claims.amounts import disjoint
from factcheck.claims.gazetteer import one_person
from factcheck.judging import aspects
from factcheck.judging.comparison import TOLD, Background, Comparison
from factcheck.judging.participants import street_word
from factcheck.matching.events import View
from factcheck.matching.facts import Fact
from factcheck.matching.words import content, in_common
from factcheck.records import Severity

_PREFIX = "fact:"
_STRENGTH: dict[str, tuple[float, Severity]] = {
    "office": (1.0, "error"), "address": (0.4, "error"), "crossing": (0.4, "error"), "resident": (1.2, "error"),
    "words": (1.6, "error"), "size": (0.9, "error"), "aboard": (1.8, "warning"), "titled": (0.8, "warning"),
    "namesake": (1.2, "warning"),
    "toll": (1.5, "warning"), "vote": (1.5, "warning"), "score": (1.5, "warning"), "term": (1.5, "warning"),
    "from": (1.5, "warning"), "sum": (1.5, "warning"),
}  # fmt: skip
"""The log-odds of a conflict and the severest level, by the sort of the fact."""
_ASPECTS = frozenset("toll vote score term from sum".split())
_AMOUNTS = frozenset({"size", "aboard"})
_TOLD, _TOLD_SHARE = 3, 0.4
_TERM = 60
"""Days between two reports in which an office hardly changes hands."""
_LOCAL = frozenset("mayor sheriff coroner prosecutor superintendent principal".split()) | {
    "county mayor", "police chief", "fire chief", "district attorney", "general manager", "head coach",
    "chief executive", "council leader",
}  # fmt: skip
_ABROAD = frozenset(f"{kind} minister" for kind in "foreign state cabinet government junior senior other".split())
"""Of these a story of one country may still name two."""
_SAME_SPELLING = 0.84


def is_fact(slot: str) -> bool:
    """Whether a slot asks for a fact of the story rather than of one event."""
    return slot == "speaker" or slot.startswith((_PREFIX, "named:", TOLD))


def is_aspect(slot: str) -> bool:
    """Whether a slot asks for an aspect of the news (see `judging.aspects`), or for one told in other words."""
    return slot.startswith(TOLD) or slot.startswith(_PREFIX) and slot.split(":")[1] in _ASPECTS


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Facts of one sort and key; a value that the other article knows too is no conflict."""
    articles = a.claim.article_id, b.claim.article_id
    if articles[0] == articles[1]:
        return
    days = known.later(*articles)
    for f in a.facts:
        for g in b.facts:
            if (f.sort, f.key) != (g.sort, g.key) or not _one_scope(f, g):
                continue
            if _may_be_several(f, g, known, articles) and not _say_the_same(a, f, b, g):
                continue
            if f.range and g.range:
                yield _result(f, g, aspects.relation(a, f, b, g, known), days)
                continue
            if f.sort in _AMOUNTS:
                yield _result(f, g, "contradiction" if _sizes_differ(a, f, b, g) else "compatible", days)
                continue
            only_f, only_g = _parts(f) - _parts(g), _parts(g) - _parts(f)
            if not only_f or not only_g:
                yield _result(f, g, "compatible", days)
            elif not _alike(f, g) and _unknown(only_f, only_g, articles, known):
                yield _result(f, g, "contradiction", days)


def _may_be_several(f: Fact, g: Fact, known: Background, articles: tuple[str, str]) -> bool:
    """Whether others of the story may be called so too: two spokesmen of one force, the ministers of two countries."""
    if f.sort != "office" or f.key in _LOCAL or f.scope & g.scope:
        return f.sort == "titled"
    one, other = map(known.countries, articles)
    return one != other or len(one) != 1 or not f.key.endswith(" minister") or f.key in _ABROAD


def _say_the_same(a: View, f: Fact, b: View, g: Fact) -> bool:
    """Whether two claims have more in common than a title, which several people may have."""
    words = content(f"{f.key} {f.value} {g.value}")
    left, right = a.words - words, b.words - words
    return len(left & right) >= _TOLD and in_common(left, right) >= _TOLD_SHARE


def _one_scope(f: Fact, g: Fact) -> bool:
    """Whether two facts of one key are of one thing: an office in one town may be told with the town or without."""
    if f.scope and g.scope:
        return bool(f.scope & g.scope)
    if f.sort == "namesake":
        return False
    if f.sort in {"sum", "toll"}:
        return not (f.scope and g.scope)
    return f.scope == g.scope and f.sort != "size" or f.sort == "office" and f.key in _LOCAL


def _unknown(only_a: set[str], only_b: set[str], articles: tuple[str, str], known: Background) -> bool:
    """Whether neither article has a word of the other's value."""
    return not only_a & known.alignment.words(articles[1]) and not only_b & known.alignment.words(articles[0])


def _sizes_differ(a: View, f: Fact, b: View, g: Fact) -> bool:
    x, y = (next(x for x in v.claim.amounts if x.start == fact.start) for v, fact in ((a, f), (b, g)))
    return x.unit == y.unit and disjoint(x, y)


def _parts(fact: Fact) -> set[str]:
    parts = re.findall(r"[^\W_]{2,}", fact.value.lower())
    return {street_word(w) for w in parts} if fact.kind == "place" else set(parts)


def _alike(f: Fact, g: Fact) -> bool:
    """Whether two values are one in two spellings, or people of one surname."""
    if f.kind == "person" and f.value.split()[-1].lower() == g.value.split()[-1].lower():
        full = " " in f.value and " " in g.value
        return not full or f.sort not in {"office", "namesake"} or one_person(f.value, g.value)
    return SequenceMatcher(None, f.value.lower(), g.value.lower()).ratio() > _SAME_SPELLING


def _result(f: Fact, g: Fact, relation: str, days: int | None) -> Comparison:
    slot = "speaker" if f.sort == "words" else f"{_PREFIX}{f.sort}:{f.key}"
    strength, cap = _STRENGTH[f.sort]
    if f.sort == "office" and (days is None or abs(days) > _TERM or not f.scope & g.scope):
        cap = "warning"
    return Comparison(
        f.kind, relation, (f.start, f.end), (g.start, g.end), f.value, g.value, f.value, g.value, slot=slot,
        strength=strength, cap=cap,
    )  # type: ignore[arg-type]  # fmt: skip
