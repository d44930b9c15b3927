"""A review as workflow commands of GitHub Actions, which show as annotations beside the text of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.records import Severity
from factcheck.report.brief import brief, shown, shown_notes
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.editorial import Review
    from factcheck.places import Place

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render_review(review: Review, min_level: Severity = "warning") -> str:
    """One command a line, "" for none. GitHub shows the first ten of each level of a step."""
    articles = {article.id: article for article in review.report.articles}
    lines = [
        _command(_COMMANDS[a.severity], a.draft.name, a.place, f"Fact check: {a.finding.type}", brief(a, articles))
        for a in shown(review, min_level)
    ]
    lines += [
        _command("warning", n.draft.name, n.place, "Fact check: comment", n.message)
        for n in shown_notes(review, min_level)
    ]
    return "".join(f"{line}\n" for line in lines)


def _command(name: str, file: str, place: Place | None, title: str, message: str) -> str:
    fields: dict[str, object] = {"file": file}
    if place:
        fields |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns of a span over several lines are refused
            fields |= {"col": place.column, "endColumn": place.end_column}
    fields["title"] = title
    return f"::{name} {','.join(f'{key}={_property(str(value))}' for key, value in fields.items())}::{_data(message)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
