"""All typed comparisons of two claims, in one table."""

from __future__ import annotations

from dataclasses import replace

from factcheck.judging import facts, naming, participants, quantities, times, wording
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View

COMPARATORS = (times.compare, quantities.compare, participants.compare, wording.compare, facts.compare, naming.compare)


def compare(a: View, b: View, known: Background) -> list[Comparison]:
    """What the two claims say alike and differently, slot by slot."""
    found = [c for comparator in COMPARATORS for c in comparator(a, b, known)]
    articles = a.claim.article_id, b.claim.article_id
    return [
        replace(c, context=round(known.alignment.agreement(articles[0], c.span_a, articles[1], c.span_b), 4))
        if c.relation == "contradiction" else c
        for c in found
    ]  # fmt: skip
