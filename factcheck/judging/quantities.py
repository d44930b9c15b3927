"""Typed comparison of amounts: counts, money, percentages, ages and durations of one event."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.amounts import describe, disjoint
from factcheck.claims.lexicon import CROWD, PEOPLE, predicate_class
from factcheck.judging import scope
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View, one_kind, unlike_roles
from factcheck.records import Amount

TYPES = {
    "count": "number",
    "money": "money",
    "percent": "percent",
    "points": "percent",
    "duration": "duration",
    "measure": "number",
}
_PEOPLE = frozenset("person people victim individual human".split())
_TOLLS = frozenset("kill injure evacuate arrest charge miss missing infect flood find burn destroy damage".split())
_SURVEYED = frozenset("evacuate flood burn destroy damage".split())
"""Of these what is counted grows from one day to the next."""
_RUNNING = re.compile(
    r"\b(at least|so far|toll|rose|risen|climbed|confirmed|preliminary|initial|still missing|more bodies|as of|now"
    r"|updated|revised|earlier|had been|feared)\b"
)
_COUNTING = re.compile(
    r"\b(?:votes?|ballots?|precincts?|stations|districts)\b[^.;]{0,30}\b(?:counted|tallied|reporting)\b"
)
"""What tells that a share or a number is one of a count that goes on."""
_VAGUE = frozenset({"several", "a few", "few", "some", "many"})
_NEARLY = 0.95
"""The share of a lower bound from which a number is not under it."""
_ROUNDED = 1.12
"""How much longer one of two lengths in different units may be that are one."""
_LENGTHS = re.compile(r"second|minute|hour|day|night|week|month|year|decade")
_ROUGHLY = 0.05
"""How far from a power of ten two approximate numbers may be apart as one with a digit too many."""
_MANY = re.compile(r"(?:two|three|four|five|six|\d+|several|both|many|some) ", re.I)
_WORD = re.compile(r" ([a-z]+)")
_BIRTHDAY = 0.1
"""Years between two reports from which an age may have changed."""
_CAN = re.compile(r"\b(?:can|could|able to|capable of) (?:\w+ ){0,2}$")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_LONG_FIGURE = 3
"""Digits from which a figure is of no day and no age."""
_DEEDS = frozenset({"shoot", "stab", "attack", "rob", "hit"})
"""Kinds of events whose doers are not those who suffer them: "three men shot", "three men were shot"."""
_SENTENCE = 6
"""Content words of two sentences that are the same but for an age, from which it is of one person."""
_GENERATION, _THEN, _GROWN = 15, 3, 15
"""Years that parent and child are apart; by which an age told of an earlier time may differ besides; and of age."""


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Amounts that count or measure the same thing in both claims; ages of one person."""
    yield from _ages(a, b, known)
    if a.claim.polarity != b.claim.polarity:
        return
    matched = [
        (x, y) for x in a.claim.amounts for y in b.claim.amounts
        if x.kind in TYPES and x.kind == y.kind and _same_thing(a, b, x, y)
    ]  # fmt: skip
    met_a = {x.start for x, y in matched if not differ(x, y)}
    met_b = {y.start for x, y in matched if not differ(x, y)}
    for x, y in matched:
        if not differ(x, y):
            yield _result(TYPES[x.kind], "compatible", x, y)
        elif x.start not in met_a and y.start not in met_b:
            yield _conflict(a, b, x, y, known)


def _same_thing(a: View, b: View, x: Amount, y: Amount) -> bool:
    """Whether two amounts of one kind measure the same thing, as far as the claims' words tell."""
    if x.kind == "money":
        return x.unit == y.unit and one_kind(a, b)
    if x.kind in {"percent", "points", "duration"}:
        return one_kind(a, b)
    if x.kind == "measure":
        return x.unit == y.unit and one_kind(a, b)
    left, right = unit_of(x), unit_of(y)
    if left == right and left:
        return True
    if not left or not right:
        return one_kind(a, b)
    if "person" in (left, right) and one_kind(a, b):
        whole, part, sort = (x, y, right) if left == "person" else (y, x, left)
        return (sort in CROWD or sort in PEOPLE) and (part.low > whole.high or not differ(part, whole))
    return False


