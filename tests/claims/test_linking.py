"""Entities across articles: mentions in, run-wide ids and names out."""

import random

import pytest

from factcheck.claims import extract_claims
from factcheck.claims.gazetteer import read_role
from factcheck.claims.linking import link, same_entity
from factcheck.records import Article, Mention


def mention(text: str, entity: str, name: str = "", kind: str = "person", form: str = "name") -> Mention:
    return Mention(text, 0, len(text), kind, entity, name or text, form)


def ids(articles: dict[str, list[Mention]]) -> dict[str, list[str]]:
    linked = link({k: [ms] for k, ms in articles.items()})
    return {k: [m.entity for m in linked[k][0]] for k in articles}


def place(name: str, entity: str = "p") -> Mention:
    return mention(name, entity, kind="place")


def test_full_name_title_and_given_name_are_one_person():
    found = ids(
        {
            "a": [mention("Shangfu", "e0"), place("Moscow")],
            "b": [mention("Gen. Li Shangfu", "e0", "Li Shangfu"), place("Moscow")],
            "c": [mention("Li", "e0"), place("Moscow")],
        }
    )
    assert [v[0] for v in found.values()] == ["person:li-shangfu"] * 3


def test_different_first_names_are_different_people():
    found = ids({"a": [mention("Ann Smith", "e0")], "b": [mention("Bob Smith", "e0")]})
    assert found == {"a": ["person:ann-smith"], "b": ["person:bob-smith"]}


def test_a_bare_surname_with_two_candidates_stays_local():
    articles = {
        "a": [mention("Ann Smith", "e0"), place("Reno")],
        "b": [mention("Bob Smith", "e0"), place("Reno")],
        "c": [mention("Smith", "e0"), place("Reno")],
    }
    assert ids(articles)["c"][0] == "person:smith"


def test_a_bare_surname_in_an_unrelated_article_stays_local():
    articles = {"a": [mention("Ann Smith", "e0"), place("Reno")], "b": [mention("Smith", "e0"), place("Turin")]}
    assert ids(articles)["b"][0] == "person:smith"


def test_a_shared_office_is_enough_for_a_surname():
    articles = {
        "a": [mention("Russian President Vladimir Putin", "e0", "Vladimir Putin")],
        "b": [mention("Russian President Putin", "e0", "Putin")],
    }
    assert ids(articles)["b"] == ["person:vladimir-putin"]


def test_the_name_becomes_the_fullest_spelling():
    articles = {"a": [mention("Xi", "e0"), place("Beijing")], "b": [mention("Xi Jinping", "e0"), place("Beijing")]}
    linked = link({article: [row] for article, row in articles.items()})
    assert {row[0][0].name for row in linked.values()} == {"Xi Jinping"}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("China's defense minister", "person:li-shangfu"),
        ("the Chinese defence minister", "person:li-shangfu"),
        ("China's foreign minister", ""),
        ("the defense minister", ""),
        ("Russia's defense minister", "person:sergei-shoigu"),
    ],
)
def test_a_description_finds_its_holder_in_another_article(text, entity):
    found = ids(
        {
            "a": [
                mention("Chinese Defense Minister Li Shangfu", "e0", "Li Shangfu"),
                mention("Russian Defense Minister Sergei Shoigu", "e1", "Sergei Shoigu"),
            ],
            "b": [mention(text, "", "role", form="title")],
        }
    )
    assert found["b"] == [entity]


def test_places_and_organisations_by_any_spelling():
    found = ids(
        {
            "a": [place("Kyiv"), mention("Harbor Trading Inc.", "e1", kind="organization")],
            "b": [place("Kiev"), mention("Harbor Trading", "e1", kind="organization")],
        }
    )
    assert found["a"] == found["b"] == ["place:kyiv", "organization:harbor-trading-inc"]


def body(name: str, entity: str = "o") -> Mention:
    return mention(name, entity, kind="organization")


def test_one_name_has_one_kind_in_the_run():
    land = place("Kestovia")
    found = ids({"a": [land, land], "b": [body("Kestovia")], "c": [mention("Kestovia", "e0")]})
    assert {e for row in found.values() for e in row} == {"place:kestovia"}


def test_a_titled_name_stays_a_person():
    found = ids({"a": [place("Holm")], "b": [place("Holm")], "c": [mention("Mr Holm", "e0", "Holm")]})
    assert found["c"] == ["person:holm"]


def test_a_surname_taken_for_a_firm_is_the_person():
    found = ids(
        {
            "a": [mention("Lewis Garrow", "e0"), mention("Garrow", "e0", "Lewis Garrow"), place("Reno")],
            "b": [body("Garrow"), place("Reno")],
        }
    )
    assert found["b"][0] == "person:lewis-garrow"


