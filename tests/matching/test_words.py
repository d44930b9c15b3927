"""The words of a text as they are compared."""

from factcheck.matching.words import content, in_common, tokens


def test_tokens():
    assert tokens("The mayor’s ferry, No. 7, isn’t here.") == ["the", "mayor", "ferry", "no", "7", "isn’t", "here"]


def test_what_may_be_in_dispute_is_no_content():
    assert content("Nine sailed from Holm on Sunday, May 6, police said.") == {"nine", "sailed", "holm"}


def test_in_common():
    a, b = content("the cork factory burned down near Holm"), content("a cork factory burned")
    assert in_common(a, b) == in_common(b, a) == 3 / 4
    assert in_common(frozenset(), a) == 0
