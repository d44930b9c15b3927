"""The question of a finding, by type: as a person would ask it, or which value is right."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims import extract_claims
from factcheck.questions import MOST, question
from factcheck.records import Verdict
from tests.pairs import article


def verdict(claim, kind, span=(0, 0), slot=""):
    return Verdict(claim.id, "x:0", "contradiction", kind, 0.9, span, (0, 1), "", None, slot=slot)


def claims_of(text):
    return extract_claims([article("a", text)])[0]


def ask(text, kind, value="", slot="", nth=0):
    """The question on the claim that holds the value in dispute."""
    start = text.index(value)
    claim = [c for c in claims_of(text) if c.start <= start and start + len(value) <= c.end][nth]
    return question(verdict(claim, kind, (start, start + len(value)), slot), claim)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The Aldermoor Bridge was built in 1968.", "When was the Aldermoor Bridge built?"),
        ("The bridge collapsed on Sunday.", "When did the bridge collapse?"),
        ("A man has been arrested on Tuesday.", "When was a man arrested?"),
        ("Two divers have been found on Tuesday.", "When were two divers found?"),
        ("The festival opens on Friday.", "When does the festival open?"),
        ("The council will vote on Friday.", "When will the council vote?"),
        ("The funeral was on Friday.", "When was the funeral?"),
        ("Officials said on Friday that the dam held.", "When did officials say that the dam held?"),
        ("A fire broke out in a mill at Holm on Friday.", "When did a fire break out in a mill at Holm?"),
        ("On Friday, Defence Minister Radek Sula resigned.", "When did Radek Sula resign?"),
    ],
)
def test_when(text, asked):
    value = next(v for v in ("1968", "Sunday", "Tuesday", "Friday") if v in text)
    assert ask(text, "weekday", value, "when") == asked


def test_at_what_time():
    assert ask("The bridge collapsed at 9:15 a.m.", "time", "9:15 a.m.") == "At what time did the bridge collapse?"


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        ("Nine firefighters were injured in the fire.", "Nine", "How many firefighters were injured in the fire?"),
        ("One firefighter was injured.", "One", "How many firefighters were injured?"),
        ("One person died.", "One", "How many people died?"),
        ("Dozens of people were killed.", "Dozens", "How many people were killed?"),
        ("The blast killed 12.", "12", "How many people did the blast kill?"),
        ("The flood destroyed 1,200 homes in Holm.", "1,200", "How many homes did the flood destroy in Holm?"),
        ("Power was cut to 420,000 homes.", "420,000", "How many homes was power cut to?"),
        ("Two of the five divers were found.", "Two", "How many of the five divers were found?"),
        ("Tobin made landfall as a Category 3 hurricane.", "Category 3", "What category was Tobin?"),
        ("The death toll rose to 40.", "40", "How high is the death toll?"),
    ],
)
def test_how_many(text, value, asked):
    assert ask(text, "number", value) == asked


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        (
            "Northmere Bank reported a net profit of $421 million.",
            "$421 million",
            "How much was the net profit that Northmere Bank reported?",
        ),
        ("The robbers took jewellery worth £40,000.", "£40,000", "How much was the jewellery worth?"),
        ("The mill lost $2.4 million.", "$2.4 million", "How much did the mill lose?"),
        ("The mill puts its losses at $2.4 million.", "$2.4 million", "How much does the mill put its losses at?"),
    ],
)
def test_how_much(text, value, asked):
    assert ask(text, "money", value) == asked


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        (
            "Northmere Bank will cut 18 percent of its workforce.",
            "18 percent",
            "What share of its workforce will Northmere Bank cut?",
        ),
        ("Shares in Northmere Bank rose 3 percent.", "3 percent", "By how much did shares in Northmere Bank rise?"),
        ("The city raised fares by 15 percent.", "15 percent", "By what percentage did the city raise fares?"),
        ("Unemployment was 7 percent.", "7 percent", "How high was unemployment?"),
    ],
)
def test_what_share(text, value, asked):
    assert ask(text, "percent", value) == asked


@pytest.mark.parametrize(
    ("text", "value", "asked"),
    [
        (
            "Gareth Pryce was sentenced to six years in prison.",
            "six years",
            "How long a sentence did Gareth Pryce get?",
        ),
        ("The talks lasted three hours.", "three hours", "How long did the talks last?"),
        ("The jury deliberated for two days.", "two days", "How long did the jury deliberate for?"),
    ],
)
def test_how_long(text, value, asked):
    assert ask(text, "duration", value) == asked


def test_how_old():
    text = "Noreen Pell, 45, was arrested."
    assert ask(text, "age", "45", "age:person:noreen-pell") == "How old is Noreen Pell?"
    text = "A 24-year-old man was arrested over the robbery."
    assert ask(text, "age", "24-year-old", "role:arrest") == "How old is the man who was arrested over the robbery?"


@pytest.mark.parametrize(
    ("text", "kind", "value", "asked"),
    [
        ("Rosa Quill won the election.", "person", "Rosa Quill", "Who won the election?"),
        ("The jury convicted Gareth Pryce.", "person", "Gareth Pryce", "Who did the jury convict?"),
        ("Gareth Pryce was convicted of fraud.", "person", "Gareth Pryce", "Who was convicted of fraud?"),
        ("The rescue was led by Dana Okerlund.", "person", "Dana Okerlund", "By whom was the rescue led?"),
        ("Orrin Group closed the mill.", "organization", "Orrin Group", "Which organization closed the mill?"),
        ("Tobin made landfall near Port Lisle.", "place", "Port Lisle", "Where did Tobin make landfall?"),
    ],
)  # fmt: skip
def test_who_and_where(text, kind, value, asked):
    assert ask(text, kind, value) == asked


def test_who_said_it():
    text = "“The sprinklers failed in the first minute, and nobody came,” Tobias Wrenn said."
    claim = next(c for c in claims_of(text) if c.quoted and "sprinklers" in c.text)
    asked = question(verdict(claim, "person", (claim.start, claim.end), "speaker"), claim)
    assert asked == "Who said “The sprinklers failed in the first minute”?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Martin Abara did not concede.", "Did Martin Abara concede?"),
        ("Martin Abara conceded.", "Did Martin Abara concede?"),
        ("The mill isn’t safe.", "Is the mill safe?"),
        ("Nobody was hurt in the blast.", "Was anyone hurt in the blast?"),
        ("Kestovia has agreed to reopen the crossing.", "Did Kestovia agree to reopen the crossing?"),
        ("Police found no weapons in the house.", "Did police find any weapons in the house?"),
    ],
)
def test_whether(text, asked):
    assert ask(text, "negation", slot="whether") == asked


@pytest.mark.parametrize(
    ("text", "pair", "asked"),
    [
        ("Shares in Northmere Bank rose.", ("rise", "fall", "fell"), "Did shares in Northmere Bank rise or fall?"),
        (
            "The jury convicted Gareth Pryce.",
            ("convict", "acquit", "acquitted"),
            "Did the jury convict or acquit Gareth Pryce?",
        ),
        ("The plan was approved.", ("approve", "reject", "rejected"), "Was the plan approved or rejected?"),
        ("The mill is safe.", ("be safe", "be unsafe", "is"), "Is the mill safe or unsafe?"),
    ],
)
def test_which_of_two_opposites(text, pair, asked):
    (claim,) = claims_of(text)
    mine, theirs, written = pair
    v = Verdict(claim.id, "x:0", "contradiction", "antonym", 0.9, (0, 1), (0, 1), "", None, "", written, mine, theirs)
    assert question(v, claim) == asked


def test_what_exactly_was_said():
    text = "“We stay until the snow melts,” Anna Berg said."
    claim = next(c for c in claims_of(text) if c.quoted)
    assert question(verdict(claim, "quote"), claim) == "What exactly did Anna Berg say?"


@pytest.mark.parametrize(
    ("text", "kind", "value", "asked"),
    [
        ("A £500 reward was offered.", "money", "£500", "Which amount is right: “A … reward was offered”?"),
        ("She was his aunt.", "other", "She", "Which account is right: “She was his aunt”?"),
        (
            "Winds of 185 kilometres an hour tore roofs off.",
            "number",
            "185 kilometres an hour",
            "Which number is right: “Winds of … tore roofs off”?",
        ),
    ],
)
def test_what_does_not_turn_into_a_question_is_quoted(text, kind, value, asked):
    assert ask(text, kind, value) == asked


KINDS = st.sampled_from("date number money percent duration age person organization place negation other".split())
TEXTS = [
    "Nine firefighters were injured when the roof came down in the Brackwater Logistics warehouse at Port Marrin.",
    "“I think we have lost 40 percent of the harvest, and more will go,” said Hal Brennock, who farms near Holm.",
    "Noreen Pell, 45, of Leeds, who has led the union since 2019, said $3 million was missing, nobody knew why.",
    "There were three of them. It was a quarter past four. In Holm, where 40 people live, two robberies took place.",
    "The council, which had promised in May to open the bridge by the end of the year, said on Friday that it would "
    "stay closed to lorries, buses and every other vehicle of more than two tonnes until the piers were made safe.",
]


@pytest.fixture(scope="module")
def some_claims():
    return [c for text in TEXTS for c in claims_of(text)]


@given(st.data(), KINDS)
@settings(deadline=None, max_examples=150)
def test_every_question_is_one_line_of_limited_length(some_claims, data, kind):
    claim = data.draw(st.sampled_from(some_claims))
    spans = [(x.start, x.end) for x in (*claim.amounts, *claim.times, *claim.mentions)] or [(claim.start, claim.end)]
    asked = question(verdict(claim, kind, data.draw(st.sampled_from(spans)), "slot"), claim)
    assert len(asked) <= MOST
    assert asked.endswith("?")
    assert asked[0].isupper() or asked[0].isdigit()
    assert not re.search(r"\?\?|\n|  | [,.?]", asked)
