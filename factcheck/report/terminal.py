"""The report, or the review of drafts, for a terminal or a pipe: a block per finding, and one line for the whole."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from factcheck.records import Finding, Report, Severity, Side
from factcheck.report import brief
from factcheck.report.context import MARKS, Context, Excerpt, source, support, title, value
from factcheck.report.plain import clean, count, day, likelihood

if TYPE_CHECKING:
    from factcheck.alerts import Alert
    from factcheck.editorial import Review

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
EXCERPTS = 3  # sentences shown for a side
AGREED = 5  # corroborated statements shown


def show(report: Report, console: Console, min_level: Severity = "warning") -> None:
    """Print the report to `console`; findings below `min_level` are only counted.

    Conflicting words are bold and underlined; a console without styles gets them between « and ».
    """
    context = Context(report)
    shown = context.shown(min_level)
    for finding in shown:
        _finding(context, finding, console)
    if not context.findings:
        said, meaning = context.nothing()
        _line(console, Text(said, "bold"))
        _line(console, Text(meaning), 2)
        console.print()
    _agreed(context, console)
    if report.problems:
        console.print(Text("Left out or cut short", "bold"))
        for problem in report.problems:
            _line(console, Text(f"{clean(problem.where)}: {clean(problem.message)}"), 2)
        console.print()
    _line(console, Text(context.summary(min_level), "bold"))


def render(report: Report, min_level: Severity = "warning", width: int = 80) -> str:
    """What `show` prints, as plain text `width` columns wide, without colours or escape codes."""
    file = StringIO()
    show(report, _plain_console(file, width), min_level)
    return file.getvalue()


def show_review(review: Review, console: Console, min_level: Severity = "warning") -> None:
    """Print a review to `console`, drafts and alerts in order; those below `min_level` or accepted are only counted."""
    context = Context(review.report)
    for alert in brief.shown(review, min_level):
        _alert(context, alert, console)
    for note in brief.shown_notes(review, min_level):
        _line(console, Text.assemble((f"{brief.where(note.draft, note.place)}  ", "dim"), clean(note.message)))
        console.print()
    if not review.alerts:
        for indent, text in zip((0, 2), brief.nothing(review), strict=True):
            _line(console, Text(text), indent)
        console.print()
    _line(console, Text(brief.summary(review, min_level), "bold"))


def render_review(review: Review, min_level: Severity = "warning", width: int = 80) -> str:
    """What `show_review` prints, as plain text `width` columns wide, without colours or escape codes."""
    file = StringIO()
    show_review(review, _plain_console(file, width), min_level)
    return file.getvalue()


def _plain_console(file: StringIO, width: int) -> Console:
    return Console(file=file, width=width, color_system=None, force_terminal=False)


def _finding(context: Context, finding: Finding, console: Console) -> None:
    style = STYLES[finding.severity]
    _line(
        console,
        Text.assemble(
            (f"{MARKS[finding.severity]} {finding.severity}", style), "  ", (clean(finding.question), "bold")
        ),
    )
    _line(console, Text(f"{finding.type}, {likelihood(finding.probability)}", "dim"), 2)
    for side in finding.sides:
        console.print()
        _side(context, side, console)
    console.print()
    _line(console, Text.assemble(("Why: ", "bold"), clean(finding.reason)), 2)
    console.print()


def _alert(context: Context, alert: Alert, console: Console) -> None:
    finding = alert.finding
    _line(console, Text(brief.where(alert.draft, alert.place), "dim"))
    _line(
        console,
        Text.assemble(
            (f"{MARKS[alert.severity]} {alert.severity}", STYLES[alert.severity]),
            "  ",
            (clean(finding.question), "bold"),
        ),
    )
    _line(console, Text(f"{finding.type}, {likelihood(finding.probability)}", "dim"), 2)
    for side in alert.says:
        written, normalized = value(side)
        meant = f" ({normalized})" if normalized else ""
        console.print()
        _line(console, Text.assemble("The draft: ", (written, "bold"), meant), 2)
        for excerpt in context.excerpts(side)[:EXCERPTS]:
            _line(console, _sentence(excerpt, marks=console.color_system is None), 6)
    for lead, sides in (("With it: ", alert.agree), ("Elsewhere: ", alert.others)):
        for side in sides:
            console.print()
            _side(context, side, console, lead)
    console.print()
    for lead, text in (("Date: ", brief.newer(alert)), ("Why: ", finding.reason), ("Consider: ", alert.suggestion)):
        if text:
            _line(console, Text.assemble((lead, "bold"), clean(text)), 2)
    console.print()


def _side(context: Context, side: Side, console: Console, lead: str = "") -> None:
    written, normalized = value(side)
    meant = f" ({normalized})" if normalized else ""
    _line(console, Text.assemble(lead, (written, "bold"), f"{meant} — {support(len(side.articles), side.sources)}"), 2)
    excerpts = context.excerpts(side)
    for excerpt in excerpts[:EXCERPTS]:
        article = excerpt.article
        where = ", ".join(filter(None, (source(article), title(article), day(article.published))))
        _line(console, Text(where, "dim"), 4)
        _line(console, _sentence(excerpt, marks=console.color_system is None), 6)
    if len(excerpts) > EXCERPTS:
        _line(console, Text(f"and {count(len(excerpts) - EXCERPTS, 'more sentence')}", "dim"), 4)


def _sentence(excerpt: Excerpt, *, marks: bool) -> Text:
    sentence = Text()
    for text, marked in excerpt.pieces:
        sentence.append(f"«{text}»" if marked and marks else text, "bold underline" if marked else "")
    return sentence


def _agreed(context: Context, console: Console) -> None:
    agreed = context.corroborated()
    if not agreed:
        return
    console.print(Text("The articles agree", "bold"))
    for cluster in agreed[:AGREED]:
        behind = f" — {support(len(cluster.articles), cluster.sources)}"
        _line(console, Text.assemble(context.statement(cluster), (behind, "dim")), 2)
    if len(agreed) > AGREED:
        _line(console, Text(f"and on {count(len(agreed) - AGREED, 'more statement')}", "dim"), 2)
    console.print()


def _line(console: Console, text: Text, indent: int = 0) -> None:
    """Print `text` wrapped, every line indented; Rich's own Padding would fill the lines with spaces."""
    for line in text.wrap(console, console.width - indent):
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)
