"""Outputs: one module per format, each from a `Report` to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.records import Report, Severity

FORMATS = ("terminal", "json", "markdown", "html")


def render(report: Report, format: str, *, min_level: Severity = "warning") -> str:
    """The report as text in one of `FORMATS`.

    Findings below `min_level` are counted and not shown in "terminal" and "markdown"; "json" and "html" hold
    everything, for the reader to filter. Raises ValueError for an unknown format.
    """
    if format == "json":
        from factcheck.report import json

        return json.render(report)
    if format == "html":
        from factcheck.report import html

        return html.render(report)
    if format == "terminal":
        from factcheck.report import terminal

        return terminal.render(report, min_level)
    if format == "markdown":
        from factcheck.report import markdown

        return markdown.render(report, min_level)
    raise ValueError(f"unknown report format {format!r}: choose one of {', '.join(FORMATS)}")
