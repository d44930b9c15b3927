"""Typed comparison of when: dates, weekdays and clock times of one event."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from factcheck.claims.calendar import clock_conflict, day_of_month, describe, make_date, overlaps
from factcheck.claims.lexicon import EVENT_NOUNS, PROCEEDINGS
from factcheck.judging.comparison import Background, Comparison, words
from factcheck.matching.dating import dated
from factcheck.matching.events import View
from factcheck.records import When

_SHARP = frozenset({"time", "day", "weekday", "weekend", "week", "month", "quarter", "year", "range"})
_LEVEL = {"month": 1, "quarter": 1, "season": 1, "year": 2, "decade": 3}
_DAYS = frozenset({"time", "day", "weekday"})
_NIGHT = frozenset("night overnight midnight late evening p.m pm".split())
_DAWN = frozenset("morning early dawn a.m am midnight overnight".split())
_SMALL_HOURS = frozenset("early dawn small a.m am".split())
_DAY = frozenset("morning noon midday afternoon daytime".split())
_FOR_AN_EVENT = re.compile(rf"\b(?:in|for|over|with|to)\b[^.]*\b(?:{'|'.join(sorted(EVENT_NOUNS))})\b")
_NOMINAL = ("took place", "may take place", "will take place")
"""How the statement of a claim ends whose predicate is a noun."""
MOVED = "a plan that may have moved between the reports"
_PLAIN_YEAR = 2001
_SAME_WORDS = 0.75
"""Agreement of the words around two bounds from which they bound one thing."""
_FAR = {
    "time": 8,
    "day": 8,
    "weekday": 8,
    "weekend": 15,
    "week": 22,
    "range": 22,
    "month": 100,
    "quarter": 200,
    "year": 1100,
}


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Dates, weekdays and clock times of the claims' own predicates, and the days by which or since when."""
    yield from _bounds(a, b, known)
    if not a.times or not b.times or _deathbed(a) != _deathbed(b) and not _one_death(a, b):
        return
    pairs = [(x, y, overlaps(x, y)) for x in a.times for y in b.times]
    if any(o is False for *_, o in pairs):  # one o'clock of two days is no common time
        pairs = [(x, y, o) for x, y, o in pairs if not (_is_bare_clock(x) or _is_bare_clock(y))]
    met = [(x, y) for x, y, o in pairs if o]
    if met:
        for x, y in met:
            if clock_conflict(x, y):
                yield of_one_thing(a, x, b, y, known)
            elif None not in (x.weekday, y.weekday) and x.weekday != y.weekday and _one_day_of_the_year(x, y):
                yield _result("weekday", "contradiction", x, y, strength=0.4, note="one date, two weekdays")
            else:
                yield _result(_type(x, y), "compatible", x, y)
        return
    for x, y, o in pairs:
        if o is None and clock_conflict(x, y):
            yield _result("time", "contradiction", x, y, strength=-0.6, cap="warning", note="no day is given")
    apart = [(x, y) for x, y, o in pairs if o is False and x.granularity in _SHARP and y.granularity in _SHARP]
    if len(apart) != len(pairs):
        return
    x, y = min(apart, key=lambda p: (_gap(*p), p[0].start, p[1].start))
    if _is_rough(x, y) and _gap(x, y) <= _length(x) + _length(y):
        return
    yield of_one_thing(a, x, b, y, known)


def of_one_thing(a: View, x: When, b: View, y: When, known: Background) -> Comparison:
    """The conflict of two times that differ where both claims speak of one thing."""
    if overlaps(x, y) is not False and clock_conflict(x, y):
        rough = x.approximate or y.approximate
        return _result("time", "contradiction", x, y, strength=-0.2, cap="warning" if rough else "error")
    return _result(_type(x, y), "contradiction", x, y, **_weigh(a, b, x, y, known))


def _is_bare_clock(w: When) -> bool:
    return w.clock is not None and w.earliest is w.latest is w.weekday is w.month is None


