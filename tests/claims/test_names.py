"""Mentions in one article: text in, the spans with their names out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims.names import find_mentions
from factcheck.claims.parse import parse
from factcheck.records import Article, Mention


def mentions(text: str) -> list[Mention]:
    (parsed,) = parse([Article("a", text)])
    return [m for row in find_mentions(text, parsed.sentences, parsed.docs) for m in row]


def named(text: str, form: str = "name", kind: str | None = None) -> list[tuple[str, str]]:
    return [(m.text, m.name if m.entity else "?") for m in mentions(text) if m.form == form and kind in (None, m.kind)]


def test_one_person_for_all_spellings_of_a_chinese_name():
    text = (
        "Chinese Defense Minister Li Shangfu flew to Moscow on Sunday. Shangfu spoke with reporters at the airport. "
        "Gen. Li left before noon."
    )
    assert named(text, kind="person") == [
        ("Chinese Defense Minister Li Shangfu", "Li Shangfu"),
        ("Shangfu", "Li Shangfu"),
        ("Gen. Li", "Li Shangfu"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police Chief Ann Roe spoke on Monday.", ("Police Chief Ann Roe", "Ann Roe")),
        ("The plan was shown by police spokeswoman Carla Dunn.", ("police spokeswoman Carla Dunn", "Carla Dunn")),
        ("US Secretary of State Antony Blinken left Rome.", ("US Secretary of State Antony Blinken", "Antony Blinken")),
        ("The President of Chile, Pablo Vidal, arrived early.", ("The President of Chile, Pablo Vidal", "Pablo Vidal")),
        ("A court freed former President Hugo Marsh.", ("former President Hugo Marsh", "Hugo Marsh")),
        ("Mr. Wang did not answer.", ("Mr. Wang", "Wang")),
        ("Holm County Lt. Howard Ingram said it.", ("Holm County Lt. Howard Ingram", "Howard Ingram")),
        ("Holm County Prosecutor Ann Roe says it.", ("Holm County Prosecutor Ann Roe", "Ann Roe")),
        (
            "Dora Lind, spokesperson for the Harbor Ministry, gave no number.",
            ("Dora Lind, spokesperson for the Harbor Ministry", "Dora Lind"),
        ),
    ],
)
def test_the_title_belongs_to_the_span_and_not_to_the_name(text, found):
    assert found in named(text, kind="person")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trucks reached Kiev on Friday.", ("Kiev", "Kyiv")),
        ("Ships left Odessa on Friday.", ("Odessa", "Odesa")),
        ("The U.S. sent a team.", ("U.S.", "United States")),
        ("Doctors from Britain arrived on Friday.", ("Britain", "United Kingdom")),
        ("The club burned in Reno, Nev., on Friday.", ("Nev", "Nevada")),
        ("A van crashed on Maple Avenue on Friday.", ("Maple Avenue", "Maple Avenue")),
    ],
)
def test_places_have_one_name(text, found):
    assert found in [(t.rstrip("."), n) if found[0] == "Nev" else (t, n) for t, n in named(text, kind="place")]


def test_nationalities_before_a_noun_are_no_mentions():
    assert named("Chinese officials met Russian envoys.") == []


def test_an_acronym_is_its_organisation():
    text = "The North Atlantic Treaty Organization met on Tuesday. NATO said it would meet again in May."
    names = {name for _, name in named(text, kind="organization")}
    assert names == {"North Atlantic Treaty Organization"}


def test_two_people_with_one_surname_stay_apart():
    text = (
        "Ann Smith and Bob Smith ran the shop. Ms. Smith opened it in 1990. Mr. Smith joined her later. "
        "Smith sold the shop in May."
    )
    assert named(text, kind="person") == [
        ("Ann Smith", "Ann Smith"),
        ("Bob Smith", "Bob Smith"),
        ("Ms. Smith", "Ann Smith"),
        ("Mr. Smith", "Bob Smith"),
        ("Smith", "?"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Russian President Vladimir Putin spoke first. Guests applauded. The Russian president left at noon.",
            ("The Russian president", "Vladimir Putin"),
        ),
        (
            "Russian President Vladimir Putin spoke first. A guest greeted the Russian leader.",
            ("the Russian leader", "Vladimir Putin"),
        ),
        (
            "Police Chief Ann Roe closed the road. The police chief said it opens on Monday.",
            ("The police chief", "Ann Roe"),
        ),
        (
            "Chinese Defense Minister Li Shangfu flew out. China's foreign minister stayed home.",
            ("China's foreign minister", "?"),
        ),
        (
            "Defense Minister Ivo Hale met Finance Minister Una Brand. The minister left early.",
            ("The minister", "?"),
        ),
        (
            "Chinese President Xi Jinping met Russian President Vladimir Putin. The president smiled.",
            ("The president", "?"),
        ),
        ("Officers looked for the suspect all night.", ("the suspect", "?")),
        (
            "Norwegian Prime Minister Kari Moen met her Danish counterpart. Danish Prime Minister Lars Holt was tired.",
            ("Danish counterpart", "Lars Holt"),
        ),
    ],
)
def test_descriptions_are_resolved_only_where_one_person_holds_the_office(text, found):
    assert found in named(text, form="title")


def test_an_unresolved_description_carries_its_office():
    (found,) = [m for m in mentions("China's foreign minister arrived late.") if m.form == "title"]
    assert (found.entity, found.name, found.kind) == ("", "foreign minister of China", "person")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mayor Ann Roe opened the bridge. She thanked the crew.", [("She", "Ann Roe")]),
        ("Li Shangfu met Putin. “It went well,” he said.", [("he", "?")]),
        ("During a meeting with Shangfu, Putin praised his army.", [("his", "Putin")]),
        ("Ann Roe met Bob Hale. She left early.", [("She", "Ann Roe")]),
        ("In a talk with Marcus Hale, he promised help.", [("he", "?")]),
        ("Joe Biden spoke on Monday. In a talk with Xi Jinping, he promised help.", [("he", "Joe Biden")]),
        ("In her speech, Carla Dunn promised help.", [("her", "Carla Dunn")]),
        ("A man shot Bob Hale. He died on Friday.", [("He", "?")]),
        ("Hale said the boat sank. He said nobody drowned.", [("He", "Hale")]),
        ("Gov. Tom Hale said on Monday: “He is a liar.”", [("He", "?")]),
        ("Bob Hale turned himself in.", [("himself", "Bob Hale")]),
    ],
)
def test_pronouns_are_resolved_only_where_one_person_fits(text, found):
    assert named(text, form="pronoun") == found


def test_a_bare_surname_is_the_one_whom_the_story_is_about():
    text = (
        "Gareth Voss was jailed on Friday. Voss had led the fund since 2015. The court sat for an hour. "
        "His sister, Elin Voss, wept. The jury went home. It rained. Voss looked at the floor."
    )
    assert named(text, kind="person") == [
        ("Gareth Voss", "Gareth Voss"),
        ("Voss", "Gareth Voss"),
        ("Elin Voss", "Elin Voss"),
        ("Voss", "Gareth Voss"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Smirking Gareth Voss, 47, was led to the cells.", ("Gareth Voss", "Gareth Voss")),
        ("Maud Perrin, 77, slept in a sports hall.", ("Maud Perrin", "Maud Perrin")),
        ("DI Boyle asked for witnesses.", ("DI Boyle", "Boyle")),
        ("Gareth Voss was freed. The same court heard of a different Mr Voss.", ("Mr Voss", "?")),
    ],
)
def test_what_describes_a_person_is_not_the_name(text, found):
    assert found in named(text, kind="person")


def test_a_surname_right_after_its_other_bearer_stays_open():
    text = (
        "Nora Tarrow spoke to reporters. Tarrow said her granddaughter was safe. The girl hid. A neighbour rang. "
        "Her granddaughter, Julia Tarrow, ran back inside. Tarrow says the man was armed."
    )
    assert named(text, kind="person")[-1] == ("Tarrow", "?")


def test_a_title_of_the_other_gender_is_another_person():
    text = "Gareth Voss was jailed. His mother came late. Mrs Voss did not speak."
    assert named(text, kind="person") == [("Gareth Voss", "Gareth Voss"), ("Mrs Voss", "Voss")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The storm made landfall near Port Lisle on Thursday.", "Port Lisle"),
        ("The storm made landfall near Cape Hallow on Thursday.", "Cape Hallow"),
        ("She travels on to Tarn, where she will speak.", "Tarn"),
        ("He saw tanks in the Orlo valley. Kestovia closed the crossing at Orlo.", "Orlo"),
        ("Kestovia did not open the road. The Kestovian president went home.", "Kestovia"),
        ("CALDERFORD, July 25 (Ticker) - A bank cut jobs on Thursday.", "CALDERFORD"),
        ("The bus stopped by the Aldermoor Bridge. Divers left on Friday. He was born in Aldermoor.", "Aldermoor"),
    ],
)
def test_unknown_places_by_their_neighbours(text, place):
    assert place in [t for t, _ in named(text, kind="place")]


def test_a_firm_keeps_its_first_word():
    assert named("Tamble Valley Engineering inspected the bridge.") == [("Tamble Valley Engineering",) * 2]


@pytest.mark.parametrize("firm", ["Tamble Engineering", "Orrin Shipyards", "Calder Logistics"])
def test_a_firm_by_its_trade(firm):
    assert named(f"{firm} inspected the bridge in April.", kind="organization") == [(firm, firm)]


def test_a_trade_in_a_headline_is_no_firm():
    assert ("Blaze Destroys Engineering", "Blaze Destroys Engineering") not in named("Blaze Destroys Engineering Works")


def test_a_firm_is_no_person_and_no_place():
    text = "The ferry company Sound Line signed a deal. Sound Line said on Friday that it would pay."
    assert named(text, kind="organization") == [("Sound Line", "Sound Line")] * 2


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Gen. Li", "the Russian president", "said", "he", "in Paris", ",", "“", "”", "Ann Roe's", "\n\n", "."]
        ),
        max_size=14,
    )
)
def test_spans_are_the_text_and_do_not_overlap(parts):
    text = " ".join(parts)
    found = mentions(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_nickname_is_part_of_the_name():
    text = "A hearing for Howard “Dink” Marsh, 18, was held. Police have charged Howard Marsh."
    assert named(text) == [("Howard “Dink” Marsh", "Howard “Dink” Marsh"), ("Howard Marsh", "Howard “Dink” Marsh")]
