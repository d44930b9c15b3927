"""From verdicts to findings: one question, its sides, and who stands on them."""

import itertools

import pytest

from factcheck.findings import make_findings
from factcheck.records import Claim, Cluster, Verdict

SOURCES = {"a": 0, "b": 1, "c": 2, "d": 0}
"""Articles a and d carry one wire story."""


def claim(article, number="Nine", position=0):
    text = f"{number} sailors were rescued"
    return Claim(
        id=f"{article}:{position}", article_id=article, start=0, end=len(text), text=text, statement=text, kind="event",
        speaker=None, times=(), amounts=(), mentions=(), polarity="positive", modality="asserted", predicate="rescue",
        gist="Some sailors were rescued",
    )  # fmt: skip


def verdict(a, b, x, y, relation="contradiction", probability=0.95, slot="number:sailor", cap="error", kind="number"):
    return Verdict(
        a, b, relation, kind, probability, (0, 4), (0, 4), "", None, x, y, x.lower(), y.lower(), 0.9, slot, cap
    )


def findings(articles, verdicts, clusters=None):
    claims = [claim(a) for a in articles]
    clusters = clusters or [Cluster("c1", tuple(c.id for c in claims))]
    return make_findings(verdicts, claims, clusters, SOURCES)


def sides(finding):
    return [(s.normalized, s.articles, s.sources) for s in finding.sides]


def test_two_claims_two_sides():
    (found,) = findings("ab", [verdict("a:0", "b:0", "Nine", "Six")])
    assert (found.type, found.relation, found.severity, found.cluster) == ("number", "contradiction", "error", "c1")
    assert sides(found) == [("nine", ("a",), 1), ("six", ("b",), 1)]
    assert [s.value for s in found.sides] == ["Nine", "Six"]
    assert found.question.endswith("?")
    assert found.reason.endswith(".")


def test_the_side_of_more_sources_comes_first():
    verdicts = [
        verdict("a:0", "b:0", "Nine", "Six"),
        verdict("a:0", "c:0", "Nine", "Six"),
        verdict("b:0", "c:0", "Six", "Six", "compatible"),
    ]
    (found,) = findings("abc", verdicts)
    assert sides(found) == [("six", ("b", "c"), 2), ("nine", ("a",), 1)]


def test_wire_copies_are_one_source():
    verdicts = [
        verdict("a:0", "b:0", "Nine", "Six"),
        verdict("b:0", "d:0", "Six", "Nine"),
        verdict("a:0", "d:0", "Nine", "Nine", "compatible"),
    ]
    (found,) = findings("abd", verdicts)
    assert sides(found) == [("nine", ("a", "d"), 1), ("six", ("b",), 1)]


def test_three_values_three_sides():
    verdicts = [verdict(x, y, p, q) for (x, p), (y, q) in itertools.combinations(
        [("a:0", "Nine"), ("b:0", "Six"), ("c:0", "Twelve")], 2
    )]  # fmt: skip
    (found,) = findings("abc", verdicts)
    assert {s.normalized for s in found.sides} == {"nine", "six", "twelve"}


def test_a_value_that_fits_both_sides_stands_with_none():
    verdicts = [
        verdict("a:0", "b:0", "Nine", "Six"),
        verdict("a:0", "c:0", "Nine", "Several", "compatible"),
        verdict("b:0", "c:0", "Six", "Several", "compatible"),
    ]
    (found,) = findings("abc", verdicts)
    assert {a for s in found.sides for a in s.articles} == {"a", "b"}


def test_a_value_that_fits_one_side_stands_with_it():
    verdicts = [
        verdict("a:0", "b:0", "Nine", "Six"),
        verdict("a:0", "c:0", "Nine", "At least eight", "compatible"),
        verdict("b:0", "c:0", "Six", "At least eight"),
    ]
    (found,) = findings("abc", verdicts)
    assert sides(found)[0][1:] == (("a", "c"), 2)


