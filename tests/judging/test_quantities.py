"""Two tellings of how many, how much, how long and how old: what excludes, what fits."""

from datetime import date

import pytest

from factcheck.judging.quantities import compare
from tests.pairs import MONDAY, compared, values


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "Nine firefighters were injured in the fire.",
            "Six firefighters were injured in the fire.",
            ("number", "Nine", "Six"),
        ),
        ("Eight people died.", "Eleven people were killed.", ("number", "Eight", "Eleven")),
        (
            "At least 85 people were killed in the flood.",
            "The flood killed 60 people.",
            ("number", "At least 85", "60"),
        ),
        (
            "The bank earned a profit of $421 million.",
            "The bank earned a profit of $412 million.",
            ("money", "$421 million", "$412 million"),
        ),
        ("Turnout was 61 percent.", "Turnout was 71 percent.", ("percent", "61 percent", "71 percent")),
        (
            "The judge jailed him for six years.",
            "The judge jailed him for eight years.",
            ("duration", "six years", "eight years"),
        ),
        ("Noreen Pell, 45, was arrested.", "Noreen Pell, 54, was arrested.", ("age", "45", "54")),
        ("A 24-year-old man was arrested.", "A 34-year-old man was arrested.", ("age", "24-year-old", "34-year-old")),
        (
            "A 19-year-old woman and a 21-year-old man were taken to hospital.",
            "A 21-year-old man and a 30-year-old woman were taken to hospital.",
            ("age", "19-year-old", "30-year-old"),
        ),
        (
            "The bodies of a woman and an 8-year-old child were found.",
            "The bodies of a woman and an 11-year-old child were discovered.",
            ("age", "8-year-old", "11-year-old"),
        ),
        ("Dana Roe, Jr., 18, was arrested.", "The police arrested Dana Roe, Jr., 28.", ("age", "18", "28")),
        (
            "Divers pulled a 6-year-old boy and a 3-year-old girl from the ferry.",
            "The mate’s 3-year-old girl and her brother, a 4-year-old boy, suffered burns.",
            ("age", "6-year-old", "4-year-old"),
        ),
        ("A total of 17 people were shot in the bar.", "Twelve people were shot in the bar.", ("number", "17", "Twelve")),
        (
            "Seven riders, including a 6-year-old, were thrown from a carousel in Dunmere.",
            "Seven riders, including an 11-year-old, were thrown from a carousel in Dunmere.",
            ("age", "6-year-old", "11-year-old"),
        ),
        (
            "Dana Roe was charged with murder and three counts of assault.",
            "Dana Roe was charged on Monday with murder and two counts of assault.",
            ("number", "three", "two"),
        ),
        (
            "Jane Hale, 34, and her 3-year-old son, Tom Hale, were shot.",
            "Tom Hale, 2, was shot.",
            ("age", "3-year-old", "2"),
        ),
        (
            "Erik Tolan Wills, 63, was freed in Dunmere.",
            "The judge in Dunmere freed Erick Tolan Wills, 36.",
            ("age", "63", "36"),
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
        ("Dozens of people were killed in the flood.", "The flood killed 40 people."),
        ("At least 85 people were killed in the flood.", "The flood killed 92 people."),
        ("About 120 people were killed in the flood.", "The flood killed 118 people."),
        ("More than a thousand homes were destroyed.", "The fire destroyed 1,200 homes."),
        ("The bank earned about $1 billion.", "The bank earned $1.02 billion."),
        ("The storm brought winds of 185 kilometres an hour.", "The storm brought winds of 115 miles an hour."),
        ("The judge jailed him for two years.", "The judge jailed him for 24 months."),
        ("Noreen Pell, 45, was arrested.", "The arrest of Noreen Pell, 45, surprised the town."),
        ("The death toll rose to 40.", "At least 35 people were killed so far."),
    ],
)
def test_values_that_fit(one, other):
    found = compared(compare, one, other)
    assert found
    assert {c.relation for c in found} == {"compatible"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve people were injured in the crash.", "Three people were killed in the crash."),
        ("Two of the five hostages were released.", "Three hostages were released."),
        ("Two of the five divers were killed.", "Five divers were killed."),
        ("The bus carried 40 passengers.", "The bus carried 12 bicycles."),
        ("The bank earned a profit of $421 million.", "The bank earned a profit of 390 million euros."),
        ("Another three people were injured.", "Nine people were injured."),
    ],
)
def test_counts_of_different_things(one, other):
    for a, b in ((one, other), (other, one)):
        assert not values(compared(compare, a, b), "contradiction") | values(compared(compare, a, b), "update")


def test_a_later_higher_toll_is_an_update():
    days = date(2024, 5, 6), date(2024, 5, 12)
    found = compared(compare, "The flood killed 12 people.", "The flood killed 40 people.", days)
    assert values(found, "update") == {("number", "12", "40")}
    assert {c.cap for c in found} == {"info"}


def test_a_later_lower_toll_is_no_update():
    days = date(2024, 5, 12), date(2024, 5, 6)
    found = compared(compare, "The flood killed 12 people.", "The flood killed 40 people.", days)
    assert values(found, "contradiction") == {("number", "12", "40")}


def test_a_running_toll_of_the_next_day_is_an_update():
    days = date(2024, 5, 6), date(2024, 5, 7)
    one, other = "The flood has killed 12 people so far.", "The flood killed 40 people, up from 12."
    assert ("number", "12", "40") in values(compared(compare, one, other, days), "update")


@pytest.mark.parametrize(("later", "relation"), [(MONDAY, "contradiction"), (date(2025, 5, 20), "compatible")])
def test_people_grow_older(later, relation):
    one, other = "Noreen Pell, 45, was arrested.", "Noreen Pell, 46, was released."
    (found,) = compared(compare, one, other, (MONDAY, later))
    assert (found.type, found.relation) == ("age", relation)


def test_ages_of_two_people():
    assert compared(compare, "Noreen Pell, 45, was arrested.", "Hal Brennock, 54, was arrested.") == []


def test_a_guess_is_weaker_than_a_count():
    sure = compared(compare, "Nine people were injured.", "Six people were injured.")
    unsure = compared(compare, "About 90 people were injured.", "Six people were injured.")
    assert unsure[0].strength < sure[0].strength
