"""A review as one line per alert, `file:line:column: severity: message [type]`, as editors and terminals read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.records import Severity
from factcheck.report.brief import brief, shown, shown_notes, where
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.editorial import Review


def render_review(review: Review, min_level: Severity = "warning") -> str:
    """Lines of clean text; "" for a review without open alerts."""
    articles = {article.id: article for article in review.report.articles}
    lines = [
        f"{where(a.draft, a.place)}: {a.severity}: {brief(a, articles)} [{a.finding.type}]"
        for a in shown(review, min_level)
    ]
    lines += [
        f"{where(n.draft, n.place)}: warning: {clean(n.message)} [comment]" for n in shown_notes(review, min_level)
    ]
    return "".join(f"{line}\n" for line in lines)
