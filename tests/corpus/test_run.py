"""A run over many articles: the stories of fixtures in one folder, in one process and in two."""

from dataclasses import replace
from datetime import date

import jsonschema
import pytest

import factcheck
from factcheck import pipeline
from factcheck.corpus import rows, run
from factcheck.corpus.finder import in_order
from factcheck.corpus.run import batches, check_many
from factcheck.report import json as report_json
from tests.pairs import article
from tests.stories import articles, checked

STORIES = ("harbour-fire", "storm-landfall", "bank-results")


def told(findings, of=lambda id_: id_):
    return {
        (f.type, f.relation, f.severity, frozenset((s.normalized, frozenset(map(of, s.articles))) for s in f.sides))
        for f in findings
    }


@pytest.fixture(scope="module")
def mixed():
    return [replace(a, id=f"{s}/{a.id}") for s in STORIES for a in articles(s).values()]


@pytest.fixture(scope="module")
def report(mixed, nli):
    return check_many(mixed, nli=nli)


def test_mixed_stories_are_found_and_judged_as_each_alone(report):
    alone = set().union(*(told(checked(s).findings, lambda id_, s=s: f"{s}/{id_}") for s in STORIES))
    found = told(report.findings)
    assert not [f for f in found - alone if f[2] == "error"]
    errors = [f for f in alone if f[2] == "error"]
    assert len(errors) > 5 and len(set(errors) & found) >= len(errors) - 1


def test_nothing_is_found_between_stories(report):
    assert all(len({a.split("/")[0] for s in f.sides for a in s.articles}) == 1 for f in report.findings)


def test_the_report_keeps_its_contract(report, mixed):
    document = report_json.json.loads(report.to_json())
    jsonschema.validate(document, report_json.schema())
    assert [a["id"] for a in document["articles"]] == [a.id for a in mixed]
    claims = {c["id"] for c in document["claims"]}
    clusters = {c["id"]: set(c["claims"]) for c in document["clusters"]}
    for finding in document["findings"]:
        stated = {c for side in finding["sides"] for c in side["claims"]}
        assert stated <= claims and stated <= clusters[finding["cluster"]]
    assert document["stats"]["claims"] > len(claims) and document["stats"]["sentences"] > 0
    assert report.to_html()


def test_several_processes_find_the_same(report, mixed):
    again = check_many(mixed, processes=2)
    assert again.findings == report.findings
    assert (again.claims, again.clusters, again.verdicts) == (report.claims, report.clusters, report.verdicts)


def test_check_takes_this_way_with_many_articles(mixed, report, nli, monkeypatch):
    monkeypatch.setattr(pipeline, "FEW", len(mixed) - 1)
    assert factcheck.check(mixed, nli=nli).findings == report.findings


def test_an_article_that_cannot_be_read_is_set_aside_and_named(nli, monkeypatch):
    import factcheck.claims

    read = factcheck.claims.read

    def choking(some):
        for a in some:
            if "poison" in a.text:
                raise RuntimeError("no such thing")
            yield from read([a])

    monkeypatch.setattr(factcheck.claims, "read", choking)
    given = [
        article("a", "Nine firefighters were injured in the warehouse fire at Port Marrin on Tuesday."),
        article("bad", "This is poison."),
        article("b", "Six firefighters were injured in the warehouse fire at Port Marrin on Tuesday."),
    ]
    report = check_many(given, nli=nli)
    assert [(p.where, p.message) for p in report.problems] == [
        ("bad", "cannot be read into claims (RuntimeError: no such thing) and is left out")
    ]
    assert [f.type for f in report.findings] == ["number"]


def test_articles_are_read_by_date_in_batches_of_bounded_size():
    some = [article(f"a{n}", "x" * 25_000, published=day) for n, day in enumerate([date(2024, 3, 2), None, date(2024, 3, 1)])]
    assert [a.id for a in in_order(some)] == ["a2", "a0", "a1"]
    assert [[a.id for a in part] for part in batches([*some, article("long", "x" * 90_000)])] == [
        ["a0", "a1"], ["a2"], ["long"]
    ]
    assert [len(part) for part in batches([article(f"b{n}", "x") for n in range(run.BATCH + 1)])] == [run.BATCH, 1]


def test_gathered_rows_are_as_articles_read_in_one_run():
    from factcheck.claims import extract_claims

    some = list(articles("storm-landfall").values())
    gathered = rows.gather(rows.read_rows(some))
    claims, sentences = extract_claims(some)
    assert (list(gathered.claims), gathered.sentences) == (claims, sentences)


def test_processes_are_replaced_and_the_order_kept(monkeypatch):
    monkeypatch.setattr(run, "LIFE", 2)
    with run._Workers(2) as workers:
        assert list(workers.each(abs, range(-9, 0))) == list(range(9, 0, -1))
        assert list(workers.each(abs, [-3])) == [3]
