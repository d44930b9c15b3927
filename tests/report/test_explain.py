"""Why a finding stands: for a person, for a program, and from the command line."""

import json
import sys
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

import factcheck
from factcheck import cli
from factcheck.errors import FactcheckError
from factcheck.judging import calibration as numbers
from factcheck.records import Amount, Article, Claim, Finding, Report, Side, Span, Verdict, When
from factcheck.report import explain

POST = Article("post", "The ferry sank on Sunday. Nine died.", source="Post", published=date(2024, 5, 7))
ECHO = Article("echo", "The ferry sank on Tuesday, with 40 aboard.", source="Echo")
THRESHOLDS = {"identity": {"same_event": 0.5}, "severity": {"error": 0.86, "warning": 0.7, "info": 0.35}}


def claim(article, times=(), amounts=(), end=24):
    text = article.text[:end]
    return Claim(
        f"{article.id}:0", article.id, 0, end, text, text, "event", None, times, amounts, (), "positive", "asserted"
    )  # fmt: skip


SUNDAY = When("Sunday", 18, 24, date(2024, 5, 5), date(2024, 5, 5), "weekday", "published", weekday=6)
TUESDAY = When("Tuesday", 18, 25, None, None, "weekday", "none", weekday=1)
DAYS = Verdict(
    "echo:0", "post:0", "contradiction", "weekday", 0.8176, (18, 25), (18, 24), "one night spans both days",
    ((0.1, 0.2, 0.7), (0.0, 0.05, 0.95)), "Tuesday", "Sunday", "a Tuesday (date unknown)", "Sunday 5 May 2024",
    0.8176, "when", "warning", (("weekday", 0.0), ("event identity", 1.35), ("nli", 0.15)),
    (("start", -1.0), ("story", 2.5), ("times apart", -1.5)),
)  # fmt: skip
FINDING = Finding(
    "5f2ab40c", "c1", "weekday", "contradiction", "warning", 0.8176, "When did the ferry sink?", "They differ.",
    (
        Side("Tuesday", "a Tuesday (date unknown)", ("echo:0",), ("echo",), 1, (Span("echo", 18, 25),)),
        Side("Sunday", "Sunday 5 May 2024", ("post:0",), ("post",), 1, (Span("post", 18, 24),)),
    ),
)  # fmt: skip
REPORT = Report(
    (POST, ECHO), (claim(POST, (SUNDAY,)), claim(ECHO, (TUESDAY,), end=25)), (), (FINDING,), verdicts=(DAYS,)
)
SHOWN = """\
When did the ferry sink?
  5f2ab40c: warning, weekday, contradiction
  The claims
    echo: The ferry sank on Tuesday
    post: The ferry sank on Sunday
  The values
    “Tuesday” is a Tuesday (date unknown) (weekday, no publish date to count from)
    “Sunday” is Sunday 5 May 2024 (weekday, counted from the publish date, 7 May 2024)
  One event: 81%, needed 50%
     -1.00  start
     +2.50  story
     -1.50  times apart, left out: in dispute
     +1.50  in sum, 81%
  The model: entailment, neutral, contradiction
     10%   20%   70%  first to second
      0%    5%   95%  second to first
  A conflict: 81%
     +0.00  weekday
     +1.35  event identity
     +0.15  nli
     +1.50  in sum, 81%
  The level: warning, at most warning
    error from 86%: missed
    warning from 70%: passed
    info from 35%: passed
    one night spans both days

"""


@pytest.fixture(autouse=True)
def thresholds(monkeypatch):
    for module in (explain, numbers):
        monkeypatch.setattr(module, "calibration", lambda: THRESHOLDS)


def test_in_a_pipe():
    assert explain.render(REPORT, [FINDING], "terminal") == SHOWN


def test_as_json():
    (data,) = json.loads(explain.render(REPORT, [FINDING], "json"))["explanations"]
    assert (data["id"], data["question"]) == ("5f2ab40c", "When did the ferry sink?")
    (pair,) = data["pairs"]
    assert [s["value"] for s in pair["claims"]] == ["Tuesday", "Sunday"]
    assert pair["one_event"]["terms"][2] == {"name": "times apart", "log_odds": -1.5, "counted": False}
    assert pair["nli"][1] == {"entailment": 0.0, "neutral": 0.05, "contradiction": 0.95}
    assert pair["level"] == {"reached": "warning", "capped_at": "warning", "thresholds": THRESHOLDS["severity"]}


def test_the_deciding_pair_comes_first_and_weak_ones_are_left_out():
    weak, strong = replace(DAYS, probability=0.2), replace(DAYS, probability=0.9)
    report = replace(REPORT, verdicts=(DAYS, weak, strong))
    assert [p["conflict"]["probability"] for p in explain.explain(report, FINDING)["pairs"]] == [0.9, 0.8176]
    assert "  Also: 1 pair of claims\n    echo “Tuesday” and post “Sunday”: 81%, warning\n" in explain.render(
        report, [FINDING], "terminal"
    )


def test_verdicts_on_other_spans_are_of_other_findings():
    report = replace(REPORT, verdicts=(replace(DAYS, conflict_a=(0, 9)), replace(DAYS, relation="update")))
    assert explain.explain(report, FINDING)["pairs"] == []


