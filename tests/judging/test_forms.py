"""Two fillings of one form are two events; two reports of one event agree in something or have rare names in common.

What is known to be of two events is not read by the NLI model.
"""

import pytest

from factcheck.claims import extract_claims
from factcheck.matching.encode import encode
from factcheck.pipeline import compare
from tests.pairs import article

NOTICES = [
    "Tarrow Mills is selling notes of 60 million dollars. The notes pay 8.5 percent and cannot be called for three years. "
    "The underwriting fee is four dollars.",
    "Gellan Freight is selling notes of 90 million dollars. The notes pay 9.25 percent and cannot be called for five years. "
    "The underwriting fee is six dollars.",
]
REPORTS = [
    "The ferry had 212 people on board. The crew counted nine injured passengers. The repair will cost 40 million dollars.",
    "The ferry had 212 people on board. The crew counted six injured passengers. The repair will cost 40 million dollars.",
]


NAMED = [
    "Captain Ellen Tarrant steered the trawler into Marrin Bay. It carried 40 tonnes of cod. The crew of nine was saved.",
    "Captain Piers Holloway steered the trawler into Marrin Bay. It carried 40 tonnes of cod. The crew of nine was saved.",
]


def told(texts, nearness, nli):
    articles = [article(f"a{n}", text) for n, text in enumerate(texts)]
    claims, sentences = extract_claims(articles)
    vectors = encode([c.gist for c in claims])
    return compare(articles, claims, vectors, sentences, near=lambda a, b: nearness, nli=nli)


def types(texts, nearness, nli):
    return [f.type for f in told(texts, nearness, nli).findings if f.severity != "info"]


def test_notices_that_differ_in_all_amounts_are_of_two_events(nli):
    assert types(NOTICES, 1.0, nli) == []


def test_articles_that_nothing_but_one_event_brings_so_near_are_compared(nli):
    assert len(types(NOTICES, 4.0, nli)) >= 2


@pytest.mark.parametrize("nearness", [1.0, 4.0])
def test_reports_that_agree_in_more_than_they_differ_are_compared(nearness, nli):
    assert types(REPORTS, nearness, nli) == ["number"]


def test_names_conflict_in_articles_that_more_than_their_wording_brings_near(nli):
    assert types(NAMED, 4.0, nli) == ["person"]
    assert types(NAMED, 1.0, nli) == []


@pytest.mark.parametrize("texts", [NOTICES, NAMED])
def test_the_model_does_not_read_what_is_of_two_events(texts, nli):
    near, far = (told(texts, nearness, nli).stats for nearness in (4.0, 1.0))
    assert near["candidate_pairs"] == far["candidate_pairs"]
    assert near["nli_pairs"] > far["nli_pairs"]
