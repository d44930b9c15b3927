"""Participants of a clause as arguments with their roles."""

import pytest

from tests.claims.reading import claims


def roles(text):
    return [[(a.role, a.text) for a in claim.arguments] for claim in claims(text)]


CASES = [
    ("Ann Cole and Bob Hale met in Paris.", [("subject", "Ann Cole"), ("subject", "Bob Hale"), ("in", "Paris")]),
    ("Carl Reed was shot by an officer.", [("object", "Carl Reed"), ("subject", "an officer")]),
    ("The gate was closed by nightfall.", [("object", "The gate"), ("by", "nightfall")]),
    ("The firm answered by e-mail.", [("subject", "The firm"), ("by", "e-mail")]),
    ("Carl Reed was charged with murder.", [("object", "Carl Reed"), ("object", "murder")]),
    ("Carl Reed faces two charges of fraud.", [("object", "Carl Reed"), ("object", "fraud")]),
    ("A jury found Carl Reed guilty of fraud.", [("subject", "A jury"), ("object", "Carl Reed"), ("of", "fraud")]),
    ("Carl Reed is accused of killing his wife.", [("subject", "Carl Reed"), ("object", "his wife")]),
    ("Ann Cole accused Carl Reed of spreading lies.", [("subject", "Carl Reed"), ("object", "lies")]),
    ("The storm made landfall near Pensacola.", [("subject", "The storm"), ("near", "Pensacola")]),
    ("The bank gave Ann Cole a loan.", [("subject", "The bank"), ("indirect", "Ann Cole"), ("object", "a loan")]),
    ("Nine people died in the city of Oslo.", [("subject", "Nine people"), ("in", "the city"), ("in", "Oslo")]),
    ("A shop in Bergen was robbed.", [("object", "A shop"), ("in", "Bergen")]),
    (
        "A firm in Bergen bought a mill in Oslo.",
        [("subject", "A firm"), ("object", "a mill"), ("in", "Bergen"), ("in", "Oslo")],
    ),
    ("The mayor of Bergen met a banker.", [("subject", "The mayor"), ("object", "a banker")]),
    ("His co-defendant left.", [("subject", "His co-defendant")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_arguments(text, expected):
    assert roles(text) == [expected]


def test_both_bare_verbs_have_the_object_and_the_place():
    kicked, punched = roles("Two men kicked and punched Carl Reed outside the bar.")
    assert sorted(kicked) == sorted(punched)
    assert ("object", "Carl Reed") in kicked and ("outside", "the bar") in kicked


def test_bare_passive_of_a_headline_has_an_object():
    text = "Carl Reed left the court.\n\nHe wore a grey coat."
    headline = claims(text, title=None)
    assert headline
    title = "Bank director jailed for six years"
    first = claims(f"{title}\n\nCarl Reed was jailed on Monday.", title=title)[0]
    assert [(a.role, a.text) for a in first.arguments] == [("object", "Bank director"), ("for", "six years")]
    assert first.statement == "Bank director was jailed for six years"


def test_no_argument_is_empty():
    text = "The council said by e-mail - twice - that it would pay. (It did.) He paid -- in cash."
    assert all(any(c.isalnum() for c in a.text) for claim in claims(text) for a in claim.arguments)