@pytest.mark.parametrize(
    ("short", "whole", "same"),
    [
        (body("Northmere"), body("Northmere Bank", "w"), True),
        (body("Northmere"), body("Northmere Holdings Inc", "w"), True),
        (place("Port Marrin"), body("Port Marrin Fire Service", "w"), False),
        (body("Marlow"), body("Marlow Police", "w"), False),
        (place("Tobin"), mention("Hurricane Tobin", "w", kind="other"), True),
    ],
)
def test_shortened_names(short, whole, same):
    found = ids({"a": [whole, short], "b": [short]})
    assert (found["b"][0] == found["a"][0]) is same


def test_a_short_name_of_two_firms_stays_apart():
    found = ids({"a": [body("Northmere"), body("Northmere Insurance", "x"), body("Northmere Steel", "y")]})
    assert len(set(found["a"])) == 3


def test_a_bare_surname_is_the_protagonist_in_another_article():
    full = [mention("Gareth Pryce", "e0")] + [mention("Pryce", "e0", "Gareth Pryce")] * 8
    articles = {
        "a": [*full, mention("Elin Pryce", "e1"), place("Reno")],
        "b": [mention("Pryce", "e0"), place("Reno")],
        "c": [mention("Ms. Pryce", "e0", "Pryce"), place("Reno")],
    }
    found = ids(articles)
    assert found["b"][0] == "person:gareth-pryce"
    assert found["c"][0] != "person:gareth-pryce"


def test_two_unknown_capes_are_two_places():
    linked = link({"a": [[place("Port Lisle")]], "b": [[place("Cape Hallow")]]})
    assert same_entity(linked["a"][0][0], linked["b"][0][0]) is False


def test_the_order_of_the_articles_does_not_matter():
    names = ["Li Shangfu", "Li", "Shangfu", "Ann Smith", "Bob Smith", "Smith", "A. Smith", "Xi", "Xi Jinping"]
    articles = {f"a{i}": [[mention(n, "e0"), place("Reno")]] for i, n in enumerate(names)}
    expected = link(articles)
    for seed in range(5):
        keys = list(articles)
        random.Random(seed).shuffle(keys)
        assert link({k: articles[k] for k in keys}) == expected


@pytest.mark.parametrize(
    ("kind", "a", "b", "same"),
    [
        ("person", "Ann Smith", "Bob Smith", False),
        ("person", "Ann Smith", "Smith", None),
        ("person", "Li Shangfu", "Sergei Shoigu", False),
        ("person", "Jon Hale", "Jonathan Hale", None),
        ("person", "Taliek Brown", "Taleik Brown", None),
        ("place", "Moscow", "Beijing", False),
        ("place", "Moscow", "Russia", None),
        ("place", "Russia", "China", False),
        ("place", "Dallas", "Texas", None),
        ("place", "Beijing", "Russia", False),
        ("place", "Georgia", "Texas", None),
        ("place", "Marlow", "Tilford", False),
        ("place", "Marlow", "Marlow Street", None),
        ("place", "Marlow", "Dallas", None),
        ("organization", "FBI", "Federal Bureau of Investigation", None),
        ("organization", "Reuters", "Harbor Bank", False),
        ("organization", "Harbor Bank", "Harbor Bank of Turin", None),
        ("organization", "Orrin Shipyards", "Tamble Shipyards", False),
        ("organization", "Orrin Shipyards", "Orrin Group", None),
        ("other", "Easter", "Christmas", None),
    ],
)
def test_same_entity(kind, a, b, same):
    x, y = mention(a, "1", kind=kind), mention(b, "2", kind=kind)
    assert same_entity(x, y) is same
    assert same_entity(y, x) is same


def test_what_is_unresolved_cannot_be_told():
    assert same_entity(mention("he", ""), mention("Ann Roe", "1")) is None
    assert same_entity(mention("she", "1", "Ann Roe"), mention("Ann Roe", "1")) is True


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("China’s defence minister", "defense minister of China"),
        ("the Minister of Defense of China", "defense minister of China"),
        ("US Secretary of State", "secretary of state of United States"),
        ("Gen.", "general"),
        ("former President", "former president"),
        ("the Danish premier", "prime minister of Denmark"),
        ("a Dallas police spokesman", "police spokesperson of dallas"),
        ("spokesperson for China’s Foreign Ministry", "spokesperson of china foreign ministry"),
    ],
)
def test_offices_are_read_from_titles_and_descriptions(text, role):
    assert str(read_role(text)) == role


def test_no_office_no_role():
    assert read_role("the old bridge") is None


def test_a_full_name_is_itself_beside_a_shorter_spelling():
    texts = {
        "a": "Karel Ivo Lund, 39, was charged in Tarn on Friday.",
        "b": "Karel I. Lund, 39, was charged in Tarn on Friday.",
        "c": "Karel Ivo Lund, 49, was charged in Tarn on Friday.",
    }
    claims, _ = extract_claims([Article(name, text) for name, text in texts.items()])
    people = {c.article_id: {m.entity for m in c.mentions if m.kind == "person"} for c in claims}
    assert people["a"] == people["c"]