@pytest.mark.parametrize("relation", ["compatible", "scope", "different_event"])
def test_no_conflict_no_finding(relation):
    assert findings("ab", [verdict("a:0", "b:0", "Nine", "Six", relation)]) == []


def test_an_update_is_information():
    (found,) = findings("ab", [verdict("a:0", "b:0", "Six", "Nine", "update", cap="info")])
    assert (found.relation, found.severity) == ("update", "info")


def test_an_improbable_conflict_is_dropped():
    assert findings("ab", [verdict("a:0", "b:0", "Nine", "Six", probability=0.1)]) == []


def test_the_cap_holds():
    (found,) = findings("ab", [verdict("a:0", "b:0", "Nine", "Six", probability=0.99, cap="warning")])
    assert found.severity == "warning"


def test_claims_in_two_clusters_do_not_conflict():
    clusters = [Cluster("c1", ("a:0",)), Cluster("c2", ("b:0",))]
    assert findings("ab", [verdict("a:0", "b:0", "Nine", "Six")], clusters) == []


def test_two_names_of_two_clusters_are_one_finding():
    clusters = [Cluster("c1", ("a:0", "b:0")), Cluster("c2", ("c:0", "d:0"))]
    named = {"kind": "person", "slot": "named:person", "cap": "warning"}
    verdicts = [verdict("a:0", "b:0", "Roe", "Fox", **named), verdict("d:0", "c:0", "Roe", "Fox", probability=0.7, **named)]
    (found,) = findings("abcd", verdicts, clusters)
    assert found.cluster == "c1"
    assert sorted(sides(found)) == [("fox", ("b",), 1), ("roe", ("a",), 1)]
    (alone,) = findings("ab", verdicts[:1], clusters[:1])
    assert found.probability > alone.probability


def test_two_slots_two_findings_the_severest_first():
    verdicts = [
        verdict("a:0", "b:0", "1968", "1986", probability=0.75, slot="when", kind="date"),
        verdict("a:0", "c:0", "Nine", "Six", probability=0.97),
    ]
    assert [f.type for f in findings("abc", verdicts)] == ["number", "date"]


def test_the_id_does_not_change_with_the_order_of_the_articles():
    (one,) = findings("ab", [verdict("a:0", "b:0", "Nine", "Six")])
    (other,) = findings("ba", [verdict("b:0", "a:0", "Six", "Nine")])
    assert one.id == other.id


def test_another_value_is_another_finding():
    (one,) = findings("ab", [verdict("a:0", "b:0", "Nine", "Six")])
    (other,) = findings("ab", [verdict("a:0", "b:0", "Nine", "Five")])
    assert one.id != other.id


def test_one_article_against_itself_says_so():
    claims = [claim("a"), claim("a", "Six", 1)]
    found = make_findings([verdict("a:0", "a:1", "Nine", "Six")], claims, [Cluster("c1", ("a:0", "a:1"))], SOURCES)
    assert "in one article" in found[0].reason


def test_three_values_of_one_article_are_a_list():
    claims = [claim("a", number, k) for k, number in enumerate(("Nine", "Six", "Four"))]
    told = [verdict("a:0", "a:1", "Nine", "Six"), verdict("a:0", "a:2", "Nine", "Four"), verdict("a:1", "a:2", "Six", "Four")]
    (found,) = make_findings(told, claims, [Cluster("c1", tuple(c.id for c in claims))], SOURCES)
    assert (found.severity, len(found.sides)) == ("info", 3) and "as a list does" in found.reason


def test_a_second_source_raises_the_probability_and_a_copy_does_not():
    def probability(articles):
        pairs = [verdict(f"{x}:0", "b:0", "Nine", "Six", probability=0.5) for x in articles if x != "b"]
        (found,) = findings(articles, pairs)
        assert sides(found)[0][0] == "nine"
        return found.probability

    assert probability("ab") == probability("abd") == 0.5
    assert 0.5 < probability("abc") < 0.75
