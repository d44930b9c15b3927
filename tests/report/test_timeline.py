from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from factcheck.records import Article, Report, When
from factcheck.report.context import Context
from factcheck.report.timeline import ROWS, timeline
from tests.report import sample


def dated(intervals):
    """A report with an article and a claim for each (earliest, latest)."""
    articles = tuple(Article(str(n), "Then it rained.") for n in range(len(intervals)))
    claims = tuple(
        sample.claim(f"{a.id}:0", a, "Then it rained", times=(When("Then", 0, 4, low, high, "range"),))
        for a, (low, high) in zip(articles, intervals, strict=True)
    )
    return Report(articles, claims, (), ())


def test_dates_come_in_order_with_those_in_conflict_marked():
    line = timeline(Context(sample.bridge()))
    assert [(row.label, row.claims, row.articles, row.severity) for row in line.rows] == [
        ("1962", 3, 3, None),
        ("Sunday 3 March 2024", 2, 2, "error"),
        ("Monday 4 March 2024", 1, 1, "error"),
        ("Tuesday 5 March 2024", 1, 1, None),
        ("May 2024", 1, 1, None),
    ]
    assert [finding.id for row in line.rows for finding in row.findings] == ["f1", "f1"]
    assert (line.first, line.last, line.left_out) == ("28 February 2024", "4 June 2024", 0)


def test_what_is_far_off_is_named_beyond_the_end_of_the_axis():
    rows = timeline(Context(sample.bridge())).rows
    assert [(row.before, row.after, row.width > 0) for row in rows] == [(True, False, False)] + [
        (False, False, True)
    ] * 4


def test_an_unresolved_weekday_is_not_placed():
    line = timeline(Context(dated([(None, None), (date(2024, 3, 3), None), (date(2024, 3, 3), date(2024, 3, 3))])))
    assert [(row.label, row.claims) for row in line.rows] == [("Sunday 3 March 2024", 1)]


def test_no_dates_no_timeline():
    assert timeline(Context(sample.small())) is None


def test_too_many_dates_keep_those_most_articles_name():
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(ROWS + 5)]
    line = timeline(Context(dated([(day, day) for day in days + days[-3:]])))
    assert (len(line.rows), line.left_out) == (ROWS, 5)
    assert [row.articles for row in line.rows] == [1] * (ROWS - 3) + [2] * 3


@given(st.lists(st.tuples(st.dates(), st.dates()).map(lambda pair: tuple(sorted(pair))), min_size=1, max_size=60))
def test_bars_stay_on_the_axis(intervals):
    line = timeline(Context(dated(intervals)))
    assert len(line.rows) + line.left_out == len(set(intervals))
    for row in line.rows:
        assert 0 <= row.x <= row.x + row.width <= 100.01
        assert row.width > 0 or row.before or row.after
