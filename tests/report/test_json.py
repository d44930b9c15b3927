import json
import math
from importlib import metadata

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from factcheck.records import Article, Report
from factcheck.report import json as report_json
from tests.report import sample


def validate(text):
    schema = report_json.schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(text))


@pytest.mark.parametrize("report", [sample.bridge(), sample.small(), sample.quiet(), Report((), (), (), ())])
def test_every_report_keeps_to_the_schema(report):
    validate(report_json.render(report))


def test_small_report():
    assert json.loads(report_json.render(sample.small())) == {
        "schema_version": "1",
        "factcheck_version": metadata.version("factcheck"),
        "articles": [
            {
                "id": "a",
                "title": "Boat",
                "source": "Post",
                "published": "2024-05-02",
                "url": "https://post.example/1",
                "path": None,
            },
            {"id": "b", "title": None, "source": None, "published": None, "url": None, "path": None},
        ],
        "claims": [
            {
                "id": "a:0",
                "article": "a",
                "start": 0,
                "end": 18,
                "text": "Nine were on board",
                "statement": "Nine were on board",
                "kind": "event",
                "speaker": None,
                "polarity": "positive",
                "modality": "asserted",
                "times": [],
                "amounts": [
                    {"text": "Nine", "start": 0, "end": 4, "low": 9, "high": 9, "unit": "", "approximate": False}
                ],
            },
            {
                "id": "b:0",
                "article": "b",
                "start": 0,
                "end": 19,
                "text": "Eight were on board",
                "statement": "Eight were on board",
                "kind": "event",
                "speaker": None,
                "polarity": "positive",
                "modality": "asserted",
                "times": [],
                "amounts": [
                    {"text": "Eight", "start": 0, "end": 5, "low": 8, "high": None, "unit": "", "approximate": False}
                ],
            },
        ],
        "clusters": [{"id": "k1", "claims": ["a:0", "b:0"], "articles": ["a", "b"], "sources": 2, "agree": False}],
        "findings": [
            {
                "id": "f1",
                "cluster": "k1",
                "type": "number",
                "relation": "contradiction",
                "severity": "error",
                "probability": 0.9,
                "question": "How many?",
                "reason": "9 is not 8.",
                "sides": [
                    {
                        "value": "Nine",
                        "normalized": "9",
                        "claims": ["a:0"],
                        "articles": ["a"],
                        "sources": 1,
                        "spans": [{"article": "a", "start": 0, "end": 4}],
                    },
                    {
                        "value": "Eight",
                        "normalized": "8",
                        "claims": ["b:0"],
                        "articles": ["b"],
                        "sources": 1,
                        "spans": [{"article": "b", "start": 0, "end": 5}],
                    },
                ],
            }
        ],
        "problems": [],
        "stats": {
            "articles": 2,
            "sentences": 0,
            "claims": 0,
            "candidate_pairs": 0,
            "nli_pairs": 0,
            "seconds": {"total": 0.5},
        },
    }


def test_keys_stand_in_the_order_of_the_contract_and_seconds_are_last():
    text = report_json.render(sample.bridge())
    data = json.loads(text)
    assert list(data) == [
        "schema_version",
        "factcheck_version",
        "articles",
        "claims",
        "clusters",
        "findings",
        "problems",
        "stats",
    ]
    assert list(data["stats"])[-1] == "seconds"
    assert text.endswith("}\n") and text == report_json.render(sample.bridge())


def test_findings_come_most_severe_first_and_every_claim_points_at_its_text():
    data = json.loads(report_json.render(sample.bridge()))
    assert [finding["severity"] for finding in data["findings"]] == ["error", "warning", "info"]
    texts = {article.id: article.text for article in sample.bridge().articles}
    for claim in data["claims"]:
        assert texts[claim["article"]][claim["start"] : claim["end"]] == claim["text"]


def test_dangerous_characters_are_written_as_escapes_and_read_back_unchanged():
    title = "é 漢 😀 \x1b[31m \x9b \u202e \u2028 \ud800 <script>"
    text = report_json.render(Report((Article("a", "", title),), (), (), ()))
    assert "é 漢 😀" in text
    assert not set("\x1b\x9b\u202e\u2028\ud800") & set(text)
    assert json.loads(text)["articles"][0]["title"] == title
    text.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (math.inf, None),
        (-math.inf, None),
        (math.nan, None),
        (12.0, 12),
        (2.5, 2.5),
        (1e15, 1000000000000000),
        (0.1 + 0.2, 0.3),
    ],
)
def test_numbers_are_finite(value, written):
    assert report_json._finite(value) == written
