"""All typed comparisons of two claims, in one table."""

from __future__ import annotations

from factcheck.judging import participants, quantities, times, wording
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View

COMPARATORS = (times.compare, quantities.compare, participants.compare, wording.compare)


def compare(a: View, b: View, known: Background) -> list[Comparison]:
    """What the two claims say alike and differently, slot by slot."""
    return [c for comparator in COMPARATORS for c in comparator(a, b, known)]