def _bounds(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Days that bound one thing in the same words: "by 7 October", "since Tuesday"."""
    for x in a.claim.times:
        for y in b.claim.times:
            if x.relation != y.relation or x.relation == "at" or not (dated(x) and dated(y)):
                continue
            left, right = (
                replace(w, earliest=w.earliest or w.latest, latest=w.latest or w.earliest, relation="at")
                for w in (x, y)
            )
            days = left.granularity in _DAYS and right.granularity in _DAYS
            if not days and {left.granularity, right.granularity} != {"year"} or overlaps(left, right) is not False:
                continue
            articles = a.claim.article_id, b.claim.article_id
            before = (known.around(v, w.start, w.start, 6, 0) for v, w in zip(articles, (x, y), strict=True))
            if "as of " in before:
                continue
            if known.alignment.agreement(articles[0], (x.start, x.end), articles[1], (y.start, y.end)) >= _SAME_WORDS:
                found = _weigh(a, b, left, right, known)
                yield replace(_result(_type(x, y), "contradiction", x, y, **found), slot=f"when:{x.relation}")


def _one_death(a: View, b: View) -> bool:
    """Whether one "died" and the other "was killed", which is told of the death itself."""
    return {v.claim.predicate.split()[0] for v in (a, b)} == {"die", "kill"}


def _deathbed(v: View) -> bool:
    """Whether it dates a death rather than what caused it; a victim may die days later."""
    return v.claim.predicate.split()[0] in {"die", "succumb", "pronounce"}


def _weigh(a: View, b: View, x: When, y: When, known: Background) -> dict:
    """How far values like these speak for a conflict rather than for two events or two ways to count."""
    strength, cap, note = 0.4, "error", ""
    gap = _gap(x, y)
    coarse = abs(_LEVEL.get(x.granularity, 0) - _LEVEL.get(y.granularity, 0))
    weekdays = None not in (x.weekday, y.weekday)
    strength -= 0.8 * (x.granularity != y.granularity and not weekdays) + 0.8 * coarse
    days = known.later(a.claim.article_id, b.claim.article_id)
    if days and x.anchor == y.anchor == "published" and x.text.lower() == y.text.lower():
        return {"strength": -5.0, "cap": "info", "note": "the same words under two publish dates"}
    if days and a.claim.modality == b.claim.modality == "planned":
        return {"strength": strength, "cap": "info", "note": MOVED}
    if a.claim.predicate == b.claim.predicate == "end" and _weeks_apart(x, y):
        return {"strength": strength, "cap": "info", "note": "the ends of two weeks"}
    if _one_day_of_the_year(x, y):
        return {"strength": strength, "cap": cap, "note": "one date, two weekdays"}
    far = max(_FAR.get(x.granularity, 8), _FAR.get(y.granularity, 8))
    if x.granularity == y.granularity == "year":
        strength -= 0.4
    elif _month_apart(x, y):
        strength += 0.6
    elif gap > far:
        alike = known.alignment.agreement(a.claim.article_id, (x.start, x.end), b.claim.article_id, (y.start, y.end))
        strength -= (1.5 + min(2.0, gap / far / 2)) * (1 - 0.9 * alike)
    same_weekday = x.weekday is not None and x.weekday == y.weekday
    if same_weekday and not (x.anchor == y.anchor == "text"):
        return {"strength": -5.0, "cap": "info", "note": "the same weekday, counted from different publish dates"}
    if _is_rough(x, y):
        cap = "warning"
    if "mention" in {x.anchor, y.anchor}:
        strength, cap, note = strength - 0.8, "warning", "counted from another event"
    for v, w in ((a, x), (b, y)):
        if v.claim.statement.endswith(_NOMINAL) and w.start > v.claim.anchor:
            scene = known.around(v.claim.article_id, v.claim.start, v.claim.start, 20, 0)
            strength -= 2.0 if "scene of" in scene else 0.6  # "came to the scene of the shooting on Monday"
        if v.kind in PROCEEDINGS and _FOR_AN_EVENT.search(known.texts[v.claim.article_id][v.claim.anchor : w.start]):
            strength -= 1.0  # "arrested for the raid on the bank on Tuesday" may date the raid
    if gap == 1:
        before, after = (words(known.around(v.claim.article_id, w.start, w.end)) for v, w in _in_order(a, x, b, y))
        late = before & _NIGHT or not before & (_DAY | _SMALL_HOURS)
        early = after & _DAWN or not after & (_DAY | _NIGHT)
        if late and early and (before & _NIGHT or after & _DAWN):
            strength, cap, note = strength - 1.6, "warning", "one night spans both days"
    return {"strength": strength, "cap": cap, "note": note}


def _in_order(a: View, x: When, b: View, y: When) -> tuple[tuple[View, When], tuple[View, When]]:
    """Two days that follow each other, the first one first."""
    if x.earliest and y.earliest:
        swapped = y.earliest < x.earliest
    else:
        swapped = ((x.weekday or 0) - (y.weekday or 0)) % 7 == 1
    return ((b, y), (a, x)) if swapped else ((a, x), (b, y))


def _month_apart(x: When, y: When) -> bool:
    """Whether both name one day of two months, as a slip of the pen does ("May 16", "June 16")."""
    day = day_of_month(x)
    return day is not None and day == day_of_month(y) and x.month != y.month


def _weeks_apart(x: When, y: When) -> bool:
    """Whether two dates fall on one weekday, as the weeks of a statistic end."""
    if x.earliest and y.earliest:
        return (x.earliest - y.earliest).days % 7 == 0
    days = [make_date(_PLAIN_YEAR, w.month, day_of_month(w)) if w.month and day_of_month(w) else None for w in (x, y)]
    return None not in days and (days[0] - days[1]).days % 7 == 0


def _one_day_of_the_year(x: When, y: When) -> bool:
    """Whether both give the same month and day, so that only the weekday or the year differs ("Saturday, Sept. 12")."""
    day = day_of_month(x), day_of_month(y)
    return x.month is not None and x.month == y.month and day[0] is not None and day[0] == day[1]


def _gap(x: When, y: When) -> int:
    """Days between two intervals; for bare weekdays the shorter way round the week, for months 30 days each."""
    if x.earliest and y.earliest and x.latest and y.latest:
        return max((y.earliest - x.latest).days, (x.earliest - y.latest).days, 0)
    if x.weekday is not None and y.weekday is not None:
        d = abs(x.weekday - y.weekday)
        return min(d, 7 - d)
    if x.month is not None and y.month is not None:
        d = abs(x.month - y.month)
        return 30 * (min(d, 12 - d) - 1) + 1
    return 4


def _is_rough(x: When, y: When) -> bool:
    """Whether a span longer than a day is approximate: "around 1990", "three months ago"."""
    return any(w.approximate and w.granularity not in _DAYS for w in (x, y))


def _length(w: When) -> float:
    """Days of an interval, without end where one of its ends is open."""
    return (w.latest - w.earliest).days if w.earliest and w.latest else math.inf


def _type(x: When, y: When) -> str:
    if x.weekday is not None and y.weekday is not None and not any(c.isdigit() for c in x.text + y.text):
        return "weekday"
    return "date"


def _result(kind: str, relation: str, x: When, y: When, **more) -> Comparison:
    return Comparison(
        kind,
        relation,
        (x.start, x.end),
        (y.start, y.end),
        x.text,
        y.text,
        describe(x),
        describe(y),
        slot="clock" if kind == "time" else "when",
        **more,
    )
