import json

import jsonschema
import pytest

from factcheck.bench import compare, compare_table, results, run, systems
from factcheck.bench.run import Plan, with_data
from factcheck.bench.tasks import TASKS
from factcheck.errors import FactcheckError
from tests.bench.own_data import Oracle, write_clusters, write_pairs


@pytest.fixture
def oracle(monkeypatch):
    """The system that runs use in place of factcheck, beside the majority."""
    made = Oracle()
    monkeypatch.setattr(run, "choose", lambda model, baselines: [made, systems.Majority()][: 1 + len(baselines)])
    return made


def pairs_plan(tmp_path, **more):
    return Plan((), data=write_pairs(tmp_path / "own.jsonl", 300), baselines=("majority",), **more)


def articles_plan(tmp_path):
    return Plan((), data=write_clusters(tmp_path / "own"), baselines=("majority",))


def test_a_run_writes_results_that_follow_the_schema(tmp_path, oracle):
    for name, plan in (("pairs", pairs_plan(tmp_path)), ("articles", articles_plan(tmp_path))):
        assert run.run(plan, tmp_path / name) == []
        result = results.write(tmp_path / name)
        jsonschema.validate(result, results.schema())
        jsonschema.validate(json.loads((tmp_path / name / "result.json").read_text()), results.schema())
        assert {file.name for file in (tmp_path / name).iterdir()} == {
            "predictions", "result.html", "result.json", "result.md", "run.json",
        }  # fmt: skip


