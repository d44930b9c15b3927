import io
import json
import os
import signal
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from factcheck import cli
from factcheck.cli.common import run_check
from factcheck.records import Problem, Report

STORY = "The ferry to Aldsund ran aground on Monday. Nobody was hurt."
FAKE = """
import sys, types
from factcheck.records import Report
pipeline = types.ModuleType("factcheck.pipeline")
def check(articles, *, nli=None, processes=1, progress=None):
    {body}
    return Report(tuple(articles), (), (), ())
pipeline.check = check
sys.modules["factcheck.pipeline"] = pipeline
from factcheck.cli import main
main()
"""


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(f"date 2024-03-05\n{STORY}")
    return path


@pytest.fixture
def calls(monkeypatch):
    """The arguments of every check, which finds nothing and has one problem."""
    calls = []

    def check(articles, *, nli=None, processes=1, progress=None):
        calls.append((articles, nli, progress))
        return Report(tuple(articles), (), (), (), problems=(Problem("ferry.txt", "a sentence was cut"),))

    monkeypatch.setitem(sys.modules, "factcheck.pipeline", SimpleNamespace(check=check))
    return calls


def run(*args, **kwargs):
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], prog_name="factcheck", **kwargs)


def program(body, *args, **kwargs):
    """`factcheck ARGS` in a process of its own with a check that does `body`; it hears Ctrl-C even where we do not."""
    if os.name != "nt":
        kwargs["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        [sys.executable, "-c", FAKE.format(body=body), *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **kwargs,
    )


def test_warnings_of_our_own_are_one_line_each(story):
    body = (
        "import warnings; from factcheck.errors import FactcheckWarning; "
        "warnings.warn('odd model', FactcheckWarning); warnings.warn('old call')"
    )
    told = program(body, "report", story, text=True).communicate()[1]
    assert "factcheck: odd model\n" in told and "UserWarning: old call" in told and "Warning: odd" not in told


def test_a_report_as_json_on_standard_output(story, calls):
    result = run("report", story, "-f", "json")
    assert result.exit_code == 0
    assert [article["id"] for article in json.loads(result.stdout)["articles"]] == ["ferry.txt"]
    assert result.stderr == "factcheck: ferry.txt: a sentence was cut\n"
    ((articles, nli, progress),) = calls
    assert (articles[0].text, articles[0].published) == (STORY, date(2024, 3, 5))
    assert nli is None
    assert progress is None  # standard error is no terminal here


def test_a_report_for_the_terminal(story, calls):
    result = run("report", story)
    assert result.exit_code == 0
    assert result.stdout.strip()
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_the_level_goes_to_what_shows_the_report(story, calls, monkeypatch, level):
    seen = []
    monkeypatch.setattr("factcheck.report.terminal.show", lambda report, console, min_level: seen.append(min_level))
    monkeypatch.setattr("factcheck.report.render", lambda report, form, *, min_level: seen.append(min_level) or "")
    assert run("report", story, "--min-level", level).exit_code == 0
    assert run("report", story, "--min-level", level, "-f", "markdown").exit_code == 0
    assert seen == [level, level]


@pytest.mark.parametrize(
    ("name", "options", "form"),
    [
        ("out.html", [], "html"),
        ("out.HTM", [], "html"),
        ("out.json", [], "json"),
        ("out.md", [], "markdown"),
        ("out.txt", [], "terminal"),
        ("out", [], "terminal"),
        ("out.html", ["-f", "json"], "json"),
    ],
)
def test_the_format_follows_the_name_of_the_file(tmp_path, story, calls, monkeypatch, name, options, form):
    monkeypatch.setattr("factcheck.report.render", lambda report, form, *, min_level: f"café as {form}")
    result = run("report", story, "-o", tmp_path / name, *options)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_bytes() == f"café as {form}\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["ferry.txt", name])


def test_a_report_replaces_the_file_behind_a_link(tmp_path, story, calls):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "1.json").write_text("old")
    (tmp_path / "last.json").symlink_to(tmp_path / "kept" / "1.json")
    assert run("report", story, "-o", tmp_path / "last.json").exit_code == 0
    assert (tmp_path / "last.json").is_symlink()
    assert json.loads((tmp_path / "kept" / "1.json").read_text())["schema_version"] == "1"


