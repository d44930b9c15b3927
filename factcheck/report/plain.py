"""Plain words for people: untrusted text made harmless, dates, counts, probabilities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

# CSI, OSC and two-character sequences: removed whole, so that "\x1b[31mred" reads "red" and not "[31mred".
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")
_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # format characters that Persian, Hindi and emoji need
_WORDS = ((0.95, "almost certain"), (0.80, "very likely"), (0.55, "likely"), (0.45, "even chance"), (0.0, "unlikely"))


def clean(text: str) -> str:
    """`text` on one line, without control characters, terminal escapes, bidi overrides or lone surrogates."""
    text = _SPACES.sub(" ", _ESCAPES.sub("", text))
    if text.isprintable():
        return text
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def count(number: int, noun: str) -> str:
    """A count with its noun: "1 article", "2,400 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def join(parts: Sequence[str]) -> str:
    """An enumeration: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def day(value: date | None) -> str:
    """A day as "4 March 2024"; None is "undated"."""
    return f"{value.day} {value:%B} {value.year}" if value else "undated"


def likelihood(probability: float) -> str:
    """A probability as a word and a number: "very likely (87%)"; the bands are those of ICD 203.

    Numbers are cut, not rounded, above one half: only a probability of 1 reads as 100%.
    """
    word = next(word for floor, word in _WORDS if probability >= floor)
    return f"{word} ({int(probability * 100 + 1e-9)}%)"
