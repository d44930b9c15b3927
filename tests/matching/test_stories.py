"""How likely two articles tell one story."""

import itertools

import numpy as np
import pytest

from factcheck.judging.calibration import calibration
from factcheck.matching.encode import encode
from factcheck.matching.stories import Stories, proper_words
from tests.pairs import article, read

FERRY = (
    "The ferry Osprey sank off Marrin Bay on Sunday after it struck a rock. Coastguard chief Ellen Tarrant said that "
    "divers would search the wreck of the Osprey. Nine passengers were taken to Holm Island."
)
AGAIN = (
    "Divers searched for the wreck of the Osprey, a ferry that went down near Marrin Bay. Nine people were brought to "
    "Holm Island, said Ellen Tarrant of the coastguard. The Osprey hit a rock on Sunday."
)
BANK = (
    "Northmere Bank earned more than analysts expected. Chief executive Lydia Marchetti said the bank would cut costs "
    "in Calderford. Shares in Northmere Bank rose."
)


@pytest.fixture(scope="module")
def stories():
    texts = FERRY, AGAIN, BANK
    events, _ = read(*texts)
    articles = [article(name, text) for name, text in zip("abc", texts, strict=True)]
    return Stories(articles, events.claims, encode([c.gist for c in events.claims]))


def test_one_story_and_another(stories):
    assert stories.probability("a", "b") > 0.5 > stories.probability("a", "c")


def test_symmetric(stories):
    for x, y in itertools.permutations("abc", 2):
        assert stories.logit(x, y) == stories.logit(y, x)


def test_within_the_calibrated_limits(stories):
    low, high = calibration()["story"]["clip"]
    for x, y in itertools.product("abc", repeat=2):
        assert low <= stories.logit(x, y) <= high


def test_an_article_tells_its_own_story(stories):
    assert stories.logit("a", "a") == calibration()["story"]["clip"][1]


def test_articles_with_little_in_them():
    events, _ = read("Rain fell.", "Snow fell.")
    articles = [article("a", "Rain fell."), article("b", "Snow fell.")]
    stories = Stories(articles, events.claims, encode([c.gist for c in events.claims]))
    assert np.isfinite(stories.logit("a", "b"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Sunday the ferry Osprey left Marrin Bay.", {"osprey", "marrin", "bay"}),
        ("It was May, and rain fell.", set()),
        ("", set()),
    ],
)
def test_proper_words(text, words):
    assert proper_words(text) - {"may"} == words