def test_loading_problems_are_in_the_report_before_the_others(tmp_path, story, calls):
    (tmp_path / "empty.txt").touch()
    result = run("report", tmp_path, "-f", "json")
    assert result.exit_code == 0
    assert result.stderr == (
        f"factcheck: {tmp_path / 'empty.txt'}: is empty; give it some text or leave it out\n"
        "factcheck: ferry.txt: a sentence was cut\n"
    )


def test_quiet_says_nothing_of_what_was_left_out(tmp_path, story, calls):
    (tmp_path / "empty.txt").touch()
    result = run("report", tmp_path, "-f", "json", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")


def test_articles_from_standard_input(calls):
    result = run("report", "-", "-f", "json", input=json.dumps({"id": "a", "text": STORY}))
    assert result.exit_code == 0
    assert [article.id for article in calls[0][0]] == ["a"]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["nowhere.txt"], "factcheck: nowhere.txt: no such file or folder; check the spelling"),
        (["nowhere.txt", "-q"], "factcheck: no article could be read"),
        (["ferry.txt", "-o", "nowhere/out.json"], "factcheck: nowhere is no folder; make it first"),
        (["ferry.txt", "-o", "."], "factcheck: . is a folder; name a file in it"),
        (["ferry.txt", "-f", "pdf"], "Error: Invalid value for '--format' / '-f'"),
        ([], "Error: Missing argument 'PATH'"),
    ],
)
def test_what_cannot_be_run_is_one_line_and_code_2(story, calls, monkeypatch, args, line):
    monkeypatch.chdir(story.parent)
    result = run("report", *args)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(line)
    assert "Traceback" not in result.stderr
    assert calls == []


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ImportError("No module named 'openvino';\nrun pip install openvino"), "No module named 'openvino'; run pip"),
        (FileNotFoundError(2, "No such file or directory", "models/nli"), "models/nli: No such file or directory"),
        (OSError("no model of that name"), "no model of that name"),
    ],
)
def test_trouble_with_a_model_is_one_line(story, monkeypatch, error, line):
    def check(articles, *, nli=None, processes=1, progress=None):
        raise error

    monkeypatch.setitem(sys.modules, "factcheck.pipeline", SimpleNamespace(check=check))
    result = run("report", story)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"factcheck: {line}")
    assert result.stderr.count("\n") == 1


def test_another_model_is_loaded_by_its_name(story, calls, monkeypatch):
    monkeypatch.setitem(sys.modules, "factcheck.judging.nli", SimpleNamespace(load_nli=lambda name: f"model {name}"))
    assert run("report", story, "--nli", "models/mine").exit_code == 0
    assert calls[0][1] == "model models/mine"


def test_progress_is_shown_on_a_terminal_alone(story, monkeypatch):
    def check(articles, *, nli=None, processes=1, progress=None):
        progress("reading", 1, 2)
        progress("reading", 2, 2)
        return Report(tuple(articles), (), (), ())

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setitem(sys.modules, "factcheck.pipeline", SimpleNamespace(check=check))
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    from factcheck.articles import load_articles

    run_check(load_articles(story))
    assert "reading" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()


def test_a_reader_that_has_seen_enough(story):
    story.write_text(STORY * 3000)
    process = program("articles = [*articles] * 50", "report", story, "-f", "json")
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_ends_quietly(story):
    body = "import time; print('started', flush=True); time.sleep(60)"
    process = program(body, "report", story)
    assert process.stdout.readline() == b"started\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert process.stderr.read() == b""


def test_output_is_utf_8_whatever_the_locale(tmp_path):
    (tmp_path / "a.md").write_text("# Café burns\n\nThe café on the quay burned down.", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = program("pass", "report", tmp_path, "-f", "html", env=environment)
    assert "Café burns" in process.communicate(timeout=60)[0].decode("utf-8")
    assert process.returncode == 0


def test_help_needs_no_model_and_no_rich():
    code = "import sys, runpy; sys.argv[1:] = ['report', '--help']\ntry: runpy.run_module('factcheck', run_name='__main__')\n"
    code += "except SystemExit: print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Report the contradictions" in out
    loaded = set(out.rsplit("\n", 2)[-2].split())
    assert "factcheck.cli" in loaded
    assert not loaded & {"rich", "numpy", "torch", "spacy", "jinja2", "factcheck.articles", "factcheck.pipeline"}


def test_the_version():
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("factcheck ")
