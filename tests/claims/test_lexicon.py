"""Classes of predicates: what is one kind of event, what goes together, what excludes itself."""

import pytest

from factcheck.claims import lexicon
from factcheck.claims.lexicon import opposite, predicate_class, related

ALIKE = [
    ("meeting", "talks"), ("die", "kill"), ("find guilty", "convict"), ("open fire", "shoot"), ("shut-down", "close"),
    ("indict", "charge"), ("take into custody", "arrest"), ("landfall", "land"), ("blaze", "fire"), ("quit", "resign"),
    ("announce", "announcement"), ("say", "warn"), ("pronounce dead", "die"), ("merger", "merge"),
]  # fmt: skip
APART = [
    ("name", "appoint"), ("back", "approve"), ("up", "rise"), ("rally", "protest"), ("strike", "attack"),
    ("beat", "win"), ("capture", "arrest"), ("stay", "visit"), ("jump", "rise"), ("plead guilty", "convict"),
    ("respond", "say"), ("cite", "say"), ("launch", "begin"), ("recover", "find"), ("poll", "vote"), ("dismiss", "sack"), ("raid", "attack"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), ALIKE)
def test_one_kind_of_event(a, b):
    assert predicate_class(a) == predicate_class(b)


@pytest.mark.parametrize(("a", "b"), APART)
def test_words_of_several_senses_are_in_no_class(a, b):
    assert predicate_class(a) != predicate_class(b)


def test_unknown_predicates_are_their_own_class():
    assert predicate_class("Juggle") == "juggle"
    assert predicate_class("mix-up") == "mix-up"


def test_no_word_is_in_two_classes():
    words = [w for line in lexicon._CLASSES.strip().splitlines() for w in line.replace(":", "").split()]
    assert sorted({w for w in words if words.count(w) > 1}) == []


def test_kinds_told_of_one_incident():
    assert related("shoot", "kill")
    assert related("strike", "injure")
    assert not related("shoot", "visit")


def test_opposites_are_symmetric():
    assert opposite("rise", "fall") and opposite("fall", "rise")
    assert not opposite("rise", "rise")
