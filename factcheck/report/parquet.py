"""The findings as a Parquet table: a row for each, with all that its sides stand on."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from factcheck.report.context import SEVERITIES

if TYPE_CHECKING:
    import pyarrow as pa

    from factcheck.records import Article, Claim, Finding, Report


def render(report: Report) -> bytes:
    """The Parquet file of a report's findings, most severe first; the same findings give the same bytes.

    What text UTF-8 cannot hold becomes a question mark; offsets count Python characters all the same.
    """
    import pyarrow as pa
    from pyarrow import parquet

    articles = {a.id: a for a in report.articles}
    claims = {c.id: c for c in report.claims}
    rows = [_finding(f, articles, claims) for f in sorted(report.findings, key=lambda f: SEVERITIES.index(f.severity))]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, _schema()), file, compression="zstd")
    return file.getvalue()


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    article = {"id": text, "title": text, "source": text, "published": pa.date32(), "url": text, "path": text}
    claim = {"id": text, "article": text, "start": number, "end": number, "text": text, "statement": text}
    span = {"article": text, "start": number, "end": number, "text": text}
    side = {"value": text, "normalized": text, "sources": number}
    for name, fields in (("articles", article), ("claims", claim), ("spans", span)):
        side[name] = pa.list_(pa.struct(fields))
    return pa.schema(
        {"id": text, "cluster": text, "type": text, "relation": text, "severity": text, "probability": pa.float64()}
        | {"question": text, "reason": text, "sides": pa.list_(pa.struct(side))}
    )


def _finding(finding: Finding, articles: dict[str, Article], claims: dict[str, Claim]) -> dict:
    row = asdict(finding)
    for side in row["sides"]:
        side["articles"] = [
            _fields(articles[a], "id", "title", "source", "published", "url", "path") for a in side["articles"]
        ]
        side["claims"] = [
            {"article": claims[c].article_id, **_fields(claims[c], "id", "start", "end", "text", "statement")}
            for c in side["claims"]
        ]
        for span in side["spans"]:
            span["text"] = articles[span["article"]].text[span["start"] : span["end"]]
    return _writable(row)


def _fields(record: Article | Claim, *names: str) -> dict:
    return {name: getattr(record, name) for name in names}


def _writable(value: Any) -> Any:
    """The same with strings as UTF-8 can hold them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _writable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_writable(item) for item in value]
    return value
