"""Comparing temporal expressions and saying them to a reader."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.calendar import clock_conflict, describe, overlaps, shift, weekday_from, weekday_until
from factcheck.records import When

APRIL_16 = date(2023, 4, 16)


def when(text="", earliest=None, latest=None, granularity="day", **fields) -> When:
    return When(text, 0, len(text), earliest, latest, granularity, **fields)


def on(day: date, **fields) -> When:
    return when("then", day, day, **fields)


SUNDAY = when("Sunday", granularity="weekday", weekday=6)
TUESDAY = when("Tuesday", granularity="weekday", weekday=1)
YEARLESS = when("April 16", month=4)
FEBRUARY = when("February", date(2023, 2, 1), date(2023, 2, 28), "month", month=2)
LAST_WEEK = when("last week", date(2023, 4, 10), date(2023, 4, 16), "week", approximate=True)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        (on(APRIL_16), on(APRIL_16), True),
        (on(APRIL_16), on(date(2023, 4, 17)), False),
        (SUNDAY, SUNDAY, True),
        (SUNDAY, TUESDAY, False),
        (SUNDAY, on(APRIL_16), True),
        (TUESDAY, on(APRIL_16), False),
        (YEARLESS, on(APRIL_16), True),
        (YEARLESS, on(date(2023, 4, 17)), False),
        (YEARLESS, SUNDAY, True),
        (YEARLESS, when("17 April", month=4), False),
        (when("Sunday, April 16", month=4, weekday=6), on(date(2022, 4, 16)), False),  # a Saturday
        (FEBRUARY, when("January", date(2023, 1, 1), date(2023, 1, 31), "month", month=1), False),
        (FEBRUARY, TUESDAY, True),
        (when("February", granularity="month", month=2), FEBRUARY, True),
        (when("January", granularity="month", month=1), FEBRUARY, False),
        (LAST_WEEK, on(date(2023, 4, 18)), True),
        (LAST_WEEK, on(date(2023, 4, 21)), False),
        (when("March 2", date(2023, 3, 2), None, relation="since"), on(APRIL_16), True),
        (when("March 2", date(2023, 3, 2), None, relation="since"), FEBRUARY, False),
        (when("May", None, date(2023, 5, 31), "month", relation="until", month=5), on(date(2023, 6, 1)), False),
        (when("a month after"), on(APRIL_16), None),
        (when("a month after"), when("yesterday"), None),
        (when("last Friday", date(2023, 4, 14), date(2023, 4, 21), "weekday", weekday=4), on(date(2023, 4, 21)), True),
        (when("last Friday", date(2023, 4, 14), date(2023, 4, 21), "weekday", weekday=4), on(date(2023, 4, 20)), False),
        (when("Saturday night", granularity="weekday", weekday=5, approximate=True), SUNDAY, True),
        (when("Friday", granularity="weekday", weekday=4, relation="until"), SUNDAY, None),
    ],
)
def test_two_expressions_can_name_one_day(a: When, b: When, expected: bool | None):
    assert overlaps(a, b) is expected


def weekday(text: str, number: int, minutes: int | None = None, approximate: bool = False) -> When:
    granularity = "weekday" if minutes is None else "time"
    return when(text, granularity=granularity, weekday=number, clock=minutes, approximate=approximate)


SATURDAY_NIGHT = weekday("Saturday night", 5, approximate=True)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        (SATURDAY_NIGHT, weekday("early Sunday", 6), True),
        (SATURDAY_NIGHT, weekday("1 a.m. on Sunday", 6, 60), True),
        (SATURDAY_NIGHT, weekday("2 p.m. on Sunday", 6, 840), False),
        (SATURDAY_NIGHT, weekday("Sunday afternoon", 6), False),
        (SATURDAY_NIGHT, weekday("Sunday night", 6, approximate=True), False),
        (SATURDAY_NIGHT, weekday("Friday night", 4, approximate=True), False),
        (SATURDAY_NIGHT, weekday("midnight on Sunday", 6, 0, True), True),
        (SATURDAY_NIGHT, when("then", date(2023, 4, 15), date(2023, 4, 15), approximate=True), True),
        (weekday("5:30 p.m. on Friday", 4, 1050), weekday("5:30 p.m. on Saturday", 5, 1050), False),
        (weekday("about 5:30 p.m. on Friday", 4, 1050, True), weekday("Saturday", 5), False),
        (weekday("about 11 p.m. on Friday", 4, 1380, True), weekday("Saturday", 5), True),
    ],
)
def test_a_night_runs_into_the_next_morning_alone(a: When, b: When, expected: bool):
    assert overlaps(a, b) is expected
    assert overlaps(b, a) is expected


def clock(minutes: int | None, **fields) -> When:
    return when("then", granularity="time", clock=minutes, **fields)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        (clock(600), clock(600), False),
        (clock(600), clock(621), True),
        (clock(600), clock(620), False),
        (clock(600), clock(700, approximate=True), False),
        (clock(600), clock(None), False),
        (clock(600, zone=0), clock(700), False),
        (clock(1125, zone=0), clock(885, zone=-240), False),  # 18:45 GMT is 14:45 in New York
        (clock(1380, zone=0), clock(840, zone=-240), True),
        (clock(840, zone=-240), clock(840, zone=-300), False),  # EST written in summer
        (clock(5), clock(1435), False),
        (clock(600), clock(700, relation="after"), False),
    ],
)
def test_clocks_conflict_only_when_they_can_be_compared(a: When, b: When, expected: bool):
    assert clock_conflict(a, b) is expected
    assert clock_conflict(b, a) is expected


@pytest.mark.parametrize(
    "expression, words",
    [
        (on(APRIL_16), "Sunday 16 April 2023"),
        (SUNDAY, "a Sunday (date unknown)"),
        (YEARLESS, "16 April (year unknown)"),
        (when("Sunday (April 16)", month=4, weekday=6), "Sunday 16 April (year unknown)"),
        (when("May", granularity="month", month=5), "May (year unknown)"),
        (when("3 to 5 May", granularity="range", month=5), "3 to 5 May (year unknown)"),
        (FEBRUARY, "February 2023"),
        (when("", date(2023, 3, 20), date(2023, 3, 22), "range"), "20 to 22 March 2023"),
        (when("", date(2023, 3, 30), date(2023, 4, 2), "range"), "30 March to 2 April 2023"),
        (when("", date(2022, 12, 30), date(2023, 1, 2), "range"), "30 December 2022 to 2 January 2023"),
        (when("", date(2022, 1, 1), date(2022, 12, 31), "year"), "2022"),
        (when("", date(2018, 1, 1), date(2020, 12, 31), "range"), "2018 to 2020"),
        (when("", date(1990, 1, 1), date(1999, 12, 31), "decade"), "the 1990s"),
        (when("", date(2021, 4, 1), date(2021, 6, 30), "quarter"), "second quarter of 2021"),
        (when("", date(2022, 6, 1), date(2022, 8, 31), "season", approximate=True), "about June to August 2022"),
        (LAST_WEEK, "the week of 10 to 16 April 2023"),
        (
            when("last Friday", date(2023, 4, 14), date(2023, 4, 21), "weekday", weekday=4),
            "Friday 14 April 2023 or Friday 21 April 2023",
        ),
        (when("last February", date(2022, 2, 1), date(2023, 2, 28), "month", month=2), "February 2022 or 2023"),
        (when("March 2", date(2023, 3, 2), None, relation="since"), "since Thursday 2 March 2023"),
        (when("2018", date(2018, 1, 1), None, "year", relation="since"), "since 2018"),
        (on(APRIL_16, clock=870, zone=-240), "Sunday 16 April 2023, 14:30 UTC-4"),
        (clock(1260), "21:00 (day unknown)"),
        (when("a month\nafter", granularity="range", relation="after"), "a month after (date unknown)"),
    ],
)
def test_an_expression_is_said_plainly(expression: When, words: str):
    assert describe(expression) == words


days = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@st.composite
def expressions(draw: st.DrawFn) -> When:
    first = draw(st.none() | days)
    last = None if first is None else first + timedelta(draw(st.sampled_from([0, 0, 1, 6, 30, 400])))
    relation = draw(st.sampled_from(["at", "at", "since", "until"]))
    return when(
        draw(st.sampled_from(["April 16", "Sunday", "then"])),
        None if relation == "until" else first,
        None if relation == "since" else last,
        draw(st.sampled_from(["day", "weekday", "week", "month", "range"])),
        relation=relation,
        weekday=draw(st.none() | st.integers(0, 6)),
        month=draw(st.none() | st.integers(1, 12)),
        approximate=draw(st.booleans()),
    )


@given(expressions(), expressions())
def test_overlap_is_symmetric(a: When, b: When):
    assert overlaps(a, b) == overlaps(b, a)


@given(expressions(), st.integers(0, 400))
def test_a_day_inside_an_exact_interval_overlaps_it(a: When, step: int):
    if a.earliest and a.latest and a.weekday is None and a.month is None:
        day = a.earliest + timedelta(min(step, (a.latest - a.earliest).days))
        assert overlaps(a, on(day)) is True


@given(expressions())
def test_everything_can_be_described(a: When):
    assert describe(a)


@given(days, st.integers(0, 6))
def test_nearest_weekdays_lie_within_a_week(day: date, weekday: int):
    before, after = weekday_until(day, weekday), weekday_from(day, weekday)
    assert before.weekday() == after.weekday() == weekday
    assert before <= day <= after
    assert (after - before).days in (0, 7)


@given(days, st.integers(-40, 40), st.sampled_from(["day", "week", "month", "year", "decade"]))
def test_shifting_goes_the_way_of_its_count(day: date, count: int, unit: str):
    moved = shift(day, count, unit)
    assert (moved > day) == (count > 0)
    assert (moved < day) == (count < 0)
