"""Articles in, report out."""

import json
import re
from importlib.resources import files

import jsonschema
import pytest

import factcheck
from tests.pairs import article
from tests.stories import checked

FIRE = (
    "A fire broke out in a warehouse at Port Marrin on Tuesday night. Nine firefighters were injured in the warehouse "
    "fire, the council said. The owner, Brackwater Logistics, gave no comment."
)
BLAZE = (
    "A fire broke out in the Brackwater Logistics warehouse at Port Marrin on Sunday night. Six firefighters were "
    "injured in the warehouse fire, the council said."
)


@pytest.fixture(scope="module")
def report(nli):
    return factcheck.check([article("a", FIRE), article("b", BLAZE)], nli=nli)


def without_seconds(report):
    found = json.loads(report.to_json())
    del found["stats"]["seconds"]
    return found


def test_what_conflicts(report):
    found = {(f.type, tuple(sorted(s.value for s in f.sides))) for f in report.findings}
    assert found == {("number", ("Nine", "Six")), ("weekday", ("Sunday night", "Tuesday night"))}
    assert {f.question for f in report.findings} == {
        "How many firefighters were injured in the warehouse fire?",
        "When did a fire break out in a warehouse at Port Marrin?",
    }


def test_the_same_articles_give_the_same_report(report, nli):
    again = factcheck.check([article("a", FIRE), article("b", BLAZE)], nli=nli)
    assert without_seconds(again) == without_seconds(report)


def test_the_order_of_the_articles_does_not_matter(report, nli):
    def told(findings):
        return {(f.type, f.relation, f.severity, frozenset(s.value for s in f.sides)) for f in findings}

    turned = factcheck.check([article("b", BLAZE), article("a", FIRE)], nli=nli)
    assert told(turned.findings) == told(report.findings)


def test_ids_do_not_depend_on_the_order_of_the_articles(report, nli):
    turned = factcheck.check([article("b", BLAZE), article("a", FIRE)], nli=nli)
    assert {f.id for f in turned.findings} == {f.id for f in report.findings}


def test_the_report_fits_its_schema(report):
    schemas = [p for p in files("factcheck.report").iterdir() if p.name.endswith(".json")]
    jsonschema.validate(json.loads(report.to_json()), json.loads(schemas[0].read_text(encoding="utf-8")))


def test_clusters_part_the_claims(report):
    ids = [c for cluster in report.clusters for c in cluster.claims]
    known = {c.id: c for c in report.claims}
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(known)
    for cluster in report.clusters:
        assert set(cluster.articles) == {known[c].article_id for c in cluster.claims}
        assert 1 <= cluster.sources <= len(cluster.articles)


def test_a_disputed_cluster_does_not_agree(report):
    agree = {c.id: c.agree for c in report.clusters}
    for f in report.findings:
        assert f.severity == "info" or not agree[f.cluster]
    assert any(agree.values()) or len(agree) == len({f.cluster for f in report.findings})


def test_findings_come_most_severe_first(report):
    ranks = [("error", "warning", "info").index(f.severity) for f in report.findings]
    assert ranks == sorted(ranks)


def test_spans_hold_the_values(report):
    texts = {a.id: a.text for a in report.articles}
    for f in report.findings:
        for side in f.sides:
            assert side.value in {texts[s.article][s.start : s.end] for s in side.spans}


def test_stats(report):
    stats = report.stats
    assert (stats["articles"], stats["claims"]) == (2, len(report.claims))
    assert 0 < stats["nli_pairs"] <= stats["candidate_pairs"]
    assert set(stats["seconds"]) == {"claims", "vectors", "pairs", "nli", "findings"}


def test_progress_is_told_by_stage(nli):
    seen = []
    factcheck.check([article("a", FIRE), article("b", BLAZE)], nli=nli, progress=lambda *step: seen.append(step))
    assert {stage for stage, *_ in seen} >= {"claims", "vectors", "nli"}
    assert all(0 <= done <= total for _, done, total in seen)


def test_no_articles(nli):
    found = factcheck.check([], nli=nli)
    assert (found.findings, found.claims, found.clusters) == ((), (), ())
    json.loads(found.to_json())


def test_one_article(nli):
    found = factcheck.check([article("a", FIRE)], nli=nli)
    assert found.findings == ()
    assert found.claims


def test_an_empty_article_beside_a_full_one(nli):
    found = factcheck.check([article("a", FIRE), article("b", " \n")], nli=nli)
    assert found.findings == ()


def test_an_article_agrees_with_its_copy(nli):
    found = factcheck.check([article("a", FIRE), article("b", FIRE)], nli=nli)
    assert found.findings == ()
    assert found.clusters
    assert all(c.sources == 1 for c in found.clusters)


def test_two_articles_of_one_id(nli):
    with pytest.raises(ValueError, match="same id"):
        factcheck.check([article("a", FIRE), article("a", BLAZE)], nli=nli)


@pytest.mark.parametrize("story", ["storm-landfall", "trial-verdict"])
def test_questions_of_a_story_read_well(story):
    assert checked(story).findings
    for f in checked(story).findings:
        assert re.fullmatch(r"[A-Z0-9].{5,118}\?", f.question), f.question
        assert not re.search(r"\bsome\b|\?\?|  | [,.?]", f.question), f.question
