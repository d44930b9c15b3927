import json

import pytest
from typer.testing import CliRunner

from factcheck import cli
from tests.archive.sample import FERRY, VOTE
from tests.archive.server import serving


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_ARCHIVE", raising=False)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.txt").write_text(f"date 2024-03-05\n{FERRY.text}")
    (tmp_path / "articles" / "vote.txt").write_text(VOTE.text)
    return tmp_path


def run(*args, code=0):
    result = CliRunner().invoke(cli.app, ["archive", *args], prog_name="factcheck")
    assert result.exit_code == code, result.output
    return result.stdout.splitlines(), result.stderr.splitlines()


def test_add_list_info_remove(folder):
    assert run("add", "articles") == (["factcheck.db: 2 new, 0 changed, 0 already there"], [])
    (folder / "articles" / "vote.txt").write_text(VOTE.text.replace("Friday", "Thursday"))
    assert run("add", "articles") == (["factcheck.db: 0 new, 1 changed, 1 already there"], [])
    lines, _ = run("list")
    ids = [line.split()[0] for line in lines]
    assert lines == [
        f"{ids[0]}  2024-03-05  -                         The ferry Halvar ran aground off Aldsund on Monday. Captain Mira Sundt said 40 p",
        f"{ids[1]}  undated     -                         The council of Brenholm voted on Thursday to close the old school. Mayor Ole Tar",
    ]
    assert run("list", "--since", "2024-03-06")[0] == lines[1:]
    first = json.loads(run("list", "-f", "jsonl")[0][0])
    assert first == {
        "id": ids[0], "published": "2024-03-05", "source": None, "title": None, "url": None, "path": "articles/ferry.txt",
    }  # fmt: skip
    told = run("info")[0]
    assert [line.split()[0] for line in told] == ["archive", "articles", "claims", "decisions"]
    assert told[1] == "articles   2, 2024-03-05 to 2024-03-05, 1 undated"
    assert run("remove", ids[0][:8], "articles/vote.txt")[0] == [
        f"removed {ids[0]}  articles/ferry.txt", f"removed {ids[1]}  articles/vote.txt",
    ]  # fmt: skip
    assert run("list") == ([], [])


def test_what_cannot_be_read_is_told_and_the_rest_is_added(folder):
    (folder / "articles" / "empty.txt").touch()
    assert run("add", "articles", "missing.txt") == (
        ["factcheck.db: 2 new, 0 changed, 0 already there"],
        [
            "factcheck: articles/empty.txt: is empty; give it some text or leave it out",
            "factcheck: missing.txt: no such file or folder; check the spelling",
        ],
    )
    assert run("add", "articles", "missing.txt", "--quiet") == ([], [])


def test_nothing_to_add_makes_no_archive(folder):
    assert run("add", "missing.txt", code=2) == (
        [],
        ["factcheck: missing.txt: no such file or folder; check the spelling"],
    )
    assert not (folder / "factcheck.db").exists()


def test_a_feed_that_cannot_be_had_ends_with_two(folder):
    with serving() as server:
        out, problems = run("add", f"{server.url}/feed.xml", code=2)
    assert problems == [f"factcheck: {server.url}/feed.xml: was answered with 404 Not Found"]
    assert out == ["factcheck.db: 0 new, 0 changed, 0 already there, 1 left out"]


@pytest.mark.parametrize("verb", [["list"], ["info"], ["remove", "abc"], ["export", "-"]])
def test_without_an_archive_the_other_verbs_say_how_to_make_one(folder, verb):
    made = "make it with: factcheck archive add --archive news.db PATH"
    assert run(*verb, "--archive", "news.db", code=2) == ([], [f"factcheck: there is no archive news.db; {made}"])


def test_the_archive_is_named_by_option_or_environment(folder, monkeypatch):
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(folder / "desk.db"))
    run("add", "articles/ferry.txt")
    run("add", "articles", "-a", "other.db", "-q")
    assert (folder / "desk.db").exists() and (folder / "other.db").exists()
    assert len(run("list")[0]) == 1
    assert len(run("list", "-a", "other.db")[0]) == 2


def test_export_to_a_file_and_to_standard_output(folder):
    run("add", "articles", "-q")
    assert run("export", "out.parquet")[0] == ["out.parquet: 2 articles"]
    assert run("export", "out.jsonl", "-q") == ([], [])
    lines, _ = run("export", "-")
    assert lines == (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == [FERRY.text, VOTE.text]


def test_titles_cannot_move_the_terminal(folder):
    (folder / "bad.json").write_text(
        json.dumps({"title": "\x1b]0;owned\x07Red \x1b[31malert\u202e", "text": FERRY.text})
    )
    run("add", "bad.json", "-q")
    assert run("list")[0][0].endswith("-                         Red alert")