def differ(x: Amount, y: Amount) -> bool:
    """Whether two amounts of one thing, whatever it is called in each, have no value in common.

    "More than 70" and "70" are one: a bound is told loosely.
    """
    if x.kind == y.kind == "duration" and _in_other_units(x, y):
        return max(x.low, y.low) > _ROUNDED * min(x.high, y.high)
    for bound, other in ((x, y), (y, x)):
        if bound.high == math.inf and other.high >= _NEARLY * bound.low:
            return False
    return disjoint(replace(x, unit=y.unit), y) if x.kind == y.kind == "count" else disjoint(x, y)


def _in_other_units(x: Amount, y: Amount) -> bool:
    """Whether two lengths are told in different units, of which one may be rounded: "90 days", "three months"."""
    one, other = (set(_LENGTHS.findall(amount.text.lower())) for amount in (x, y))
    return bool(one and other) and not one & other


def unit_of(x: Amount) -> str:
    """What an amount counts, under one name for all words for people and for the dead or the injured."""
    unit = (
        predicate_class(x.unit) if x.unit in {"dead", "death", "fatality", "injured", "wounded", "injury"} else x.unit
    )
    return "person" if unit in _PEOPLE or unit in {"kill", "injure", "other"} else unit


def _conflict(a: View, b: View, x: Amount, y: Amount, known: Background) -> Comparison:
    kind = TYPES[x.kind]
    if not one_kind(a, b) and not _be_alike(a, b):
        return _result(kind, "scope", x, y, note="counts of different things")
    if {_part(a, x), _part(b, y)} == {"subject", "object"} and a.kind == b.kind in _DEEDS:
        return _result(kind, "scope", x, y, note="one counts the doers")
    if unlike_roles(a, b):
        return _result(kind, "scope", x, y, note="of different people or things")
    return of_one_thing(a, x, b, y, known)


def of_one_thing(a: View, x: Amount, b: View, y: Amount, known: Background) -> Comparison:
    """What two amounts that differ are to each other where both claims speak of one thing, as far as is known."""
    kind = TYPES[x.kind]
    if _tells_what_can_be(a) != _tells_what_can_be(b):
        return _result(kind, "scope", x, y, note="one says what can be")
    if _told_too(a, y) or _told_too(b, x):
        return _result(kind, "scope", x, y, note="one of them gives both")
    apart = scope.difference(a, x, b, y, known)
    if apart is not None:
        return _result(kind, apart[0], x, y, note=apart[1])
    strength, cap, note = 0.4, "error", ""
    if kind == "number" and (not x.unit or not y.unit):
        strength -= 0.5
    if kind in {"percent", "money", "duration"}:
        strength -= 0.4
    if x.approximate or y.approximate:
        strength -= 0.8
    if _VAGUE & {x.text.lower(), y.text.lower()}:
        cap = "info"
    if any(_COUNTING.search(known.around(v.claim.article_id, n.start, n.end, 120, 80)) for v, n in ((a, x), (b, y))):
        return _result(kind, "contradiction", x, y, strength=strength, cap="info", note="while votes were counted")
    ratio = max(x.low, y.low, 1e-9) / max(min(x.low, y.low), 1e-9) if min(x.low, y.low) >= 0 else 10.0
    slip = abs(math.log10(ratio) - round(math.log10(ratio))) <= (_ROUGHLY if x.approximate or y.approximate else 0)
    if ratio > 5 and not slip:  # a slipped digit is an error like any other
        strength -= 1.0
    if kind == "number" and a.kind in _TOLLS and b.kind in _TOLLS:
        days = known.later(a.claim.article_id, b.claim.article_id)
        newer, older = (y, x) if (days or 0) > 0 else (x, y)
        wider = (
            known.around(a.claim.article_id, x.start, x.end, 80, 80),
            known.around(b.claim.article_id, y.start, y.end, 80, 80),
        )
        running = any(_RUNNING.search(w) for w in wider)
        if days and newer.low > older.low:
            if running or abs(days) >= (1 if a.kind in _SURVEYED else 2):
                return _result(kind, "update", x, y, cap="info", note="the later report raises the count")
            strength, cap, note = strength - 0.9, "warning", "the later report raises the count"
        elif running and days != 0:
            strength, cap, note = strength - 0.6, "warning", "a running count"
    return _result(kind, "contradiction", x, y, strength=strength, cap=cap, note=note)


