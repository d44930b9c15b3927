"""Calendar arithmetic in the way news speaks of time, and the comparison of temporal expressions."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date, timedelta

from factcheck.records import When

Span = tuple[date, date]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NAMES = frozenset(name.lower() for name in WEEKDAYS + MONTHS)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the first month, northern hemisphere

_FIXED_ZONES = {
    "gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "moscow time": 180,
    "jst": 540, "aest": 600, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420,
}  # fmt: skip
_AMERICAN_ZONES = {"et": -300, "ct": -360, "mt": -420, "pt": -480}  # standard time; an hour later in summer
_SLACK = {"week": 3, "month": 10, "quarter": 31, "season": 31, "year": 92, "decade": 366}  # days, else 1
_CLOCK_TOLERANCE = 20  # minutes within one zone
_ZONE_TOLERANCE = 80  # minutes across zones: papers write EST for EDT
_ROUGH_TOLERANCE = 100  # minutes where one is approximate
_DAWN, _LATE = 6 * 60, 21 * 60  # clock times between which no night is meant
_DAYTIME = re.compile(r"noon\b|\bevening\b|\bmidday\b|\blunchtime\b", re.IGNORECASE)
_DAY_IN_TEXT = re.compile(
    r"\b(?:{0})[a-z]*\.?\s*(?:the\s+)?(\d{{1,2}})(?!\d)|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{0})".format(
        "|".join(name[:3] for name in MONTHS)
    ),
    re.IGNORECASE,
)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_span(year: int, month: int, count: int) -> Span:
    """`count` whole months from the first day of the one given."""
    return date(year, month, 1), shift(date(year, month, 1), count, "month") - timedelta(1)


def year_span(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def week_span(day: date) -> Span:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def weekend_span(day: date) -> Span:
    """Saturday and Sunday of the week of `day`."""
    sunday = week_span(day)[1]
    return sunday - timedelta(1), sunday


def weekday_until(day: date, weekday: int) -> date:
    """The last such weekday up to and with `day`."""
    return day - timedelta((day.weekday() - weekday) % 7)


def weekday_from(day: date, weekday: int) -> date:
    """The first such weekday from `day` on."""
    return day + timedelta((weekday - day.weekday()) % 7)


def shift(day: date, count: int, unit: str) -> date:
    """`day` moved by `count` units (day, week, month, year, decade), held inside its month and the calendar."""
    if unit in ("day", "week"):
        moved = day.toordinal() + count * (7 if unit == "week" else 1)
        return date.fromordinal(min(max(moved, 1), date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year, month = min(max(months // 12, 1), 9999), months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def zone_offset(name: str, day: date | None) -> int | None:
    """Minutes from UTC of a zone as news writes it, None for "local"; ET and its like without a day in winter time."""
    name = name.lower().replace(".", "")
    name = {"eastern": "et", "central": "ct", "mountain": "mt", "pacific": "pt"}.get(name.split()[0], name)
    if name not in _AMERICAN_ZONES:
        return _FIXED_ZONES.get(name)
    summer = day and weekday_from(date(day.year, 3, 8), 6) <= day < weekday_from(date(day.year, 11, 1), 6)
    return _AMERICAN_ZONES[name] + (60 if summer else 0)


def day_of_month(when: When) -> int | None:
    """The day in "April 16" of which the year is not known."""
    found = _DAY_IN_TEXT.search(when.text) if when.month and when.granularity in ("day", "time") else None
    return int(found[1] or found[2]) if found else None


def overlaps(a: When, b: When) -> bool | None:
    """Whether both can name the same day; None when one of them says nothing about the day.

    Symmetric. Approximate intervals are widened; of an unresolved expression its weekday, month and day of the month
    must be possible within the other. A night runs into the morning of the next day, but neither into its daytime nor
    into its night.
    """
    first, second = _constraints(a, _next_day(a, b)), _constraints(b, _next_day(b, a))
    if first is None or second is None:
        return None
    low, high = max(first[0], second[0]), min(first[1], second[1])
    weekdays, months, days = (x & y for x, y in zip(first[2:], second[2:], strict=True))
    if low > high or not (weekdays and months and days):
        return False
    begin = int(low) if low > -math.inf else int(high) - _CYCLE if high < math.inf else _EPOCH
    end = int(high) if high < math.inf else begin + _CYCLE
    return any(
        day.weekday() in weekdays and day.month in months and day.day in days
        for day in map(date.fromordinal, range(max(begin, 1), min(end, date.max.toordinal()) + 1))
    )


_DAYS = frozenset({"day", "time", "weekday"})
_EPOCH = date(2000, 1, 1).toordinal()
_CYCLE = 28 * 366  # days after which every weekday has met every date
_ANY_WEEKDAY, _ANY_MONTH, _ANY_DAY = frozenset(range(7)), frozenset(range(1, 13)), frozenset(range(1, 32))
_Constraints = tuple[float, float, frozenset[int], frozenset[int], frozenset[int]]


def _is_night(when: When) -> bool:
    """Whether an expression of a day is as wide as a night ("Friday night", "around 11 p.m.", "midnight")."""
    return when.approximate and (when.clock is None or not _DAWN < when.clock < _LATE)


def _next_day(night: When, other: When) -> bool:
    """Whether another expression can name a night by the day on which it ends."""
    if not _is_night(night) or _is_night(other) and other.clock != 0 and other.granularity in _DAYS:
        return False
    return not _DAYTIME.search(other.text) if other.clock is None else other.clock <= _DAWN


def _constraints(when: When, next_day: bool) -> _Constraints | None:
    """First and last day as ordinals, then the weekdays, months and days of the month that it can be."""
    low = -math.inf if when.earliest is None else when.earliest.toordinal()
    high = math.inf if when.latest is None else when.latest.toordinal()
    weekdays, months, days = _ANY_WEEKDAY, _ANY_MONTH, _ANY_DAY
    if when.relation == "at" and low != high:
        if when.weekday is not None:
            near = (0, 1) if next_day else (0,)
            weekdays = frozenset((when.weekday + step) % 7 for step in near)
        if when.month is not None and high - low > 62:
            day = day_of_month(when)
            near = (-1, 0, 1) if when.approximate and day is None else (0, 1) if next_day else (0,)
            months = frozenset((when.month - 1 + step) % 12 + 1 for step in near)
            days = _ANY_DAY if day is None else frozenset([day, day % 31 + 1] if next_day else [day])
    if when.approximate:
        known_range = when.granularity == "range" and math.isfinite(high - low)
        slack = (high - low) // 8 + 1 if known_range else _SLACK.get(when.granularity, 1)
        if when.granularity in _DAYS:
            high += next_day
        else:
            low, high = low - slack, high + slack
    known = (low, high, weekdays, months, days)
    return None if known == (-math.inf, math.inf, _ANY_WEEKDAY, _ANY_MONTH, _ANY_DAY) else known


def clock_conflict(a: When, b: When) -> bool:
    """Whether the times of the day cannot be one: in zones that can be compared, and too far apart."""
    if a.clock is None or b.clock is None or (a.zone is None) != (b.zone is None):
        return False
    if a.relation != "at" or b.relation != "at":
        return False
    apart = (a.clock - (a.zone or 0) - b.clock + (b.zone or 0)) % 1440
    exact = _CLOCK_TOLERANCE if a.zone == b.zone else _ZONE_TOLERANCE
    return min(apart, 1440 - apart) > (max(exact, _ROUGH_TOLERANCE) if a.approximate or b.approximate else exact)


def describe(when: When) -> str:
    """The normalised value for a reader: "Sunday 16 April 2023", "20 to 22 March 2023", "a Tuesday (date unknown)"."""
    words = _describe_days(when)
    if when.clock is not None:
        clock = f"{when.clock // 60:02d}:{when.clock % 60:02d}"
        if when.zone is not None:
            hours, minutes = divmod(abs(when.zone), 60)
            clock += f" UTC{'-' if when.zone < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
        words = f"{words}, {clock}" if words else f"{clock} (day unknown)"
    if not words:
        return f"{' '.join(when.text.split())} (date unknown)"
    return words if when.relation == "at" else f"{when.relation} {words}"


def _describe_days(when: When) -> str:
    low, high = when.earliest, when.latest
    if low is None and high is None:
        return _describe_unresolved(when)
    if low is None or high is None:
        return _open_end(low or high, when)
    if low == high:
        return _day(low)
    if when.relation == "at" and when.weekday is not None:
        step = (when.weekday - low.weekday()) % 7
        named = [date.fromordinal(n) for n in range(low.toordinal() + step, high.toordinal() + 1, 7)]
        return " or ".join(map(_day, named))
    if when.granularity == "month" and when.month is not None and low.year != high.year:
        return f"{MONTHS[when.month - 1]} {low.year} or {high.year}"
    if when.granularity in ("week", "weekend"):
        return f"the {when.granularity} of {_days(low, high)}"
    if when.granularity == "decade" and (low, high) == (date(low.year, 1, 1), date(low.year + 9, 12, 31)):
        return f"the {low.year}s"
    if when.granularity == "quarter" and (low, high) == months_span(low.year, low.month, 3):
        return f"{('first', 'second', 'third', 'fourth')[(low.month - 1) // 3]} quarter of {low.year}"
    return ("about " if when.approximate else "") + _days(low, high)


def _open_end(day: date, when: When) -> str:
    """The end of "since 2018" or "until May" in the unit in which it was given."""
    if when.granularity == "month" and not when.approximate:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return str(day.year) if when.granularity == "year" and not when.approximate else _day(day)


def _describe_unresolved(when: When) -> str:
    weekday = "" if when.weekday is None else WEEKDAYS[when.weekday]
    if when.month is not None and when.granularity == "range":
        return f"{' '.join(when.text.split())} (year unknown)"
    if when.month is not None:
        day = day_of_month(when)
        words = [weekday, "in" if weekday and day is None else "", str(day or ""), MONTHS[when.month - 1]]
        return " ".join(filter(None, words)) + " (year unknown)"
    return f"a {weekday} (date unknown)" if weekday else ""


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _days(low: date, high: date) -> str:
    """An interval with nothing said twice; whole months and years without their days."""
    if low.day == 1 and high == month_span(high.year, high.month)[1]:
        if (low.month, high.month) == (1, 12):
            return f"{low.year}" if low.year == high.year else f"{low.year} to {high.year}"
        first, last = MONTHS[low.month - 1], f"{MONTHS[high.month - 1]} {high.year}"
        if low.year != high.year:
            return f"{first} {low.year} to {last}"
        return last if low.month == high.month else f"{first} to {last}"
    last = f"{high.day} {MONTHS[high.month - 1]} {high.year}"
    if low.year != high.year:
        return f"{low.day} {MONTHS[low.month - 1]} {low.year} to {last}"
    return f"{low.day} to {last}" if low.month == high.month else f"{low.day} {MONTHS[low.month - 1]} to {last}"
