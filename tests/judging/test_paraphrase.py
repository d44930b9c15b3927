"""Values told in other words: found between two reports, as warnings, and silent where they may both be true."""

from datetime import date

import pytest

from factcheck.claims import extract_claims
from factcheck.judging import paraphrase
from factcheck.judging.comparison import Background
from factcheck.matching.encode import encode
from factcheck.matching.events import look
from factcheck.matching.stories import Stories
from factcheck.pipeline import check
from factcheck.records import Article

MONDAY, TUESDAY, FRIDAY = date(2024, 5, 6), date(2024, 5, 7), date(2024, 5, 10)
SINKING = "The ferry Osprey sank off Calwyn in a storm on Sunday evening, and nine passengers drowned. "
LOSS = "Nine passengers of the ferry Osprey lost their lives when she went down off Calwyn in Sunday's storm. "


def reports(one, other, published=(MONDAY, MONDAY)):
    texts = SINKING + one, LOSS + other
    return [Article(name, text, published=day) for name, text, day in zip("ab", texts, published, strict=True)]


def candidates(articles):
    claims, _ = extract_claims(articles)
    vectors = encode([c.gist for c in claims])
    known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
    events = look(claims, known.published)
    return paraphrase.find(events, vectors, Stories(articles, claims, vectors), known), known


def found(articles):
    return {
        (f.type, f.severity, frozenset(s.value for s in f.sides)) for f in check(articles).findings
        if f.severity != "info"
    }  # fmt: skip


LICENCE = "The ship was licensed to carry 190 people, the coast guard said."


def test_values_told_in_other_words_are_a_warning():
    other = "The vessel had a licence to carry passengers, 140 people at most, according to the coast guard."
    expected = ("number", "warning", frozenset({"190", "140"}))
    assert expected in found(reports(LICENCE, other))
    assert expected in found(reports(other, LICENCE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LICENCE, "The vessel had a licence for 140 people, in place of one for 190 that had run out."),
        (LICENCE, "The ship had cabins for 40 people."),
        (LICENCE, "The vessel had a licence for 190 people."),
        ("The owner plans to sack 190 sailors.", "The owner sacked 140 sailors."),
        ("Anna Berg paid 190,000 kroner for the ship.", "Ruth Field paid 140,000 kroner for the boat."),
        ("Shares in Norvale Lines opened at 41.20 kroner.", "Shares in Norvale Lines closed at 40.10 kroner."),
        ("The prosecutor asked for eight years.", "The captain got a sentence of six years."),
        ("Each family gets 200,000 kroner from the fund.", "The fund has 700,000 kroner for families."),
        ("He was married to Ada Moss for 20 years.", "She was a teacher for 30 years until she married Moss."),
    ],
)
def test_silent_where_both_may_be_true(one, other):
    assert not found(reports(one, other))


def test_a_value_that_both_give_is_no_candidate():
    pairs, _ = candidates(reports(LICENCE, "A licence let the vessel carry 190 people, of whom 140 had seats."))
    assert not [c for c in pairs if c.a.value.text == "190"]


def test_a_plan_may_have_moved_between_two_reports():
    one = "Divers will begin to raise the wreck on 20 May."
    other = "The wreck is to be lifted by divers on 27 May."
    for days, stands in (((MONDAY, TUESDAY), True), ((MONDAY, FRIDAY), False)):
        pairs, known = candidates(reports(one, other, days))
        (lifting,) = (c for c in pairs if {c.a.value.text, c.b.value.text} == {"20 May", "27 May"})
        assert (paraphrase.compare(lifting, known) is not None) == stands


def test_a_pair_weighs_the_same_both_ways():
    articles = reports(LICENCE, "The vessel had a licence for 140 people.")
    logits = []
    for way in (articles, [*reversed(articles)]):
        pairs, _ = candidates(way)
        logits += [c.logit() for c in pairs if {c.a.value.text, c.b.value.text} == {"190", "140"}]
    assert logits[0] == pytest.approx(logits[1])


def test_of_a_draft_only_its_own_conflicts_are_told():
    other = "The vessel had a licence to carry passengers, 140 people at most, according to the coast guard."
    draft = Article("draft", SINKING + "Divers found the wreck.", published=MONDAY)
    articles = [draft, *reports(LICENCE, other)]
    assert [f for f in check(articles).findings if f.type == "number"]
    assert not [f for f in check(articles, touching={"draft"}).findings if f.type == "number"]