def _told_too(v: View, x: Amount) -> bool:
    """Whether a claim has the figure of another value too, as a figure of nothing in particular: "a further 450"."""
    figure = _FIGURE.search(x.text)
    if figure is None or len(figure[0]) < _LONG_FIGURE:
        return False
    return any(figure[0] == other[0] for other in _FIGURE.finditer(v.claim.text))


def _tells_what_can_be(v: View) -> bool:
    """Whether it tells of a capacity: "can carry 400"."""
    return bool(_CAN.search(v.claim.text[: max(0, v.claim.anchor - v.claim.start)]))


def _be_alike(a: View, b: View) -> bool:
    return a.kind.split()[0] == b.kind.split()[0] == "be"


def _ages(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Ages of one named person, or of the unnamed one in the same role ("a 24-year-old man was arrested")."""
    yield from _ages_of_roles(a, b)
    for entity, x in a.ages:
        for other, y in b.ages:
            if entity == other:
                years = abs(known.later(a.claim.article_id, b.claim.article_id) or 0) / 365
                grown = years > _BIRTHDAY and abs(x.low - y.low) <= years + 1
                relation = "contradiction" if disjoint(x, y) and not grown else "compatible"
                past = a.background or b.background
                if relation == "contradiction" and min(x.low, y.low) < _GROWN <= max(x.low, y.low) - _GENERATION:
                    continue  # a parent and a child of one name
                if past and relation == "contradiction" and abs(x.low - y.low) <= years + _THEN:
                    continue
                # grown ones may share a name too
                cap = "warning" if abs(x.low - y.low) > _GENERATION or past else "error"
                yield _result("age", relation, x, y, f"age:{entity}", strength=1.0, cap=cap)


def _ages_of_roles(a: View, b: View) -> Iterator[Comparison]:
    """Ages of unnamed people in one part ("a 24-year-old man was arrested"), once those that agree are taken away."""
    owned = {(x.start, x.end) for v in (a, b) for _, x in v.ages}
    left, right = ([x for x in v.claim.amounts if x.kind == "age" and (x.start, x.end) not in owned] for v in (a, b))
    agreed = 0
    for x in tuple(left):
        y = next((y for y in right if not disjoint(x, y) and _noun(a, x) == _noun(b, y)), None)
        if y is not None:
            left.remove(x)
            right.remove(y)
            agreed += 1
            yield _result("age", "compatible", x, y, f"role:{a.kind}")
    if len(left) == len(right) == 1 and disjoint(left[0], right[0]):
        noun, other = _noun(a, left[0]), _noun(b, right[0])
        role, part = _role_of(a, left[0]), _role_of(b, right[0])
        one_part = role == part is not None or noun == other != "" and role is part
        told_alike = len(a.told) >= _SENTENCE and a.told == b.told
        if agreed and noun == other or a.kind == b.kind and (one_part or told_alike):
            yield _result("age", "contradiction", *left, *right, f"role:{a.kind}", strength=0.5 * bool(agreed))


def _noun(v: View, x: Amount) -> str:
    """The word right after an age: "man" of "a 24-year-old man"."""
    found = _WORD.match(v.claim.text, max(0, x.end - v.claim.start))
    return found[1] if found else ""


def _part(v: View, x: Amount) -> str:
    """The role of the argument that an amount stands in, "" where it is in none."""
    return next((a.role for a in v.claim.arguments if a.start <= x.start and x.end <= a.end), "")


def _role_of(v: View, x: Amount) -> tuple[str, str] | None:
    """The role and the noun of the argument that an amount stands in."""
    return next(
        (
            (a.role, a.head)
            for a in v.claim.arguments
            if a.start <= x.start and x.end <= a.end and not _MANY.match(a.text)
        ),
        None,
    )


def _result(kind: str, relation: str, x: Amount, y: Amount, slot: str = "", **more) -> Comparison:
    slot = slot or f"{kind}:{unit_of(x) or unit_of(y)}"
    return Comparison(
        kind, relation, (x.start, x.end), (y.start, y.end), x.text, y.text, describe(x), describe(y), slot=slot, **more
    )
