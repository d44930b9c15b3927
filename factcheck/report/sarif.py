"""SARIF 2.1.0, the interchange format of code scanners: a review of drafts, or a report over articles."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from factcheck.alerts import sentence
from factcheck.places import Place, Places
from factcheck.records import Article, Finding, Report, Severity, Side, Span
from factcheck.report import json
from factcheck.report.brief import backing, brief, quoted, shown_notes
from factcheck.report.context import SEVERITIES, source, web_address
from factcheck.report.plain import clean, day
from factcheck.suppressions import TYPES

if TYPE_CHECKING:
    from factcheck.alerts import Alert
    from factcheck.editorial import Note, Review

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_RULES = {type_: f"Claims that cannot both be true: {type_}." for type_ in TYPES} | {
    "comment": "A comment to factcheck that does nothing."
}
_PRINT = "factcheck/v1"
_RELATED = 10
"""Sentences of the other side that are given with a result."""


def render(report: Report) -> str:
    """A report as SARIF, ending in a newline: a result per finding, on the side with the fewest sources."""
    articles = {article.id: article for article in report.articles}
    places = Places(articles)
    results = []
    for finding in report.findings:
        side = finding.sides[-1]
        values = "; ".join(f"{quoted(s)} {backing(s, articles)}" for s in finding.sides)
        results.append(
            _result(finding, finding.severity, f"{clean(finding.question)} {values}.", {_PRINT: finding.id})
            | {"locations": [_location(articles[side.spans[0].article], places.of(side.spans[0]))]}
            | {"relatedLocations": _related(finding.sides, side.spans[0], articles, places)}
        )
    return _log(results)


def render_review(review: Review, min_level: Severity = "warning") -> str:
    """A review as SARIF: a result per alert, those that are accepted as suppressed."""
    articles = {article.id: article for article in review.report.articles}
    places = Places(articles, {draft.article.id: draft.source for draft in review.drafts})
    lowest = SEVERITIES.index(min_level)
    results = [
        _of_alert(alert, articles, places) for alert in review.alerts if SEVERITIES.index(alert.severity) <= lowest
    ]
    results += [_of_note(note) for note in shown_notes(review, min_level)]
    return _log(results)


def _of_alert(alert: Alert, articles: Mapping[str, Article], places: Places) -> dict:
    first = alert.spans[0]
    sides = (*alert.others, *alert.says, *alert.agree)
    result = _result(alert.finding, alert.severity, brief(alert, articles), {_PRINT: alert.fingerprint})
    result["locations"] = [_location(alert.draft.article, alert.place, alert.draft.name)]
    result["relatedLocations"] = _related(sides, first, articles, places)
    if alert.accepted:
        kind = "inSource" if alert.accepted.by == "comment" else "external"
        reason = {"justification": clean(alert.accepted.reason)} if alert.accepted.reason else {}
        result["suppressions"] = [{"kind": kind, "status": "accepted", **reason}]
    return result


def _of_note(note: Note) -> dict:
    return {
        "ruleId": "comment",
        "ruleIndex": list(_RULES).index("comment"),
        "level": "warning",
        "message": {"text": _message(note.message)},
        "locations": [_location(note.draft.article, note.place, note.draft.name)],
        "suppressions": [],
    }


def _result(finding: Finding, severity: Severity, message: str, prints: dict[str, str]) -> dict:
    return {
        "ruleId": finding.type,
        "ruleIndex": list(_RULES).index(finding.type),
        "level": _LEVELS[severity],
        "message": {"text": _message(message)},
        "rank": round(100 * float(finding.probability), 1),
        "partialFingerprints": prints,
        "suppressions": [],
    }


def _related(sides: Sequence[Side], without: Span, articles: Mapping[str, Article], places: Places) -> list[dict]:
    spans = [(side, span) for side in sides for span in side.spans if span != without]
    related = []
    for number, (_, span) in enumerate(spans[:_RELATED]):
        article = articles[span.article]
        said = f"{source(article)}, {day(article.published)}: {clean(sentence(article, span))}"
        related.append({"id": number, **_location(article, places.of(span)), "message": {"text": _message(said)}})
    return related


def _location(article: Article, place: Place | None, name: str | None = None) -> dict:
    """Where an article is, by its file, its address, or else its id."""
    path, url = name or article.path, web_address(article)
    if not path and not url:
        return {"logicalLocations": [{"name": clean(article.id), "kind": "article"}]}
    physical: dict = {"artifactLocation": {"uri": _uri(path) if path else _ascii(url)}}
    if place and path:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    """A file as a URI: relative to the current folder where it is below it."""
    file = Path(os.path.normpath(path))
    if file.is_absolute():
        here = Path.cwd()
        if not file.is_relative_to(here):
            return file.as_uri()
        file = file.relative_to(here)
    return quote(PurePath(file).as_posix())


def _ascii(url: str) -> str:
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _message(text: str) -> str:
    """Plain text of a SARIF message: no placeholders and no links come of it (sections 3.11.5 and 3.11.6)."""
    return clean(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _log(results: list[dict]) -> str:
    driver = {
        "name": "factcheck",
        "version": metadata.version("factcheck"),
        "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})
