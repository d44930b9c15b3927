"""How alike the words around two values are: what stands before and after them in their sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WINDOW = 6
"""Words on each side that are set against each other."""
_REACH = 90
_WORD = re.compile(r"[^\W_]+(?:[’'][a-z]+)?")
_BREAK = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])|\n")
_TITLE = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[A-Z]|a\.m|p\.m|[Nn]o)$")
_LIGHT = frozenset(
    "a an the of in on at to for from by with and or but as that which who whom whose was were is are be been being "
    "has have had it its he she they his her their this these those there then when where while after before "
    "about around near just also not said says say told according police officials authorities reported".split()
)
_LIGHT_WEIGHT, _LEAST = 0.25, 2.5


@dataclass(slots=True)
class Alignment:
    """Compares contexts in the texts of a run, by article id; what was read once is remembered."""

    texts: Mapping[str, str]
    _contexts: dict[tuple[str, int, int], tuple[list[str], list[str]]] = field(default_factory=dict)
    _words: dict[str, frozenset[str]] = field(default_factory=dict)

    def agreement(self, a: str, span_a: tuple[int, int], b: str, span_b: tuple[int, int]) -> float:
        """The share of the words around one value that stand around the other in the same order, 0..1; symmetric.

        Content words count in full, words of grammar and of reporting a quarter. Of the two contexts the shorter one
        sets the measure, but no less than two and a half words, so that a bare "X died" is not alike to all others.
        """
        one, other = self._context(a, *span_a), self._context(b, *span_b)
        matched = sum(_common(x, y) for x, y in zip(one, other, strict=True))
        total = min(sum(_weight(w) for side in context for w in side) for context in (one, other))
        return matched / max(total, _LEAST)

    def words(self, article: str) -> frozenset[str]:
        """The words of an article, lower-cased."""
        if article not in self._words:
            self._words[article] = frozenset(_tokens(self.texts[article]))
        return self._words[article]

    def _context(self, article: str, start: int, end: int) -> tuple[list[str], list[str]]:
        key = article, start, end
        if key not in self._contexts:
            text = self.texts[article]
            before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
            begins = [m.end() for m in _BREAK.finditer(before) if not _TITLE.search(before[: m.start()])]
            ends = [m.start() for m in _BREAK.finditer(after) if not _TITLE.search(after[: m.start()])]
            left = _tokens(before[begins[-1] if begins else 0 :])[::-1]
            self._contexts[key] = left[:WINDOW], _tokens(after[: ends[0] if ends else None])[:WINDOW]
        return self._contexts[key]


def _tokens(text: str) -> list[str]:
    return [w.removesuffix("’s").removesuffix("'s") for w in _WORD.findall(text.lower())]


def _weight(word: str) -> float:
    return _LIGHT_WEIGHT if word in _LIGHT else 1.0


def _common(x: list[str], y: list[str]) -> float:
    """The weight of the heaviest common subsequence."""
    row = [0.0] * (len(y) + 1)
    for w in x:
        diagonal = 0.0
        for k, v in enumerate(y, 1):
            here = row[k]
            row[k] = max(diagonal + _weight(w) if w == v else 0.0, here, row[k - 1])
            diagonal = here
    return row[-1]
