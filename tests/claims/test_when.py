"""Temporal expressions: a sentence in, the expressions and their days out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims.calendar import describe
from factcheck.claims.parse import pipeline
from factcheck.claims.sentences import split_sentences
from factcheck.claims.when import find_times
from factcheck.records import When

MONDAY = date(2023, 4, 17)


def times(text: str, published: date | None = MONDAY) -> list[When]:
    sentences = split_sentences(text)
    docs = list(pipeline().pipe(text[s.start : s.end].replace("\n", " ") for s in sentences))
    return [when for found in find_times(text, sentences, docs, published) for when in found]


def said(text: str, published: date | None = MONDAY) -> list[tuple[str, str]]:
    return [(when.text, describe(when)) for when in times(text, published)]


@pytest.mark.parametrize(
    "sentence, text, day",
    [
        ("She left on April 16, 2023.", "April 16, 2023", "Sunday 16 April 2023"),
        ("She left on 16 April.", "16 April", "Sunday 16 April 2023"),
        ("She left on the 3rd of May 1984.", "3rd of May 1984", "Thursday 3 May 1984"),
        ("She left on 16.04.2023.", "16.04.2023", "Sunday 16 April 2023"),
        ("She left on 2023-04-16.", "2023-04-16", "Sunday 16 April 2023"),
        ("She left on 4/5/2023.", "4/5/2023", "Wednesday 5 April 2023"),
        ("She left on 16/4/2023.", "16/4/2023", "Sunday 16 April 2023"),
        ("She left on Apr.16 again.", "Apr.16", "Sunday 16 April 2023"),
        ("She left on Sept. 3 again.", "Sept. 3", "Saturday 3 September 2022"),
        ("She left on Sunday (April 16).", "Sunday (April 16)", "Sunday 16 April 2023"),
        ("She left on Sunday, April\u00a016, 2023, by ship.", "Sunday, April\u00a016, 2023", "Sunday 16 April 2023"),
        ("She left on Sun. April 16 by ship.", "Sun. April 16", "Sunday 16 April 2023"),
        ("She left on Saturday, Sept. 12 of a hot year.", "Saturday, Sept. 12", "Saturday 12 September 2020"),
        ("She left on Wednesday, the 12th of April.", "Wednesday, the 12th of April", "Wednesday 12 April 2023"),
        ("She left on February 24 last year.", "February 24 last year", "Thursday 24 February 2022"),
        ("From March 20 to 22 he was in Riga.", "March 20 to 22", "20 to 22 March 2023"),
        ("He was in Riga 20–22 March 2021.", "20–22 March 2021", "20 to 22 March 2021"),
        ("He was there from March 30 to April 2, 2021.", "March 30 to April 2, 2021", "30 March to 2 April 2021"),
        ("He was born in February 1951.", "February 1951", "February 1951"),
        ("The law passed in mid-March.", "mid-March", "about 11 to 21 March 2023"),
        ("The mill burned early March 20.", "March 20", "Monday 20 March 2023"),
        ("The mill burned late on March 20.", "March 20", "Monday 20 March 2023"),
        ("The law passed in early 2022.", "early 2022", "about 1 January to 2 May 2022"),
        ("Profits rose in the first quarter of 2021.", "the first quarter of 2021", "first quarter of 2021"),
        ("Profits rose in fiscal 2021.", "fiscal 2021", "about July 2020 to March 2022"),
        ("He grew up in the 1990s.", "the 1990s", "the 1990s"),
        ("He grew up in 2018.", "2018", "2018"),
        ("He taught there from 2011 to 2016.", "2011 to 2016", "2011 to 2016"),
        ("He was elected in February of last year.", "February of last year", "February 2022"),
        ("It rained all over the country last summer.", "last summer", "about June to August 2022"),
    ],
)
def test_dates_months_and_years(sentence: str, text: str, day: str):
    assert said(sentence) == [(text, day)]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("The envoy arrived on Sunday.", "Sunday 16 April 2023"),
        ("The envoy arrived on Monday.", "Monday 17 April 2023"),
        ("The envoy will arrive on Sunday.", "Sunday 23 April 2023"),
        ("The envoy is due to arrive on Thursday.", "Thursday 20 April 2023"),
        ("The union plans to strike on Friday.", "Friday 21 April 2023"),
        ("The envoy said on Friday he would stay.", "Friday 14 April 2023"),
        ("The judge said that the court would rule on Tuesday.", "a Tuesday (date unknown)"),
        ("The trial starts Monday.", "a Monday (date unknown)"),
        ("He was not found until Tuesday.", "Tuesday 11 April 2023"),
        ("She resigned last Friday.", "Friday 14 April 2023"),
        ("He faces charges after a fatal shooting on Wednesday night.", "Wednesday 12 April 2023"),
        ("Police seek the motive of a shooting Thursday evening.", "Thursday 13 April 2023"),
        ("A Saturday fire left them homeless.", "Saturday 15 April 2023"),
        ("The fire broke out on a Saturday.", "a Saturday (date unknown)"),
        ("She came on Tuesday of last week.", "Tuesday 11 April 2023"),
        ("The court will rule on June 3.", "Saturday 3 June 2023"),
        ("Flights resume on May 2.", "Tuesday 2 May 2023"),
        ("The festival was held on May 2.", "2 May (year unknown)"),
        ("She won in November.", "November 2022"),
        ("The army will leave in November.", "November 2023"),
        ("The September 11 attacks changed the city.", "11 September (year unknown)"),
        ("The war began last February.", "February 2022 or 2023"),
        ("He bought it last October.", "October 2022"),
        ("They are meeting between Sunday and Tuesday.", "16 to 18 April 2023"),
        ("The curfew will run from Thursday to Monday.", "20 to 24 April 2023"),
    ],
)
def test_what_has_no_date_is_placed_by_tense(sentence: str, expected: str):
    assert [describe(when) for when in times(sentence)] == [expected]


@pytest.mark.parametrize(
    "sentence, text, expected",
    [
        ("She resigned last week.", "last week", "the week of 10 to 16 April 2023"),
        ("Thousands marched on the weekend.", "the weekend", "the weekend of 15 to 16 April 2023"),
        ("Thousands will march this weekend.", "this weekend", "the weekend of 22 to 23 April 2023"),
        ("Xi flew to Moscow last month.", "last month", "March 2023"),
        ("Earlier this month, the bank closed.", "Earlier this month", "about 1 to 17 April 2023"),
        ("The bank closed this year.", "this year", "2023"),
        ("The bank closed yesterday.", "yesterday", "Sunday 16 April 2023"),
        ("The bank will close tomorrow.", "tomorrow", "Tuesday 18 April 2023"),
        ("The bank closed two days ago.", "two days ago", "Saturday 15 April 2023"),
        ("The bank closed a month ago.", "a month ago", "about 2 March to 1 April 2023"),
        ("The bank closed about a month ago.", "about a month ago", "about 2 March to 1 April 2023"),
        ("The bank closed nearly two days ago.", "nearly two days ago", "about 14 to 16 April 2023"),
        ("It rained over the past two weeks.", "the past two weeks", "about 3 to 17 April 2023"),
        ("He was freed two days after March 3.", "two days after March 3", "Sunday 5 March 2023"),
        ("He left a month after the strike.", "a month after", "a month after (date unknown)"),
        ("The next Tuesday he left.", "The next Tuesday", "a Tuesday (date unknown)"),
        ("Next Tuesday the senate votes.", "Next Tuesday", "Tuesday 18 April 2023 or Tuesday 25 April 2023"),
    ],
)
def test_relative_expressions_count_from_the_publish_date(sentence: str, text: str, expected: str):
    assert said(sentence) == [(text, expected)]


def test_later_expressions_count_from_the_one_before():
    text = (
        "The ship sank on April 3. The next day, divers found it. Two days later it was raised. That night crowds "
        "came. The following week it was sold. Days later it burned."
    )
    assert said(text)[1:] == [
        ("The next day", "Tuesday 4 April 2023"),
        ("Two days later", "Thursday 6 April 2023"),
        ("That night", "Thursday 6 April 2023"),
        ("The following week", "the week of 10 to 16 April 2023"),
        ("Days later", "about 12 to 17 April 2023"),
    ]
    assert {when.anchor for when in times(text)[1:]} == {"mention"}


def test_later_does_not_count_from_what_lies_between():
    text = "She was charged on April 12. He left her two weeks before it happened. Days later a witness spoke."
    assert said(text)[2] == ("Days later", "Days later (date unknown)")


def test_the_same_month_is_the_month_before():
    assert said("In February the minister warned her. The paper replied the same month.")[1] == (
        "the same month",
        "February 2023",
    )


@pytest.mark.parametrize(
    "sentence, relation, expected",
    [
        ("The road has been closed since February 24.", "since", (date(2023, 2, 24), None)),
        ("The road stays closed until May.", "until", (None, date(2023, 5, 31))),
        ("By Friday, 20 people were dead.", "before", (None, date(2023, 4, 14))),
        ("He fled after March 3.", "after", (date(2023, 3, 3), None)),
        ("He fled after Sunday's attack.", "at", (date(2023, 4, 16), date(2023, 4, 16))),
        ("Footage from Sunday showed it.", "at", (date(2023, 4, 16), date(2023, 4, 16))),
        ("He left less than a month after the strike.", "after", (None, None)),
    ],
)
def test_prepositions_open_an_end(sentence: str, relation: str, expected: tuple[date | None, date | None]):
    (when,) = times(sentence)
    assert (when.relation, (when.earliest, when.latest)) == (relation, expected)


@pytest.mark.parametrize(
    "sentence, text, clock, zone, approximate",
    [
        ("He called at 2 p.m. on Sunday.", "2 p.m. on Sunday", 840, None, False),
        ("He called at 2:30 pm ET on Saturday, April 15.", "2:30 pm ET on Saturday, April 15", 870, -240, False),
        ("He called on Jan. 9 at 2:30 pm ET.", "Jan. 9 at 2:30 pm ET", 870, -300, False),
        ("He called at 19:00 GMT.", "19:00 GMT", 1140, 0, False),
        ("He called around 9 p.m. Sunday.", "9 p.m. Sunday", 1260, None, True),
        ("He called shortly before noon.", "noon", 720, None, True),
        ("He called at 9.30am on Monday.", "9.30am on Monday", 570, None, False),
        ("Shots fell between 2 p.m. and 4 p.m. there.", "between 2 p.m. and 4 p.m.", 840, None, True),
    ],
)
def test_clock_times(sentence: str, text: str, clock: int, zone: int | None, approximate: bool):
    (when,) = times(sentence)
    assert (when.text, when.clock, when.zone, when.approximate) == (text, clock, zone, approximate)
    assert when.granularity == "time"


@pytest.mark.parametrize(
    "sentence",
    [
        "You may march in August Wilson's parade.",
        "Theresa May said no. May resigned.",
        "The Sunday Times was wrong about the Good Friday Agreement.",
        "April Jones and June Smith sat in the sun.",
        "He paid $2018 for section 2018 of flight 747.",
        "Some 2018 people called the 24/7 hotline.",
        "They won 3-2 after the 9/11 attacks.",
        "One day the weekly paper will close.",
        "She studied there for two years and is 30 years old.",
        "They rest on Sundays and work every Monday.",
        "He came second in the fall of the wall.",
        "This fall in prices hurts.",
        "The old spring may fall dry.",
        "She drove a 2007 car for 1,200 miles.",
        "Day after day he called 555-2018.",
        "USA Today and Russia Today wrote about it.",
        "He left no one and the last days were long.",
    ],
)
def test_what_only_looks_like_a_time(sentence: str):
    assert said(sentence) == []


def test_an_undated_article_leaves_relative_days_unresolved():
    (when,) = times("The ministers met on Sunday.", None)
    assert (when.earliest, when.latest, when.weekday, when.anchor) == (None, None, 6, "none")
    (when,) = times("The ministers met in February.", None)
    assert (when.earliest, when.month, when.anchor) == (None, 2, "none")


def test_a_weekday_given_with_its_date_anchors_an_undated_article():
    first, second, third, other = times(
        "They met on Sunday (April 16, 2023). On Sunday she spoke. On April 16 he left. On Tuesday it rained.", None
    )
    assert [when.earliest for when in (first, second, third, other)] == [date(2023, 4, 16)] * 3 + [None]
    assert (first.anchor, second.anchor, third.anchor) == ("text", "mention", "mention")


def test_two_dates_for_one_weekday_anchor_nothing():
    text = "They met on Sunday, April 9, 2023. They parted on Sunday, April 16, 2023. She spoke on Sunday."
    assert times(text, None)[2].earliest is None


@pytest.mark.parametrize("published", [None, date(2023, 4, 19)])
def test_a_dateline_anchors_and_is_no_time_of_its_sentence(published: date | None):
    (when,) = times("OSLO, April 14, 2023 (Reuters) - The envoy came on Thursday.", published)
    assert (when.text, when.earliest, when.anchor) == ("Thursday", date(2023, 4, 13), "mention")


def test_an_old_dateline_does_not_anchor():
    (when,) = times("OSLO, March 3 (Reuters) - The envoy came on Thursday.")
    assert (when.earliest, when.anchor) == (date(2023, 4, 13), "published")


def test_a_speakers_yesterday_is_not_the_papers():
    assert said("“We met yesterday,” he said on Sunday.") == [
        ("yesterday", "yesterday (date unknown)"),
        ("Sunday", "Sunday 16 April 2023"),
    ]


def test_a_moved_date_is_no_interval():
    assert [when.text for when in times("The vote was moved from Monday to Tuesday.")] == ["Monday", "Tuesday"]


PIECES = st.sampled_from([
    "She left", "He met them", "We will go", "on", "in", "at", "since", "from", "to", "until", "between", "and", "of",
    "the", "last", "next", "early", "mid-", "–", "Sunday", "(April 16)", "Tuesday's", "March 20", "22", "2023",
    "2 p.m.", "ET", "noon", "two days", "later", "ago", "a week", "month", "May", "today,", "“We go", "will”", ".",
    "\n\n", "night", "after", "before", "earlier", "hours", "a decade", "quarter", "first", "winter", "fiscal",
    "weekend", "the 1990s",
])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=30), st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_times_lie_in_the_text_in_order_and_apart(pieces: list[str], published: date | None):
    text = " ".join(pieces)
    end = 0
    for when in times(text, published):
        assert when.start >= end
        assert text[when.start : when.end] == when.text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert when.anchor in ("text", "published", "mention", "none")
        end = when.end
