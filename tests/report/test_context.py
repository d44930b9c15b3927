from dataclasses import replace

import pytest

from factcheck.records import Article, Side, Span
from factcheck.report import html
from factcheck.report.context import Context, Excerpt, source, support, value, web_address
from tests.report import sample


def test_findings_come_most_severe_first():
    context = Context(sample.bridge())
    assert [finding.id for finding in context.findings] == ["f1", "f2", "f3"]
    assert [finding.id for finding in context.shown("warning")] == ["f1", "f2"]
    assert [finding.id for finding in context.shown("error")] == ["f1"]


def test_an_excerpt_is_the_sentence_with_its_conflicting_words_and_its_paragraph():
    context = Context(sample.bridge())
    twelve = context.findings[1].sides[0]
    assert context.excerpts(twelve) == [
        Excerpt(
            sample.COURIER,
            "PORT HALDEN - A gravel barge struck the Kestrel Bridge on Sunday, March 3, and tore a hole in its eastern "
            "pier. ",
            (("Twelve", True), (" people were hurt, the fire brigade said.", False)),
            " Traffic was sent over the old dam road.",
        )
    ]


def test_two_claims_of_one_sentence_are_one_excerpt_with_both_marks():
    article = Article("a", "He met Ana on Monday and Ben on Friday. Then he left.")
    claims = (sample.claim("1", article, "He met Ana on Monday"), sample.claim("2", article, "Ben on Friday"))
    spans = (sample.span(article, "Friday"), sample.span(article, "Monday"), Span("a", 14, 17))
    report = sample.Report((article,), claims, (), ())
    (excerpt,) = Context(report).excerpts(Side("", "", ("1", "2"), ("a",), 1, spans))
    assert excerpt.pieces == (
        ("He met Ana on ", False),
        ("Mon", True),
        ("day", True),
        (" and Ben on ", False),
        ("Friday", True),
        (".", False),
    )
    assert (excerpt.before, excerpt.after) == ("", " Then he left.")


def test_a_span_outside_its_claims_brings_its_own_sentence():
    article = Article("a", "It was Monday. He met Ana.")
    report = sample.Report((article,), (sample.claim("1", article, "He met Ana"),), (), ())
    side = Side("Monday", "", ("1",), ("a",), 1, (sample.span(article, "Monday"),))
    assert ["".join(text for text, _ in excerpt.pieces) for excerpt in Context(report).excerpts(side)] == [
        "He met Ana.",
        "It was Monday.",
    ]


def test_every_article_speaks_before_one_speaks_twice():
    a, b = Article("a", "Nine fell. Nine, she said."), Article("b", "It was nine.")
    claims = (sample.claim("1", a, "Nine fell"), sample.claim("2", a, "Nine, she said"), sample.claim("3", b, "nine"))
    side = Side("nine", "9", ("1", "2", "3"), ("a", "b"), 2, ())
    excerpts = Context(sample.Report((a, b), claims, (), ())).excerpts(side)
    assert [excerpt.pieces[0][0] for excerpt in excerpts] == ["Nine fell.", "It was nine.", "Nine, she said."]


def test_a_long_paragraph_is_cut_at_sentences():
    article = Article("a", " ".join(f"Sentence number {n} of the long paragraph is here." for n in range(100)))
    claim = sample.claim("1", article, "Sentence number 50 of the long paragraph is here.")
    (excerpt,) = Context(sample.Report((article,), (claim,), (), ())).excerpts(Side("", "", ("1",), ("a",), 1, ()))
    assert excerpt.before.startswith("Sentence number 3") and len(excerpt.before) <= 601
    assert excerpt.after.endswith(" is here.") and len(excerpt.after) <= 601


def test_a_paragraph_of_one_sentence_brings_its_neighbours():
    article = Article("a", "One came.\n\nTwo left.\n\nThree stayed. Four slept.\n\nFive woke.")
    claim = sample.claim("1", article, "Two left")
    (excerpt,) = Context(sample.Report((article,), (claim,), (), ())).excerpts(Side("", "", ("1",), ("a",), 1, ()))
    assert (excerpt.before, excerpt.after) == ("One came. ", " Three stayed. Four slept.")


def test_a_cluster_speaks_in_the_words_most_claims_share():
    article = Article("a", "The old bridge fell. The bridge fell. A bridge fell at night.")
    claims = tuple(
        sample.claim(str(n), article, text)
        for n, text in enumerate(("A bridge fell at night", "The bridge fell", "The old bridge fell"))
    )
    report = sample.Report((article,), claims, (), ())
    assert Context(report).statement(sample.Cluster("k", ("0", "1", "2"))) == "The bridge fell"


def test_corroborated_clusters_have_two_independent_sources_and_no_conflict():
    assert [cluster.id for cluster in Context(sample.bridge()).corroborated()] == ["k4", "k5"]


@pytest.mark.parametrize(
    ("level", "line"),
    [
        ("info", "4 articles, 16 claims: 1 error, 1 warning and 1 info; 3.8 s"),
        ("warning", "4 articles, 16 claims: 1 error and 1 warning; 1 info not shown; 3.8 s"),
        ("error", "4 articles, 16 claims: 1 error; 1 warning and 1 info not shown; 3.8 s"),
    ],
)
def test_summary(level, line):
    assert Context(sample.bridge()).summary(level) == line


def test_summary_of_a_report_without_findings_or_times():
    assert Context(sample.quiet()).summary("warning") == "2 articles, 2 claims: no conflicts found"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?y=1#z", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,hi", False),
        ("file:///etc/passwd", False),
        ("//a.example/x", False),
        ("https://", False),
        ("https://[broken", False),
        ("https://a.example/\u202ex", False),
        ("https://a.example/x y", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, link):
    assert (web_address(Article("a", "", url=url)) is not None) is link


@pytest.mark.parametrize(
    ("article", "name"),
    [
        (Article("a", "", source="The Post", url="https://post.example/1"), "The Post"),
        (Article("a", "", url="https://post.example/1", path="x/y.txt"), "post.example"),
        (Article("a", "", path="x/y.txt"), "y.txt"),
        (Article("a", ""), "a"),
    ],
)
def test_source(article, name):
    assert source(article) == name


def test_claims_that_were_read_are_counted_where_the_report_holds_those_of_its_findings_alone():
    report = replace(sample.small(), stats={"claims": 1657})
    assert Context(report).summary("info") == "2 articles, 1,657 claims: 1 error"
    page = html.render(report)
    assert "1,657 claims read: 1 error." in page
    assert 'data-label="Claims"' not in page and 'data-label="Claims"' in html.render(sample.small())


def test_support_counts_independent_sources_where_it_can_differ():
    assert [support(*n) for n in ((1, 1), (3, 2), (2, 1))] == [
        "1 article",
        "3 articles, 2 independent sources",
        "2 articles, 1 independent source",
    ]


@pytest.mark.parametrize(
    ("written", "normalized", "said"),
    [
        ("Twelve", "12", ("Twelve", "12")),
        ("Ana Ruiz", "ana ruiz", ("Ana Ruiz", "")),
        ("in\n May", "in May", ("in May", "")),
        ("in May", "", ("in May", "")),
    ],
)
def test_a_value_is_normalised_where_that_says_more(written, normalized, said):
    assert value(Side(written, normalized, ("1",), ("a",), 1, ())) == said
