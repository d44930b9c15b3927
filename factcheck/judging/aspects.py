"""Aspects compared: when two numbers, lengths or days that two articles give of one thing cannot both be true."""

from __future__ import annotations

import re

from factcheck.claims.numerals import read_numerals
from factcheck.judging import scope
from factcheck.judging.comparison import Background
from factcheck.matching.events import View, exclude, unlike_roles
from factcheck.matching.facts import Fact
from factcheck.matching.stories import capitalised
from factcheck.records import Relation

_NEAR = 160
"""Characters around a value in which it is told what else it may be of."""
_END = re.compile(r"[a-z][.!?][”\"’]? (?=[“\"]?[A-Z])|\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEPARATE = re.compile(
    r"\b(?:also|another|(?:an?|in|two) separate|separately|similar|earlier|previous|second reading|first reading)\b"
)
_DEAD_TOO = re.compile(
    r"\b(?:including|and) (?:the |a )?(?:gunman|shooter|suspect|attacker|bomber|driver)\b"
    r"|\b(?:him|her|them)sel(?:f|ves)\b"
    r"|\b(?:later|since) died\b|\bdied (?:later|on the way|of (?:his|her|their) (?:injuries|wounds))|\bsuccumbed\b"
)
"""What tells that a doer is counted among the dead, or some who died afterwards: of these tolls differ rightly."""


def relation(a: View, f: Fact, b: View, g: Fact, known: Background) -> Relation:
    """How two ranges of one aspect in two articles stand to each other.

    A toll that the later report has higher is brought up to date, and so is the number of the missing. They are of one
    thing unless the claims tell other times, places, parts or wholes, or one of the articles has the other's value too.
    """
    articles = a.claim.article_id, b.claim.article_id
    if max(f.range[0], g.range[0]) <= min(f.range[1], g.range[1]):
        return "compatible"
    if unlike_roles(a, b) or _of_others(a, f, b, g, known):
        return "scope"
    if f.sort == "from":
        return "contradiction"
    x, y = (next((x for x in v.claim.amounts if x.start == fact.start), None) for v, fact in ((a, f), (b, g)))
    if (
        exclude(a.times or a.group_times, b.times or b.group_times)
        or x
        and y
        and scope.difference(a, x, b, y, known)
        or known.gives(articles[0], *g.range)
        or known.gives(articles[1], *f.range)
    ):
        return "scope"
    return _of_tolls(a, f, b, g, known) if f.sort == "toll" else "contradiction"


def _of_tolls(a: View, f: Fact, b: View, g: Fact, known: Background) -> Relation:
    articles = a.claim.article_id, b.claim.article_id
    named, people = (f, g) if f.scope else (g, f)
    a_part = f.scope != g.scope and named.range[0] <= people.range[1]
    if a_part or any(_DEAD_TOO.search(known.texts[article]) for article in articles) or _is_sum(a, f, b, g):
        return "scope"
    days = known.later(*articles) or 0
    newer, older = (g, f) if days > 0 else (f, g)
    moved = newer.range[0] > older.range[0] or f.key == "missing"
    return "update" if days and moved else "contradiction"


def _of_others(a: View, f: Fact, b: View, g: Fact, known: Background) -> bool:
    """Whether the words around two values tell of two things: other places or people, another time or another vote."""
    around = [_sentence(known.texts[v.claim.article_id], x) for v, x in ((a, f), (b, g))]
    names = [_names(v, text, "place" if f.sort == "toll" else "person") for v, text in zip((a, b), around, strict=True)]
    years = [known.published[v.claim.article_id] for v in (a, b)]
    return bool(
        (f.sort == "toll" or f.key == "sentence") and names[0] and names[1] and not names[0] & names[1]
        or any(_SEPARATE.search(text) for text in around)
        or any(day and _another_year(known, v, x, day.year) for v, x, day in zip((a, b), (f, g), years, strict=True))
    )  # fmt: skip


def _names(v: View, text: str, kind: str) -> frozenset[str]:
    """The words of names in a text that are of so a kind, or of none that is known."""
    others = frozenset(w for m in v.names if m.kind not in {kind, "other"} for w in capitalised(m.text))
    return capitalised(text) - others


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


def _is_sum(a: View, f: Fact, b: View, g: Fact) -> bool:
    """Whether one number is the sum of the other and of one told beside it: four hit, one killed and three injured."""
    for here, there, v in ((f, g, b), (g, f, a)):
        beside = [x.low for x in v.claim.amounts if x.kind == "count" and x.start != there.start]
        beside += [n.low for n in read_numerals(v.claim.text)]
        if any(there.range[0] + n == here.range[0] for n in beside):
            return True
    return False
