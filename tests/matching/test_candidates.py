"""Which pairs of claims are compared at all."""

import numpy as np
import pytest

from factcheck.matching import candidates
from factcheck.matching.candidates import candidate_pairs
from factcheck.matching.encode import encode
from tests.pairs import read

TEXTS = (
    "A ferry sank off Marrin Bay on Sunday. Anna Berg met Paul Stone. Noreen Pell, 45, was rescued.",
    "The ferry went down near Marrin Bay. Anna Berg received Ruth Field. Noreen Pell, 54, is the captain.",
    "Tea is grown on the hills. Anna Berg met Hal Brennock.",
)


@pytest.fixture(scope="module")
def events():
    return read(*TEXTS)[0]


@pytest.fixture(scope="module")
def vectors(events):
    return encode([c.gist for c in events.claims])


def texts(events, pairs):
    return {(events.claims[i].text, events.claims[j].text) for i, j, _ in pairs}


def test_order(events, vectors):
    found = candidate_pairs(events, vectors)
    keys = [(i, j) for i, j, _ in found]
    assert keys == sorted(set(keys))
    assert all(i < j for i, j in keys)


def test_the_cosine_is_that_of_the_vectors(events, vectors):
    for i, j, cosine in candidate_pairs(events, vectors):
        assert cosine == pytest.approx(float(vectors[i] @ vectors[j]), abs=1e-5)


def test_near_claims_are_paired_and_far_ones_not(events, vectors):
    found = texts(events, candidate_pairs(events, vectors))
    assert ("A ferry sank off Marrin Bay on Sunday", "The ferry went down near Marrin Bay") in found
    assert not any("Tea is grown on the hills" in pair for pair in found)


def test_claims_on_one_person_are_paired_whatever_their_cosine(events):
    apart = np.eye(len(events.claims), dtype=np.float32)
    found = texts(events, candidate_pairs(events, apart))
    assert ("Anna Berg met Paul Stone", "Anna Berg met Hal Brennock") in found
    assert ("Noreen Pell, 45, was rescued", "Noreen Pell, 54, is the captain") in found


def test_the_same_twice(events, vectors):
    assert candidate_pairs(events, vectors) == candidate_pairs(events, vectors)


@pytest.mark.parametrize("block", [1, 2, 3])
def test_the_size_of_a_block_does_not_matter(events, vectors, block, monkeypatch):
    whole = candidate_pairs(events, vectors)
    monkeypatch.setattr(candidates, "BLOCK", block)
    cut = candidate_pairs(events, vectors)
    assert [p[:2] for p in cut] == [p[:2] for p in whole]


def test_no_claims():
    assert candidate_pairs(read("")[0], np.zeros((0, 384), np.float32)) == []


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [
        ("The van was left in the 300 block of Elm Street.", "A jogger saw it burn in the 300 block of Elm Street.", True),
        ("The van was left in Elm Street.", "A jogger saw it burn in Ash Street.", False),
        ("Shares in the bank rose on Monday.", "Shares in the bank fell on Monday.", True),
    ],
)
def test_a_phrase_in_common_or_opposite_kinds(one, other, paired):
    found = read(one, other)[0]
    vectors = np.full((len(found.claims), 384), 0.0, np.float32)
    vectors[:, 0] = 0.7
    vectors[np.arange(len(vectors)), np.arange(1, len(vectors) + 1)] = 0.71
    assert bool(candidate_pairs(found, vectors)) is paired
