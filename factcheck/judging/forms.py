"""Forms: articles that are told alike and differ in most of what both tell fill in one form for two events.

Bond issues, dividends and weekly figures are told in the same words each time, and nothing in one sentence says that
they are another's. Two reports of one event agree in most of what both tell, or have names in common that few have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from factcheck.judging.calibration import calibration
from factcheck.judging.limits import PARTICIPANTS, WHEN
from factcheck.matching.events import Events

if TYPE_CHECKING:
    from factcheck.judging.verdict import Pair


def two_fillings(
    pairs: Sequence[Pair], events: Events, near: Callable[[str, str], float]
) -> frozenset[tuple[str, str]]:
    """The pairs of article ids, either way round, that are two fillings of one form.

    More of their claims that are told alike conflict than agree in an amount, each counted with the one of the other
    article that is told most like it, and the articles are not as `near` (log-odds) as two reports of one event that
    differ in so much ("forms" in models/calibration.json, by the errors of 6,000 articles and those of gva_dev).
    """
    limits = calibration()["forms"]
    conflicts: dict[tuple[str, str], int] = defaultdict(int)
    taken: set[tuple[int, str]] = set()
    for p in sorted(pairs, key=lambda p: (-p.cosine, p.i, p.j)):
        one, other = (events.views[k].claim.article_id for k in (p.i, p.j))
        if p.cosine < limits["alike"] or one == other or (p.i, other) in taken or (p.j, one) in taken:
            continue
        taken |= {(p.i, other), (p.j, one)}
        apart = sum(c.relation == "contradiction" for c in p.comparisons)
        alike = sum(c.norm_a == c.norm_b and c.type not in PARTICIPANTS and c.slot not in WHEN for c in p.comparisons)
        conflicts[min(one, other), max(one, other)] += (apart > alike) - (alike > apart)
    found = [(a, b) for (a, b), more in conflicts.items() if more > 0 and near(a, b) < limits["near"]]
    return frozenset(key for a, b in found for key in ((a, b), (b, a)))
