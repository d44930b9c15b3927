"""Values told in other words: whether two amounts of two articles, or two days of plans, answer one question.

The typed comparisons ask claims whose predicates are of one kind. Reporters who share no sentence write that a ferry
"was licensed to carry 180" and "had a licence for 130", and that a president "takes office on 23 December" and "is to
be sworn in on the 20th". Whether two such values fill one slot is told by a logistic model over how near the claims are
without them, what both say, how many such values the articles give, and how far the values are apart. It is fitted on
whole reports of one event and on clusters of real news (scripts/fit_paraphrase.py), and never gives more than a
warning. What the NLI model says of the claims, with their values or without them, ranked real conflicts no higher, so
it is not asked. Days of what has happened are left to the typed comparison: a report dates many things, and those that
two reports date differently are hardly ever one.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from factcheck.claims.calendar import overlaps
from factcheck.claims.lexicon import opposite
from factcheck.judging import quantities, times
from factcheck.judging.calibration import calibration, severity, sigmoid
from factcheck.judging.comparison import TOLD, Background, Comparison
from factcheck.judging.verdict import Pair, planned_against_happened
from factcheck.matching.events import Events, View, exclude, one_kind, unlike_roles
from factcheck.matching.identity import identify, kind_in_common
from factcheck.matching.stories import Stories
from factcheck.matching.words import content, in_common
from factcheck.records import Amount, Severity, When

_STEM = 5
"""Letters of a word that tell it from others, whatever its ending: "licence", "licensed"."""
_WEIGHTIEST, _WIDEST, _FAR = 3.0, 3.0, 0.9
"""The most that telling words and a ratio count; a ratio (its logarithm) beyond which two amounts are hardly of one
thing."""
_SAME, _PERSON = 1.0, "person"
_LARGE, _BROAD = 13, 1.5
"""Counts from which a number is of one thing alone, and how wide an interval still stands for one number."""
_CAREER = re.compile(
    r"\b(?:veteran|career|retire[ds]?|retiring|served|serving|married|marriage|wife|husband|relationship"
    r"|law enforcement)\b"
)
"""What tells that a length is one of somebody's life, of which each has several."""
_EACH, _EACH_NEAR = re.compile(r"\b(?:each|every|per|apiece|a (?:share|head))\b"), (20, 45)
_DATES = {"time": "day", "day": "day", "weekday": "day", "month": "month", "year": "year"}
_WHO_AND_WHERE = (
    "participants", "no participant in common", "one without names", "same word in a role",
    "other words in a role", "unlike words in a role", "place in common", "places apart",
)  # fmt: skip
"""What is taken over of the measures of event identity (`matching.identity.features`)."""
_TWO_SIDES = ({"open", "close"}, {"create", "cost"})
"""What tells of two prices of one day, and of gains and losses."""
_AMOUNT = {"some"}
"""What a gist has for an amount."""
_ASKED = frozenset({"ask", "seek", "demand", "request"})
_MOVED = 2
"""Days between two reports from which a plan may have been moved."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A value and the shortest claim that gives it.

    `claim` is the claim's position, `sort` what the value is compared with."""

    claim: int
    view: View
    value: Amount | When
    sort: str

    @property
    def span(self) -> tuple[int, int]:
        return self.value.start, self.value.end


@dataclass(slots=True)
class Candidate:
    """Two values of one sort in two articles; `measured` is what the model sees of them, by name."""

    a: Told
    b: Told
    cosine: float
    measured: dict[str, float]

    @property
    def articles(self) -> tuple[str, str]:
        """The ids of the articles of both."""
        return self.a.view.claim.article_id, self.b.view.claim.article_id

    def logit(self) -> float:
        """The log-odds that they answer one question and cannot both be true."""
        weights = calibration()["paraphrase"]["weights"]
        return sum(weights.get(name, 0.0) * value for name, value in self.measured.items())


