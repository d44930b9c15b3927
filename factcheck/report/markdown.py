"""The report, or the review of drafts, as Markdown, for a comment on a pull request or a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.records import Finding, Report, Severity, Side
from factcheck.report import brief
from factcheck.report.context import MARKS, Context, Excerpt, source, support, title, value, web_address
from factcheck.report.plain import clean, count, day, likelihood

if TYPE_CHECKING:
    from factcheck.alerts import Alert
    from factcheck.editorial import Review

EXCERPTS = 3  # sentences shown for a side
AGREED = 10  # corroborated statements shown
# A comment between the characters keeps "@name" from calling somebody, "#12" and "http://…" from becoming links.
_SPECIAL = re.compile(r"[&<>]|[\\`*_\[\]{}|~$!]|@|#|:(?=//)|(?<=www)\.")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(report: Report, min_level: Severity = "warning") -> str:
    """The report as Markdown with a little HTML (`<b>` around conflicting words), ending in a newline."""
    context = Context(report)
    blocks = ["## Fact check", f"**{escape(context.summary(min_level))}**"]
    if not context.findings:
        blocks.append(" ".join(context.nothing()))
    for finding in context.shown(min_level):
        blocks += _finding(context, finding)
    agreed = context.corroborated()
    if agreed:
        lines = [
            f"- {support(len(cluster.articles), cluster.sources)}: {escape(context.statement(cluster))}"
            for cluster in agreed[:AGREED]
        ]
        if len(agreed) > AGREED:
            lines.append(f"- and {count(len(agreed) - AGREED, 'more statement')}")
        blocks += ["### The articles agree", "\n".join(lines)]
    if report.problems:
        lines = [f"- **{escape(problem.where)}**: {escape(problem.message)}" for problem in report.problems]
        blocks += ["### Left out or cut short", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def render_review(review: Review, min_level: Severity = "warning") -> str:
    """A review as Markdown, ending in a newline; alerts below `min_level` or accepted are only counted."""
    context = Context(review.report)
    blocks = ["## Fact check before publishing", f"**{escape(brief.summary(review, min_level))}**"]
    if not review.alerts:
        blocks.append(escape(" ".join(brief.nothing(review))))
    for alert in brief.shown(review, min_level):
        blocks += _alert(context, alert)
    notes = brief.shown_notes(review, min_level)
    if notes:
        lines = [f"- *{escape(brief.where(note.draft, note.place))}*: {escape(note.message)}" for note in notes]
        blocks += ["### Comments in the drafts", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Untrusted text as Markdown that shows it literally: no markup, HTML, mentions or links come of it."""
    return _SPECIAL.sub(_literal, clean(text).strip())


def _literal(match: re.Match[str]) -> str:
    char = match[0]
    if char in "@#:.":
        return f"{char}<!-- -->"
    return _ENTITIES.get(char, f"\\{char}")


def _finding(context: Context, finding: Finding) -> list[str]:
    head = f"### {MARKS[finding.severity]} {finding.severity.capitalize()}: {escape(finding.question)}"
    sides = [_side(context, side) for side in finding.sides]
    return [head, *sides, f"Why: {escape(finding.reason)} *({finding.type}, {likelihood(finding.probability)})*"]


def _alert(context: Context, alert: Alert) -> list[str]:
    finding = alert.finding
    head = f"### {MARKS[alert.severity]} {alert.severity.capitalize()}: {escape(finding.question)}"
    where = f"*{escape(brief.where(alert.draft, alert.place))}*"
    drafts = []
    for side in alert.says:
        written, normalized = map(escape, value(side))
        lines = [f"The draft: **{written}**" + (f" ({normalized})" if normalized else "")]
        lines += [f"- {_sentence(excerpt)}" for excerpt in context.excerpts(side)[:EXCERPTS]]
        drafts.append("\n".join(lines))
    sides = [_side(context, side, "With it: ") for side in alert.agree]
    sides += [_side(context, side, "Elsewhere: ") for side in alert.others]
    date = brief.newer(alert)
    why = f"Why: {escape(finding.reason)} *({finding.type}, {likelihood(finding.probability)})*"
    blocks = [head, where, *drafts, *sides, date and f"Date: {date}", why]
    return [*filter(None, blocks), *([f"Consider: {escape(alert.suggestion)}"] if alert.suggestion else [])]


def _side(context: Context, side: Side, lead: str = "") -> str:
    written, normalized = map(escape, value(side))
    meant = f" ({normalized})" if normalized else ""
    lines = [f"{lead}**{written}**{meant} — {support(len(side.articles), side.sources)}"]
    excerpts = context.excerpts(side)
    lines += [f"- {_where(excerpt)}: {_sentence(excerpt)}" for excerpt in excerpts[:EXCERPTS]]
    if len(excerpts) > EXCERPTS:
        lines.append(f"- and {count(len(excerpts) - EXCERPTS, 'more sentence')}")
    return "\n".join(lines)


def _where(excerpt: Excerpt) -> str:
    article = excerpt.article
    name, url = escape(source(article)), web_address(article)
    linked = f"[{name}](<{url.replace('<', '%3C').replace('>', '%3E')}>)" if url else f"*{name}*"
    heading = title(article)
    return ", ".join(filter(None, (linked, escape(heading) and f"“{escape(heading)}”", day(article.published))))


def _sentence(excerpt: Excerpt) -> str:
    return "".join(f"<b>{_keep(text)}</b>" if marked else _keep(text) for text, marked in excerpt.pieces)


def _keep(text: str) -> str:
    """`escape` without trimming, for a piece inside a sentence."""
    return _SPECIAL.sub(_literal, text)
