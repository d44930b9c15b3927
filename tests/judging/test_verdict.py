"""Whole verdicts on pairs of short reports of one event."""

import itertools
from datetime import date

import pytest

import factcheck
from factcheck.claims import extract_claims
from factcheck.judging.comparison import Background
from factcheck.judging.verdict import add_nli, compare_pairs, judge, planned_against_happened
from factcheck.matching.candidates import candidate_pairs
from factcheck.matching.encode import encode
from factcheck.matching.events import look
from factcheck.matching.stories import Stories
from tests.pairs import MONDAY, article, read
from tests.stories import articles as story_articles

ONE = (
    "The ferry Osprey sank off Marrin Bay on Sunday after striking a rock. {} Coastguard chief Ellen Tarrant said "
    "divers would search the wreck. The Osprey carried freight between Marrin Bay and Holm Island."
)
OTHER = (
    "The ferry Osprey sank off Marrin Bay on Sunday when it struck a rock. {} Divers will search the wreck, said Ellen "
    "Tarrant, the chief of the coastguard. Freight went between Marrin Bay and Holm Island on the Osprey."
)


@pytest.fixture(scope="module")
def findings(nli):
    """(severity, type, relation) of the findings on two reports that differ in a sentence."""

    def run(one, other, days=(MONDAY, MONDAY)):
        pair = article("a", ONE.format(one), days[0]), article("b", OTHER.format(other), days[1])
        return [(f.severity, f.type, f.relation) for f in factcheck.check(pair, nli=nli).findings]

    return run


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("number", "Nine passengers were injured.", "Six passengers were injured."),
        ("date", "The Osprey was built in 1968.", "The Osprey was built in 1986."),
        ("money", "The company lost $2.4 million.", "The company lost $4.2 million."),
        ("age", "The captain, Noreen Pell, 45, was rescued.", "The captain, Noreen Pell, 54, was rescued."),
        (
            "age",
            "The mate, Hal Brennock, hurt Noreen Pell, 45.",
            "The cook, Carl Jessop, looked for Noreen Pell, 54, in the boiler room.",
        ),
        ("negation", "The captain sent a distress call.", "The captain did not send a distress call."),
        ("person", "The rescue was led by Dana Okerlund.", "The rescue was led by Tobias Wrenn."),
        (
            "person",
            "“The engine failed in the first minute,” Dana Okerlund said.",
            "“The engine failed in the first minute,” Tobias Wrenn said.",
        ),
        (
            "number",
            "The Osprey, originally a freighter of the Tamble line, struck a rock on Sunday, and nine passengers were injured.",
            "The Osprey struck a rock on Sunday, and 12 passengers were injured.",
        ),
    ],
)
def test_conflict(findings, kind, one, other):
    for found in (findings(one, other), findings(other, one)):
        assert [(k, relation) for _, k, relation in found] == [(kind, "contradiction")]
        assert found[0][0] in {"error", "warning"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("Nine passengers were injured.", "Nine passengers were hurt."),
        ("At least nine passengers were injured.", "Twelve passengers were injured."),
        ("Dozens of passengers were injured.", "The wreck injured 40 passengers."),
        ("Nine passengers were injured.", "Two passengers were killed."),
        ("Two of the nine passengers drowned.", "Nine passengers were on board."),
        ("The owner will scrap the Osprey.", "The owner scrapped the Osprey."),
        ("The owner denied that the Osprey was overloaded.", "The Osprey was overloaded."),
        ("The captain is Noreen Pell, 45.", "The mate is Hal Brennock, 54."),
        ("Ellen Tarrant spoke on Monday.", "Ellen Tarrant spoke at noon."),
        ("The Osprey was built in 1968.", "The Osprey was built in the 1960s."),
    ],
)
def test_silence(findings, one, other):
    assert findings(one, other) == []


def test_a_toll_that_grew_is_information(findings):
    days = MONDAY, date(2024, 5, 9)
    found = findings("Two passengers were killed.", "Five passengers were killed.", days)
    assert found == [("info", "number", "update")]


