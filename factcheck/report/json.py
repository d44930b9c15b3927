"""The report as JSON: the contract for other programs, with its JSON Schema."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict
from importlib import metadata, resources
from typing import TYPE_CHECKING

from factcheck.records import Amount, Article, Claim, Cluster, Finding, Problem, Report, Side, When

if TYPE_CHECKING:
    from factcheck.editorial import Review

SCHEMA_VERSION = "1"
_SEVERITIES = ("error", "warning", "info")
_COUNTS = ("articles", "sentences", "claims", "candidate_pairs", "nli_pairs")
# Legal in JSON, but a terminal obeys them (C1, bidi), a line reader splits at them, or UTF-8 cannot hold them.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def render(report: Report) -> str:
    """The report as JSON text of schema version 1, ending in a newline; the same report gives the same text.

    Texts are unchanged and offsets count Python characters. Only `stats.seconds`, the last thing in the file, varies
    between runs on the same input.
    """
    return text(_document(report))


def render_review(review: Review) -> str:
    """The report of a review with what the drafts see of it, all alerts and notes, under "review"."""
    document = _document(review.report)
    stats = document.pop("stats")
    return text(document | {"review": _review(review), "stats": stats})


def text(data: object) -> str:
    """JSON text ending in a newline, with escapes for what would do something where it is shown."""
    written = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", written) + "\n"


def schema() -> dict:
    """The JSON Schema (2020-12) that `render` keeps to."""
    return json.loads(resources.files("factcheck.report").joinpath("report.schema.json").read_text("utf-8"))


def _document(report: Report) -> dict:
    return {
        "schema_version": SCHEMA_VERSION,
        "factcheck_version": metadata.version("factcheck"),
        "articles": [_article(article) for article in report.articles],
        "claims": [_claim(claim) for claim in report.claims],
        "clusters": [_cluster(cluster) for cluster in report.clusters],
        "findings": [
            _finding(finding) for finding in sorted(report.findings, key=lambda f: _SEVERITIES.index(f.severity))
        ],
        "problems": [_problem(problem) for problem in report.problems],
        "stats": {name: int(report.stats.get(name, 0)) for name in _COUNTS}
        | {"seconds": {stage: _finite(value) for stage, value in report.stats.get("seconds", {}).items()}},
    }


def _article(article: Article) -> dict:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "path": article.path,
    }


def _claim(claim: Claim) -> dict:
    return {
        "id": claim.id,
        "article": claim.article_id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "statement": claim.statement,
        "kind": claim.kind,
        "speaker": claim.speaker,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "times": [_when(when) for when in claim.times],
        "amounts": [_amount(amount) for amount in claim.amounts],
    }


def _when(when: When) -> dict:
    return {
        "text": when.text,
        "start": when.start,
        "end": when.end,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "granularity": when.granularity,
    }


def _amount(amount: Amount) -> dict:
    return {
        "text": amount.text,
        "start": amount.start,
        "end": amount.end,
        "low": _finite(amount.low),
        "high": _finite(amount.high),
        "unit": amount.unit,
        "approximate": amount.approximate,
    }


def _cluster(cluster: Cluster) -> dict:
    return {
        "id": cluster.id,
        "claims": list(cluster.claims),
        "articles": list(cluster.articles),
        "sources": cluster.sources,
        "agree": cluster.agree,
    }


def _finding(finding: Finding) -> dict:
    return {
        "id": finding.id,
        "cluster": finding.cluster,
        "type": finding.type,
        "relation": finding.relation,
        "severity": finding.severity,
        "probability": round(float(finding.probability), 4),
        "question": finding.question,
        "reason": finding.reason,
        "sides": [_side(side) for side in finding.sides],
    }


def _side(side: Side) -> dict:
    return {
        "value": side.value,
        "normalized": side.normalized,
        "claims": list(side.claims),
        "articles": list(side.articles),
        "sources": side.sources,
        "spans": [{"article": span.article, "start": span.start, "end": span.end} for span in side.spans],
    }


def _review(review: Review) -> dict:
    return {
        "drafts": [draft.article.id for draft in review.drafts],
        "since": review.since.isoformat() if review.since else None,
        "alerts": [
            {
                "finding": alert.finding.id,
                "draft": alert.draft.article.id,
                "severity": alert.severity,
                "fingerprint": alert.fingerprint,
                "place": asdict(alert.place) if alert.place else None,
                "says": [_side(side) for side in alert.says],
                "agree": [_side(side) for side in alert.agree],
                "others": [_side(side) for side in alert.others],
                "newer": alert.newer,
                "suggestion": alert.suggestion,
                "accepted": asdict(alert.accepted) if alert.accepted else None,
            }
            for alert in review.alerts
        ],
        "notes": [
            {
                "draft": note.draft.article.id,
                "place": asdict(note.place) if note.place else None,
                "message": note.message,
            }
            for note in review.notes
        ],
    }


def _problem(problem: Problem) -> dict:
    return {"where": problem.where, "message": problem.message}


def _finite(value: float) -> int | float | None:
    """JSON has no infinity: an open end is null; whole numbers are written without a fraction."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else round(float(value), 6)
