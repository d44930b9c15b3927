"""Claims of a text as short rows, for scenario tests."""

from datetime import date

from factcheck.claims import extract_claims
from factcheck.records import Article, Claim

PUBLISHED = date(2024, 6, 20)
"""A Thursday."""


def claims(text: str, title: str | None = None) -> list[Claim]:
    """The claims of one article, in order."""
    return extract_claims([Article("a", text, title, "Test Post", PUBLISHED)])[0]


def row(claim: Claim) -> tuple[str, ...]:
    """Predicate and statement, then what is out of the ordinary: kind, speaker, negation, modality and times."""
    marks = [
        claim.kind if claim.kind != "event" else "",
        f"by {claim.speaker}" if claim.speaker else "",
        "not" if claim.polarity == "negative" else "",
        claim.modality if claim.modality != "asserted" else "",
        *(f"@{w.text}" for w in claim.times),
    ]
    return (claim.predicate, claim.statement, *filter(None, marks))


def rows(text: str, title: str | None = None) -> list[tuple[str, ...]]:
    return [row(claim) for claim in claims(text, title)]
