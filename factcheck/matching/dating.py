"""Which times of a claim are those of its own event, and not of what it is compared with or of a noun in it."""

from __future__ import annotations

import re

from factcheck.claims.lexicon import PROCEEDINGS, predicate_class
from factcheck.records import Claim, When

_WAS = re.compile(
    r"\b(?:from|than|versus|against|compared (?:with|to))(?: \w+){0,2} [$€£]?\d[^,;]*\b(?:in|during|for) (?:the )?$"
)
"""Before the time of what has changed since: "fell to 4.8% from 5.2% in August"."""
_WHO = re.compile(r"\b(?:who|which)(?: \w+){2,} (?:on |in )?$")
_AUXILIARY = re.compile(r"(?: (?:has|have|had|was|were|is|are|been|later|also|since))+ $")
"""From a time in a relative clause to the predicate: "a child who was hit on Monday has died"."""
_FOR_THE = re.compile(r"\b(?:for|in|over|of) (?:the|an?|his|her|its|their) $")
_NOUN = re.compile(r"(?:[’']s)?(?: ?,)? (?!(?:and|at|on|in|to|for|when|by|from|after|before)\b)[a-z]")
"""Around the day of what a court or the police deal with: "sentenced for the March 11 robbery"."""


def dated(w: When) -> bool:
    """Whether an expression places its event at all: an interval, or a weekday or month without one, or a clock."""
    known = (w.earliest, w.latest, w.weekday, w.month, w.clock)
    return any(value is not None for value in known)


def own_times(claim: Claim) -> tuple[When, ...]:
    """The times that say when a claim's event was, in the order of its text."""
    return tuple(w for w in claim.times if w.relation == "at" and dated(w) and not _of_another(claim, w))


def _of_another(claim: Claim, w: When) -> bool:
    before, after = claim.text[: max(0, w.start - claim.start)], claim.text[max(0, w.end - claim.start) :]
    if _WAS.search(before):
        return True
    if w.end <= claim.anchor and _WHO.search(before) and _AUXILIARY.fullmatch(after[: claim.anchor - w.end]):
        return True
    is_about = predicate_class(claim.predicate) in PROCEEDINGS and claim.anchor < w.start
    return is_about and bool(_FOR_THE.search(before) and _NOUN.match(after))
