"""The five articles that the checker was asked for, where they are at hand: what must be found and what must not."""

import os
from pathlib import Path

import pytest

import factcheck
from factcheck.articles import load_articles
from factcheck.claims.sentences import split_sentences
from tests.stories import describe

DATA = os.environ.get("FACTCHECK_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="FACTCHECK_DATA names no folder with seeds/")


@pytest.fixture(scope="module")
def report():
    return factcheck.check(load_articles([Path(DATA) / "seeds"]))


def holds(report, side, number, words):
    """Whether a span of the side lies in a sentence with all the words, in the article whose name starts so."""
    for span in side.spans:
        article = next(article for article in report.articles if article.id == span.article)
        sentences = split_sentences(article.text, article.title) if Path(article.path).name.startswith(number) else ()
        marked = [article.text[s.start : s.end] for s in sentences if s.start < span.end and span.start < s.end]
        if any(all(word in sentence for word in words) for sentence in marked):
            return True
    return False


def between(report, finding, one, other):
    return finding.relation == "contradiction" and any(
        holds(report, a, *one) and holds(report, b, *other) for a in finding.sides for b in finding.sides if a != b
    )


def is_statement(report, finding):
    sides = ("000", ["February", "Blinken"]), ("001", ["January", "Blinken"])
    return finding.type == "date" and between(report, finding, *sides)


def is_meeting(report, finding):
    return finding.type in ("weekday", "date") and any(
        between(report, finding, (number, ["Sunday"]), ("004", ["Tuesday", "Shoigu"]))
        for number in ("000", "001", "002", "003")
    )


def listing(report):
    return "\n\n".join(describe(finding, report) for finding in report.findings) or "no findings"


def test_month_of_the_statement_is_an_error(report):
    found = [finding for finding in report.findings if is_statement(report, finding)]
    assert [finding.severity for finding in found] == ["error"], listing(report)


def test_day_of_the_meeting_is_a_warning(report):
    found = [finding for finding in report.findings if is_meeting(report, finding)]
    assert [finding.severity for finding in found] == ["warning"], listing(report)


def test_no_other_error(report):
    others = [f for f in report.findings if f.severity == "error" and not is_statement(report, f)]
    assert not others, "\n\n".join(describe(finding, report) for finding in others)


def test_at_most_two_other_warnings(report):
    others = [f for f in report.findings if f.severity == "warning" and not is_meeting(report, f)]
    assert len(others) <= 2, "\n\n".join(describe(finding, report) for finding in others)


def test_translations_of_a_quotation_are_information_at_most(report):
    loud = [f for f in report.findings if f.type == "quote" and f.severity != "info"]
    assert not loud, "\n\n".join(describe(finding, report) for finding in loud)