def test_a_value_that_the_article_gives_itself_is_no_error(findings):
    both = "Twelve passengers were injured, the company said. The council said nine passengers were injured."
    assert "error" not in {level for level, *_ in findings(both, "Nine passengers were injured.")}


def test_two_things_told_one_after_the_other_are_information(findings):
    one = "A warrant for fraud was issued for Noreen Pell on May 2. A warrant for arson was issued for Noreen Pell on May 4."
    assert {level for level, *_ in findings(one, "")} <= {"info"}


def test_one_article_tells_of_two_things_in_other_words(findings):
    told = (
        "The coastguard opened a case against the mate for sailing without a licence, a broken log and a false flag on "
        "January 6, 2024. {} The coastguard opened a case against the mate for sailing without a licence and a broken "
        "log on March 21, 2024."
    )
    twice = told.format("The harbour was closed. Ships lay off the coast.")
    assert all(severity == "info" for severity, *_ in findings(twice, "The mate is at home."))


@pytest.mark.parametrize(("thing", "level"), [("The crate", "warning"), ("It", "info")])
def test_two_values_of_one_article_are_of_what_it_names(findings, thing, level):
    told = f"{thing} is priced at 40 dollars. Divers came at noon. A net was found too. {thing} is priced at 75 dollars."
    assert (level, "money", "contradiction") in findings(told, "")


def test_people_told_for_the_first_time_are_several(findings):
    told = "{} 16-year-old was hit in the leg. Divers came at noon. {} 19-year-old was hit in the leg."
    assert all(severity == "info" for severity, *_ in findings(told.format("A", "A"), ""))


def test_several_may_answer_for_one_crime(findings):
    told = "Police charged {} with arson."
    levels = {
        other: {level for level, kind, _ in findings(told.format("Dana Roe"), told.format(other)) if kind == "person"}
        for other in ("Alan Fox", "Mary Roe")
    }
    assert levels["Alan Fox"] <= {"info"} < levels["Mary Roe"] | {"info"}


def test_each_victim_is_shot_so_many_times(findings):
    one, others = "Noreen Pell was shot three times.", ("He was shot four times.", "Noreen Pell was shot four times.")
    levels = [{level for level, *_ in findings(one, other)} for other in others]
    assert levels[0] <= {"info"} < levels[1] | {"info"}


def test_two_victims_may_lie_in_two_hospitals(findings):
    one, other = "The cook was taken to Holm Hospital in a bad state.", "He was taken to Calwyn Hospital in a bad state."
    assert all(severity == "info" for severity, *_ in findings(one, other))


def test_names_that_differ_in_time_too_may_be_of_two_events(findings):
    told = "The stoker {} was pronounced dead in the boiler room of the Osprey{}."
    one, other = ("Dana Roe", " at 7:40 a.m."), ("Alan Fox", " at 9:15 p.m.")
    assert ("warning", "person", "contradiction") in findings(told.format(one[0], ""), told.format(other[0], ""))
    assert all(severity == "info" for severity, *_ in findings(told.format(*one), told.format(*other)))


def test_who_was_acquitted_and_found_guilty(findings):
    one, other = "The court acquitted Noreen Pell of arson.", "The court convicted Noreen Pell of fraud."
    assert "info" not in {level for level, *_ in findings(one, other)}
    assert {level for level, *_ in findings(one, f"{other} It acquitted Noreen Pell of the rest.")} <= {"info"}


def test_a_hospital_is_in_one_town_whoever_lies_there(findings):
    one = "The cook was taken to Marrin Valley Medical Center in Dunmere, where she died."
    other = "The other victim was taken to Marrin Valley Medical Center in Tornby, where she died."
    assert ("warning", "place", "contradiction") in findings(one, other)


