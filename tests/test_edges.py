"""Folders as they come: broken files among good ones, an empty folder, one article, twins, a very long text."""

import json
import random
import shutil

import pytest
from typer.testing import CliRunner

from factcheck.cli import app
from tests.stories import FIXTURES

EDGE = FIXTURES / "edge"
GOOD = "The swimming bath of Holm was sold on Friday. It fetched £3,000 and a café table, the mayor said."


def report(*paths):
    """Runs `factcheck report` for JSON; the result and, when it gave one, the report."""
    result = CliRunner().invoke(app, ["report", *map(str, paths), "-f", "json"])
    return result, json.loads(result.stdout) if result.exit_code == 0 else None


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edge") / "broken"
    shutil.copytree(EDGE / "broken", folder)
    files = {
        "photo.txt": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 20,
        "nul.txt": b"The library\x00of Holm",
        "latin-1.txt": GOOD.encode("latin-1"),
        "utf-16.txt": GOOD.encode("utf-16"),
        "bom.txt": GOOD.encode("utf-8-sig"),
        "crlf.txt": GOOD.replace(". ", ".\r\n\r\n").encode(),
        "broken.parquet": b"PAR1 but not quite",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def broken_report(broken):
    result, found = report(broken)
    assert result.exit_code == 0, result.output
    return result, found


def test_broken_files_are_reported_and_the_others_read(broken_report):
    result, found = broken_report
    read = {"evening-post.txt", "holm-gazette.md", "row-one", "latin-1.txt", "utf-16.txt", "bom.txt", "crlf.txt"}
    assert {article["id"] for article in found["articles"]} == read
    for name in ("photo.txt", "nul.txt", "empty.txt", "blank.txt", "cut-off.json", "rows.jsonl", "menu-only.html"):
        assert name in result.stderr
    assert "Traceback" not in result.output
    assert len(found["problems"]) == len(result.stderr.strip().splitlines())


def test_what_is_not_english_is_left_out(broken_report):
    result, _ = broken_report
    assert [line for line in result.stderr.splitlines() if "gazette-francaise.txt" in line and "French" in line]


@pytest.mark.parametrize("name", ["latin-1.txt", "utf-16.txt", "bom.txt", "crlf.txt"])
def test_text_of_any_encoding_is_read(broken_report, name):
    _, found = broken_report
    claims = [claim["text"] for claim in found["claims"] if claim["article"] == name]
    assert any(text.startswith("The swimming bath of Holm was sold") for text in claims)
    assert any("£3,000 and a café table" in text for text in claims)


def test_conflict_among_broken_files_is_found(broken_report):
    _, found = broken_report
    loud = [finding for finding in found["findings"] if finding["severity"] != "info"]
    assert [sorted(a for side in finding["sides"] for a in side["articles"]) for finding in loud] == [
        ["evening-post.txt", "holm-gazette.md"]
    ]
    assert loud[0]["type"] in ("weekday", "date")


def test_empty_folder(tmp_path):
    result, _ = report(tmp_path)
    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_missing_path(tmp_path):
    result, _ = report(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_one_article_alone():
    result, found = report(EDGE / "twins" / "ferry-times.txt")
    assert result.exit_code == 0, result.output
    assert len(found["articles"]) == 1
    assert found["claims"]
    assert found["findings"] == []


def test_identical_articles_agree_and_are_one_source():
    result, found = report(EDGE / "twins")
    assert result.exit_code == 0, result.output
    assert len(found["articles"]) == 2
    assert found["findings"] == []
    both = [cluster for cluster in found["clusters"] if len(cluster["articles"]) == 2]
    assert both
    assert {cluster["sources"] for cluster in both} == {1}


def long_text():
    """Two million characters in long sentences, of words drawn at random."""
    draw = random.Random(3)
    makers = ["baker", "farmer", "glazier", "judge", "mason", "nurse", "pilot", "potter", "sailor", "tailor", "weaver"]
    deeds = ["carried", "counted", "drew", "hid", "mended", "painted", "praised", "saw", "stole", "washed", "weighed"]
    things = ["anchors", "barrels", "bells", "boats", "carts", "clocks", "drums", "fences", "lamps", "mirrors", "sails"]
    places = ["Aldermoor", "Calderford", "Greywick", "Hamra", "Holm", "Osterby", "Sarnik", "Stenbury", "Tarn"]

    def sentence():
        goods = [f"the {thing} of the {draw.choice(makers)}" for thing in draw.sample(things, 8)]
        return f"The {draw.choice(makers)} of {draw.choice(places)} {draw.choice(deeds)} {', '.join(goods)} and a rope."

    return "\n\n".join(" ".join(sentence() for _ in range(4)) for _ in range(2100))


def test_very_long_article_is_cut_and_said_to_be(tmp_path):
    text = long_text()
    assert len(text) > 2_000_000
    (tmp_path / "chronicle.txt").write_text(text, encoding="utf-8")
    result, found = report(tmp_path)
    assert result.exit_code == 0, result.output
    assert "truncated" in result.stderr
    assert any("truncated" in problem["message"] for problem in found["problems"])
