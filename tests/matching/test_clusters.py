"""Groups of claims on one event, and copies of one wire story."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.matching.clusters import cluster, independent

SIZE = 12
POSITIONS = st.integers(0, SIZE - 1)
PAIRS = st.tuples(POSITIONS, POSITIONS).filter(lambda p: p[0] < p[1])
EDGES = st.dictionaries(PAIRS, st.floats(0.5, 1.0), max_size=25).map(lambda d: [(*p, s) for p, s in d.items()])


def test_a_chain_of_strong_edges_joins():
    edges = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9), (4, 5, 0.8)]
    assert cluster(7, edges) == [[0, 1, 2], [4, 5]]


def test_claims_without_an_edge_stay_out():
    assert cluster(5, []) == []


def test_a_single_weak_link_does_not_join_two_events():
    edges = [(0, 1, 0.95), (0, 2, 0.95), (1, 2, 0.95), (3, 4, 0.95), (3, 5, 0.95), (4, 5, 0.95), (2, 3, 0.7)]
    assert cluster(6, edges) == [[0, 1, 2], [3, 4, 5]]


def test_claims_known_to_be_apart_do_not_meet():
    edges = [(0, 1, 0.9), (1, 2, 0.8)]
    assert cluster(3, edges, apart=[(0, 2)]) == [[0, 1]]


def test_conflicts_always_join():
    assert cluster(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)], apart=[(0, 3)]) == [[0, 1, 2, 3]]


@given(EDGES, st.lists(PAIRS, max_size=10))
@settings(deadline=None, max_examples=60)
def test_a_partition(edges, apart):
    groups = cluster(SIZE, edges, apart)
    members = [i for group in groups for i in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 and group == sorted(group) for group in groups)
    assert [g[0] for g in groups] == sorted(g[0] for g in groups)


@given(EDGES, st.lists(PAIRS, max_size=10), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_edges_does_not_matter(edges, apart, chance: random.Random):
    mixed = chance.sample(edges, len(edges))
    assert cluster(SIZE, mixed, chance.sample(apart, len(apart))) == cluster(SIZE, edges, apart)


WIRE = (
    "A fire broke out in a warehouse at Port Marrin on Sunday night and destroyed most of the building. "
    "Nine firefighters were treated for burns, the council said, and a road along the quay stayed closed."
)
OWN = "Port Marrin woke up to smoke. Our reporter counted six engines and spoke to people who had fled the quay."


@pytest.mark.parametrize(
    ("texts", "sources"),
    [
        ([WIRE, WIRE], [0, 0]),
        ([WIRE, OWN], [0, 1]),
        ([WIRE, OWN, WIRE.upper()], [0, 1, 0]),
        ([WIRE, WIRE + " The owner, Brackwater, gave no comment on Monday."], [0, 0]),
        ([OWN, WIRE[:97] + " Police gave no cause.", WIRE], [0, 1, 1]),
        ([], []),
        (["", ""], [0, 0]),
    ],
)
def test_copies_are_one_source(texts, sources):
    assert independent(texts) == sources


@given(st.lists(st.sampled_from([WIRE, OWN, OWN + WIRE, "Short."]), max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_source_is_named_by_its_first_text(texts):
    sources = independent(texts)
    assert all(sources[s] == s <= k for k, s in enumerate(sources))
