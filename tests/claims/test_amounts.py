"""Sentences go in; the amounts as written, with their intervals and units, come out."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.amounts import describe, disjoint, find_amounts
from factcheck.claims.parse import pipeline
from factcheck.records import Amount, Mention, When

DAY = 86400.0


def found(text: str, offset: int = 0, **known) -> list[Amount]:
    return find_amounts(pipeline()(text), offset, **known)


def brief(text: str) -> list[tuple[str, float, float, str]]:
    return [(a.text, a.low, a.high, a.unit) for a in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The storm hurt 12 people.", [("12", 12, 12, "people")]),
        ("The storm hurt twelve fishermen and one woman.", [("twelve", 12, 12, "fisherman"), ("one", 1, 1, "woman")]),
        ("At least 12 people were hurt.", [("At least 12", 12, inf, "people")]),
        ("More than 80 houses burned.", [("More than 80", 81, inf, "house")]),
        ("About 120 houses burned.", [("About 120", 108, 132, "house")]),
        ("Nearly 300 houses burned.", [("Nearly 300", 255, 300, "house")]),
        ("Up to 50 houses burned.", [("Up to 50", 0, 50, "house")]),
        ("As many as 50 houses burned.", [("As many as 50", 0, 50, "house")]),
        ("Fewer than 100 houses burned.", [("Fewer than 100", 0, 99, "house")]),
        ("They found 85 or more boats there.", [("85 or more", 85, inf, "boat")]),
        ("Between 10 and 12 boats sank.", [("10 and 12", 10, 12, "boat")]),
        ("Some 10 to 12 boats sank.", [("Some 10 to 12", 8.8, 13.2, "boat")]),
        ("He saw 10-12 boats.", [("10-12", 10, 12, "boat")]),
        ("Two or three boats sank.", [("Two or three", 2, 3, "boat")]),
        ("Dozens of boats sank.", [("Dozens", 24, 99, "boat")]),
        ("The army sent tens of thousands of troops.", [("tens of thousands", 20_000, 99_999, "troop")]),
        ("The storm killed 1.2 million birds.", [("1.2 million", 1_150_000, 1_250_000, "bird")]),
        ("They freed 20 Norwegian sailors.", [("20", 20, 20, "sailor")]),
        ("They freed 10 police officers.", [("10", 10, 10, "officer")]),
        ("They freed 45 of the sailors.", [("45", 45, 45, "sailor")]),
        ("They freed three of the four sailors.", [("three", 3, 3, "sailor"), ("four", 4, 4, "sailor")]),
        ("The blast left 12 dead and 30 injured.", [("12", 12, 12, "dead"), ("30", 30, 30, "injured")]),
        ("The death toll rose to 12.", [("12", 12, 12, "death")]),
        ("The storm hit the coast, killing 12.", [("12", 12, 12, "")]),
        ("A crowd of 48,210 watched.", [("48,210", 48_210, 48_210, "people")]),
        ("The play drew an audience of 1,200.", [("1,200", 1_200, 1_200, "people")]),
        ("Nine boats sank, four of them in the bay.", [("Nine", 9, 9, "boat"), ("four", 4, 4, "")]),
        ("Three sailors drowned and one was saved.", [("Three", 3, 3, "sailor"), ("one", 1, 1, "")]),
        ("The court has a 12-member jury.", [("12", 12, 12, "member")]),
    ],
)
def test_counts(text, expected):
    assert [(t, pytest.approx(low), pytest.approx(high), unit) for t, low, high, unit in expected] == brief(text)


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("$500", 500, 500, "USD"),
        ("$1,250.50", 1250.5, 1250.5, "USD"),
        ("$5m", 4.5e6, 5.5e6, "USD"),
        ("US$5.2 million", 5.15e6, 5.25e6, "USD"),
        ("C$10 billion", 9.5e9, 10.5e9, "CAD"),
        ("£3bn", 2.5e9, 3.5e9, "GBP"),
        ("€40", 40, 40, "EUR"),
        ("10 billion euros", 9.5e9, 10.5e9, "EUR"),
        ("7 mln dlrs", 6.5e6, 7.5e6, "USD"),
        ("500 Canadian dollars", 500, 500, "CAD"),
        ("60 cents", 0.6, 0.6, "USD"),
        ("Rs 400", 400, 400, "INR"),
        ("3,000 yuan", 3000, 3000, "CNY"),
        ("$5 million to $6 million", 4.5e6, 6.5e6, "USD"),
        ("more than $400", 400, inf, "USD"),
    ],
)
def test_money(written, low, high, unit):
    amount = found(f"The owner paid {written} for it.")[0]
    assert (amount.kind, amount.text, amount.unit) == ("money", written, unit)
    assert (amount.low, amount.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("written", "kind", "low", "high", "unit"),
    [
        ("12 percent", "percent", 12, 12, "%"),
        ("12%", "percent", 12, 12, "%"),
        ("12 pct", "percent", 12, 12, "%"),
        ("12-15 percent", "percent", 12, 15, "%"),
        ("2 percentage points", "points", 2, 2, "pp"),
        ("25 basis points", "points", 0.25, 0.25, "pp"),
        ("two hours", "duration", 7200, 7200, "second"),
        ("90 minutes", "duration", 5400, 5400, "second"),
        ("two hours and 30 minutes", "duration", 9000, 9000, "second"),
        ("three days", "duration", 3 * DAY, 3 * DAY, "second"),
        ("less than a week", "duration", 0, 7 * DAY, "second"),
        ("more than an hour", "duration", 3600, inf, "second"),
        ("60 miles", "measure", 55 * 1609.344, 65 * 1609.344, "m"),
        ("97 km", "measure", 96_500, 97_500, "m"),
        ("68 degrees Fahrenheit", "measure", 67.5 / 1.8 - 32 / 1.8, 68.5 / 1.8 - 32 / 1.8, "°C"),
    ],
)
def test_units(written, kind, low, high, unit):
    (amount,) = found(f"By then it had moved {written} in all.")
    assert (amount.kind, amount.text, amount.unit) == (kind, written, unit)
    assert (amount.low, amount.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("A 45-year-old man fell.", [(45, 45)]),
        ("Seventeen-year-old Karin Holm fell.", [(17, 17)]),
        ("The girl is 12 years old.", [(12, 12)]),
        ("Karin Holm, 45, of Lund, fell.", [(45, 45)]),
        ("Holm, 45, fell.", [(45, 45)]),
        ("The sailors, ages 31, 32 and 34, fell.", [(31, 31), (32, 32), (34, 34)]),
        ("Sailors between the ages of 12 and 18 fell.", [(12, 18)]),
        ("The captain, who fell, dies at 91.", [(91, 91)]),
        ("His wife, 39, and a son, 10, fell.", [(39, 39), (10, 10)]),
        ("A man aged 45 fell.", [(45, 45)]),
        ("She was 91.", [(91, 91)]),
        ("A woman in her late 40s fell.", [(46, 49)]),
        ("A man in his sixties fell.", [(60, 69)]),
        ("A 3-month-old girl fell.", [(0.25, 0.25)]),
        ("The boys, 17 and 19 years old, fell.", [(17, 17), (19, 19)]),
    ],
)
def test_ages(text, years):
    assert [(a.low, a.high) for a in found(text) if a.kind == "age" and a.unit == "year"] == years


def test_ordinals_carry_their_noun():
    text = "It was her third visit in the second-largest city after the first degree of caution."
    assert [(a.kind, a.low, a.unit) for a in found(text)] == [("ordinal", 3, "visit")]


@pytest.mark.parametrize(
    "text",
    [
        "It opened in 1999.",
        "It closed on May 5, 2013, at 3:45 p.m. and again at 4 pm.",
        "She lives in the 1100 block of Main Street.",
        "She lives at 2100 Elm Avenue.",
        "They drove down Route 66 and Interstate 5 to Room 4.",
        "A Boeing 737 came in as Flight 12.",
        "He had a 9mm pistol, a .40-caliber gun and an AK-47.",
        "Call 555-123-4567 or 911.",
        "Section 8 and No. 12 were struck.",
        "One of the sailors and no one else came.",
        "One day it will rain.",
        "It was a one-way street.",
        "Two-thirds of them left, as one in five had done.",
        "They were on duty 24/7 after 9/11.",
        "The vote was 5-4 and they won 3-2.",
        "None came.",
        "All but five of the sailors came.",
        "1. Read the rules.",
        "They left two days later.",
        "It costs him 24 hours a day.",
        "They left less than a month later.",
        "They met twice a week.",
    ],
)
def test_no_amounts(text):
    assert found(text) == []


def test_a_year_after_an_amount_is_no_ratio():
    assert brief("The mill lost $2 million in 2023.") == [("$2 million", 1_500_000, 2_500_000, "USD")]


def test_change_from_one_value_to_another_is_two_amounts():
    assert [a.low for a in found("The price rose $2 to $47.")] == [2, 47]
    assert 12 in [a.low for a in found("The rate rose from 10 to 12 percent.")]


def test_preposition_is_no_modifier():
    assert [(a.text, a.low) for a in found("They fought over two boats.")] == [("two", 2)]


def test_offsets_are_those_of_the_article():
    (amount,) = found("The storm hurt 12 Norwegian sailors.", offset=100)
    assert (amount.start, amount.end, amount.head) == (115, 117, 128)


def test_times_and_names_are_not_counted():
    text = "Studio 12 crews worked 20 days."
    when = When("20 days", 23, 30, None, None, "range")
    name = Mention("Studio 12", 0, 9, "organization", "e1", "Studio 12")
    assert found(text, times=[when], mentions=[name]) == []


def test_headline_in_title_case():
    assert brief("4 Sailors Hurt, 2 Missing as Storm Batters Lund Harbour")[0] == ("4", 4, 4, "sailor")


def amount(low, high=None, unit="people", kind="count", approximate=False) -> Amount:
    return Amount("", 0, 0, low, low if high is None else high, unit, approximate, kind)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (amount(12), "12 people"),
        (amount(1, unit="boat"), "1 boat"),
        (amount(3, unit="woman"), "3 women"),
        (amount(85, inf, unit=""), "at least 85"),
        (amount(0, 50, unit="house"), "up to 50 houses"),
        (amount(24, 99, unit="boat"), "24 to 99 boats"),
        (amount(1_150_000, 1_250_000, unit="bird"), "1.15 million to 1.25 million birds"),
        (amount(4.5e6, 5.5e6, "USD", "money"), "$4.5 million to $5.5 million"),
        (amount(47.1, unit="USD", kind="money"), "$47.10"),
        (amount(3000, unit="CNY", kind="money"), "3,000 CNY"),
        (amount(12, unit="%", kind="percent"), "12%"),
        (amount(2, unit="pp", kind="points"), "2 percentage points"),
        (amount(45, unit="year", kind="age"), "45 years old"),
        (amount(0.25, unit="year", kind="age"), "3 months old"),
        (amount(3 * DAY, unit="second", kind="duration"), "3 days"),
        (amount(5400, unit="second", kind="duration"), "90 minutes"),
        (amount(6480, 7920, "second", "duration", True), "108 to 132 minutes"),
        (amount(3, unit="visit", kind="ordinal"), "3rd visit"),
        (amount(96_500, 97_500, "m", "measure"), "96.5 to 97.5 km"),
    ],
)
def test_describe(value, words):
    assert describe(value) == words


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (amount(12), amount(14), True),
        (amount(12), amount(12), False),
        (amount(12), amount(14, unit="boat"), False),
        (amount(12), amount(14, unit=""), True),
        (amount(85, inf), amount(120), False),
        (amount(85, inf), amount(80), True),
        (amount(12), amount(14, unit="people", kind="ordinal"), False),
        (amount(4.5e6, 5.5e6, "USD", "money", True), amount(5.5e6, 6.5e6, "USD", "money", True), True),
        (amount(4.5e6, 5.5e6, "USD", "money", True), amount(5.5e6, 5.5e6, "USD", "money"), False),
        (amount(5, unit="USD", kind="money"), amount(6, unit="EUR", kind="money"), False),
    ],
)
def test_disjoint(a, b, apart):
    assert disjoint(a, b) is disjoint(b, a) is apart


intervals = st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans()).map(
    lambda t: amount(min(t[:2]), max(t[:2]), approximate=t[2])
)


@given(intervals, intervals)
def test_disjoint_is_symmetric_and_never_true_of_overlap(a, b):
    assert disjoint(a, b) is disjoint(b, a)
    assert not disjoint(a, a)
    if max(a.low, b.low) < min(a.high, b.high):
        assert not disjoint(a, b)


PIECES = ["12", "$5", "m", "million", "to", "-", "and", "between", "dozens", "of", "people", "in his 40s", ",", ".",
          "%", "years old", "first", "two hours", "(", "“", "or more", "3-year-old", "at least"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_amounts_are_ordered_and_quote_the_text(words):
    text = " ".join(words)
    if not text:
        return
    end = 0
    for a in found(text):
        assert a.start >= end and text[a.start : a.end] == a.text and a.low <= a.high
        end = a.end


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("Irma came ashore as a Category 3 hurricane.", 3, "category"),
        ("The storm had weakened to category one by dusk.", 1, "category"),
        ("A magnitude 5.8 earthquake shook the harbour.", 5.8, "magnitude"),
        ("The quake had a magnitude of 6.1.", 6.1, "magnitude"),
        ("The council raised its flood alert to Level 2.", 2, "level"),
    ],
)
def test_steps_of_a_scale_are_exact(text, low, unit):
    (amount,) = found(text)
    assert (amount.low, amount.high, amount.unit, amount.kind) == (low, low, unit, "measure")
    assert describe(amount) == f"{unit} {low:g}"


@pytest.mark.parametrize("text", ["She signed with Category 5 Records.", "He works on Level 2.", "Use level 2.5.1."])
def test_a_number_in_a_name_is_no_step(text):
    assert found(text) == []


def test_wind_in_two_units_agrees():
    metric, imperial = found("It blew at 185 kilometres an hour (115 mph).")
    assert not disjoint(metric, imperial)
    assert disjoint(found("a Category 1 hurricane")[0], found("a Category 3 hurricane")[0])
