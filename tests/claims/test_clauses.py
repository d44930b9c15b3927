"""Clauses of one parsed sentence: heads, forms and subjects."""

import pytest

from factcheck.claims.clauses import antecedent, complement, find_clauses, light_noun, passive, shared
from factcheck.claims.parse import pipeline


def read(text):
    return pipeline()(text)


def word(doc, text):
    return next(t for t in doc if t.text == text)


FORMS = [
    ("The bridge fell.", [("fell", "main", "bridge")]),
    ("Ann ran home and slept.", [("ran", "main", "Ann"), ("slept", "conj", "Ann")]),
    ("The man who fled was found.", [("fled", "relcl", "man"), ("found", "main", "man")]),
    ("The man arrested on Monday was freed.", [("arrested", "acl", "man"), ("freed", "main", "man")]),
    ("Police said the man fled.", [("said", "main", "Police"), ("fled", "ccomp", "man")]),
    ("After killing a guard, Reed fled.", [("killing", "pcomp", "Reed"), ("fled", "main", "Reed")]),
    ("Tuesday's meeting angered Ann.", [("meeting", "nominal", None), ("angered", "main", "meeting")]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms_and_subjects(text, expected):
    found = find_clauses(read(text))
    assert [(c.head.text, c.form, c.subject.text if c.subject is not None else None) for c in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Please return the key.",
        "Send it to the office.",
    ],
)
def test_orders_are_no_clauses(text):
    assert find_clauses(read(text)) == []


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Police asked whether he came home.", "came"),
        ("She knows who stole the ring.", "stole"),
        ("He wore a hat to hide his face.", "hide"),
        ("If the dam breaks, the town floods.", "breaks"),
        ("It is the first ship to reach the port.", "reach"),
        ("He told the crowd to leave the square.", "leave"),
    ],
)
def test_questions_purposes_and_conditions_state_nothing(text, left_out):
    assert left_out not in [c.head.text for c in find_clauses(read(text))]


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("The leaders held talks in Vienna.", "held", "talks"),
        ("The match took place on Monday.", "took", "match"),
        ("Ann took part in the debate.", "took", "debate"),
        ("The storm made landfall near Pensacola.", "made", "landfall"),
        ("He had a heart attack.", "had", None),
        ("The models took the storm past the island.", "took", None),
    ],
)
def test_light_verbs_leave_their_meaning_to_the_noun(text, verb, noun):
    found = light_noun(word(read(text), verb))
    assert (found.text if found is not None else None) == noun


@pytest.mark.parametrize(
    ("text", "verb", "inner"),
    [
        ("The firm plans to sell it.", "plans", "sell"),
        ("He was accused of stealing a car.", "accused", "stealing"),
        ("He denied stealing a car.", "denied", "stealing"),
        ("The court is to rule on Monday.", "is", "rule"),
        ("The firm sold a ship.", "sold", None),
    ],
)
def test_governors_hand_on_their_meaning(text, verb, inner):
    found = complement(word(read(text), verb))
    assert (found.text if found is not None else None) == inner


@pytest.mark.parametrize(
    ("text", "pronoun", "noun"),
    [
        ("The man in the club, who had a gun, fled.", "who", "man"),
        ("One of the girls, who is ten, fled.", "who", "One"),
        ("They fear a storm like Adela in 2004, which killed nine people.", "which", "Adela"),
        ("The bank, which is old, closed.", "which", "bank"),
    ],
)
def test_relative_pronouns_find_their_noun(text, pronoun, noun):
    assert antecedent(word(read(text), pronoun)).text == noun


def test_bare_participle_shares_auxiliary_and_adverbials():
    doc = read("A man was shot and killed on Sunday in Denver.")
    clauses = find_clauses(doc)
    by_head = {c.head.i: c for c in clauses}
    assert [passive(c.head) for c in clauses] == [True, True]
    assert [t.text for t in shared(clauses[0], set(by_head), by_head) if t.text.isalpha()] == [
        "on",
        "Sunday",
        "in",
        "Denver",
    ]


def test_intransitive_verb_shares_no_object():
    doc = read("The man came and took the money.")
    by_head = {c.head.i: c for c in find_clauses(doc)}
    assert shared(by_head[word(doc, "came").i], set(by_head), by_head) == []
