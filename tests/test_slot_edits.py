"""The slot edits on sentences of our own: what is changed, what is kept, and that grammar and labels hold."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import slot_changes as changes
import slot_claims
import slot_dates as dates
import slot_forms as forms
import slot_lexicon
import slot_neutrals as neutrals
import slot_numbers as numbers
import slot_rewordings as rewordings
import slot_settings as settings
from slot_names import decides
from slot_text import Edit, Form, Piece, article, as_is, number_words, render

from factcheck.records import Claim

SEEDS = range(60)


@cache
def fact(text: str, kind: str = "event", modality: str = "asserted") -> slot_claims.Fact:
    from factcheck.claims.parse import pipeline

    claim = Claim("c", "a", 0, len(text), text, text, kind, None, (), (), (), "positive", modality)
    return slot_claims.fact_of(pipeline()(text + "."), claim)


def outcomes(edit, text: str, *more, **how) -> set[str]:
    """All that an edit makes of a sentence over many seeds."""
    made = fact(text, **how)
    found = {edit(made, *more, Random(seed)) for seed in SEEDS} - {None}
    return {render(made, e, ()) if isinstance(e, Form) else render(made, as_is(made), [e]) for e in found}


def types(edit, text: str) -> set[str]:
    return {e.type for seed in SEEDS if (e := edit(fact(text), Random(seed)))}


# Figures


def test_another_count_is_plural_and_never_the_same():
    found = outcomes(changes.amount, "The fire in the mill killed 12 people")
    assert len(found) > 10 and types(changes.amount, "The fire in the mill killed 12 people") == {"number"}
    assert not any(re.search(r"\b(12|1|one|twelve) people", text.replace("than 1", "")) for text in found)


def test_a_bound_as_contradiction_excludes_the_figure():
    for text in outcomes(changes.amount, "The fire in the mill killed 12 people"):
        if m := re.search(r"(at least|more than|over|no fewer than) (\d+)", text):
            assert int(m[2]) > 12
        if m := re.search(r"(?<!no )(fewer than|at most) (\d+)", text):
            assert int(m[2]) < 12


def test_at_least_is_broken_by_fewer():
    found = outcomes(changes.amount, "At least 40 houses were damaged by the flood")
    assert found and all(int(re.search(r"\d+", text)[0]) < 40 and "least" not in text for text in found)


def test_money_may_gain_a_digit():
    found = outcomes(changes.amount, "The club paid £4 million for the striker")
    assert types(changes.amount, "The club paid £4 million for the striker") == {"money"}
    assert any(re.search(r"£\d4 million", text) for text in found)
    assert not any(re.search(r"(?<!than )(?<!least )£4 million", text) for text in found)


def test_ages_and_articles_agree():
    found = outcomes(changes.amount, "Police arrested a 17-year-old driver in Norwich")
    assert types(changes.amount, "Police arrested a 17-year-old driver in Norwich") == {"age"}
    assert all(re.search(r"\ban (8|11|18)\b|\ban 8\d|\ba (?!8|11-|18-)\d", text) for text in found)


def test_a_bound_or_rounding_holds_for_the_figure():
    small = {number_words(n): n for n in range(30)}
    found = outcomes(numbers.bounded, "The blast killed 12 people", fact("The blast killed 12 people").amounts[0])
    assert any(re.search("at least (10|ten)", text) for text in found)
    for text in found:
        m = re.search(r"(at least|more than|over|no fewer than|fewer than|under|at most) ([\w-]+)", text)
        value = small[m[2]] if m[2] in small else int(m[2])
        if m[1] in {"at least", "no fewer than"}:
            assert value <= 12
        else:
            assert value < 12 if m[1] in {"more than", "over"} else value > 12


def test_figures_are_written_in_other_ways():
    made = fact("Rents rose 5 percent and the fund lost $3m")
    percent, money = (next(a for a in made.amounts if a.kind == kind) for kind in ("percent", "money"))
    assert outcomes(numbers.spelled, made.text, percent) >= {
        "Rents rose 5% and the fund lost $3m",
        "Rents rose 5 per cent and the fund lost $3m",
    }
    assert "Rents rose 5 percent and the fund lost 3 million dollars" in outcomes(numbers.spelled, made.text, money)
    [count] = fact("The mayor met nine farmers").amounts
    assert outcomes(numbers.spelled, "The mayor met nine farmers", count) == {"The mayor met 9 farmers"}


def test_ages_have_several_forms():
    assert outcomes(rewordings.aged, "A 34-year-old teacher was hurt in the crash") == {
        "A teacher aged 34 was hurt in the crash"
    }
    assert "The victim was 34 years old" in outcomes(rewordings.aged, "The victim was aged 34", kind="state")
    assert not outcomes(rewordings.aged, "A 10-year-old war divides the two islands")


def test_swapped_numbers_are_of_one_kind():
    assert outcomes(numbers.swapped_numbers, "Exports rose 4 percent and imports fell 7 percent") == {
        "Exports rose 7 percent and imports fell 4 percent"
    }


# Dates


def test_another_date_keeps_its_weekday_true():
    for text in outcomes(changes.time, "The bridge at Brask opened on Sunday 16 April 2023"):
        m = re.search(r"(\w+day),? (?:(\d+) (\w+)|(\w+) (\d+),) (\d{4})", text)
        if m:
            month = dates.MONTHS.index(m[3] or m[4]) + 1
            assert dates.WEEKDAYS[date(int(m[6]), month, int(m[2] or m[5])).weekday()] == m[1]
        assert "Sunday 16 April 2023" not in text and not re.search(r"\b(on|in) (on|in)\b", text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The bridge at Brask opened on Tuesday", "weekday"),
        ("The bridge at Brask opened in March", "month"),
        ("The bridge at Brask opened in 1987", "year"),
    ],
)
def test_the_type_says_what_was_changed(text, type_):
    assert types(changes.time, text) == {type_}
    assert all(len(set(text.split()) ^ set(found.split())) == 2 for found in outcomes(changes.time, text))


def test_a_date_is_reformatted_and_told_less_exactly():
    text = "The bridge at Brask opened on Sunday 16 April 2023"
    [when] = fact(text).times
    assert "The bridge at Brask opened on Sunday, April 16, 2023" in outcomes(dates.reformat, text, when)
    less = outcomes(dates.vaguer, text, when)
    assert {"The bridge at Brask opened on Sunday", "The bridge at Brask opened in April 2023"} <= less
    assert all(re.search(r" on (Sunday|\d|April \d|Apr|the \d)| in (April|2023)", found) for found in less)


def test_conflicting_days_share_a_part_that_differs():
    first, second = (dates.read_day(words) for words in ("Sunday 16 April 2023", "18 April"))
    assert dates.conflict(first, second) and not dates.conflict(first, dates.read_day("April"))
    assert dates.read_day("six weeks ago") is None


# Polarity, words, names and roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council approved the plan", {"The council did not approve the plan", "The council never approved the plan"}),
        ("The minister did not resign", {"The minister resigned"}),
        ("The mayor was re-elected", {"The mayor was not re-elected", "The mayor wasn't re-elected"}),
        ("The board has not accepted the offer", {"The board has accepted the offer"}),
    ],
)
def test_negation_is_grammatical(text, expected):
    found = outcomes(changes.negation, text)
    assert found >= expected and all("not" in f or "n't" in f or "never" in f or f in expected for f in found)


@pytest.mark.parametrize("text", ["Some farmers left the union", "The mayor said the plan failed", "A man was hurt"])
def test_negation_leaves_alone_what_it_would_not_contradict(text):
    assert not outcomes(changes.negation, text)


def test_opposites():
    assert "Rents in the old town fell" in outcomes(changes.Antonyms(), "Rents in the old town rose")
    assert outcomes(changes.stayed, "The minister resigned") == {"The minister stayed in office"}
    assert outcomes(rewordings.negated, "The board rejected the offer") <= {
        "The board did not approve the offer",
        "The board did not accept the offer",
    }
    assert not outcomes(rewordings.negated, "Rents fell 4 percent")


def test_opposites_leave_alone_what_only_looks_like_one():
    assert not outcomes(changes.Antonyms(), "The office counted up to 40 votes")
    assert "refused with" not in " ".join(outcomes(changes.Antonyms(), "The mayor agreed with the plan"))


def test_wordnet_counts_only_usual_senses(tmp_path):
    (tmp_path / "cntlist.rev").write_text("glad%3:00:00:: 1 9\nsad%3:00:00:: 1 8\nglum%3:00:00:: 1 1\n")
    for part in ("verb", "noun", "adj"):
        (tmp_path / f"index.{part}").write_text("")
        (tmp_path / f"data.{part}").write_text("")
    (tmp_path / "index.adj").write_text(
        "glad a 1 0 1 1 00000001\nsad a 1 0 1 1 00000002\nglum a 1 0 1 1 00000002\n"
    )
    (tmp_path / "data.adj").write_text(
        "00000001 00 a 01 glad 0 001 ! 00000002 a 0101 | x\n00000002 00 a 02 sad 0 glum 0 001 ! 00000001 a 0101 | y\n"
    )
    found = slot_lexicon.WordNet(tmp_path)
    assert found.opposite == {("a", "glad"): ["sad"], ("a", "sad"): ["glad"]} and not found.same


def test_who_did_it_to_whom():
    swapped = "Bolton Mills bought Acme Holdings"
    assert outcomes(changes.roles_swapped, "Acme Holdings bought Bolton Mills") in ({swapped}, set())
    assert outcomes(changes.roles_swapped, "Anna Reed defeated Boris Lang") == {"Boris Lang defeated Anna Reed"}
    assert not outcomes(changes.roles_swapped, "Anna Reed met Boris Lang")


def test_another_role_keeps_to_its_kind():
    found = outcomes(changes.role, "The mayor opened the new hospital")
    assert "The governor opened the new hospital" in found and "The mayor opened the new hospital" not in found
    assert not outcomes(changes.role, "She is the director general of the museum")


def test_before_and_after():
    assert outcomes(changes.order, "The alarm rang before the guards left the bank") == {
        "The alarm rang after the guards left the bank"
    }


def test_names_that_decide():
    made = fact("Anna Reed opened the bridge in Norwich on Monday")
    kinds = {made.text[s.start : s.end]: decides(made, s) for s in made.names}
    assert kinds.get("Anna Reed") and kinds.get("Norwich")


# Sentences in another build


def test_passive_and_active():
    active, turned = "The storm destroyed two barns", "Two barns were destroyed by the storm"
    assert turned in outcomes(forms.passive, active)
    assert outcomes(forms.passive, "The plan was rejected by the council on Friday") == {
        "The council rejected the plan on Friday"
    }
    assert not outcomes(forms.passive, "Rents rose 4 percent")


def test_time_in_front():
    assert outcomes(forms.fronted, "The council rejected the plan on Friday") == {
        "On Friday, the council rejected the plan"
    }


def test_reported_speech_has_several_forms():
    found = outcomes(forms.said, "The mayor said on Monday that the bridge was safe", kind="statement")
    assert found == {"The bridge was safe, the mayor said on Monday"}


def test_shortened_says_less_and_not_under_negation():
    found = outcomes(forms.shortened, "The council approved the plan on Friday after a long debate")
    assert "The council approved the plan" in found
    assert not outcomes(forms.shortened, "The council did not approve the plan on Friday")


def test_settings_shift_what_is_in_the_fact():
    told = settings.told(fact("The flood damaged 40 houses"), "Anna Reed", Random(3))
    assert told.text.endswith("that the flood damaged 40 houses")
    assert all(told.text[w.start : w.end] == w.text for w in told.words)
    assert [told.text[a.start : a.end] for a in told.amounts] == ["40 houses"] or "40" in told.text[told.amounts[0].start :]
    dated = settings.dated(fact("The council approved the plan"), Random(1))
    assert dated.text[dated.times[0].start : dated.times[0].end] and re.search(r" (on|in) ", dated.text)
    both = settings.joined(fact("The alarm rang"), "before", fact("The guards left the bank"))
    assert both.text == "The alarm rang before the guards left the bank"
    assert all(both.text[w.start : w.end].lower() == w.text.lower() for w in both.words)


def test_edits_land_once_and_do_not_overlap():
    made = fact("The council rejected the plan on Friday")
    end = len(made.text)
    form = Form("", (Piece(end - 9, end), ", ", Piece(0, end - 9, inside=True), Piece(end, end)))
    added = Edit("x", ((end, end, " in secret"),))
    assert render(made, form, [added]) == "On Friday, the council rejected the plan in secret"
    twice = Edit("y", ((0, 11, "The board"),))
    assert render(made, as_is(made), [twice], [Edit("z", ((4, 11, "panel"),))]) == "The board rejected the plan on Friday"
    assert render(made, Form("", (Piece(0, 20),)), [added]) is None


def test_small_words():
    assert [article(w) for w in ("18-year-old", "80", "MP", "European", "hour", "union", "mayor")] == [
        "an", "an", "an", "a", "an", "a", "a",
    ]  # fmt: skip
    assert number_words(342) == "three hundred and forty-two"


# Neutral pairs


def test_forecast_and_outcome_agree_in_number():
    assert "The prices were expected to fall" in outcomes(neutrals.forecast, "The prices fell")
    assert outcomes(neutrals.forecast, "The museum will close") == {"The museum closed"}
    assert not any("were" in f for f in outcomes(neutrals.forecast, "The museum closed"))


def test_running_counts_stand_at_two_times():
    made = fact("The flood damaged 40 houses")
    for seed in SEEDS:
        first, second = neutrals.running_count(made, Random(seed))
        days = [re.search(r"(?:by|as of|up to) (\w+day)", text, re.I)[1] for text in (first, second)]
        assert days[0] != days[1] and "40" in first and "40 houses" not in second


def test_some_of_those_counted_and_other_rates():
    made = fact("The crash injured 12 people")
    for seed in SEEDS:
        text = render(made, as_is(made), neutrals.subset(made, Random(seed)))
        assert int(re.search(r"\d+", text)[0]) < 12 and "people" not in text.replace("elderly people", "")
    rates = {
        render(made, as_is(made), neutrals.other_percentage(made, Random(seed)))
        for made in [fact("Exports rose 4 percent")]
        for seed in SEEDS
    }
    assert all("rose" in text and not text.startswith("Exports") for text in rates)


def test_added_details_are_not_in_the_sentence():
    found = outcomes(neutrals.inserted, "The council approved the plan")
    assert "The council unanimously approved the plan" in found
    assert all(set("The council approved the plan".split()) <= set(text.split()) for text in found)
