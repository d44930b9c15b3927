"""Everything that is found points at its place: spans hold over fixtures, real articles and random text."""

import gzip
import json
import os
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factcheck
from factcheck.articles import load_articles
from factcheck.claims import extract_claims
from factcheck.records import Article
from tests.stories import FIXTURES, STORIES, articles, checked

DATA = os.environ.get("FACTCHECK_DATA")
needs_data = pytest.mark.skipif(not DATA, reason="FACTCHECK_DATA names no folder with seeds/ and data/")
SAMPLE = 6  # articles of each news file


def assert_spans(articles, claims):
    texts = {article.id: article.text for article in articles}
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        text = texts[claim.article_id]
        for found in (claim, *claim.times, *claim.amounts, *claim.mentions, *claim.arguments):
            assert 0 <= found.start < found.end <= len(text), found
            assert text[found.start : found.end] == found.text
        assert 0 <= claim.anchor < len(text), claim
        assert claim.statement.strip(), claim
        for when in claim.times:
            assert when.earliest is None or when.latest is None or when.earliest <= when.latest, when
            assert when.weekday is None or 0 <= when.weekday <= 6, when
            assert when.month is None or 1 <= when.month <= 12, when
            assert when.clock is None or 0 <= when.clock < 24 * 60, when
        for amount in claim.amounts:
            assert amount.low <= amount.high, amount


def assert_report_spans(report):
    texts = {article.id: article.text for article in report.articles}
    claims = {claim.id for claim in report.claims}
    for finding in report.findings:
        assert len(finding.sides) >= 2, finding
        assert 0 <= finding.probability <= 1, finding
        for side in finding.sides:
            assert side.spans and set(side.claims) <= claims, finding
            assert {span.article for span in side.spans} <= set(side.articles), finding
            for span in side.spans:
                assert 0 <= span.start < span.end <= len(texts[span.article]), span


@pytest.mark.parametrize("story", STORIES)
def test_spans_of_stories(story):
    report = checked(story)
    assert report.articles == tuple(articles(story).values())
    assert report.claims
    assert_spans(report.articles, report.claims)
    assert_report_spans(report)


@needs_data
def test_spans_of_seeds():
    read = load_articles([Path(DATA) / "seeds"])
    assert len(read) == 5
    claims, sentences = extract_claims(read)
    assert len(claims) > sentences / 2
    assert_spans(read, claims)


@needs_data
@pytest.mark.parametrize("name", ["gva_dev", "ecbplus_dev", "allsides", "bbc", "reuters21578"])
def test_spans_of_news(name):
    with gzip.open(Path(DATA) / "data" / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = random.Random(7).sample(list(lines), SAMPLE)
    read = [
        Article(id=str(number), text=row["text"][:5000], title=row.get("title"), published=date(2014, 6, 18))
        for number, row in enumerate(map(json.loads, rows))
    ]
    claims, _ = extract_claims(read)
    assert_spans(read, claims)


PIECES = st.sampled_from(
    [
        "Two people were hurt on Sunday", "said Ms. Adair", "“We saw it,", "” he said", "\n\n", "\r\n", " ", "  ", ". ",
        "at 10 p.m. ET", "£3.4m", "no-one", "3-4%", "$1,2,3", "the mayor", "12/13/14", "Photo: X", "\u200b", "\xa0",
        "…", "24-year-old", "at least 85", "on 31 February", "(AP) -", "👩‍👩‍👧", "Ångström", "'", '"', "-", "\x00",
        "\ufeff", "?!", "in the year 99999999999999999999", "between Sunday and Tuesday",
        "#", "|", "<b>", "İstanbul", "ﬁre", "\u2028",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)))
def test_spans_of_random_text(text):
    article = Article(id="a", text=text, published=date(2024, 3, 12))
    claims, _ = extract_claims([article])
    assert_spans([article], claims)


def test_same_input_gives_the_same_bytes():
    read = load_articles([FIXTURES / "stories" / "harbour-fire" / "articles"])
    once, twice = (factcheck.check(read).to_json().rsplit('"seconds"', 1) for _ in range(2))
    assert once[0] == twice[0]
    assert len(once) == 2
