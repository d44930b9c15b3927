"""Two tellings of who and where: what excludes, what fits."""

import pytest

from factcheck.judging.participants import compare
from tests.pairs import compared, values


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "Rosa Quill won the election in Lindhaven.",
            "Martin Abara won the election in Lindhaven.",
            ("person", "Rosa Quill", "Martin Abara"),
        ),
        (
            "The jury convicted Gareth Pryce.",
            "The jury convicted Lewis Garrow.",
            ("person", "Gareth Pryce", "Lewis Garrow"),
        ),
        ("Ruth Field was elected mayor.", "Anna Berg was elected mayor.", ("person", "Ruth Field", "Anna Berg")),
        (
            "Orrin Consultants inspected the bridge.",
            "Tamble Valley Engineering inspected the bridge.",
            ("organization", "Orrin Consultants", "Tamble Valley Engineering"),
        ),
        (
            "A man was found dead in a truck near a park in Holm County.",
            "A man was found dead outside of his Varn County home.",
            ("place", "Holm County", "Varn County"),
        ),
        (
            "Hurricane Tobin made landfall near Port Lisle.",
            "Hurricane Tobin made landfall near Cape Hallow.",
            ("place", "Port Lisle", "Cape Hallow"),
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
        ("Rosa Quill won the election.", "Quill won the election."),
        ("The jury convicted Gareth Pryce.", "The jury convicted Mr Pryce."),
        ("The jury convicted Gareth Pryce.", "The jury acquitted Lewis Garrow."),
        ("Anna Berg met Paul Stone.", "Anna Berg met Ruth Field."),
        ("Anna Berg said the road was closed.", "Paul Stone said the road was closed."),
        ("Orrin Consultants inspected the bridge.", "Hal Brennock inspected the bridge."),
        ("Police arrested Dan Moss in Leeds.", "Police arrested Dan Moss in England."),
        ("Dan Moss, 17, was charged with robbery in the mill.", "Hal Orr, 22, was charged with robbery in the mill."),
        ("Police arrested Dan Moss in Leeds.", "Police arrested Dan Moss at the corner of Fairley and Elm avenues."),
        ("Orrin Marine Bureau agents searched the mill.", "OMB agents searched the mill."),
        ("Dan “Duck” Moss was held on Friday at the mill.", "Dan Arthur Moss was held on Friday at the mill."),
        ("The league barred the NMA, the OTC and the ARD.", "The league barred the NMA, the OTC, the QPL and the BBT."),
        ("Rosa Quill and Martin Abara signed the pledge.", "Rosa Quill signed the pledge."),
        ("Rosa Quill is a Courier staff writer.", "Martin Abara is a Courier staff writer."),
        ("Orrin Consultants and Holm university built the bridge.", "The University of Holm built the bridge."),
    ],
)
def test_no_conflict(one, other):
    for a, b in ((one, other), (other, one)):
        assert values(compared(compare, a, b), "contradiction") == set()


def test_one_name_in_one_role_agrees():
    found = compared(compare, "The jury convicted Gareth Pryce.", "The court convicted Gareth Pryce.")
    assert values(found, "compatible") == {("person", "Gareth Pryce", "Gareth Pryce")}


def test_one_article_may_name_two_doers():
    text = "Orrin Consultants inspected the bridge. Tamble Valley Engineering inspected the bridge."
    assert values(compared(compare, text, "The bridge stood."), "contradiction") == set()


def test_one_meeting_in_two_places():
    one, other = "Anna Berg met Paul Stone in Port Lisle.", "Anna Berg met Paul Stone in Cape Hallow."
    assert values(compared(compare, one, other), "contradiction") == {("place", "Port Lisle", "Cape Hallow")}


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "The van was found in the 300 block of Elm Street near the cork factory.",
            "Officers searched the yard after the van was found in the 300 block of Ash Street near the cork factory.",
            ("place", "Elm Street", "Ash Street"),
        ),
        (
            "The driver of the red van, Dana Roe of Holm, was taken to the county hospital.",
            "Witnesses saw how the driver of the red van, Alan Fox of Holm, was taken to the county hospital.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
    ],
)
def test_one_part_by_the_words_around(one, other, conflict):
    kind, x, y = conflict
    assert (kind, x, y) in values(compared(compare, one, other), "contradiction")
    assert (kind, y, x) in values(compared(compare, other, one), "contradiction")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The driver of the red van, Dana Roe of Holm, was taken to the county hospital.",
            "The driver of the red van, Alan Fox of Holm, was taken to the county hospital. Dana Roe walked away.",
        ),
        ("The van was found in the 300 block of First Street.", "The van was found in the 300 block of 1st Street."),
        ("The van was found in the 300 block of North Elm Street.", "The van was found in the 300 block of Elm Street."),
    ],
)
def test_names_that_are_one_or_both_known(one, other):
    assert values(compared(compare, one, other), "contradiction") == set()
