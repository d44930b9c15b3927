"""Words of a claim: names for pronouns, plain dates, gists, and clean punctuation."""

import pytest

from factcheck.claims.render import clean
from tests.claims.reading import claims

CLEAN = [
    ("the bridge fell , on Monday .", "The bridge fell, on Monday"),
    ("and the bridge fell", "The bridge fell"),
    ("the bridge fell when", "The bridge fell"),
    ("** the bridge ** fell", "The bridge fell"),
    ("# The bridge fell", "The bridge fell"),
    ("he said “ no", "He said no"),
    ("“No,” he said", "“No,” he said"),
    ("he said “no”", "He said “no”"),
    ("profits rose 15% (£2m)", "Profits rose 15% (£2m)"),
    ("the .45-caliber gun", "The .45-caliber gun"),
    ("he left , , and", "He left"),
    ("", ""),
]


@pytest.mark.parametrize(("words", "expected"), CLEAN)
def test_clean(words, expected):
    assert clean(words) == expected


def gists(text):
    return [claim.gist for claim in claims(text)]


def test_gist_leaves_out_times_and_amounts():
    assert gists("About 300 people fled the town on Monday.") == ["Some people fled the town"]


def test_gist_keeps_the_counted_noun():
    assert gists("Nine ships sank in May 2019.") == ["Some ships sank"]


def test_names_for_pronouns_and_full_dates():
    told = [c.statement for c in claims("Celia Tranter flew home on Friday. She opened her office on Saturday.")]
    assert told[0] == "Celia Tranter flew home on Friday 14 June 2024"
    assert told[1].startswith("Celia Tranter opened Celia Tranter’s office on Saturday")


def test_verbs_agree_with_the_speaker_that_stands_for_i():
    told = [c.statement for c in claims('"I have left and I\'m glad," Ann Cole said.')]
    assert told[:2] == ["Ann Cole has left", "Ann Cole is glad"]
