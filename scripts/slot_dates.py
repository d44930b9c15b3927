"""Edits of times: another day, weekday, month or year, the same date in another format, less of the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from slot_claims import Fact, Span
from slot_text import Edit

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
PARTS = ("morning", "afternoon", "evening", "night")
_DATE = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})(?: (?P<part>{'|'.join(PARTS)}))?)?"
    rf"(?:,? ?(?:(?:the )?(?P<d1>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m1>{'|'.join(MONTHS)})"
    rf"|(?P<m2>{'|'.join(MONTHS)}) (?P<d2>\d\d?)(?:st|nd|rd|th)?|(?P<m3>{'|'.join(MONTHS)})))?"
    r"(?:,? ?(?P<year>(?:19|20)\d\d))?",
)
RELATIVE = {
    "yesterday": ("today", "on Sunday"), "today": ("yesterday",), "last week": ("last month", "last year"),
    "last month": ("last week", "last year"), "last year": ("last month", "two years ago"),
    "next week": ("next month", "next year"),
    "next month": ("next week", "next year"), "next year": ("next month", "next week"), "this year": ("last year",),
    "this week": ("last week",), "this month": ("last month",), "tomorrow": ("next week",),
}  # fmt: skip
_AGO = re.compile(r"(two|three|four|five|six|seven|eight|nine|ten|\d+) (days|weeks|months|years)( ago)")


@dataclass(frozen=True, slots=True)
class Day:
    """What a date says of weekday (name), part of day, day, month (1 to 12) and year."""

    weekday: str | None
    part: str | None
    day: int | None
    month: int | None
    year: int | None

    def fixed(self) -> date | None:
        """The calendar day, where it is told in full."""
        try:
            return date(self.year or 0, self.month or 0, self.day or 0)
        except ValueError:
            return None


def read_day(text: str) -> Day | None:
    """A date as written: "Friday 1 May 1987", "May 1", "Monday night", "March 2004", "1999"."""
    m = _DATE.fullmatch(text.strip())
    if not m or not any(m.groupdict().values()):
        return None
    month = m["m1"] or m["m2"] or m["m3"]
    day = m["d1"] or m["d2"]
    found = Day(
        m["weekday"], m["part"], int(day) if day else None, MONTHS.index(month) + 1 if month else None,
        int(m["year"]) if m["year"] else None,
    )  # fmt: skip
    return found if not found.day or 1 <= found.day <= 31 else None


def conflict(a: Day, b: Day) -> bool:
    """Whether two dates cannot be the same, by what both tell."""
    pairs = ((a.weekday, b.weekday), (a.day, b.day), (a.month, b.month), (a.year, b.year), (a.part, b.part))
    return any(x is not None and y is not None and x != y for x, y in pairs)


def formats(day: Day) -> list[str]:
    """The ways to write all that a date tells."""
    week = day.weekday + (f" {day.part}" if day.part else "") if day.weekday else ""
    if day.day is None or day.month is None:
        month = MONTHS[day.month - 1] if day.month else ""
        year = str(day.year) if day.year else ""
        return [" ".join(filter(None, (week, month, year)))]
    month, year = MONTHS[day.month - 1], day.year
    short = month if len(month) < 5 else f"{'Sept' if month == 'September' else month[:3]}."
    tail, comma = (f" {year}", f", {year}") if year else ("", "")
    shapes = [f"{day.day} {month}{tail}", f"{month} {day.day}{comma}", f"{short} {day.day}{comma}"]
    shapes.append(f"the {day.day}{_nth(day.day)} of {month}{tail}")
    if not week:
        return shapes
    return [f"{week}{sep}{s}" for s in shapes[:3] for sep in (" ", ", ") if (sep == ", ") == s[0].isalpha()]


def _nth(day: int) -> str:
    return "th" if 4 <= day <= 20 or 24 <= day <= 30 else {1: "st", 2: "nd", 3: "rd"}[day % 10]


def weaker(day: Day) -> Iterator[Day]:
    """Dates that tell less, but nothing else."""
    if day.weekday and (day.day or day.part):
        yield Day(day.weekday, None, None, None, None)
    if day.weekday and day.day:
        yield replace(day, weekday=None, part=None)
    if day.day and day.year:
        yield replace(day, year=None)
        yield Day(None, None, day.day, day.month, None)
    if day.day:
        yield Day(None, None, None, day.month, day.year)
    if day.month and day.year:
        yield Day(None, None, None, None, day.year)
        if not day.day:
            yield Day(None, None, None, day.month, None)


def shifted(day: Day, rng: Random) -> tuple[str, Day] | None:
    """Another date of the same form, and what was changed in it."""
    fixed, ways = day.fixed(), []
    if day.part and not day.day:
        ways.append("time")
    if day.weekday and not day.day:
        ways += ["weekday"] * 2
    if day.day:
        ways += ["date"] * 2
    if day.day and day.weekday and not day.year:
        ways += ["weekday"]
    if day.month and (not day.weekday or fixed):
        ways.append("month")
    if day.year:
        ways.append("year")
    if not ways:
        return None
    way = rng.choice(ways)
    if way == "time":
        return way, replace(
            day, part=rng.choice([p for p in PARTS if p != day.part and {p, day.part} != {"evening", "night"}])
        )
    if way == "weekday":
        return way, replace(day, weekday=rng.choice([w for w in WEEKDAYS if w != day.weekday]))
    if way == "date":
        if fixed:
            new = fixed + timedelta(rng.choice((-14, -9, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 9, 14)))
            return way, _of(new, day)
        return way, replace(day, weekday=None, part=None, day=rng.choice([d for d in range(1, 29) if d != day.day]))
    if way == "month":
        month = rng.choice([m for m in range(1, 13) if m != day.month])
        new = replace(day, month=month, day=min(day.day, 28) if day.day else None)
        return way, _of(new.fixed(), day) if new.fixed() else new
    new = replace(day, year=(day.year or 0) + rng.choice((-10, -5, -3, -2, -1, 1, 2, 3, 5, 10)))
    return way, _of(new.fixed(), day) if new.fixed() else new


def _of(fixed: date, model: Day) -> Day:
    return Day(WEEKDAYS[fixed.weekday()] if model.weekday else None, model.part, fixed.day, fixed.month, fixed.year)


def _around(fact: Fact, span: Span) -> tuple[int, str, Day | None, str]:
    """Where a date begins with its preposition, the preposition, the date, and what follows."""
    before = re.search(r"\b(on|in|On|In|since|until|by|from|for|of|before|after) $", fact.text[: span.start])
    day = read_day(fact.text[span.start : span.end])
    return before.start() if before else span.start, before[1] if before else "", day, fact.text[span.end :]


def change_time(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """Another time; the type says which part of it is another one."""
    text = fact.text[span.start : span.end]
    start, preposition, day, _ = _around(fact, span)
    if day is None:
        return _change_relative(fact, span, text, rng)
    found = shifted(day, rng)
    if found is None:
        return None
    way, new = found
    if rng.random() < 0.3:
        shorter = [w for w in weaker(new) if conflict(w, day) and (w.part or not day.part or w.day)]
        chosen = rng.choice(shorter) if shorter else new
        written = placed(chosen, preposition)
        if chosen != new and written:
            return Edit(way, ((start, span.end, _case(written, preposition)),))
    return Edit(
        way, ((span.start, span.end, rng.choice(formats(new)[:3]) if rng.random() < 0.5 else _in_form(new, text)),)
    )


def _in_form(day: Day, text: str) -> str:
    """A date in the format of `text`, as far as it has one of ours."""
    old = read_day(text)
    shapes = formats(old) if old else []
    index = shapes.index(text) if text in shapes else 0
    return formats(day)[min(index, len(formats(day)) - 1)]


def placed(day: Day, preposition: str) -> str | None:
    """A date with the preposition that it needs; None where the given one is neither "on" nor "in"."""
    if preposition.lower() not in {"on", "in"}:
        return None
    return f"{'on' if day.day or day.weekday else 'in'} {formats(day)[0]}"


def _case(written: str, model: str) -> str:
    return written[:1].upper() + written[1:] if model[:1].isupper() else written


def _change_relative(fact: Fact, span: Span, text: str, rng: Random) -> Edit | None:
    ago = _AGO.fullmatch(text)
    if ago:
        words = [w for w in "two three four five six seven eight nine ten".split() if w != ago[1]]
        return Edit("date", ((span.start, span.end, f"{rng.choice(words)} {ago[2]} ago"),))
    options = [o for o in RELATIVE.get(text.lower(), ()) if " " not in o or not o.startswith("on ")]
    if not options or span.start == 0:
        return None
    return Edit("date", ((span.start, span.end, rng.choice(options)),))


def reformat(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """The same date in another format."""
    text = fact.text[span.start : span.end]
    day = read_day(text)
    if day is None or not day.day:
        return None
    on = fact.text[: span.start].lower().endswith("on ")
    shapes = [s for s in formats(day) if s != text and (on or not s.startswith("the "))]
    return Edit("reformatted_date", ((span.start, span.end, rng.choice(shapes)),)) if shapes else None


def vaguer(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """Less of the date: the month for the day, the weekday for the date."""
    start, preposition, day, _ = _around(fact, span)
    if day is None:
        return None
    options = list(dict.fromkeys(w for w in weaker(day)))
    if not options:
        return None
    chosen = rng.choice(options)
    written = placed(chosen, preposition)
    if written is None:
        if bool(chosen.day or chosen.weekday) != bool(day.day or day.weekday):
            return None
        return Edit("vaguer_date", ((span.start, span.end, rng.choice(formats(chosen)[:3])),), exact=False)
    if chosen.day:
        written = f"on {rng.choice(formats(chosen))}"
    return Edit("vaguer_date", ((start, span.end, _case(written, preposition)),), exact=False)
