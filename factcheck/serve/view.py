"""What the page shows of a review: the draft with its conflicting words marked, and a card for each alert."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.alerts import Alert
from factcheck.archive import Decision
from factcheck.editorial import Review
from factcheck.records import Article
from factcheck.report.context import SEVERITIES
from factcheck.report.plain import clean


@dataclass(frozen=True, slots=True)
class Card:
    """An alert with its number on the page and what was decided on it in the archive, if anything."""

    number: int
    alert: Alert
    decision: Decision | None

    @property
    def settled(self) -> bool:
        """Nobody needs to look at it any more."""
        return self.alert.accepted is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a draft's text, clean; `cards` are those whose conflicting words it is part of, the severest first.

    Of the first card's words `begins` says that they begin here for the first time, `ends` that they end here."""

    text: str
    cards: tuple[Card, ...] = ()
    begins: bool = False
    ends: bool = False


def cards(review: Review, decisions: Mapping[str, Decision]) -> list[Card]:
    """The alerts of a review in the order of the text."""
    return [
        Card(number, alert, next((decisions[name] for name in alert.fingerprints if name in decisions), None))
        for number, alert in enumerate(review.alerts, 1)
    ]


def paragraphs(draft: Article, cards: Sequence[Card]) -> list[list[Piece]]:
    """The paragraphs of a draft, in pieces that together are its text: lines, where no line is blank between them."""
    spans = [(span.start, span.end, card) for card in cards for span in card.alert.spans]
    edges = {edge for start, end, _ in spans for edge in (start, end)}
    blank = re.search(r"\S\s*?\n[^\S\n]*\n\s*?\S", draft.text)
    found = []
    for match in re.finditer(r"\S(?:.|\n(?![^\S\n]*\n))*" if blank else r"\S.*", draft.text):
        inside = [edge for edge in edges if match.start() < edge < match.end()]
        bounds = sorted({match.start(), match.end(), *inside})
        found.append([_piece(draft.text, a, b, spans) for a, b in pairwise(bounds)])
    return found


def _piece(text: str, start: int, end: int, spans: Sequence[tuple[int, int, Card]]) -> Piece:
    over = [(s, e, card) for s, e, card in spans if s <= start and end <= e]
    over.sort(key=lambda each: (each[2].settled, SEVERITIES.index(each[2].alert.severity), each[2].number))
    if not over:
        return Piece(clean(text[start:end]))
    first = over[0][2].alert.spans[0]
    return Piece(clean(text[start:end]), tuple(card for _, _, card in over), first.start == start, over[0][1] == end)
