"""The dates that the articles claim, in order, each with its place on one axis; those in conflict are marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from factcheck.claims.calendar import describe
from factcheck.records import Claim, Finding, Severity, When
from factcheck.report.context import Context
from factcheck.report.plain import clean, day

ROWS = 30  # dates shown
_LANE = 100.0  # width of the axis in its own units
_THINNEST = 1.5  # width of the narrowest bar, in the same units

Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Row:
    """One date or interval: who names it, an example of what happened then, and the findings it is disputed in.

    `x` and `width` place its bar on an axis from 0 to 100, width 0 when all of it is off the axis; `before` and
    `after` say that it reaches past an end.
    """

    label: str
    statement: str
    claims: int
    articles: int
    findings: tuple[Finding, ...]
    severity: Severity | None
    x: float
    width: float
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows by date; `left_out` dates had no room; `first` and `last` label the ends of the axis."""

    rows: tuple[Row, ...]
    left_out: int
    first: str
    last: str


def timeline(context: Context) -> Timeline | None:
    """The timeline of a report, None when its claims name no resolved date.

    Beyond `ROWS` dates, those in a conflict are kept first, then those that most articles name. The axis leaves out
    what is far from the rest, so that one claim about 1945 does not press a week of news into a line.
    """
    named: dict[Dates, list[Claim]] = defaultdict(list)
    said: dict[Dates, When] = {}
    for claim in context.report.claims:
        times = {(when.earliest, when.latest): when for when in claim.times if when.earliest and when.latest}
        for dates, when in times.items():
            named[dates].append(claim)
            said.setdefault(dates, when)
    if not named:
        return None
    disputed = _disputed(context)
    kept = sorted(named, key=lambda dates: (dates not in disputed, -_articles(named[dates]), dates))[:ROWS]
    first, last = _axis([dates for dates in kept for _ in named[dates]], [dates for dates in kept if dates in disputed])
    rows = tuple(_row(said[dates], named[dates], disputed.get(dates, ()), first, last) for dates in sorted(kept))
    return Timeline(rows, len(named) - len(kept), day(first), day(last))


def _articles(claims: list[Claim]) -> int:
    return len({claim.article_id for claim in claims})


def _disputed(context: Context) -> dict[Dates, tuple[Finding, ...]]:
    """The resolved dates that findings of dates stand on: expressions of time under a conflicting span."""
    found: dict[Dates, dict[str, Finding]] = defaultdict(dict)
    for finding in context.findings:
        if finding.type not in ("date", "weekday", "time"):
            continue
        for side in finding.sides:
            for claim in map(context.claims.__getitem__, side.claims):
                spans = [span for span in side.spans if span.article == claim.article_id]
                for when in claim.times:
                    if when.earliest and when.latest and any(s.start < when.end and when.start < s.end for s in spans):
                        found[when.earliest, when.latest][finding.id] = finding
    return {dates: tuple(findings.values()) for dates, findings in found.items()}


def _axis(dates: list[Dates], disputed: list[Dates]) -> Dates:
    """First and last day of the axis: all disputed dates, those near the median of all, and a margin.

    Near is within three times the median absolute deviation, and within a month in any case.
    """
    middle = median(low.toordinal() + high.toordinal() for low, high in dates) / 2
    off = [max(abs(end.toordinal() - middle) for end in interval) for interval in dates]
    near = max(3 * median(off), 31)
    inside = [interval for interval, distance in zip(dates, off, strict=True) if distance <= near] + disputed
    first, last = min(low for low, _ in inside), max(high for _, high in inside)
    room = timedelta(days=max(2, (last - first).days // 20))
    return max(first, date.min + room) - room, min(last, date.max - room) + room


def _row(when: When, claims: list[Claim], findings: tuple[Finding, ...], first: date, last: date) -> Row:
    low, high = when.earliest, when.latest
    days = (last - first).days + 1
    start = max((low - first).days, 0) / days * _LANE
    end = min((high - first).days + 1, days) / days * _LANE
    width = max(end - start, _THINNEST) if low <= last and first <= high else 0.0
    example = next((c for f in findings for side in f.sides for c in claims if c.id in side.claims), claims[0])
    return Row(
        label=clean(describe(replace(when, clock=None))),
        statement=clean(example.statement).strip(),
        claims=len(claims),
        articles=_articles(claims),
        findings=findings,
        severity=findings[0].severity if findings else None,
        x=round(min(start, _LANE - width), 2),
        width=round(width, 2),
        before=low < first,
        after=high > last,
    )
