"""The parts of a statement, and how they are put as a question."""

import pytest

from factcheck.claims import extract_claims
from factcheck.inversion import cut, gist_of, join, make_clause, short, without
from tests.pairs import article


def clause_of(text, nth=0):
    claim = extract_claims([article("a", text)])[0][nth]
    return make_clause(claim, gist_of(claim, None))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The council closed the bridge.", ("the council", "did", "close", "closed", "the bridge")),
        ("The bridge was destroyed.", ("the bridge", "was", "destroyed", "was destroyed", "")),
        ("The bridge has been closed.", ("the bridge", "was", "closed", "has been closed", "")),
        ("The bridge will close.", ("the bridge", "will", "close", "will close", "")),
        ("The bridge is unsafe.", ("the bridge", "is", "", "is", "unsafe")),
        ("The bridge never reopened.", ("the bridge", "did", "reopen", "reopened", "")),
        ("Anna Berg, 41, resigned.", ("Anna Berg", "did", "resign", "resigned", "")),
    ],
)
def test_parts(text, parts):
    found = clause_of(text)
    assert (found.subject, found.auxiliary, found.verb, found.told, found.rest) == parts


@pytest.mark.parametrize("text", ["We closed the bridge.", "There was smoke.", "It was raining."])
def test_no_plain_statement(text):
    assert clause_of(text) is None


def test_the_amount_in_dispute_leaves_a_gap():
    claim = extract_claims([article("a", "Nine men took $300 from some shops.")])[0][0]
    nine, money = claim.amounts
    assert gist_of(claim, nine) == "… men took $300 from some shops"
    assert gist_of(claim, money) == "Nine men took … from some shops"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the bridge after the storm passed", "the bridge"),
        ("the bridge, an old one", "the bridge"),
        ("food, water and tents to Holm", "food, water and tents to Holm"),
        ("in Holm, Leeds", "in Holm, Leeds"),
        (", three of them badly", ""),
        ("its losses at", "its losses at"),
    ],
)
def test_short(text, kept):
    assert short(text) == kept


@pytest.mark.parametrize(
    ("text", "piece", "left"),
    [
        ("landfall near Port Lisle with rain", "near Port Lisle", "landfall with rain"),
        ("in Holm, Estrella", "in Holm", ""),
        ("in Holm and Leeds", "in Holm", None),
        ("in Holmwood", "in Holm", None),
    ],
)
def test_without(text, piece, left):
    assert without(text, [piece]) == left


def test_cut():
    assert cut("one two three", 13) == "one two three"
    assert cut("one two and three", 14) == "one two …"


def test_join():
    assert join("When", "did  it", "", "rain , hard") == "When did it rain, hard"
