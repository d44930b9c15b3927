"""Findings as a Parquet table."""

import io
from dataclasses import replace

from pyarrow import parquet

from factcheck.report.parquet import render
from tests.report import sample

REPORT = sample.bridge()


def table(report):
    return parquet.read_table(io.BytesIO(render(report)))


def test_a_row_for_each_finding_with_what_its_sides_stand_on():
    rows = table(REPORT).to_pylist()
    assert {row["id"] for row in rows} == {f.id for f in REPORT.findings}
    assert [row["severity"] for row in rows] == sorted((row["severity"] for row in rows), key="error warning info".split().index)
    texts = {a.id: a.text for a in REPORT.articles}
    given = {f.id: f for f in REPORT.findings}
    for row in rows:
        finding = given[row["id"]]
        assert (row["question"], row["type"], row["probability"]) == (finding.question, finding.type, finding.probability)
        for side, expected in zip(row["sides"], finding.sides, strict=True):
            assert (side["value"], side["sources"]) == (expected.value, expected.sources)
            assert [a["id"] for a in side["articles"]] == list(expected.articles)
            assert [c["id"] for c in side["claims"]] == list(expected.claims)
            for part in (*side["claims"], *side["spans"]):
                assert part["text"] == texts[part["article"]][part["start"] : part["end"]]


def test_no_findings_are_an_empty_table_of_the_same_columns():
    empty = table(replace(REPORT, findings=()))
    assert empty.num_rows == 0 and empty.schema == table(REPORT).schema


def test_the_same_findings_give_the_same_bytes_whatever_utf_8_cannot_hold():
    odd = replace(REPORT, findings=tuple(replace(f, question="Who \ud800 said it?") for f in REPORT.findings))
    assert render(odd) == render(odd)
    assert set(table(odd)["question"].to_pylist()) == {"Who ? said it?"}
