import json
import re

import pytest

from factcheck.bench.gold import ArticleData, Cluster, opposes, read_folder, spots
from factcheck.bench.pipeline import article_metrics, by_group, curve, outcomes
from factcheck.bench.run import _predict_clusters
from factcheck.bench.tasks import FIXTURES
from factcheck.errors import FactcheckError
from tests.bench.own_data import Oracle, write_clusters


class Kept:
    """Predictions that are kept in memory."""

    def __init__(self):
        self.rows = []

    def append(self, records):
        self.rows += json.loads(json.dumps(records))


@pytest.fixture
def records(tmp_path):
    kept = Kept()
    _predict_clusters(Oracle(), read_folder(write_clusters(tmp_path), "own"), kept, None)
    return kept.rows


def test_a_folder_of_clusters_is_read_with_its_gold(tmp_path):
    data = read_folder(write_clusters(tmp_path), "own")
    ferry, quiet = data.clusters
    assert [c.types for c in ferry.conflicts] == [("weekday", "date"), ("number",)]
    ((article, start, end),) = ferry.conflicts[0].sides[0]
    assert (article, ferry.articles[0].text[start:end]) == ("first.txt", "on Monday")
    assert len(ferry.silent) == 1 and not quiet.conflicts
    assert len(read_folder(tmp_path / "ferry", "one").clusters) == 1


def test_figures_count_flags_at_warning_and_error(records):
    values = {name: value.value for name, value in article_metrics(outcomes(records), samples=50).items()}
    assert values == {
        "precision": 0.5,
        "recall": 0.5,  # the number is flagged as information alone
        "f1": 0.5,
        "typed_recall": 0.5,
        "silence": 0.0,
        "false_errors_per_article": 0.25,
        "false_flags_per_article": 0.25,
        "false_alarm_rate": None,
    }
    groups = by_group(outcomes(records), samples=50)
    assert {name: (g["rows"], g["metrics"]["recall"].value) for name, g in groups.items()} == {
        "number": (1, 0.0),
        "weekday": (1, 1.0),
    }
    assert curve(outcomes(records)) == [(0.5, 1.0), (0.5, 0.5), (1.0, pytest.approx(2 / 3))]


def test_a_change_is_found_only_by_a_flag_that_the_untouched_articles_do_not_have(records):
    changed, untouched = records
    untouched |= {"untouched": True, "flags": [], "silent": []}
    changed |= {"twin": untouched["cluster"]}
    assert outcomes(records)[0].found == {"ferry#1"}
    untouched["flags"] = [changed["flags"][0]]
    assert outcomes(records)[0].found == set()
    values = {name: value.value for name, value in article_metrics(outcomes(records), samples=50).items()}
    assert (values["precision"], values["recall"], values["false_alarm_rate"]) == (None, 0.0, 1.0)


def test_conflicts_known_in_untouched_articles_are_no_false_alarms_and_need_not_be_found(records):
    records[0]["untouched"] = True
    ferry = outcomes(records)[0]
    assert (ferry.wanted, [flag["type"] for flag in ferry.false]) == ((), ["other"])


def test_a_sample_keeps_the_untouched_twins_of_what_is_drawn():
    def cluster(name, twin=None):
        return Cluster(name, (), untouched=twin is None, twin=twin)

    data = ArticleData("own", tuple(cluster(f"{k}--a", f"{k}--untouched") for k in range(9)) + tuple(
        cluster(f"{k}--untouched") for k in range(9)), "")  # fmt: skip
    for seed in range(5):
        drawn = data.sample(3, seed).clusters
        names = {c.name for c in drawn}
        assert 3 <= len(drawn) <= 6
        assert all(c.twin in names for c in drawn if c.twin)


def test_each_side_of_the_gold_needs_a_side_of_its_own():
    a, b, c = {("x", 1)}, {("y", 1)}, {("y", 2)}
    assert opposes([b, a], [a, b])
    assert opposes([c, a, b], [a, b])
    assert not opposes([a | b], [a, b])
    assert not opposes([a, c], [a, b])


def test_the_gold_of_the_stories_opposes_itself():
    for cluster in read_folder(FIXTURES / "stories", "stories").clusters:
        for conflict in cluster.conflicts:
            sides = spots(conflict.sides, cluster)
            assert opposes(sides, sides), conflict.id


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda gold: gold.pop("conflicts") and gold.pop("not_conflicts"), 'has no "conflicts"'),
        (lambda gold: gold["conflicts"][0].pop("type"), "conflict 1 lacks 'type'"),
        (lambda gold: gold["conflicts"][1]["sides"][0].update(articles=["third.txt"]), "conflict 2 names 'third.txt'"),
        (
            lambda gold: gold["not_conflicts"][0]["spans"][0].update(contains="Zeta"),
            "not_conflict 1: 'Zeta' stands in none",
        ),
    ],
)
def test_gold_that_does_not_fit_is_named(tmp_path, change, message):
    path = write_clusters(tmp_path) / "ferry" / "gold.json"
    gold = json.loads(path.read_text())
    change(gold)
    path.write_text(json.dumps(gold))
    with pytest.raises(FactcheckError, match=re.escape(message)):
        read_folder(tmp_path, "own")


def test_a_folder_without_gold_says_how_to_get_some(tmp_path):
    with pytest.raises(FactcheckError, match=r"no gold\.json in it .* seed-errors"):
        read_folder(tmp_path, "own")
