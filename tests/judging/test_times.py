"""Two tellings of when something was: what excludes, what fits."""

from datetime import date

import pytest

from factcheck.judging.times import compare
from tests.pairs import compared, values

APRIL = date(2023, 4, 18)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("The bridge fell on Sunday.", "The bridge fell on Tuesday.", ("weekday", "Sunday", "Tuesday")),
        ("The mill was built in 1968.", "The mill was built in 1986.", ("date", "1968", "1986")),
        ("The dam broke in March 2021.", "The dam broke in April 2021.", ("date", "March 2021", "April 2021")),
        (
            "The dam broke on March 3, 2021.",
            "The dam broke on 9 March 2021.",
            ("date", "March 3, 2021", "9 March 2021"),
        ),
        (
            "On 8 January 2015 the boys were at the pier at 9:40 p.m.",
            "On 8 August 2015 the boys were at the pier at 9:40 p.m.",
            ("date", "8 January 2015", "8 August 2015"),
        ),
        ("Darin Holm was killed on Wednesday.", "Darin Holm died on Sunday.", ("weekday", "Wednesday", "Sunday")),
        (
            "Guests must have had one dose by 7 October 2023.",
            "Guests must have had one dose by 7 June 2023.",
            ("date", "7 October 2023", "7 June 2023"),
        ),
        (
            "The shop shut just before 1:00 a.m. on May 1.",
            "The shop shut just before 1:00 a.m. on March 1.",
            ("date", "1:00 a.m. on May 1", "1:00 a.m. on March 1"),
        ),
        ("The ferry sank three months ago.", "The ferry sank eight months ago.", ("date", "three months ago", "eight months ago")),
        (
            "The train left at 9:15 a.m. on Friday.",
            "The train left at 7:40 a.m. on Friday.",
            ("time", "9:15 a.m. on Friday", "7:40 a.m. on Friday"),
        ),
    ],
)
def test_conflict(one, other, conflict):
    kind, x, y = conflict
    assert values(compared(compare, one, other), "contradiction") == {(kind, x, y)}
    assert values(compared(compare, other, one), "contradiction") == {(kind, y, x)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ministers met on Sunday.", "The ministers met on April 16."),
        ("The ministers met on Sunday.", "The ministers met over the weekend."),
        ("The mill was built in 1968.", "The mill was built in the 1960s."),
        ("The dam broke in March 2021.", "The dam broke on 4 March 2021."),
        ("The fire started on Friday night.", "The fire started early on Saturday."),
        ("The troops left last week.", "The troops left on Thursday."),
        ("The strike began three days ago.", "The strike began on Saturday."),
        ("The strike began around 1990.", "The strike began in 1991."),
        ("The ferry sank three months ago.", "The ferry sank four months ago."),
        ("The train left at 9:15 a.m. on Friday.", "The train left on Friday."),
    ],
)
def test_values_that_fit(one, other):
    found = compared(compare, one, other, (APRIL, APRIL))
    assert {c.relation for c in found} == {"compatible"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor has been ill since March 2.", "The mayor resigned on March 20."),
        ("The shop opened before Friday.", "The shop opened on Tuesday."),
        ("The bridge fell.", "The bridge fell on Sunday."),
    ],
)
def test_bounds_and_silence_say_nothing(one, other):
    assert compared(compare, one, other) == []


def test_weekdays_of_undated_articles_still_differ():
    found = compared(compare, "The ministers met on Sunday.", "The ministers met on Monday.", (None, None))
    assert values(found, "contradiction") == {("weekday", "Sunday", "Monday")}
    assert [c.norm_a for c in found] == ["a Sunday (date unknown)"]


def test_a_weekday_and_a_date_of_undated_articles_fit():
    found = compared(compare, "The ministers met on Sunday.", "The ministers met on April 16.", (None, None))
    assert values(found, "contradiction") == set()


def test_the_same_weekday_of_two_weeks_is_hardly_a_conflict():
    days = date(2024, 5, 6), date(2024, 5, 13)
    (found,) = compared(compare, "The ferry sank on Sunday.", "The ferry sank on Sunday.", days)
    assert found.cap == "info"
    assert found.strength < -4


def test_far_apart_is_weaker_than_close():
    near = compared(compare, "The dam broke on March 3, 2021.", "The dam broke on March 5, 2021.")
    far = compared(compare, "The dam broke on March 3, 2021.", "The dam broke on August 5, 2021.")
    assert near[0].strength > far[0].strength


def test_two_mornings_are_no_night():
    (found,) = compared(compare, "The fire started on Friday morning.", "The fire started on Saturday morning.")
    assert (found.cap, found.note) == ("error", "")


def test_the_small_hours_of_two_days_are_no_night():
    (found,) = compared(compare, "The dam broke early on Friday.", "The dam broke before dawn on Saturday.")
    assert found.note == ""


def test_one_day_of_two_months_is_a_slip():
    one, other, slip = "on March 3, 2021", "on April 9, 2021", "on April 3, 2021"
    (apart,), (alike,) = (compared(compare, f"The dam broke {one}.", f"The dam broke {x}.") for x in (other, slip))
    assert alike.strength > apart.strength


def test_one_night_spans_two_days():
    (found,) = compared(compare, "The fire started on Friday night.", "The fire started on Saturday.")
    assert found.relation == "compatible" or found.cap == "warning"


def test_one_date_with_two_weekdays():
    found = compared(compare, "The king was crowned on Saturday, May 4.", "The king was crowned on Friday, May 4.")
    assert [c.relation for c in found] == ["contradiction"]


def test_clock_times_without_a_day():
    one, other = "The captain sent a distress call at 9:15 a.m.", "The captain sent a distress call at 7:40 a.m."
    assert values(compared(compare, one, other), "contradiction") == {("time", "9:15 a.m.", "7:40 a.m.")}


def test_the_day_behind_an_event_may_be_its_own():
    plain = compared(compare, "A man was arrested on Tuesday.", "A man was arrested on Thursday.")
    over = compared(
        compare, "A man was arrested over the raid on a bank on Tuesday.", "A man was arrested on Thursday."
    )
    assert [c.strength for c in over] < [c.strength for c in plain]
