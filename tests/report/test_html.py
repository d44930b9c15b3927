import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from factcheck.records import Article, Cluster, Finding, Report, When
from factcheck.report import html
from tests.report import sample

VOID = {"meta", "input", "rect", "path"}


class Page(HTMLParser):
    """Elements, ids, links and text of a page; fails on an element closed out of order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.ids, self.attributes, self.text = [], Counter(), [], [], ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += [(tag, *pair) for pair in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags[tag] += 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in ("p", "th", "td"):
            self.text += " "

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    @property
    def words(self):
        return " ".join(self.text.split())


def page(report):
    return Page(html.render(report))


def links(parsed):
    return [value for tag, name, value in parsed.attributes if tag == "a" and name == "href"]


def test_the_first_finding_as_it_reads():
    assert (
        "✖ Error date almost certain (97%) # When did a barge strike the Kestrel Bridge? "
        "Sunday, March 3 Sunday 3 March 2024 3 articles, 2 independent sources "
        "A gravel barge struck the Kestrel Bridge on Sunday, March 3, and tore a hole in its eastern pier. "
        "Halden Courier Barge strikes Kestrel Bridge 5 March 2024 Show the context"
    ) in page(sample.bridge()).words


def test_the_conflicting_words_are_marked_in_their_sentence():
    assert (
        "<blockquote>Two days after a barge ran into the Kestrel Bridge on <mark>Sunday</mark>, divers went "
        "down to its eastern pier.</blockquote>"
    ) in html.render(sample.bridge())


def test_sections_links_and_anchors_belong_together():
    parsed = page(sample.bridge())
    assert len(parsed.ids) == len(set(parsed.ids))
    assert {"finding-f1", "finding-f2", "finding-f3", "findings", "agreed", "dates", "articles", "problems"} <= set(
        parsed.ids
    )
    assert {link[1:] for link in links(parsed) if link.startswith("#")} <= set(parsed.ids)
    labelled = [value for _, name, value in parsed.attributes if name == "aria-labelledby"]
    assert labelled and set(labelled) <= set(parsed.ids)


def test_only_web_addresses_are_links_and_nothing_is_loaded():
    text = html.render(sample.bridge())
    outward = {link for link in links(Page(text)) if not link.startswith("#")}
    assert outward == {"https://courier.example/kestrel-bridge?page=1&print=0", "https://northwire.example/9921"}
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b| src=|url\(|@import", text)


def test_hostile_text_stays_text():
    text = html.render(sample.bridge())
    assert text.count("<script>") == 1
    assert "&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt; [bold]loud[/bold] red gnihtemos" in text
    assert not set("\x1b\u202e") & set(text) and "javascript:" not in text


@pytest.mark.parametrize("field", ["question", "reason", "id", "type"])
def test_every_field_of_a_finding_is_escaped(field):
    report = sample.small()
    finding = replace(report.findings[0], **{field: '"><img src=x onerror=alert(1)>'})
    parsed = page(replace(report, findings=(finding,)))
    assert parsed.tags["img"] == 0 and not [name for _, name, _ in parsed.attributes if name.startswith("on")]


def test_table_of_articles_and_problems():
    words = page(sample.bridge()).words
    assert (
        "Article Source Published Claims Findings "
        "Barge strikes Kestrel Bridge Halden Courier 5 March 2024 5 3 "
        "Bridge closed after collision Northwire 6 March 2024 5 2 "
        "Halden counts the cost Sound Observer 6 March 2024 3 2 "
        "Morning show <script>document.title='owned'</script> [bold]loud[/bold] red gnihtemos radio.html undated 3 1 "
        "Left out or cut short pier.pdf Not a text format that can be read; save it as text or HTML."
    ) in words


def test_agreement_and_dates():
    words = page(sample.bridge()).words
    assert "The Kestrel Bridge was opened in 1962. 3 articles, 3 independent sources" in words
    assert (
        "Monday 4 March 2024 The Kestrel Bridge was hit by a gravel barge on Monday, March 4, 2024. 1 claim in" in words
    )


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        (1, "No conflicts found among 1 claim of 1 article. With one article, its claims could only be compared"),
        (5, "No conflicts found among 5 claims of 5 articles. No two claims that speak of the same event were seen"),
    ],
)
def test_nothing_found(articles, said):
    parsed = page(sample.quiet(articles))
    assert said in parsed.words
    assert parsed.tags["form"] == 0 and "agreed" not in parsed.ids and "dates" not in parsed.ids


def test_only_information():
    report = sample.bridge()
    parsed = page(replace(report, findings=report.findings[:1]))
    assert parsed.words.startswith("No conflicts in 4 articles – factcheck Skip to the findings")
    assert "No errors or warnings: the articles were not seen to exclude each other." in parsed.words
    assert ("details", "open", None) in parsed.attributes


def large():
    """300 articles of 20,000 claims with 2,000 findings between neighbours."""
    sentence = "On that day number {} the council of the harbour town voted for a new bridge over the river. "
    articles, claims, findings, clusters = [], [], [], []
    for a in range(300):
        text = "".join(sentence.format(n) for n in range(67))
        articles.append(Article(f"a{a}", text, f"Article {a}", "Post", date(2024, 1, 1) + timedelta(days=a)))
        for n in range(67):
            start = text.index(f"On that day number {n} ")
            end = text.index(".", start)
            day = date(2024, 1, 1) + timedelta(days=a * 67 + n)
            when = When("that day", start + 3, start + 11, day, day, "day")
            id = f"a{a}:{n}"
            claims.append(sample.claim(id, articles[-1], text[start:end], times=(when,)))
    for k in range(2000):
        pair = (claims[k], claims[k + 67])
        sides = tuple(
            sample.Side(
                "that day", "", (c.id,), (c.article_id,), 1, (sample.Span(c.article_id, c.start + 3, c.start + 11),)
            )
            for c in pair
        )
        findings.append(Finding(f"f{k}", f"k{k}", "date", "contradiction", "warning", 0.8, "When?", "Differs.", sides))
        clusters.append(Cluster(f"k{k}", tuple(c.id for c in pair), tuple(c.article_id for c in pair), 2))
    return Report(tuple(articles), tuple(claims), tuple(clusters), tuple(findings))


def test_a_large_report_stays_readable_and_below_five_megabytes():
    text = html.render(large())
    assert len(text.encode()) < 5_000_000
    assert "The 500 most severe findings are on this page; 1,500 more are in the JSON report." in text
    assert "30 of 20,100 dates are shown" in text
    assert "2,000 statements told by two or more independent sources" in text
