import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from factcheck import cli
from tests.bench.own_data import Oracle, write_clusters, write_pairs


def run(*args):
    return CliRunner().invoke(cli.app, ["bench", *map(str, args)], prog_name="factcheck")


def test_the_list_says_what_is_here():
    shown = run("list").output
    assert "stories" in shown and "MNLI" not in shown
    assert "slots      144 pairs     MIT" in shown
    assert "from the hub, or a copy with --data: https://huggingface.co/datasets/stanfordnlp/snli" in shown


def test_a_file_of_ones_own_is_measured_scored_again_and_compared(tmp_path):
    data = write_pairs(tmp_path / "own.jsonl", 9)
    done = run(
        "run", "--data", data, "-o", tmp_path / "out", "--baselines", "majority", "--markdown", tmp_path / "own.md"
    )
    assert done.exit_code == 0, done.output
    assert "## own" in done.output and "| accuracy, % |" in done.output
    assert (tmp_path / "own.md").read_text() == (tmp_path / "out" / "result.md").read_text()
    again = run("score", tmp_path / "out")
    assert again.exit_code == 0 and again.output in done.output
    compared = run("compare", tmp_path / "out", "-o", tmp_path / "compared.html")
    assert compared.exit_code == 0 and "<table" in (tmp_path / "compared.html").read_text()
    assert run("compare", tmp_path / "out", "-o", tmp_path / "compared.json").exit_code == 0
    assert json.loads((tmp_path / "compared.json").read_text())["columns"][1]["name"] == "majority"


def test_articles_of_ones_own_are_measured(tmp_path):
    data = write_clusters(tmp_path / "own")
    done = run("run", "--data", data, "-o", tmp_path / "out", "--baselines", "none")
    assert done.exit_code == 0, done.output
    assert "| recall of findings, % | 100.0" in done.output


def test_errors_are_seeded_into_a_folder(tmp_path):
    write_clusters(tmp_path / "own")
    done = run("seed-errors", tmp_path / "own", "-o", tmp_path / "made", "--types", "weekday")
    assert done.exit_code == 0, done.output
    assert "clusters" in done.output and "factcheck bench run --data" in done.output
    wrong = run("seed-errors", tmp_path / "own", "-o", tmp_path / "more", "--types", "colour")
    assert (wrong.exit_code, wrong.output.count("\n")) == (2, 1) and "'colour'" in wrong.output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("run", "snil"), "snil: no such task"),
        (("run",), "no task named"),
        (("run", "--data", "none.jsonl"), "none.jsonl: no such file or folder"),
        (("run", "slots", "--model", "./none"), "./none: no such folder"),
        (("score", "."), "is no benchmark run"),
        (("compare", "."), "is no benchmark run"),
        (("floors", "--allow-lower"), "--allow-lower goes with --set and a --reason"),
        (("speed", "--sizes", "ten"), "--sizes ten: give numbers"),
    ],
)
def test_what_cannot_be_run_is_one_line_and_exit_2(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert (done.exit_code, done.output.count("\n")) == (2, 1), done.output
    assert message in done.output


def test_floors_fail_the_run_when_they_are_missed(tmp_path, monkeypatch):
    from factcheck.bench import floors, tasks
    from factcheck.bench import run as running

    own = tasks.Task("own", "pairs", "", "", "", local=write_pairs(tmp_path / "own.jsonl", 30))
    monkeypatch.setattr(tasks, "TASKS", {"own": own})
    monkeypatch.setattr(tasks, "OFFLINE", ("own",))
    monkeypatch.setattr(running, "choose", lambda model, baselines: [Oracle()])
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    missing = run("floors", "-o", tmp_path / "out")
    assert missing.exit_code == 1 and "has no floors" in missing.output
    assert run("floors", "--set", "-o", tmp_path / "out").exit_code == 0
    assert run("floors", "-o", tmp_path / "out").exit_code == 0
    pinned = json.loads((tmp_path / "floors.json").read_text())
    pinned["tasks"]["own"]["floors"]["accuracy"] = 0.999
    (tmp_path / "floors.json").write_text(json.dumps(pinned))
    below = run("floors", "-o", tmp_path / "out")
    assert below.exit_code == 1 and "under the floor of 0.999" in below.output
    refused = run("floors", "--set", "-o", tmp_path / "out")
    assert refused.exit_code == 2 and "would lower a floor" in refused.output


def test_help_imports_nothing_heavy():
    code = "import sys, factcheck.cli; print([m for m in ('numpy', 'torch', 'datasets', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
