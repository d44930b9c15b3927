"""Whole reports of one event by two reporters: which conflicts between them are found, and what is found besides."""

import json
from datetime import date
from pathlib import Path

from factcheck.pipeline import check
from factcheck.records import Article, Claim, Finding

LINES = (Path(__file__).resolve().parent.parent / "fixtures" / "event_reports.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]
"""Each has a `name`, the `batch` of docs/QUALITY.md, reports `a` and `b`, `conflicts` with the words of both that cannot
both be true, and `found`, the places of those that are found."""


def outcome(case: dict) -> tuple[list[int], list[Finding]]:
    """The places of the conflicts that a finding sets against each other at warning or above, and the other findings."""
    articles = [
        Article(side, case[side]["text"], case[side]["title"], case[side]["source"], _day(case[side])) for side in "ab"
    ]
    report = check(articles)
    claims = {c.id: c for c in report.claims}
    found, besides = set(), []
    for finding in report.findings:
        if finding.severity == "info":
            continue
        sides = [[claims[id_] for id_ in side.claims] for side in finding.sides]
        met = {k for k, conflict in enumerate(case["conflicts"]) if _sets_apart(sides, conflict, case)}
        found |= met
        if not met:
            besides.append(finding)
    return sorted(found), besides


def _sets_apart(sides: list[list[Claim]], conflict: dict, case: dict) -> bool:
    at_a, at_b = (
        {k for k, side in enumerate(sides) for c in side if _overlaps(c, letter, conflict[letter], case)}
        for letter in "ab"
    )
    return bool(at_a and at_b and len(at_a | at_b) > 1)


def _overlaps(claim: Claim, article: str, words: str, case: dict) -> bool:
    start = case[article]["text"].index(words)
    return claim.article_id == article and claim.start < start + len(words) and start < claim.end


def _day(report: dict) -> date:
    return date.fromisoformat(report["published"])
