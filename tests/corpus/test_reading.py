import math
from datetime import date

import numpy as np
import pytest

from factcheck.claims import extract_claims, link_claims, read
from factcheck.corpus import reading
from factcheck.records import Amount, Argument, Article, Claim, Mention, When
from tests.stories import articles


@pytest.mark.parametrize("story", ["storm-landfall", "bank-results"])
def test_claims_made_from_a_kept_reading_are_those_of_the_first(story):
    whole = list(articles(story).values())[:3]
    kept = [reading.unpack(reading.pack(found), a) for a in whole for found in read([a])]
    claims, _ = extract_claims(whole)
    assert link_claims(kept) == claims


def test_a_reading_is_always_the_same_bytes():
    article = Article("a", "The ferry ran aground on Monday. 40 people were hurt.", published=date(2024, 3, 5))
    assert reading.pack(*read([article])) == reading.pack(*read([article]))


def test_a_claim_keeps_every_field():
    claim = Claim(
        "a:0", "a", 0, 4, "text", "At least 85 \0 met.", "event", "Sundt",
        (When("Monday", 1, 7, date(2024, 3, 4), None, "day", "published", "since", 0, 3, 90, -60, True),),
        (Amount("at least 85", 0, 11, 85.0, math.inf, "person", False, "count", 7), Amount("x", 0, 1, 0.1, 0.3, "", True)),
        (Mention("she", 0, 3, "person", "person:sundt", "Mira Sundt", "pronoun"),),
        "negative", "hedged", "meet", (Argument("subject", "she", 0, 3, "she", "person:sundt"),),
        3, 2, 1, True, "Coast Wire", "gist", "person:sundt", True,
    )  # fmt: skip
    bare = Claim("a:1", "a", 0, 1, "t", "t", "state", None, (), (), (), "positive", "asserted")
    assert reading.unpack_claims(reading.pack_claims([claim, bare])) == (claim, bare)


def test_vectors_come_back_to_the_last_digit():
    vectors = np.random.default_rng(7).standard_normal((3, 384)).astype(np.float32)
    assert np.array_equal(reading.unpack_vectors(reading.pack_vectors(vectors)), vectors)
    assert reading.unpack_vectors(b"").shape == (0, 384)
    assert np.isclose(np.linalg.norm(reading.mean(vectors)), 1)
    assert not reading.mean(vectors[:0]).any()


def test_the_identities_name_what_readings_and_vectors_come_from():
    assert reading.reader() == reading.reader() != reading.encoder()
    assert len(reading.reader()) == len(reading.encoder()) == 16
