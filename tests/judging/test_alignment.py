"""How alike the words around two values are."""

import pytest

from factcheck.judging.alignment import Alignment


def agreement(one, other):
    """Of two sentences whose values stand in brackets."""
    texts, spans = {}, {}
    for name, text in (("a", one), ("b", other)):
        start, end = text.index("["), text.index("]") - 1
        texts[name], spans[name] = text.replace("[", "").replace("]", ""), (start, end)
    there = Alignment(texts).agreement("a", spans["a"], "b", spans["b"])
    assert there == Alignment(texts).agreement("b", spans["b"], "a", spans["a"])
    return there


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry left Holm harbour at noon on [Sunday] with nine crates.",
         "The ferry left Holm harbour at noon on [Tuesday] with nine crates."),
        ("Police found the van in the 300 block of [Elm] Street.", "The van was found in the 300 block of [Ash] Street."),
        ("The blaze at the cork factory was reported by [Dana Roe].",
         "It was after midnight when the blaze at the cork factory was reported by [Al Fox], a guard who had just begun."),
    ],
)  # fmt: skip
def test_the_same_words(one, other):
    assert agreement(one, other) >= 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry left on [Sunday].", "The mayor resigned on [Tuesday]."),
        ("[Dana Roe] died.", "[Al Fox] died."),
        ("[Dana Roe] thanked the crew.", "[Al Fox] thanked the crew."),
    ],
)
def test_other_words_or_too_few(one, other):
    assert agreement(one, other) < 0.6


def test_the_sentence_before_does_not_count():
    one = "The ferry left Holm harbour at noon. [Nine] sailed."
    assert agreement(one, "The ferry left Holm harbour at noon. [Six] people slept ashore that night.") == 0


def test_a_title_does_not_end_a_sentence():
    assert agreement("Crates of cork were loaded by Capt. [Roe]", "Crates of cork were loaded by Capt. [Fox]") > 0.7
