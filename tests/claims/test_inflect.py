"""Verb forms."""

import pytest

from factcheck.claims.inflect import lemma, past, past_participle, present
from factcheck.claims.parse import pipeline


@pytest.mark.parametrize(
    ("verb", "forms"), [("strike", ("struck", "strikes")), ("have", ("had", "has")), ("be", ("was", "is"))]
)
def test_past_and_present(verb, forms):
    assert (past(verb), present(verb)) == forms


def test_participle_keeps_the_particle():
    assert past_participle("shut down") == "shut down"
    assert past_participle("take over") == "taken over"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("You stole it.", "stole", "steal"),
        ("The town was spared.", "spared", "spare"),
        ("The judge fined him.", "fined", "fine"),
        ("He shot a bear.", "shot", "shoot"),
    ],
)
def test_lemma(text, word, expected):
    assert lemma(next(t for t in pipeline()(text) if t.text == word)) == expected
