"""Sentences in, all their claims out: what is told, how it reads alone, and what is out of the ordinary."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims import as_written, extract_claims
from factcheck.claims.parse import parse
from factcheck.records import When
from tests.claims.reading import claims, rows
from tests.stories import STORIES, articles

CASES = [
    (
        "A man was shot and killed on Sunday in Denver.",
        [
            ("shoot", "A man was shot on Sunday 16 June 2024 in Denver", "@Sunday"),
            ("kill", "A man was killed on Sunday 16 June 2024 in Denver", "@Sunday"),
        ],
    ),
    (
        "The suspect faces one count of murder for fatally shooting Mark Hill on Dec. 2.",
        [
            ("charge", "The suspect faces one count of murder"),
            ("shoot", "The suspect fatally shot Mark Hill on Saturday 2 December 2023", "hedged", "@Dec. 2"),
        ],
    ),
    (
        "On Saturday, Reed drove to Kansas City and shot his cousin.",
        [
            ("drive", "On Saturday 15 June 2024, Reed drove to Kansas City", "@Saturday"),
            ("shoot", "Reed shot Reed’s cousin", "@Saturday"),
        ],
    ),
    (
        "The storm made landfall near Pensacola on Monday.",
        [
            ("landfall", "The storm made landfall near Pensacola on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "The talks took place in Vienna on Tuesday.",
        [
            ("talk", "The talks took place in Vienna on Tuesday 18 June 2024", "@Tuesday"),
        ],
    ),
    (
        "Minister Anna Berg took part in the talks on Friday.",
        [
            ("talk", "Minister Anna Berg took part in the talks on Friday 14 June 2024", "@Friday"),
        ],
    ),
    (
        "Carl Reed, 34, is accused of killing his wife on March 3.",
        [
            (
                "kill",
                "Carl Reed, 34, is accused of killing Carl Reed’s wife on Sunday 3 March 2024",
                "hedged",
                "@March 3",
            ),
        ],
    ),
    (
        "Carl Reed was charged with killing his wife on March 3.",
        [
            ("charge", "Carl Reed was charged with killing Carl Reed’s wife on Sunday 3 March 2024"),
            ("kill", "Carl Reed killed Carl Reed’s wife on Sunday 3 March 2024", "hedged", "@March 3"),
        ],
    ),
    (
        "Jane Roe, the mayor of Halden, opened the bridge on Monday.",
        [
            ("be mayor", "Jane Roe is the mayor of Halden", "state"),
            ("open", "Jane Roe opened the bridge on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "Three people died and two were injured when a bus crashed near Lyon on Friday.",
        [
            ("die", "Three people died"),
            ("injure", "Two were injured when a bus crashed near Lyon on Friday 14 June 2024", "@Friday"),
            ("crash", "A bus crashed near Lyon on Friday 14 June 2024", "@Friday"),
        ],
    ),
    (
        "After killing his wife, Reed drove to Denver on Sunday.",
        [
            ("kill", "Reed killed Reed’s wife"),
            ("drive", "Reed drove to Denver on Sunday 16 June 2024", "@Sunday"),
        ],
    ),
    (
        "Police arrested the man to prevent another attack.",
        [
            ("arrest", "Police arrested the man to prevent another attack"),
        ],
    ),
    (
        "The plant, which employs 300 people, will close in June.",
        [
            ("employ", "The plant employs 300 people"),
            ("close", "The plant will close in June 2024", "planned", "@June"),
        ],
    ),
    (
        "The house where Reed lived burned down on Tuesday.",
        [
            ("live", "Reed lived at the house"),
            ("burn-down", "The house burned down on Tuesday 18 June 2024", "@Tuesday"),
        ],
    ),
    (
        "The money for which Carl Reed was punished was never found.",
        [
            ("punish", "Carl Reed was punished for the money"),
            ("find", "The money was never found", "not"),
        ],
    ),
    (
        "A woman in her thirties, whose name has not been given, drowned near the bridge.",
        [
            ("give", "A woman’s name has not been given", "not"),
            ("drown", "A woman in her thirties drowned near the bridge"),
        ],
    ),
    (
        "The weather office had expected the storm to reach land on Friday.",
        [
            ("expect", "The weather office had expected the storm to reach land on Friday"),
            ("reach", "The storm was expected to reach land on Friday", "planned", "@Friday"),
        ],
    ),
    (
        "The visit comes less than a month after Xi met Putin.",
        [
            ("visit", "The visit comes less than a month after Xi met Putin", "@less than a month after"),
            ("meet", "Xi met Putin"),
        ],
    ),
    (
        "The bank will close and sell three branches in June.",
        [
            ("close", "The bank will close three branches in June 2024", "planned", "@June"),
            ("sell", "The bank will sell three branches in June 2024", "planned", "@June"),
        ],
    ),
    (
        "A jury convicted Gareth Pryce, the former director, of stealing money.",
        [
            ("convict", "A jury convicted Gareth Pryce of stealing money"),
            ("be director", "Gareth Pryce is the former director", "state"),
        ],
    ),
    (
        "The man escaped and told other patrons what happened.",
        [
            ("escape", "The man escaped"),
            ("tell", "The man told other patrons what happened"),
        ],
    ),
    (
        "Judy Boyd left on Monday, having spent a year as an adviser.",
        [
            ("leave", "Judy Boyd left on Monday 17 June 2024", "@Monday"),
            ("spend", "Judy Boyd had spent a year as an adviser"),
        ],
    ),
    (
        "The minister cancelled Tuesday's meeting with Anna Berg.",
        [
            ("cancel", "The minister cancelled Tuesday 18 June 2024's meeting with Anna Berg"),
        ],
    ),
    (
        "Friday's meeting with Anna Berg ended early.",
        [
            ("meeting", "Friday 14 June 2024's meeting with Anna Berg ended early", "@Friday"),
        ],
    ),
    (
        "Ann Cole and Bob Hale met in Paris on Monday.",
        [
            ("meet", "Ann Cole and Bob Hale met in Paris on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "Please return the key on Monday.",
        [],
    ),
    (
        "Who shot the mayor on Friday?",
        [],
    ),
    (
        "Four dead in the valley.",
        [
            ("four", "Four dead in the valley", "state"),
        ],
    ),
    (
        "A long, cold winter.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims_of_a_sentence(text, expected):
    assert rows(text) == expected


FRAGMENTS = [
    "Ann Cole", "the bank", "said", "“", "”", '"', ",", ".", "?", "was shot and killed", "on Monday", "in May 2019",
    "nine ships",
    "who", "which fell", "by e-mail", "-", "(", ")", "\n", "\n\n", "**", "# ", "had lost $2.4 million", "and",
    "after killing",
    "it", "’s", "the mayor of Halden", "about 300", "not", "will", "to sell", "Café", "…",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_every_span_is_of_the_article(fragments):
    text = " ".join(fragments)
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.text != ""
        assert claim.start <= claim.anchor < len(text)
        for span in (*claim.times, *claim.amounts, *claim.mentions, *claim.arguments):
            assert text[span.start : span.end] == span.text != ""


def test_line_breaks_stay_in_the_text_of_what_was_found():
    text = "They fled on 3\nMay."
    read = When("3 May", 13, 18, None, None, "day")
    assert as_written(text, [read]) == [replace(read, text="3\nMay")]


def test_claims_know_their_paragraph():
    found = claims("Anna Berg left on Monday. She flew home.\n\nPaul Stone stayed.")
    assert [(c.sentence, c.paragraph) for c in found] == [(0, 0), (1, 0), (2, 1)]


@pytest.mark.parametrize("story", STORIES)
def test_no_sentence_of_a_story_is_lost(story):
    for article in articles(story).values():
        told = {c.sentence for c in extract_claims([article])[0]}
        (parsed,) = parse([article])
        for i, (sentence, doc) in enumerate(zip(parsed.sentences, parsed.docs, strict=True)):
            verb = any(t.pos_ in {"VERB", "AUX"} for t in doc)
            order = any(t.dep_ == "ROOT" and t.tag_ == "VB" for t in doc)
            question = doc.text.rstrip("\"'”’ ").endswith("?")
            assert i in told or sentence.kind != "body" or not verb or order or question, doc.text