def add_told(
    pairs: Sequence[Pair],
    events: Events,
    vectors: np.ndarray,
    stories: Stories,
    known: Background,
    near: Callable[[str, str], float] | None = None,
    touching: Collection[str] | None = None,
) -> list[Pair]:
    """The pairs with the conflicts of values that are told in other words.

    Values that a pair sets against each other already are left to it. `near` and `touching` are as in `find`.
    """
    by_claims = {(p.i, p.j): p for p in pairs}
    met = {span for p in pairs for c, apart in zip(p.comparisons, p.apart, strict=True)
           if c.relation in {"contradiction", "update"} and not apart for span in _places(c, p, events)}  # fmt: skip
    for c, logit in surest(find(events, vectors, stories, known, near, touching)):
        conflict = compare(c, known) if severity(sigmoid(logit)) else None
        if conflict is None:
            continue
        i, j = c.a.claim, c.b.claim
        if (i, j) not in by_claims:
            identity = identify(c.a.view, c.b.view, c.cosine, stories.logit(*c.articles))
            by_claims[i, j] = Pair(i, j, c.cosine, identity, [])
        pair = by_claims[i, j]
        if not met.issuperset(_places(conflict, pair, events)):
            cap: Severity = "warning" if logit >= calibration()["paraphrase"]["warning"] else "info"
            pair.comparisons.append(replace(conflict, strength=logit, cap=cap))
            pair.apart.append(False)
    return [by_claims[key] for key in sorted(by_claims)]


def _places(c: Comparison, p: Pair, events: Events) -> Iterator[tuple[str, int]]:
    """Where the two values of a comparison begin."""
    for k, span in ((p.i, c.span_a), (p.j, c.span_b)):
        yield events.claims[k].article_id, span[0]


def find(
    events: Events,
    vectors: np.ndarray,
    stories: Stories,
    known: Background,
    near: Callable[[str, str], float] | None = None,
    touching: Collection[str] | None = None,
) -> list[Candidate]:
    """Pairs of values that differ, across articles of one story, in claims that may be of one thing.

    Those are left out of which one value agrees with another of the other article in a claim no less near in meaning,
    or of the same counted things, and those of which one is given by the other article to the letter.
    With `near`, as in `pipeline.compare` for a part of many articles, only those that names and days bring near are
    compared: others may be two fillings of one form. With `touching` one of the two is one of these articles.
    """
    limits = calibration()
    by_article = _values(events)
    found = []
    for one, other in combinations(by_article, 2):
        if touching is not None and one not in touching and other not in touching:
            continue
        story = stories.logit(one, other)
        apart = near is not None and near(one, other) < limits["paraphrase"]["near"]
        if apart or sigmoid(story) < limits["story"]["aspect"]:
            continue
        for sort in sorted(by_article[one].keys() & by_article[other].keys()):
            values = by_article[one][sort], by_article[other][sort]
            pairs = [(a, b, float(vectors[a.claim] @ vectors[b.claim])) for a, b in product(*values)]
            agree = [_agree(a.value, b.value) for a, b, _ in pairs]
            agreed: dict[Told, float] = defaultdict(lambda: -1.0)
            for (a, b, cosine), same in zip(pairs, agree, strict=True):
                if same:
                    alike = _SAME if _of_one_unit(a, b) or _is_same(a.value, b.value) else cosine
                    agreed[a], agreed[b] = max(agreed[a], alike), max(agreed[b], alike)
            for (a, b, cosine), same in zip(pairs, agree, strict=True):
                if same is False and cosine > max(agreed[a], agreed[b]):
                    measured = _measure(a, b, cosine, story, known) | {"other values": _competitors(a, b, *values)}
                    found.append(Candidate(a, b, cosine, measured))
    return sorted(found, key=lambda c: (c.a.claim, c.b.claim, c.a.span, c.b.span))


