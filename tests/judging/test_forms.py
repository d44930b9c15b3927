"""Two fillings of one form are two events; two reports of one event agree in something or have rare names in common."""

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


def types(texts, nearness, nli):
    articles = [article(f"a{n}", text) for n, text in enumerate(texts)]
    claims, sentences = extract_claims(articles)
    vectors = encode([c.gist for c in claims])
    report = compare(articles, claims, vectors, sentences, near=lambda a, b: nearness, nli=nli)
    return [f.type for f in report.findings if f.severity != "info"]


def test_notices_that_differ_in_all_amounts_are_of_two_events(nli):
    assert types(NOTICES, 1.0, nli) == []


def test_articles_that_nothing_but_one_event_brings_so_near_are_compared(nli):
    assert len(types(NOTICES, 4.0, nli)) >= 2


@pytest.mark.parametrize("nearness", [1.0, 4.0])
def test_reports_that_agree_in_more_than_they_differ_are_compared(nearness, nli):
    assert types(REPORTS, nearness, nli) == ["number"]
