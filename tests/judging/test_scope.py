"""Amounts that are not of the same whole: parts, places, periods, forecasts, earlier times."""

import pytest

from factcheck.judging.quantities import compare
from tests.pairs import compared


def told(one: str, other: str) -> set[tuple[str, str]]:
    """Relation and note of the comparisons of the two amounts, which are the same both ways."""
    found = {(c.relation, c.note) for c in compared(compare, one, other)}
    assert found == {(c.relation, c.note) for c in compared(compare, other, one)}
    return found


@pytest.mark.parametrize(
    ("one", "other", "note"),
    [
        (
            "Fifteen people died in the state of Calwyn.",
            "Nine people died in the city of Marrin Bay.",
            "one place holds the other",
        ),
        ("The flood killed nine people in Denver.", "The flood killed 15 in Colorado.", "one place holds the other"),
        (
            "The flood destroyed 40 homes in Hamburg.",
            "The flood destroyed 900 homes in Germany.",
            "one place holds the other",
        ),
        (
            "Power was cut to 40,000 homes in Calwyn.",
            "Power was cut to 9,000 homes in Dunmere.",
            "of different places",
        ),
        (
            "A shop in Bergen was robbed of $2 million.",
            "A shop in Oslo was robbed of $4 million.",
            "of different places",
        ),
        (
            "The mill lost $2 million in 2023.",
            "The mill lost $3 million in the fiscal year 2023.",
            "of different periods",
        ),
        (
            "The mill lost $2 million in its fiscal year.",
            "The mill lost $3 million in the calendar year.",
            "of different periods",
        ),
        (
            "The mill lost $2 million in the first quarter.",
            "The mill lost $3 million in the first half of the year.",
            "of different periods",
        ),
        ("The mill sold 300 boats in March 2023.", "The mill sold 900 boats in 2023.", "of different periods"),
        (
            "The flood killed eight people.",
            "The river rose as in July 1997. That flood killed 23 people.",
            "only one is of an earlier time",
        ),
        ("The mill employed 2,019 people.", "In 2019 the mill employed 300 people.", "only one is of an earlier time"),
        (
            "Nine people were injured in the fire.",
            "In 2011 six people were injured when the Heron caught fire.",
            "only one is of an earlier time",
        ),
        ("The repair cost $4 million.", "The repair cost more than the expected $2 million.", "one is a forecast"),
        ("Four guests were shot.", "Three guests were shot, wounding another.", "one counts a part"),
        (
            "Four guests were injured in the shooting.",
            "One person was killed and three were injured in the shooting.",
            "one counts a part",
        ),
        ("Three men were shot.", "One man was shot in the leg, and one man was shot in the arm.", "one counts a part"),
        ("Four other children were at home.", "A total of six children were at home.", "one counts a part"),
        ("He faces one count of theft.", "He faces three counts of murder.", "counts of other charges"),
        ("Five officers were killed.", "The report says that 19 officers were killed nationwide.",
         "only one counts them all over"),
        ("Thirteen people were injured.", "Eleven people were seriously injured.", "one counts those hurt so badly"),
        ("Another three people were injured.", "Nine people were injured.", "one counts a part"),
    ],
)
def test_not_of_one_whole(one, other, note):
    relation = "different_event" if note in {"of different places", "only one is of an earlier time"} else "scope"
    assert told(one, other) == {(relation, note)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The flood killed 15 people in Denver.", "The flood killed nine people in Colorado."),
        ("The flood killed nine people in Denver.", "The flood killed six people in Denver."),
        ("Nine people were shot in Denver.", "Twelve people were shot in Colorado."),
        (
            "One guest was killed and four were injured in the shooting.",
            "One person was killed and three were injured in the shooting.",
        ),
        ("The mill lost $2 million in 2023.", "The mill lost $3 million in 2023."),
        ("The mill lost $2 million in the fiscal year 2023.", "The mill lost $3 million in the fiscal year 2023."),
        ("The fire injured nine people in early March.", "The fire injured six people in March."),
        (
            "In 2011 nine people were injured in a fire on a ferry of Norvale Lines.",
            "Six people were injured in the fire on the ferry of Norvale Lines.",
        ),
    ],
)
def test_of_one_whole(one, other):
    assert "contradiction" in {relation for relation, _ in told(one, other)}


def test_a_part_named_beside_the_whole_meets_its_own_count():
    one = "Fifteen people died in the state of Calwyn, nine of them in Dunmere."
    assert told(one, "Nine people died in Dunmere.") == {("compatible", "")}
