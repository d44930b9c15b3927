"""How alike the words around two values are: what stands before and after them in their sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field

from factcheck.matching.words import content, is_content, tokens

Span = tuple[int, int]

WINDOW = 6
"""Words on each side that are set against each other."""
TITLE = 3
"""Words before a name that may be its title."""
_REACH = 90
_BREAK = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])|\n")
_APPOSED = re.compile(r" ?, (?!and )([^,.;]{3,90}) ?([,.;])")
_WITH = re.compile(r" with (?:the )?((?:[A-Z][\w’'.]* ?){2,6})()")
"""Whose somebody is: "Ann Roe with Calwyn Harbour Schools said"."""
_APART = re.compile(r"[,;:“”\"()—–]|\b(?:said|says|told|and|by|as)\b")
"""What ends the words before a name that are its title."""
_TITLE = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[A-Z]|a\.m|p\.m|[Nn]o)$")
_LIGHT_WEIGHT, _LEAST = 0.25, 4.0
_ONE_SIDE, _ONE_SIDE_SHARE, _ONE_SIDE_WORDS = 0.75, 0.8, 3.0


@dataclass(slots=True)
class Alignment:
    """Compares contexts in the texts of a run, by article id; what was read once is remembered."""

    texts: Mapping[str, str]
    _contexts: dict[tuple[str, int, int], tuple[list[str], list[str]]] = field(default_factory=dict)
    _words: dict[str, Counter[str]] = field(default_factory=dict)

    def agreement(self, a: str, span_a: Span, b: str, span_b: Span) -> float:
        """The share of the words around one value that stand around the other in the same order, 0..1; symmetric.

        Content words count in full, words of grammar and of reporting a quarter. Of the two contexts the shorter one
        sets the measure, but no less than four words, so that a bare "X died" is not alike to all others. Three
        words before the values, or after them, are enough for 0.75 when nearly all there agree.
        """
        one, other = self._context(a, *span_a), self._context(b, *span_b)
        matched = [_common(x, y) for x, y in zip(one, other, strict=True)]
        weights = [[_total(side) for side in context] for context in (one, other)]
        shorter = [min(side) for side in zip(*weights, strict=True)]
        both = sum(matched) / max(min(map(sum, weights)), _LEAST)
        if any(m >= _ONE_SIDE_WORDS and m >= _ONE_SIDE_SHARE * w for m, w in zip(matched, shorter, strict=True)):
            return max(both, _ONE_SIDE)
        return both

    def follows(self, a: str, end_a: int, b: str, end_b: int) -> float:
        """The share of the words after one place, up to six, that stand after the other in the same order, 0..1."""
        one, other = self._context(a, end_a, end_a)[1], self._context(b, end_b, end_b)[1]
        return _common(one, other) / (min(_total(one), _total(other)) or 1.0)

    def title(self, article: str, start: int, end: int) -> frozenset[str]:
        """The content words that say who a name is of: the last few before it, and those set off by commas after it.

        After a comma they are its own only where the name is set off too: "the mate, Roe,", not "the mate, Roe said".
        """
        text = self.texts[article]
        before = _before(text, start).rstrip()
        after = _APPOSED.match(text, end) or _WITH.match(text, end)
        if before.endswith(","):
            after = after if after and after[2] == "," else None
            before = before[: -1 if text[end:].lstrip().startswith(",") else None]
        title = tokens(_APART.split(before)[-1])[-TITLE:]
        return content(" ".join((*title, after[1] if after else "")))

    def leads(self, article: str, start: int) -> str:
        """The last content word before a place of an article in its sentence, "" where there is none."""
        return next(filter(is_content, self._context(article, start, start)[0]), "")

    def words(self, article: str) -> Set[str]:
        """The words of an article, lower-cased."""
        return self._counted(article).keys()

    def weight(self, words: Collection[str], a: str, b: str) -> float:
        """How much words say in two articles: each 1 where both have it once, less the more often they have it."""
        one, other = self._counted(a), self._counted(b)
        return sum(2 / ((one[w] + other[w]) or 1) for w in words)

    def _counted(self, article: str) -> Counter[str]:
        if article not in self._words:
            self._words[article] = Counter(tokens(self.texts[article]))
        return self._words[article]

    def _context(self, article: str, start: int, end: int) -> tuple[list[str], list[str]]:
        key = article, start, end
        if key not in self._contexts:
            text = self.texts[article]
            after = text[end : end + _REACH]
            ends = [m.start() for m in _BREAK.finditer(after) if not _TITLE.search(after[: m.start()])]
            left = tokens(_before(text, start))[::-1]
            self._contexts[key] = left[:WINDOW], tokens(after[: ends[0] if ends else None])[:WINDOW]
        return self._contexts[key]


def _before(text: str, start: int) -> str:
    """The text before a place in its sentence, as far as words are looked at."""
    before, opening = text[max(0, start - _REACH) : start], text[start : start + 1]
    begins = [m.end() for m in _BREAK.finditer(before + opening) if not _TITLE.search(before[: m.start()])]
    return before[begins[-1] if begins else 0 :]


def _weight(word: str) -> float:
    return 1.0 if is_content(word) else _LIGHT_WEIGHT


def _total(words: list[str]) -> float:
    return sum(map(_weight, words))


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