def test_a_birthday_between_two_reports(findings):
    found = findings("Noreen Pell, 45, was rescued.", "Noreen Pell, 46, was rescued.", (MONDAY, date(2025, 5, 6)))
    assert "age" not in {kind for _, kind, _ in found}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("The mill will close.", "The mill closed.", True),
        ("The mill plans to sack 40 workers.", "The mill sacked 40 workers.", True),
        ("The mill closed.", "The mill closed.", False),
        ("The mill will close.", "The mill will close.", False),
    ],
)
def test_plans_are_not_held_against_what_happened(one, other, apart):
    a, b = (v.claim for v in read(one, other)[0].views)
    assert planned_against_happened(a, b) is apart
    assert planned_against_happened(b, a) is apart


def verdicts(claims, articles, nli):
    """The verdicts on claims in the order given, by the unordered pair of ids and the slot."""
    vectors = encode([c.gist for c in claims])
    known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
    events = look(claims, known.published)
    pairs = compare_pairs(events, candidate_pairs(events, vectors), Stories(articles, claims, vectors), known)
    add_nli(pairs, events, nli)
    return {
        (frozenset((v.a, v.b)), v.slot, frozenset((v.conflict_a, v.conflict_b))): v for v in judge(pairs, events, known)
    }


@pytest.mark.parametrize("story", ["storm-landfall", "two-robberies"])
def test_the_order_of_two_claims_does_not_matter(story, nli):
    articles = list(story_articles(story).values())[:3]
    claims, _ = extract_claims(articles)
    by_article = {k: list(g) for k, g in itertools.groupby(claims, key=lambda c: c.article_id)}
    turned = [c for name in reversed(by_article) for c in by_article[name]]
    forth, back = verdicts(claims, articles, nli), verdicts(turned, articles, nli)
    assert forth
    assert forth.keys() == back.keys()
    for key, v in forth.items():
        w = back[key]
        assert (v.type, v.relation, v.cap) == (w.type, w.relation, w.cap)
        assert v.probability == pytest.approx(w.probability, abs=2e-3)
        if v.a == w.b:
            assert (v.conflict_a, v.value_a, v.norm_a) == (w.conflict_b, w.value_b, w.norm_b)


def test_spans_lie_in_their_articles(nli):
    articles = list(story_articles("harbour-fire").values())[:3]
    claims, _ = extract_claims(articles)
    article_of, texts = {c.id: c.article_id for c in claims}, {a.id: a.text for a in articles}
    for v in verdicts(claims, articles, nli).values():
        assert 0.0 <= v.probability <= 1.0
        assert 0.0 <= v.identity <= 1.0
        for claim, (start, end) in ((v.a, v.conflict_a), (v.b, v.conflict_b)):
            assert 0 <= start < end <= len(texts[article_of[claim]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Several men broke into the cabin.", "Two men broke into the cabin."),
        ("The captain surrendered on Monday in the May 2 killing.", "The captain surrendered to police on Monday."),
        ("No charges were filed as of Friday.", "No charges were filed as of Saturday."),
        ("Dana Okerlund was one of the smugglers.", "Dana Okerlund said that she was not one of the smugglers."),
        ("The mate, Hal Brennock, was pronounced dead at 7:40 p.m.", "He was pronounced dead at 9:15 p.m."),
        ("Norvale Lines offered $2 million for the wreck.", "Tamble Valley Engineering offered $5 million for the wreck."),
        ("The wreck comes a year after nine people drowned at the rock.", "Six people drowned at the rock."),
        ("The owner confirmed on Monday that the wreck is sold.", "Officials said on Tuesday that the wreck is sold."),
        ("The search was hard in the week ended May 4.", "Freight fell in the week ended April 20."),
        ("The captain, Noreen Pell, 45, was rescued.", "Police initially said the captain, Noreen Pell, 54, was rescued."),
        ("The captain cannot sell the boat.", "The captain sold the boat."),
        ("The captain worked there for three decades.", "The captain worked there for 26 years."),
        (
            "Noreen Pell was not arrested that night, the coastguard said. She was arrested later.",
            "Noreen Pell was arrested.",
        ),
        ("The first theft occurred around 2 p.m. on Sunday.", "The theft occurred around 4 p.m. on Monday."),
    ],
)
def test_no_alarm(findings, one, other):
    for found in (findings(one, other), findings(other, one)):
        assert [each for each in found if each[0] != "info"] == []
