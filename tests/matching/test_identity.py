"""Whether two claims are taken for claims on one event."""

import pytest

from factcheck.matching.identity import identify, told_of_one
from tests.pairs import read


def pair(one, other):
    events, _ = read(one, other)
    left, right = ([v for v in events.views if v.claim.article_id == name] for name in "ab")
    return left[0], right[0]


def score(one, other, cosine=0.8, story=2.0):
    return identify(*pair(one, other), cosine, story).score()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg met Paul Stone in Vienna.", "Berg held talks with Paul Stone in Vienna."),
        ("Nine firefighters were injured in the fire.", "Six firefighters were hurt in the fire."),
        ("The flood destroyed the bridge at Holm.", "The bridge at Holm was destroyed by the flood."),
    ],
)
def test_one_event(one, other):
    assert score(one, other) > 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg met Paul Stone in Vienna.", "Ruth Field met Hal Brennock in Vienna."),
        ("Anna Berg resigned on Sunday.", "Ruth Field was born in Vienna."),
    ],
)
def test_two_events(one, other):
    assert score(one, other, cosine=0.5, story=0.0) < 0.3


def test_the_order_of_the_claims_does_not_matter():
    a, b = pair("Anna Berg met Paul Stone in Vienna on Sunday.", "Berg saw Ruth Field in Geneva on Tuesday.")
    assert identify(a, b, 0.7, 1.0) == identify(b, a, 0.7, 1.0)


@pytest.mark.parametrize("measure", ["cosine", "story"])
def test_more_evidence_never_speaks_against(measure):
    one, other = "Nine firefighters were injured.", "Six firefighters were hurt."
    scores = [score(one, other, **{measure: x / 10}) for x in range(-10, 11)]
    assert scores == sorted(scores)


def test_a_conflict_of_time_is_not_held_against_itself():
    same = identify(*pair("The dam broke on Sunday.", "The dam broke on Sunday."), 0.9, 2.0)
    other = identify(*pair("The dam broke on Sunday.", "The dam broke on Tuesday."), 0.9, 2.0)
    assert other.score() < same.score()
    assert other.score() < other.score("time") <= same.score("time")


def test_places_apart_speak_against():
    near = identify(*pair("Tobin struck at Port Lisle.", "Tobin struck at Port Lisle."), 0.9, 2.0)
    far = identify(*pair("Tobin struck at Port Lisle.", "Tobin struck at Cape Hallow."), 0.9, 2.0)
    assert far.terms["places apart"] < 0 < near.terms["place in common"]


def test_coverage_is_the_share_of_named_people_in_both():
    assert identify(*pair("Anna Berg met Paul Stone.", "Anna Berg met Ruth Field."), 0.8, 0.0).coverage == 0.5
    assert identify(*pair("Anna Berg met Paul Stone.", "The minister spoke."), 0.8, 0.0).coverage is None


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("The ship sailed.", "The council voted.", False),
        ("A gunman shot three men.", "Three men were killed.", True),
        ("Shares rose.", "Shares fell.", True),
        ("The jury convicted Roe.", "The jury acquitted Roe.", True),
    ],
)
def test_told_of_one(one, other, told):
    assert told_of_one(*pair(one, other)) is told
