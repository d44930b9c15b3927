"""Two tellings of whether it happened and of what was said."""

from datetime import date

import pytest

from factcheck.judging.wording import compare
from tests.pairs import MONDAY, compared, values


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "Martin Abara conceded on Sunday night.",
            "Martin Abara did not concede on Sunday night.",
            ("negation", "conceded", "not concede"),
        ),
        (
            "Kestovia agreed to reopen the crossing.",
            "Kestovia refused to reopen the crossing.",
            ("negation", "agreed", "refused"),
        ),
        ("Nobody was hurt in the blast.", "Six people were hurt in the blast.", ("negation", "hurt", "hurt")),
        ("Shares in Northmere Bank rose.", "Shares in Northmere Bank fell.", ("antonym", "rose", "fell")),
        ("The council approved the plan.", "The council rejected the plan.", ("antonym", "approved", "rejected")),
        (
            "The jury convicted Gareth Pryce.",
            "The jury acquitted Gareth Pryce.",
            ("antonym", "convicted", "acquitted"),
        ),
        ("The bridge is safe.", "The bridge is unsafe.", ("antonym", "is", "is")),
        (
            "Shares in the company rose on Monday.",
            "Shares in the company fell on Monday.",
            ("antonym", "rose", "fell"),
        ),
        ("The mill's owner won the lawsuit.", "The mill's owner lost the lawsuit.", ("antonym", "won", "lost")),
    ],
)
def test_conflict(one, other, conflict):
    kind, x, y = conflict
    assert values(compared(compare, one, other), "contradiction") == {(kind, x, y)}
    assert values(compared(compare, other, one), "contradiction") == {(kind, y, x)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Martin Abara conceded.", "Martin Abara conceded late on Sunday."),
        ("The council approved the plan.", "The council adopted the plan."),
        ("The council did not approve the plan.", "The council rejected the plan."),
        ("Shares in Northmere Bank rose.", "Shares in Northmere Bank did not fall."),
        ("The mayor said the bridge was safe.", "The mayor did not speak."),
        ("Shares in the company rose on Monday.", "Shares in the company fell on Friday."),
        ("Shares in the company rose on Monday.", "Shares in its rival fell on Monday."),
        ("Northmere Bank won the case in the first court.", "Northmere Bank lost the appeal."),
        ("The club won 4-0 in October.", "The club have lost four finals."),
        ("The Ansel fell overnight.", "The Ansel rises fast after rain."),
        ("In 2019 the council approved the plan.", "The council rejected the plan."),
        ("The jury convicted Gareth Pryce.", "The jury acquitted Hal Brennock."),
    ],
)
def test_no_conflict(one, other):
    for a, b in ((one, other), (other, one)):
        assert values(compared(compare, a, b), "contradiction") == set()


def test_another_day_weakens_a_denial():
    same = compared(compare, "The ferry sank.", "The ferry did not sink.")
    dated = compared(compare, "The ferry sank.", "The ferry did not sink on Monday.")
    assert dated[0].strength < same[0].strength


@pytest.mark.parametrize(("found", "conflicts"), [(date(2024, 5, 8), 0), (MONDAY, 0), (date(2024, 5, 4), 1)])
def test_what_had_not_happened_yet_may_come_later(found, conflicts):
    one, other = "The captain has not yet been found.", "The captain was found."
    assert len(compared(compare, one, other, (MONDAY, found))) == conflicts
    assert len(compared(compare, other, one, (found, MONDAY))) == conflicts


def test_what_had_never_been_before_is_at_most_information():
    found = compared(compare, "The Pells lost the race.", "Prior to this race the Pells had not lost the race.")
    assert {c.cap for c in found} == {"info"}


def test_two_wordings_of_one_quotation_are_information():
    one = "“We shall not leave the valley before the snow melts in spring,” Anna Berg said."
    other = "“We shall not leave this valley before the snow melts in the spring,” Anna Berg said."
    (found,) = [c for c in compared(compare, one, other) if c.type == "quote"]
    assert (found.relation, found.cap) == ("contradiction", "info")


def test_a_shortened_quotation_is_no_other_wording():
    one = "“We shall not leave the valley before the snow melts in spring,” Anna Berg said."
    other = "“We shall not leave the valley before the snow melts,” Anna Berg said."
    assert [c for c in compared(compare, one, other) if c.type == "quote"] == []


@pytest.mark.xfail(strict=True, reason="“closed” is read as what was done to the mill, not as its state")
def test_open_and_closed_are_opposites():
    found = compared(compare, "The mill is open.", "The mill is closed.")
    assert {c.type for c in found} == {"antonym"}
