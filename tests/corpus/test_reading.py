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


def test_claims_that_were_made_of_an_article_alone_are_kept_where_linking_changes_nothing():
    texts = (
        "Ann Sundt opened the ferry quay on Monday. Sundt said the boats would sail in May. “The quay is safe,” she said.",
        "The quay was shut on Tuesday. “It is not safe,” Sundt said. Mayor Ann Sundt had opened it. Forty people waited.",
        "Sundt closed the quay again. “We wait,” she said. Forty people waited there.",
    )
    found = list(read([Article(str(k), text, published=date(2024, 3, 5)) for k, text in enumerate(texts)]))
    alone = {r.parsed.article.id: tuple(link_claims([r])) for r in found}
    kept = [reading.unpack(reading.pack(r), r.parsed.article) for r in found]
    together = link_claims(found)
    assert link_claims(kept, alone) == together != [c for claims in alone.values() for c in claims]
    by_id = {c.id: c for claims in alone.values() for c in claims}
    assert any(c is by_id[c.id] for c in link_claims(found, alone) if c.article_id == "2")


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
