"""The aspects of the news: tolls, votes, scores, terms, dates and sums, told in whatever words."""

import pytest

from factcheck.claims import extract_claims
from factcheck.matching.aspects import find_aspects
from factcheck.records import Article

DAY, YEAR = 86_400.0, 365.25 * 86_400.0


def aspects(text):
    claims, _ = extract_claims([Article("a", text)])
    return {(f.sort, f.key, f.range) for c in claims for f in find_aspects(c)}


@pytest.mark.parametrize(
    ("text", "sort", "key", "low"),
    [
        ("Gunmen killed six soldiers near the border on Friday.", "toll", "killed", 6),
        ("Nine soldiers lost their lives in the ambush.", "toll", "killed", 9),
        ("Fourteen people were arrested during the march.", "toll", "arrested", 14),
        ("There were clashes, but nobody was arrested.", "toll", "arrested", 0),
        ("There were no injuries.", "toll", "injured", 0),
        ("Some 200 residents had to leave their homes.", "toll", "evacuated", 180),
        ("The blast left nine firefighters with burns.", "toll", "injured", 9),
        ("The bill passed by 101 votes to 94.", "vote", "in favour", 101),
        ("The final tally showed 104 in favour and 91 against.", "vote", "against", 91),
        ("Tornby were beaten by two goals to one in the final.", "score", "final", 2001),
        ("Tornby won the final 3-1 on Sunday.", "score", "final", 3001),
        ("Nurses began a 24-hour strike on Tuesday.", "term", "strike", DAY),
        ("The two sides will stop fighting for 14 days.", "term", "truce", 14 * DAY),
        ("The pact, which will run for eight years, covers fishing.", "term", "agreement", 8 * YEAR),
        ("Marsh was sent to prison for four years on Friday.", "term", "sentence", 4 * YEAR),
        ("The shortfall will amount to 3.7 percent of GDP.", "sum", "deficit in %", 3.7),
        ("The winner goes home with a cheque of 60,000 euros.", "sum", "prize in EUR", 60_000),
        ("Lucia Bonetti secured 44.9 percent of the votes.", "sum", "share of the vote in %", 44.9),
    ],
)
def test_an_aspect_is_found(text, sort, key, low):
    found = {r for s, k, r in aspects(text) if (s, k) == (sort, key)}
    assert [r[0] for r in found] == [pytest.approx(low)]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels claimed to have killed fifteen soldiers.",
        "Forty people were killed on this road in the past year.",
        "Three of the victims were injured badly.",
        "Nobody else was hurt.",
        "So far nobody was arrested.",
        "A panel voted to offer the dose to people aged 18 to 64.",
        "The club had won the last meeting 4-1.",
        "Marsh served 16 years in prison.",
        "Profit fell by 3 percent.",
    ],
)
def test_what_is_no_aspect_of_the_event(text):
    assert not aspects(text)


def test_some_of_the_injured_are_taken_away():
    assert {key for _, key, _ in aspects("Four patients were taken to hospital with wounds.")} == {"taken to hospital"}


def test_a_rule_and_a_truce_begin_on_a_day():
    assert {k for s, k, _ in aspects("The new rules come into force in January 2026.") if s == "from"} == {
        "does the rule take effect"
    }
    assert {k for s, k, _ in aspects("The truce is to begin on 4 May 2025.") if s == "from"} == {"does the truce begin"}
