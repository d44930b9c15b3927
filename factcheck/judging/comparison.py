"""What a typed comparison of two claims gives, and what it may look up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from factcheck.claims.gazetteer import country_of
from factcheck.claims.numerals import read_numerals
from factcheck.claims.units import seconds
from factcheck.judging.alignment import Alignment
from factcheck.matching.words import CAPITAL
from factcheck.records import ConflictType, Relation, Severity

_CAPITALS = re.compile(rf"\b{CAPITAL}[\w.’'-]*(?: {CAPITAL}[\w.’'-]*)*")
TOLD = "told:"
"""How the slot of two values begins that are told in other words (see `judging.paraphrase`)."""
_UNIT = re.compile(r"[ -](hour|day|week|month|year)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One slot that both claims fill.

    `relation` is compatible (the same value, or one that fits), contradiction, update or scope. `strength` is the
    log-odds that values like these, of one event, are a real conflict; `cap` the severest level that it may reach.
    `slot` tells what is asked, so that claims about one event group by question: "when", "number:person", "age:<id>".
    `context` is the agreement of the words around the two values, 0..1, measured for contradictions alone.
    """

    type: ConflictType
    relation: Relation
    span_a: tuple[int, int]
    span_b: tuple[int, int]
    value_a: str
    value_b: str
    norm_a: str
    norm_b: str
    strength: float = 0.0
    cap: Severity = "error"
    note: str = ""
    slot: str = ""
    context: float = 0.0


@dataclass(frozen=True, slots=True)
class Background:
    """What judging may know of the articles: their texts and publish dates, by article id."""

    texts: Mapping[str, str]
    published: Mapping[str, date | None]
    alignment: Alignment = field(init=False)
    _read: dict[str, set[float]] = field(init=False, default_factory=dict)
    _named: dict[str, set[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "alignment", Alignment(self.texts))

    def around(self, article: str, start: int, end: int, before: int = 30, after: int = 30) -> str:
        """The lower-cased text around a span."""
        return self.texts[article][max(0, start - before) : end + after].lower()

    def gives(self, article: str, low: float, high: float) -> bool:
        """Whether an article has a number in low..high, or a length of so many seconds, whatever it is of."""
        return any(low <= value <= high for value in self._numbers(article))

    def _numbers(self, article: str) -> set[float]:
        if article not in self._read:
            text, found = self.texts[article], set()
            for n in read_numerals(text):
                found.add(n.low)
                unit = _UNIT.match(text, n.end)
                if unit:
                    found.add(n.low * seconds(unit[1]))
            self._read[article] = found
        return self._read[article]

    def countries(self, article: str) -> set[str]:
        """The countries that an article names, also by their people."""
        if article not in self._named:
            found = _CAPITALS.findall(self.texts[article])
            names = {*found, *(word.removesuffix("'s").removesuffix("’s") for run in found for word in run.split())}
            self._named[article] = {country for name in names if (country := country_of(name))}
        return self._named[article]

    def later(self, a: str, b: str) -> int | None:
        """Days from the publication of article a to that of article b; None when either is undated."""
        x, y = self.published[a], self.published[b]
        return None if x is None or y is None else (y - x).days


def words(text: str) -> set[str]:
    """Lower-case words of a text."""
    return set(re.findall(r"[a-z’']+", text.lower()))
