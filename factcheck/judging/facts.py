"""Comparison of facts that hold whatever the event: one office with two holders, one house number in two streets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from factcheck.claims.amounts import disjoint
from factcheck.claims.gazetteer import one_person
from factcheck.claims.numerals import read_numerals
from factcheck.judging import scope
from factcheck.judging.comparison import Background, Comparison
from factcheck.judging.participants import street_word
from factcheck.matching.events import View, exclude, unlike_roles
from factcheck.matching.facts import Fact
from factcheck.matching.stories import capitalised
from factcheck.matching.words import content, in_common
from factcheck.records import Amount, Severity

_PREFIX = "fact:"
_STRENGTH: dict[str, tuple[float, Severity]] = {
    "office": (1.0, "error"), "address": (0.4, "error"), "crossing": (0.4, "error"), "resident": (1.2, "error"),
    "words": (1.6, "error"), "size": (0.9, "error"), "aboard": (1.8, "warning"), "titled": (0.8, "warning"),
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
_NEAR = 160
"""Characters around a value in which it is told what else it may be of."""
_END = re.compile(r"[a-z][.!?][”\"’]? (?=[“\"]?[A-Z])|\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEPARATE = re.compile(
    r"\b(?:also|another|separate|separately|similar|earlier|previous|second reading|first reading)\b"
)
_DEAD_TOO = re.compile(
    r"\b(?:including|and) (?:the |a )?(?:gunman|shooter|suspect|attacker|bomber|driver)\b"
    r"|\b(?:him|her|them)sel(?:f|ves)\b"
    r"|\b(?:later|since) died\b|\bdied (?:later|on the way|of (?:his|her|their) (?:injuries|wounds))|\bsuccumbed\b"
)
_SAME_SPELLING = 0.84


def is_fact(slot: str) -> bool:
    """Whether a slot asks for a fact of the story rather than of one event."""
    return slot == "speaker" or slot.startswith((_PREFIX, "named:"))


def is_aspect(slot: str) -> bool:
    """Whether a slot asks for an aspect of the news (see `matching.aspects`)."""
    return slot.startswith(_PREFIX) and slot.split(":")[1] in _ASPECTS


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
            if _may_be_several(f, g) and not _say_the_same(a, f, b, g):
                continue
            if f.range and g.range:
                yield _ranged(a, f, b, g, known)
                continue
            if f.sort in _AMOUNTS:
                yield _result(f, g, "contradiction" if _sizes_differ(a, f, b, g) else "compatible", days)
                continue
            only_f, only_g = _parts(f) - _parts(g), _parts(g) - _parts(f)
            if not only_f or not only_g:
                yield _result(f, g, "compatible", days)
            elif not _alike(f, g) and _unknown(only_f, only_g, articles, known):
                yield _result(f, g, "contradiction", days)


def _ranged(a: View, f: Fact, b: View, g: Fact, known: Background) -> Comparison:
    """Two ranges of one aspect: a toll that the later report has higher is brought up to date.

    They are of one thing unless the claims tell other times, places, parts or wholes, or one of the articles has the
    other's value too.
    """
    articles = a.claim.article_id, b.claim.article_id
    days = known.later(*articles)
    if max(f.range[0], g.range[0]) <= min(f.range[1], g.range[1]):
        return _result(f, g, "compatible", days)
    if exclude(a.times or a.group_times, b.times or b.group_times) and f.sort != "from" or unlike_roles(a, b):
        return _result(f, g, "scope", days)
    x, y = _amount(a, f), _amount(b, g)
    if x and y and scope.difference(a, x, b, y, known) or _of_others(a, f, b, g, known):
        return _result(f, g, "scope", days)
    if f.sort == "toll" and f.scope != g.scope and (f if f.scope else g).range[0] <= (g if f.scope else f).range[1]:
        return _result(f, g, "scope", days)
    if f.sort == "toll" and (_dead_too(articles[0], known) or _dead_too(articles[1], known) or _is_sum(a, f, b, g)):
        return _result(f, g, "scope", days)
    if f.sort != "from" and (known.gives(articles[0], *g.range) or known.gives(articles[1], *f.range)):
        return _result(f, g, "scope", days)
    newer, older = (g, f) if (days or 0) > 0 else (f, g)
    if f.sort == "toll" and days and newer.range[0] > older.range[0]:
        return _result(f, g, "update", days)
    return _result(f, g, "contradiction", days)


def _of_others(a: View, f: Fact, b: View, g: Fact, known: Background) -> bool:
    """Whether the words around two values tell of two things: other places or people, another time or another vote."""
    around = [_sentence(known.texts[v.claim.article_id], x) for v, x in ((a, f), (b, g))]
    names = [capitalised(text) for text in around]
    years = [known.published[v.claim.article_id] for v in (a, b)]
    return bool(
        f.sort == "toll" and names[0] and names[1] and not names[0] & names[1]
        or any(_SEPARATE.search(text) for text in around)
        or any(day and _another_year(known, v, x, day.year) for v, x, day in zip((a, b), (f, g), years, strict=True))
    )  # fmt: skip


def _sentence(text: str, f: Fact) -> str:
    """The sentence around a value, or so much of it as stands near."""
    begin = max(
        (m.end() for m in _END.finditer(text, max(0, f.start - _NEAR), f.start)), default=max(0, f.start - _NEAR)
    )
    end = _END.search(text, f.end, f.end + _NEAR)
    return text[begin : end.start() if end else f.end + _NEAR]


def _another_year(known: Background, v: View, f: Fact, year: int) -> bool:
    """Whether the words before a value name a year that is not that of the report, nor one to come."""
    before = known.around(v.claim.article_id, f.start, f.start, _NEAR, 0)
    return any(int(y) < year for y in _YEAR.findall(before))


def _dead_too(article: str, known: Background) -> bool:
    """Whether an article counts a doer among the dead, or some who died afterwards: of these tolls differ rightly."""
    return bool(_DEAD_TOO.search(known.texts[article]))


def _is_sum(a: View, f: Fact, b: View, g: Fact) -> bool:
    """Whether one number is the sum of the other and of one told beside it: four hit, one killed and three injured."""
    for here, there, v in ((f, g, b), (g, f, a)):
        beside = [x.low for x in v.claim.amounts if x.kind == "count" and x.start != there.start]
        beside += [n.low for n in read_numerals(v.claim.text)]
        if any(there.range[0] + n == here.range[0] for n in beside):
            return True
    return False


def _amount(v: View, f: Fact) -> Amount | None:
    return next((x for x in v.claim.amounts if x.start == f.start), None)


def _may_be_several(f: Fact, g: Fact) -> bool:
    """Whether others of the story may be called so too: two spokesmen of one force, the presidents of two times."""
    return f.sort == "titled" or f.sort == "office" and f.key not in _LOCAL and not f.scope & g.scope


def _say_the_same(a: View, f: Fact, b: View, g: Fact) -> bool:
    """Whether two claims have more in common than a title, which several people may have."""
    words = content(f"{f.key} {f.value} {g.value}")
    left, right = a.words - words, b.words - words
    return len(left & right) >= _TOLD and in_common(left, right) >= _TOLD_SHARE


def _one_scope(f: Fact, g: Fact) -> bool:
    """Whether two facts of one key are of one thing: an office in one town may be told with the town or without."""
    if f.scope and g.scope:
        return bool(f.scope & g.scope)
    if f.sort in {"sum", "toll"}:
        return not (f.scope and g.scope)
    return f.scope == g.scope and f.sort != "size" or f.sort == "office" and f.key in _LOCAL


def _unknown(only_a: set[str], only_b: set[str], articles: tuple[str, str], known: Background) -> bool:
    """Whether neither article has a word of the other's value."""
    return not only_a & known.alignment.words(articles[1]) and not only_b & known.alignment.words(articles[0])


def _sizes_differ(a: View, f: Fact, b: View, g: Fact) -> bool:
    x, y = _amount(a, f), _amount(b, g)
    return x.unit == y.unit and disjoint(x, y)


def _parts(fact: Fact) -> set[str]:
    parts = re.findall(r"[^\W_]{2,}", fact.value.lower())
    return {street_word(w) for w in parts} if fact.kind == "place" else set(parts)


def _alike(f: Fact, g: Fact) -> bool:
    """Whether two values are one in two spellings, or people of one surname."""
    if f.kind == "person" and f.value.split()[-1].lower() == g.value.split()[-1].lower():
        full = " " in f.value and " " in g.value
        return not full or f.sort != "office" or one_person(f.value, g.value)
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
