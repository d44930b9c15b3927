"""Pairs of reports of a sentence or two: conflicts that any reader sees, and differences that are none."""

import json
from datetime import date
from pathlib import Path

import pytest

from factcheck.pipeline import check
from factcheck.records import Article

LINES = (Path(__file__).resolve().parent.parent / "fixtures" / "short_reports.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_short_reports(case):
    articles = [
        Article(str(number), report["text"], published=date.fromisoformat(report["published"]))
        for number, report in enumerate(case["reports"])
    ]
    found = {f.type for f in check(articles).findings if f.severity != "info"}
    if case["types"]:
        assert found & set(case["types"])
    else:
        assert not found