def test_a_running_count_has_no_conflict_to_weigh():
    nine = Amount("Nine", 26, 30, 9, 9, "person", False)
    many = Amount("40", 32, 34, 40, 40, "person", True)
    verdict = replace(
        DAYS, relation="update", type="number", conflict_a=(32, 34), conflict_b=(26, 30), terms=(), nli=None,
        value_a="40", value_b="Nine", norm_a="40 people", norm_b="9 people", reason="the later report raises the count",
    )  # fmt: skip
    sides = tuple(
        replace(side, spans=(Span(article, *span),))
        for side, article, span in zip(FINDING.sides, ("echo", "post"), ((32, 34), (26, 30)), strict=True)
    )
    report = replace(
        REPORT, claims=(claim(POST, (), (nine,), 35), claim(ECHO, (), (many,), 41)), verdicts=(verdict,)
    )  # fmt: skip
    shown = explain.render(report, [replace(FINDING, relation="update", sides=sides)], "terminal")
    assert "    “40” is 40 people (count in person, approximate)\n" in shown
    assert "    not asked\n    the later report raises the count\n" in shown
    assert "A conflict" not in shown


def test_hostile_text_stays_text():
    bad = "[bold]x[/bold] \x1b[31mred"
    report = replace(REPORT, claims=tuple(replace(c, text=bad) for c in REPORT.claims))
    shown = explain.render(report, [replace(FINDING, question=bad)], "terminal")
    assert "[bold]x[/bold] red" in shown
    assert "\x1b" not in shown + explain.render(report, [replace(FINDING, question=bad)], "json")


def test_select():
    other = replace(FINDING, id="5f777777")
    report = replace(REPORT, findings=(FINDING, other))
    assert explain.select(report, "5f2ab40c") == explain.select(report, "5f2") == [FINDING]
    assert explain.select(report, "all") == [FINDING, other]


@pytest.mark.parametrize(
    ("name", "count", "message"),
    [
        ("5f", 2, "several findings begin with '5f'; choose one of 5f2ab400 (weekday, warning), 5f2ab401 (weekday"),
        ("f1", 2, "there is no finding 'f1'; choose one of 5f2ab400 (weekday, warning), 5f2ab401 (weekday, warning)"),
        ("", 1, "there is no finding ''; choose one of 5f2ab400 (weekday, warning)"),
        ("f1", 14, "5f2ab411 (weekday, warning), 2 more, told by --explain all"),
        ("f1", 0, "there is no finding 'f1': nothing was found"),
    ],
)
def test_an_unknown_finding(name, count, message):
    report = replace(REPORT, findings=tuple(replace(FINDING, id=f"5f2ab4{k:02d}") for k in range(count)))
    with pytest.raises(FactcheckError) as error:
        explain.select(report, name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def run(monkeypatch, *args):
    command = sys.modules["factcheck.cli.report"]  # the package has the function under that name
    monkeypatch.setattr(command, "read_articles", lambda paths, quiet: ([POST, ECHO], []))
    monkeypatch.setattr(command, "run_check", lambda articles, **options: REPORT)
    return CliRunner().invoke(cli.app, ["report", "a.txt", *map(str, args)])


def test_on_the_command_line(monkeypatch, tmp_path):
    told = run(monkeypatch, "--explain", "5f2")
    assert (told.exit_code, told.stdout) == (0, SHOWN)
    assert json.loads(run(monkeypatch, "--explain", "all", "-f", "json").stdout)["explanations"][0]["id"] == "5f2ab40c"
    assert run(monkeypatch, "--explain", "5f2", "-o", tmp_path / "why.txt").exit_code == 0
    assert (tmp_path / "why.txt").read_text("utf-8") == SHOWN


def test_trouble_on_the_command_line(monkeypatch):
    unknown = run(monkeypatch, "--explain", "f1")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert unknown.stderr == "factcheck: there is no finding 'f1'; choose one of 5f2ab40c (weekday, warning)\n"
    page = run(monkeypatch, "--explain", "5f2", "-f", "html")
    assert (page.exit_code, page.stderr) == (2, "factcheck: --explain writes terminal or json, not html\n")


def test_terms_add_up_in_a_real_report(nli, monkeypatch):
    monkeypatch.undo()
    told = "The ferry Osprey sank off Marrin Bay on {}. Nine passengers drowned when the Osprey sank."
    pair = [replace(a, text=told.format(d)) for a, d in ((POST, "Sunday"), (ECHO, "Tuesday"))]
    report = factcheck.check(pair, nli=nli)
    (finding,) = report.findings
    first = explain.explain(report, finding)["pairs"][0]
    assert first["conflict"]["probability"] == finding.probability
    for part in (first["one_event"], first["conflict"]):
        total = sum(t["log_odds"] for t in part["terms"] if t.get("counted", True))
        assert numbers.sigmoid(total) == pytest.approx(part["probability"], abs=1e-3)
    assert [t["name"] for t in first["one_event"]["terms"] if not t["counted"]] == ["times apart"]


def test_more_sources_raise_the_probability():
    lifted = replace(FINDING, probability=0.9, severity="error")
    shown = explain.render(REPORT, [lifted], "terminal")
    assert "  With what other sources say: 90%, error\n" in shown
    assert "With what other sources say" not in explain.render(REPORT, [FINDING], "terminal")
