import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from factcheck.alerts import Accepted
from factcheck.records import Report
from factcheck.report import render, render_review
from tests.report import drafted, sample

# The schema of the standard as the npm package @microsoft/jest-sarif 1.0.0-beta.0 (MIT) carries it.
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def results(text):
    log = json.loads(text)
    Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    return run["results"]


@pytest.mark.parametrize("report", [sample.bridge(), sample.small(), sample.quiet(), Report((), (), (), ())])
def test_every_report_keeps_to_the_schema(report):
    assert len(results(render(report, "sarif"))) == len(report.findings)


def test_an_alert_with_the_other_side():
    alert, comment = results(render_review(drafted.bridge(), "sarif"))
    assert (alert["ruleId"], alert["level"], alert["rank"]) == ("weekday", "error", 97.0)
    assert alert["message"]["text"].startswith("When was the bridge struck? Here “Sunday”; elsewhere “Monday”")
    assert alert["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "bridge.md"},
                "region": {"startLine": 4, "startColumn": 47, "endLine": 4, "endColumn": 53},
            }
        }
    ]
    assert alert["relatedLocations"] == [
        {
            "id": 0,
            "physicalLocation": {"artifactLocation": {"uri": "wire.txt"}},
            "message": {"text": "Northwire, 5 March 2024: The bridge was struck on Monday."},
        },
        {
            "id": 1,
            "logicalLocations": [{"name": "post", "kind": "article"}],  # the address has a space and is none
            "message": {"text": "Post, 6 March 2024: On Monday the bridge was hit."},
        },
    ]
    assert alert["partialFingerprints"] == {"factcheck/v1": drafted.bridge().alerts[0].fingerprint}
    assert alert["suppressions"] == []
    assert (comment["ruleId"], comment["level"]) == ("comment", "warning")


def test_what_is_accepted_is_suppressed():
    fingerprint = drafted.bridge().alerts[0].fingerprint
    known = {fingerprint: Accepted("baseline", "the harbour master says so")}
    alert, _ = results(render_review(drafted.bridge(known), "sarif"))
    assert alert["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "the harbour master says so"}
    ]


def test_hostile_text_makes_no_links_placeholders_or_escapes():
    text = render_review(drafted.hostile(), "sarif")
    (alert,) = results(text)
    assert "[link] (https://bad.example) {{0}} red" in alert["message"]["text"]
    assert alert["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "odd%2Cname%3A%250A%1B%5B31m.md"
    assert "javascript" not in text and "\x1b" not in text and "\u202e" not in text
