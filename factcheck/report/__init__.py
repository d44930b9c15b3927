"""Outputs: one module per format, each from a `Report`, or the `Review` of drafts, to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.editorial import Review
    from factcheck.records import Report, Severity

FORMATS = ("terminal", "json", "markdown", "html", "sarif")
REVIEW_FORMATS = ("terminal", "line", "json", "markdown", "sarif", "github")


def render(report: Report, format: str, *, min_level: Severity = "warning") -> str:
    """The report as text in one of `FORMATS`.

    Findings below `min_level` are counted and not shown in "terminal" and "markdown"; the others hold everything, for
    the reader to filter. Raises ValueError for an unknown format.
    """
    module = _writer(format, FORMATS)
    return module.render(report, min_level) if format in ("terminal", "markdown") else module.render(report)


def render_review(review: Review, format: str, *, min_level: Severity = "warning") -> str:
    """The review of drafts as text in one of `REVIEW_FORMATS`.

    Alerts below `min_level` are left out of all but "json". Raises ValueError for an unknown format.
    """
    module = _writer(format, REVIEW_FORMATS)
    return module.render_review(review) if format == "json" else module.render_review(review, min_level)


def _writer(format: str, formats: tuple[str, ...]):
    if format not in formats:
        raise ValueError(f"unknown report format {format!r}: choose one of {', '.join(formats)}")
    return import_module(f"factcheck.report.{format}")