def surest(found: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """The candidates that are likelier than any other for both of their values, with their log-odds."""
    scored = [(c, c.logit()) for c in found]
    best: dict[tuple[Told, str], float] = defaultdict(lambda: -math.inf)
    for c, logit in scored:
        for key in _keys(c):
            best[key] = max(best[key], logit)
    return [(c, logit) for c, logit in scored if logit >= max(best[key] for key in _keys(c))]


def compare(c: Candidate, known: Background) -> Comparison | None:
    """The conflict of two values of one question; None where they may both be true after all."""
    a, b = c.a.view, c.b.view
    x, y = c.a.value, c.b.value
    if _of_two_things(c):
        return None
    if isinstance(x, Amount) and isinstance(y, Amount):
        if _of_two_amounts(c, x, y, known):
            return None
        result = quantities.of_one_thing(a, x, b, y, known)
    else:
        result = times.of_one_thing(a, x, b, y, known)
        if abs(known.later(*c.articles) or 0) >= _MOVED:
            return None
    if result.relation != "contradiction" or result.cap == "info" and result.note != times.MOVED:
        return None
    return replace(result, slot=f"{TOLD}{result.type}", note="told in other words")


def _of_two_things(c: Candidate) -> bool:
    """Whether the claims tell that they are not of one thing, or nothing tells that they are."""
    a, b = c.a.view, c.b.view
    return bool(
        one_kind(a, b) and planned_against_happened(a.claim, b.claim)
        or (a.kind in _ASKED) != (b.kind in _ASKED)
        or opposite(a.kind, b.kind) or {a.kind, b.kind} in _TWO_SIDES
        or unlike_roles(a, b)
        or "no participant in common" in c.measured or not c.measured["words in common"]
    )  # fmt: skip


def _of_two_amounts(c: Candidate, x: Amount, y: Amount, known: Background) -> bool:
    """Whether two amounts are of different times or sorts, of an each and a whole, or known to the other article."""
    a, b = c.a.view, c.b.view
    one, other = c.articles
    return bool(
        exclude(a.times or a.group_times, b.times or b.group_times)
        or x.kind == "count" and not _of_one_sort(x, y)
        or x.kind == "duration" and any(_CAREER.search(v.claim.text) for v in (a, b))
        or x.kind == "money" and _each(one, x, known) != _each(other, y, known)
        or _has(one, y, known) or _has(other, x, known) or _grows(c, x, y, known)
    )  # fmt: skip


def _grows(c: Candidate, x: Amount, y: Amount, known: Background) -> bool:
    """Whether a report of a later day gives more of what may grow: beaches closed, kilometres of shore fouled."""
    days = known.later(*c.articles) or 0
    newer, older = (y, x) if days > 0 else (x, y)
    return days != 0 and x.kind in {"count", "measure"} and newer.low > older.low


def _has(article: str, x: Amount, known: Background) -> bool:
    """Whether an article has a number like this anywhere. Of a few things, other than people, that says nothing."""
    value = x.low if x.low > 0 else x.high
    if x.kind == "count" and value < _LARGE and quantities.unit_of(x) != _PERSON:
        return False
    wide = x.low <= 0 or x.high > _BROAD * x.low
    return known.gives(article, value, value) if wide else known.gives(article, x.low, x.high)


def _each(article: str, x: Amount, known: Background) -> bool:
    """Whether a sum is what each of several gets or costs."""
    return bool(_EACH.search(known.around(article, x.start, x.end, *_EACH_NEAR)))


# --- values ---


def _values(events: Events) -> dict[str, dict[str, list[Told]]]:
    """By article and sort, the values that can be compared, each in the shortest claim that has it."""
    shortest: dict[tuple[str, int, str], Told] = {}
    for i, v in enumerate(events.views):
        if v.claim.kind == "statement":
            continue
        for value, sort in _values_of(v):
            key = v.claim.article_id, value.start, sort
            met = shortest.get(key)
            if met is None or len(v.claim.text) < len(met.view.claim.text):
                shortest[key] = Told(i, v, value, sort)
    found: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for (article, _, sort), told in shortest.items():
        found[article][sort].append(told)
    return found


def _values_of(v: View) -> Iterator[tuple[Amount | When, str]]:
    for x in v.claim.amounts:
        if x.kind in quantities.TYPES and v.claim.start <= x.start and x.end <= v.claim.end:
            yield x, f"{x.kind}:{x.unit}" if x.kind in {"money", "measure"} else x.kind
    for w in v.times if v.claim.modality == "planned" else ():
        if w.granularity in _DATES and v.claim.start <= w.start and w.end <= v.claim.end:
            yield w, _DATES[w.granularity]


def _agree(x: Amount | When, y: Amount | When) -> bool | None:
    """Whether two values of one sort can be one; None where nobody can tell."""
    if isinstance(x, Amount) and isinstance(y, Amount):
        return not quantities.differ(x, y)
    return overlaps(x, y)


def _of_one_unit(a: Told, b: Told) -> bool:
    """Whether both count the same sort of things, which are not just people: heaters and heaters."""
    x, y = a.value, b.value
    if not (isinstance(x, Amount) and isinstance(y, Amount) and x.kind == y.kind == "count"):
        return False
    return quantities.unit_of(x) == quantities.unit_of(y) not in {"", _PERSON}


def _of_one_sort(x: Amount, y: Amount) -> bool:
    """Whether two counts may be of the same things: of women and of people only where there are more women."""
    left, right = quantities.unit_of(x), quantities.unit_of(y)
    if left == right or "" in (left, right):
        return True
    whole, part = (x, y) if left == _PERSON else (y, x)
    return _PERSON in (left, right) and part.low > whole.high


def _is_same(x: Amount | When, y: Amount | When) -> bool:
    """Whether two values are the same, but for counts, of which the small ones are of many things."""
    return isinstance(x, Amount) and x.kind != "count" and _value(x) == _value(y)


def _competitors(a: Told, b: Told, *values: Sequence[Told]) -> float:
    """The logarithm of how many pairs of different values, of the same things where both count the same, there are."""
    if _of_one_unit(a, b):
        values = tuple([t for t in told if _of_one_unit(t, a)] for told in values)
    return math.log(math.prod(len({_value(t.value) for t in told}) for told in values))


def _value(x: Amount | When) -> tuple:
    return (x.low, x.high) if isinstance(x, Amount) else (x.earliest, x.latest, x.clock)


def _keys(c: Candidate) -> tuple[tuple[Told, str], tuple[Told, str]]:
    """The value of each side, with the other article."""
    one, other = c.articles
    return (c.a, other), (c.b, one)


# --- what the model sees ---


def _measure(one: Told, other: Told, cosine: float, story: float, known: Background) -> dict[str, float]:
    a, b = one.view, other.view
    articles = a.claim.article_id, b.claim.article_id
    left, right = content(a.claim.gist) - _AMOUNT, content(b.claim.gist) - _AMOUNT
    kind = kind_in_common(a, b)
    found = {
        "start": 1.0,
        "wording": cosine - 0.5,
        "words around": known.alignment.agreement(articles[0], one.span, articles[1], other.span),
        "words in common": in_common(_stems(left), _stems(right)),
        "telling words": min(known.alignment.weight(left & right, *articles), _WEIGHTIEST),
        "kind in common": float(kind == "kind in common"),
        "kind apart": float(kind == "kind apart"),
        "other modality": float(a.claim.modality != b.claim.modality),
        "other polarity": float(a.claim.polarity != b.claim.polarity),
        "background of one alone": float(a.background != b.background),
        "story": story,
    }
    measured = identify(a, b, cosine, story).measured
    found |= {name: measured[name] for name in _WHO_AND_WHERE if name in measured}
    x, y = one.value, other.value
    if isinstance(x, Amount) and isinstance(y, Amount):
        ratio = abs(math.log(x.low / y.low)) if x.low > 0 and y.low > 0 else _WIDEST
        found |= {sort: float(x.kind == sort) for sort in ("money", "percent", "duration", "measure")}
        found |= {"ratio": min(ratio, _WIDEST), "far apart": float(ratio > _FAR)}
        if x.kind == "count":
            units = quantities.unit_of(x), quantities.unit_of(y)
            found["counts of one thing"] = float(_of_one_unit(one, other))
            found["counts of people"] = float(units == (_PERSON, _PERSON))
            found["counts of two things"] = float("" not in units and units[0] != units[1])
    else:
        found["date"] = 1.0
    return found


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in words)
