"""What is gathered of each claim before claims are compared."""

from datetime import date

import pytest

from factcheck.matching.events import exclude, one_kind
from tests.pairs import read


def views(text, published=None):
    events, _ = read(text) if published is None else read(text, published=(published,))
    return events.views


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Berg held talks with Paul Stone.", "meet"),
        ("Anna Berg met Paul Stone.", "meet"),
        ("Eight people died.", "kill"),
        ("Police detained a man.", "arrest"),
        ("Shares in Northmere Bank climbed.", "rise"),
        ("The bridge is unsafe.", "be unsafe"),
    ],
)
def test_kind(text, kind):
    assert [v.kind for v in views(text)] == [kind]


def test_a_statement_is_of_kind_say():
    assert "say" in {v.kind for v in views("Anna Berg warned that the dam would break.")}


def test_nouns_add_kinds():
    (view,) = views("The mill puts its losses at $3 million.")
    assert view.kinds == {"put", "lose"}


def test_one_kind_goes_both_ways():
    (puts,), (lost,) = views("The mill puts its losses at $3 million."), views("The mill lost $3 million.")
    (met,) = views("Anna Berg met Paul Stone.")
    assert one_kind(puts, lost)
    assert one_kind(lost, puts)
    assert not one_kind(puts, met)


def test_participants_and_places():
    (view,) = views("Police arrested Dan Moss in Leeds on Friday.")
    assert view.objects == {"person:dan-moss"}
    assert set(view.places) == {"place:leeds"}
    assert [w.text for w in view.times] == ["Friday"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Noreen Pell, 45, was arrested.", 45),
        ("Noreen Pell is 45.", 45),
        ("His 45-year-old daughter, Noreen Pell, was arrested.", 45),
        ("It was dark when Noreen Pell, 45, was arrested.", 45),
        ("Police arrested 45-year-old Noreen Pell.", 45),
        ("Noreen Pell, a 45-year-old from Leeds, was arrested.", 45),
    ],
)
def test_ages_have_their_owner(text, age):
    found = {(owner, x.low) for v in views(text) for owner, x in v.ages}
    assert found == {("person:noreen-pell", age)}


def test_an_age_without_a_name_has_no_owner():
    assert [v.ages for v in views("A 45-year-old woman was arrested.")] == [()]


def test_bounds_are_no_times_of_the_event():
    assert [v.times for v in views("The mayor has been ill since March 2.")] == [()]


def test_the_past_is_background():
    first, second = views("The dam broke on Sunday. The dam broke in 2011.", date(2024, 5, 6))
    assert (first.background, second.background) == (False, True)


def test_the_past_ends_with_its_paragraph():
    told = views("In 2011 the dam broke. Nine people drowned.\n\nThe mayor wept.", date(2024, 5, 6))
    assert [v.background for v in told] == [True, True, False]


def test_claims_on_one_event_share_what_they_know():
    first, second = views("Anna Berg met Paul Stone on Sunday. Berg met Stone in Vienna.")
    assert first.parties == second.parties
    assert [w.text for w in second.group_times] == ["Sunday"]


def test_exclude():
    (sunday,), (tuesday,) = views("The dam broke on Sunday."), views("The dam broke on Tuesday.")
    assert exclude(sunday.times, tuesday.times)
    assert not exclude(sunday.times, sunday.times)
    assert not exclude(sunday.times, ())


def test_an_aftermath_dates_its_incident():
    events, _ = read(
        "A man was rushed to hospital on Saturday after he was shot in the leg. Anna Berg took office on Sunday."
    )
    assert {v.claim.predicate for v in events.views if v.lead} == {"rush"}


@pytest.mark.parametrize(
    "text",
    [
        "The wreck comes a year after nine people drowned at the rock.",
        "Two years after nine people drowned at the rock, a ferry sank.",
    ],
)
def test_what_the_news_is_counted_from_is_background(text):
    drowned = [v for v in views(text) if v.kind == "kill"]
    assert [(v.background, v.afar) for v in drowned] == [(True, True)]


@pytest.mark.parametrize(
    ("text", "incident"),
    [
        ("A coach left a mountain road on Monday.", "crash"),
        ("The coach went over the edge on Monday.", "crash"),
        ("The storm made landfall on Thursday.", "land"),
        ("The river bank broke on Friday.", "collapse"),
        ("Fire tore through a block of flats on Monday.", "burn"),
        ("A house blew up on Wednesday.", "explode"),
        ("The minister left the party on Monday.", ""),
        ("The suspect went off the grid on Saturday.", ""),
        ("Shares in the bank plunged in London on Monday.", ""),
        ("Judges overturned the ruling on Monday.", ""),
        ("The ministers broke bread on Friday.", ""),
    ],
)
def test_incidents_are_told_in_many_verbs(text, incident):
    (view,) = views(text)
    assert (view.incident, view.lead) == (incident, bool(incident))


def test_giving_oneself_up_is_no_aftermath():
    assert not any(v.lead for v in views("A man turned himself in on Tuesday after the shooting of Paul Stone."))
