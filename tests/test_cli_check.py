import json
import shutil

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from factcheck import cli
from factcheck.report import json as report_json
from tests.stories import FIXTURES

STORY = FIXTURES / "stories" / "harbour-fire" / "articles"
DRAFT = FIXTURES / "drafts" / "port-fire.md"
LINES = [
    "port-fire.md:12:51: [date]",
    "port-fire.md:12:76: [number]",
    "port-fire.md:17:108: [date]",
    "port-fire.md:19:1: [comment]",
]


def run(*args, **kwargs):
    return CliRunner().invoke(cli.app, ["check", *map(str, args)], prog_name="factcheck", **kwargs)


def short(result):
    """Places and types of the line format; levels are the calibration's to say, and so is which of a day's two types."""
    lines = result.stdout.replace("[weekday]", "[date]").splitlines()
    return [f"{line.partition(': ')[0]}: {line.rpartition(' ')[2]}" for line in lines]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    file = tmp_path_factory.mktemp("archive") / "a.db"
    made = CliRunner().invoke(cli.app, ["archive", "add", str(STORY), "-a", str(file), "-q"])
    assert made.exit_code == 0, made.output
    return file


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the draft, which is the current one."""
    shutil.copy(DRAFT, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_draft_against_an_archive(desk, archive):
    result = run("port-fire.md", "--against", archive, "-f", "line")
    assert (result.exit_code, short(result), result.stderr) == (1, LINES, "")


def test_the_same_for_people(desk):
    result = run("port-fire.md", "--against", STORY, "--fail-on", "never")
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert said.startswith("port-fire.md:12:51 ")
    assert " When did the fire break out in the Brackwater Logistics warehouse? " in said
    assert "The draft: Tuesday night, March 12 (Tuesday 12 March 2024)" in said
    assert "With it: Tuesday night (Tuesday 12 March 2024) — 1 article coast-daily.txt, 13 March 2024" in said
    assert "Elsewhere: Sunday night (Sunday 10 March 2024) — 3 articles, 2 independent sources" in said
    assert "Date: the draft is newer than all of them" in said
    assert (
        "Consider: 2 independent sources say “Nine”: check “Seven” with your source, or say whose word it is." in said
    )
    assert said.endswith("; 1 accepted; 1 note")


def test_the_level_shown_and_the_level_that_fails_are_two(desk):
    (desk / "factcheck.toml").write_text("".join(f"levels.{kind} = 'warning'\n" for kind in ("date", "number")))
    hidden = run("port-fire.md", "--against", STORY, "-f", "line", "--min-level", "error", "--fail-on", "warning")
    assert (hidden.exit_code, hidden.stdout) == (1, "")


def test_json_keeps_to_the_schema_and_holds_everything(desk, archive):
    result = run("port-fire.md", "--against", archive, "-o", "out.json", "--since", "2024-03-13")
    assert (result.exit_code, result.stdout) == (1, "")
    data = json.loads((desk / "out.json").read_text(encoding="utf-8"))
    Draft202012Validator(report_json.schema()).validate(data)
    assert data["review"]["drafts"] == ["port-fire.md"]
    assert data["review"]["since"] == "2024-03-13"
    assert {a["published"] for a in data["articles"]} == {"2024-03-18", "2024-03-13"}
    accepted = [a["accepted"] for a in data["review"]["alerts"] if a["accepted"]]
    assert accepted == [{"by": "comment", "reason": "the company sent us its figure"}]
    assert {a["finding"] for a in data["review"]["alerts"]} == {f["id"] for f in data["findings"]}


def test_a_baseline_accepts_what_is_known_and_no_more(desk):
    options = ("port-fire.md", "--against", STORY, "--baseline", "known.json", "-f", "line")
    assert run(*options).stderr == "factcheck: known.json: there is no such baseline; make it with --write-baseline\n"
    written = run(*options, "--write-baseline")
    assert (written.exit_code, short(written)) == (0, LINES[3:])
    known = json.loads((desk / "known.json").read_text(encoding="utf-8"))
    assert len(known["accepted"]) == 3
    for entry in known["accepted"]:
        entry["reason"] = "checked"
    known["accepted"].append({**entry, "fingerprint": "of another", "draft": "other.md"})
    (desk / "known.json").write_text(json.dumps(known))
    text = (desk / "port-fire.md").read_text(encoding="utf-8")
    begin, end = text.index("The smell"), text.index("About 300")
    changed = "Trade on the quay is slow.\n\n" + text[begin:end].replace("Seven", "Five") + "About 300 had to go.\n"
    (desk / "port-fire.md").write_text(text[:begin] + changed, encoding="utf-8")
    again = run(*options)
    assert (again.exit_code, short(again)) == (1, ["port-fire.md:14:76: [number]"])
    assert again.stderr == "factcheck: known.json: 2 accepted and found no longer; --write-baseline drops them\n"
    assert run(*options, "--write-baseline").exit_code == 0
    entries = json.loads((desk / "known.json").read_text(encoding="utf-8"))["accepted"]
    assert [
        (e["draft"], e["sentence"], e["reason"]) for e in sorted(entries, key=lambda e: (e["draft"], e["reason"]))
    ] == [
        ("other.md", entry["sentence"], "checked"),
        ("port-fire.md", "Five firefighters were injured when part of the roof fell in.", ""),
        ("port-fire.md", "The fire broke out in the Brackwater warehouse on Tuesday night, March 12.", "checked"),
    ]


def test_the_configuration_above_the_draft(desk):
    (desk / "factcheck.toml").write_text('[levels]\ndate = "info"\nnumber = "warning"\nweekday = "off"\n')
    result = run("port-fire.md", "--against", STORY, "-f", "line")
    assert (result.exit_code, short(result)) == (0, [LINES[1], LINES[3]])
    (desk / "factcheck.toml").write_text("level = 1")
    result = run("port-fire.md", "--against", STORY)
    assert (result.exit_code, result.stderr) == (
        2, f"factcheck: {(desk / 'factcheck.toml').resolve()}: level: unknown key; known are levels, trusted, owners, ignore\n"
    )  # fmt: skip


def test_a_draft_from_standard_input_against_itself(desk):
    result = run("-", "-f", "line", "--fail-on", "warning", input=DRAFT.read_bytes())
    assert result.exit_code == 1
    assert "stdin:17:108: [date]" in short(result)


def test_standard_input_says_what_its_file_says(desk, archive):
    piped = run("-", "--against", archive, "-f", "line", input=DRAFT.read_bytes())
    named = run("port-fire.md", "--against", archive, "-f", "line")
    assert piped.stdout == named.stdout.replace("port-fire.md:", "stdin:")


def test_nothing_found_is_clean(desk):
    (desk / "gulls.md").write_text("The gulls of Tolby are back. <!-- factcheck: ignore date — seen by our reporter -->")
    result = run("gulls.md", "--against", STORY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("gulls.md:1:30  nothing to ignore here: date\n\nNo conflicts found.\n  Nothing was seen ")
    assert result.stdout.endswith("1 draft, 1 claim, against 5 articles: no conflicts found; 1 note\n")
    assert run("gulls.md", "--fail-on", "warning", "-q").exit_code == 1


def test_nothing_to_compare_with_is_said(desk, archive):
    (desk / "gulls.md").write_text("---\ndate: 2025-06-30\n---\nThe gulls of Tolby are back.")
    assert run("gulls.md", "--against", archive).stdout == (
        "No conflicts found.\n"
        "  Nothing published since 31 May 2025 was there to compare with but the drafts\n"
        "  themselves; give an earlier date to look further back.\n\n"
        "1 draft, 1 claim, against 0 articles since 31 May 2025: no conflicts found\n"
    )
    assert "  There was nothing to compare with but the drafts themselves.\n" in run("gulls.md").stdout


def test_a_draft_without_a_statement_is_not_said_to_be_without_conflicts(desk):
    (desk / "later.md").write_text("Fire: more soon.")
    result = run("later.md", "--against", STORY)
    assert result.stdout == (
        "Nothing to check.\n  No statement was found that could be compared; only English is read.\n\n"
        "1 draft, 0 claims, against 5 articles: nothing to check\n"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["gone.md"], "gone.md: no such file or folder; check the spelling"),
        (["port-fire.md", "--against", "gone"], "nothing to check against could be read in gone"),
        (["port-fire.md", "--write-baseline"], "--write-baseline needs the file to write: --baseline FILE"),
        (["-", "--against", "-"], "standard input cannot be the draft and what it is checked against"),
        (["port-fire.md", "-o", "no/out.json"], "no is no folder; make it first"),
        (
            ["port-fire.md", "--baseline", "port-fire.md"],
            "port-fire.md: is no baseline; make one with --write-baseline",
        ),
    ],
)
def test_trouble_is_one_line_and_exit_code_2(desk, args, message):
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"factcheck: {message}\n")


def test_an_archive_goes_alone(desk, archive):
    result = run("port-fire.md", "--against", archive, "--against", STORY)
    assert (result.exit_code, result.stderr) == (
        2, "factcheck: an archive goes alone; give --against once, or export the archive to a .jsonl file\n"
    )  # fmt: skip


def test_a_draft_that_cannot_be_read_to_its_end_does_not_pass(desk):
    (desk / "gulls.md").write_text("The gulls of Tolby are back.")
    (desk / "empty.md").touch()
    result = run("gulls.md", "empty.md")
    assert result.exit_code == 2
    assert result.stderr == "factcheck: empty.md: is empty; give it some text or leave it out\n"
    assert "1 draft" in result.stdout
    (desk / "gulls.md").write_text("The gulls of Tolby are back." + " " * 200_000 + "Nobody saw them.")
    result = run("gulls.md")
    assert result.exit_code == 2
    assert result.stderr == (
        "factcheck: gulls.md: truncated: only the first 200,000 of 200,044 characters are read; cut the text up\n"
    )


def test_sarif_by_the_ending_of_the_file(desk):
    assert run("port-fire.md", "-o", "out.sarif").exit_code == 0
    found = json.loads((desk / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in found].count("comment") == 2
    made = CliRunner().invoke(cli.app, ["report", "port-fire.md", "-o", "report.sarif"])
    assert made.exit_code == 0
    assert len(json.loads((desk / "report.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