def test_figures_from_kept_predictions_are_those_of_the_run(tmp_path, oracle):
    run.run(pairs_plan(tmp_path), tmp_path / "out")
    during = results.write(tmp_path / "out")
    asked = oracle.asked
    assert results.write(tmp_path / "out") == during
    assert oracle.asked == asked == 300
    (task,) = during["tasks"]
    oracle_, majority = task["results"]
    wrong = sum(k % 7 == 6 for k in range(300))
    assert oracle_["metrics"]["accuracy"]["value"] == pytest.approx(1 - wrong / 300)
    assert majority["metrics"]["accuracy"]["value"] == pytest.approx(1 / 3)
    assert sum(map(sum, oracle_["confusion"])) == 300


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path, oracle, monkeypatch):
    plan, judge = pairs_plan(tmp_path), oracle.judge

    def interrupted(data, rows):
        if oracle.asked:
            raise KeyboardInterrupt
        return judge(data, rows)

    monkeypatch.setattr(oracle, "judge", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.run(plan, tmp_path / "out")
    kept = tmp_path / "out" / "predictions" / "own.factcheck.jsonl"
    kept.write_bytes(kept.read_bytes()[:-30])  # and the last record was cut short
    cut = results.write(tmp_path / "out")["tasks"][0]["results"][0]
    assert not cut["complete"]
    monkeypatch.setattr(oracle, "judge", judge)
    run.run(plan, tmp_path / "out")
    result = results.write(tmp_path / "out")
    assert oracle.asked == run.CHUNK + 300 - (run.CHUNK - 1)
    run.run(plan, tmp_path / "whole")
    whole = results.write(tmp_path / "whole")
    assert without_cost(result) == without_cost(whole)


def test_a_baseline_that_was_interrupted_is_shown_as_far_as_it_came(tmp_path, oracle, monkeypatch):
    plan = articles_plan(tmp_path)
    (tmp_path / "own" / "ferry").rename(tmp_path / "own" / "zeta")  # the cluster with gold comes last

    def interrupted(self, cluster):
        if cluster.name != "quiet":
            raise KeyboardInterrupt
        return systems.Found((), 0)

    monkeypatch.setattr(systems.Majority, "find", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.run(plan, tmp_path / "out")
    result = results.write(tmp_path / "out")
    jsonschema.validate(result, results.schema())
    assert [(r["complete"], r["rows"]) for r in result["tasks"][0]["results"]] == [(True, 2), (False, 1)]
    for page in ("result.md", "result.html"):
        shown = (tmp_path / "out" / page).read_text()
        assert "majority was interrupted: its figures are of the first 1 of 2 clusters." in shown


def without_cost(result):
    return [[{k: v for k, v in r.items() if k != "cost"} for r in task["results"]] for task in result["tasks"]]


def test_another_run_is_not_mixed_in(tmp_path, oracle):
    run.run(pairs_plan(tmp_path), tmp_path / "out")
    with pytest.raises(FactcheckError, match=r"holds predictions of another run \(seed differs\).*--fresh"):
        run.run(pairs_plan(tmp_path, seed=1), tmp_path / "out")
    run.run(pairs_plan(tmp_path, seed=1), tmp_path / "out", fresh=True)
    assert results.write(tmp_path / "out")["seed"] == 1


def test_a_run_that_predicted_nothing_stands_in_no_ones_way(tmp_path, oracle, monkeypatch):
    def unknown(kind):
        raise FactcheckError("the model cannot be loaded")

    monkeypatch.setattr(oracle, "prepare", unknown)
    with pytest.raises(FactcheckError, match="cannot be loaded"):
        run.run(pairs_plan(tmp_path, seed=1), tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(run, "choose", lambda model, baselines: [oracle])
    run.run(pairs_plan(tmp_path), tmp_path / "out")
    assert results.write(tmp_path / "out")["seed"] == 0


def test_a_task_that_cannot_be_read_costs_the_others_nothing(tmp_path, oracle, monkeypatch):
    def unreachable(task):
        raise FactcheckError(f"{task.name}: the hub data set cannot be read")

    read_task = run.read_task
    monkeypatch.setattr(run, "read_task", lambda task: unreachable(task) if task.name == "mnli" else read_task(task))
    write_pairs(tmp_path / "snli.jsonl")
    problems = run.run(Plan((TASKS["mnli"], TASKS["snli"]), data=tmp_path, limit=6), tmp_path / "out")
    assert [problem.where for problem in problems] == ["mnli"]
    assert [task["name"] for task in results.write(tmp_path / "out")["tasks"]] == ["snli"]
    with pytest.raises(FactcheckError, match="mnli: the hub data set"):
        run.run(Plan((TASKS["mnli"],)), tmp_path / "out")


def test_data_of_ones_own_stands_for_a_task(tmp_path):
    pairs, articles = write_pairs(tmp_path / "snli.jsonl"), write_clusters(tmp_path / "seeded")
    assert [(t.name, t.kind, t.local) for t in with_data([], pairs)] == [("snli", "pairs", pairs)]
    assert [(t.name, t.kind) for t in with_data([], articles)] == [("seeded", "articles")]
    tasks = [TASKS["snli"], TASKS["mnli"]]
    assert [t.local for t in with_data(tasks, tmp_path)] == [pairs, None]
    assert [t.local for t in with_data(tasks[:1], pairs)] == [pairs]
    with pytest.raises(FactcheckError, match="is the data of one task"):
        with_data(tasks, pairs)
    with pytest.raises(FactcheckError, match="no such file or folder"):
        with_data([], tmp_path / "none")


def test_the_page_holds_untrusted_text_as_text(tmp_path, oracle):
    for name, plan in (("pairs", pairs_plan(tmp_path)), ("articles", articles_plan(tmp_path))):
        run.run(plan, tmp_path / name)
        results.write(tmp_path / name)
    pairs, articles = ((tmp_path / name / "result.html").read_text() for name in ("pairs", "articles"))
    assert "Number 6 &lt;b&gt;rang&lt;/b&gt;." in pairs and "<b>rang" not in pairs
    assert "&lt;script&gt;Who?&lt;/script&gt;" in articles and "<script" not in articles
    for page in (pairs, articles):
        assert "http" not in page.replace("http-equiv", "") and " style=" not in page
    table = (tmp_path / "pairs" / "result.md").read_text()
    assert "| accuracy, % | 86.0 [" in table and "| majority |" in table


def test_runs_are_compared_on_the_same_rows(tmp_path, oracle, monkeypatch):
    run.run(pairs_plan(tmp_path), tmp_path / "before")
    judge = oracle.judge
    monkeypatch.setattr(oracle, "judge", lambda data, rows: judge(data, rows)[:, ::-1])
    run.run(pairs_plan(tmp_path), tmp_path / "after")
    comparison = compare.compare([tmp_path / "before", tmp_path / "after"])
    (task,) = comparison["tasks"]
    (other,) = task["others"]
    right_before = sum(k % 7 != 6 for k in range(300))
    # Turned round, neutral stays and the others change places: a right answer is broken where it was not neutral.
    broken = sum(k % 7 != 6 and k % 3 != 1 for k in range(300))
    fixed = sum(k % 7 == 6 and k % 3 == 1 for k in range(0))
    fixed = other["fixed"]
    assert other["broken"] == broken
    assert other["metrics"]["accuracy"]["value"] == pytest.approx((right_before - broken + fixed) / 300)
    assert other["differences"]["accuracy"]["p"] < 0.01 and other["mcnemar_p"] < 1e-6
    assert len(other["lists"]["broken"]) == compare.SHOWN
    text, page = compare_table.markdown(comparison), compare_table.html(comparison)
    assert f"| pairs fixed, broken |  | {fixed}, {broken} (McNemar p < 0.001) |" in text
    assert "&lt;b&gt;rang" in page and "<b>rang" not in page


def test_baselines_of_one_run_are_compared_and_conflicts_fixed_and_broken_listed(tmp_path, oracle):
    run.run(articles_plan(tmp_path), tmp_path / "out")
    comparison = compare.compare([tmp_path / "out"])
    (other,) = comparison["tasks"][0]["others"]
    assert (other["name"], other["fixed"], other["broken"]) == ("majority", 0, 1)
    assert [entry["text"] for entry in other["lists"]["broken"]] == ["It sank once."]
    assert [entry["text"] for entry in other["lists"]["flags_gone"]] == ["<script>Who?</script>"]
    assert "<script" not in compare_table.html(comparison)
    assert "False flags that are gone in majority:" in compare_table.markdown(comparison)


def test_runs_on_other_rows_are_not_compared(tmp_path, oracle):
    run.run(pairs_plan(tmp_path), tmp_path / "all")
    run.run(pairs_plan(tmp_path, limit=20), tmp_path / "some")
    with pytest.raises(FactcheckError, match="no task with the same rows"):
        compare.compare([tmp_path / "all", tmp_path / "some"])
    with pytest.raises(FactcheckError, match="is no benchmark run"):
        compare.compare([tmp_path, tmp_path / "all"])
