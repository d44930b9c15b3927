"""Numerals in English text, in digits and words, each as the interval that it may honestly stand for.

A number written with a scale word carries half a unit of its last written digit as rounding: "1.2 million" is
1.15 to 1.25 million. "Dozens", "hundreds" and their like are wide intervals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def _named(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * n for n, word in enumerate(words.split())}


_UNITS = _named("zero one two three four five six seven eight nine", 0)
_TEENS = _named("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TENS = _named("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_SMALL = _UNITS | _TEENS | _TENS
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "mln": 1e6, "mn": 1e6, "m": 1e6, "bln": 1e9, "bn": 1e9, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_ROUND = {"dozen": 12.0, "score": 20.0, "ten": 10.0} | {k: v for k, v in SCALES.items() if len(k) > 3}
_PLURAL = {"dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2000, 99_999),
           "millions": (2e6, 999e6), "billions": (2e9, 999e9)}  # fmt: skip
_MANY = {"tens": (20, 99), "dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2000, 9999)}
_VAGUE = {"several": (3, 9), "a few": (2, 9), "a handful of": (2, 9), "a couple of": (2, 2), "a couple": (2, 2)}

_unit = "|".join(list(_UNITS)[1:])
_small = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{_unit}))?|{'|'.join(_TEENS)}|{_unit})"
_word = rf"(?:(?:{_small}|an?)[\s-]+hundred(?:\s+(?:and\s+)?{_small})?(?![\s-]+(?:hundred|dozen))|{_small})"
_digits = r"(?:\d{1,3}(?:(?:,\d{3})+|(?:[ ],[ ]\d{3})+\b)(?:\.\d+)?|\d+(?:\.\d+)?)"  # " , " as in tokenised text
_scale = r"(?:hundred|thousand|million|billion|trillion|lakh|crore)"
_short = r"(?:mln|bln|bn|mn|tn|m|k)"
_many = "|".join(_VAGUE).replace(" ", r"\s+")
_SUM = rf"(?=\d[\d.,]*\s?{_scale}|\d[\d.]*(?:bn|m)\b|\d{{1,3}},\d{{3}})"
"""What stands after the letter of a currency, so that N95 and R2 are none."""
_NUMERAL = re.compile(
    rf"""(?:(?<![\w.:/#])|(?:(?<=\b(?-i:N))|(?<=\b(?-i:R))|(?<=\b(?-i:RM))){_SUM})(?<!\d,)(?<![^\W\d]-)(?:
      (?P<plural>(?:(?P<many>{"|".join(_MANY)})\s+of\s+)?(?P<round>{"|".join(_PLURAL)})\b)
    | (?P<vague>(?:{_many})(?:[\s-]+(?P<vague_scale>dozen|{_scale}))?\b)
    | (?P<dozen>(?:(?P<dozens>{_small}|half\s+an?|an?|\d+)[\s-]+)dozen\b)
    | (?P<half>half\s+an?[\s-]+(?P<half_scale>{_scale})\b)
    | (?P<digits>{_digits})(?P<fraction>\s?[½¼¾]|\s+and\s+a\s+half\b)?
      (?:[\s-]?(?P<scale>{_scale})\b|\s?(?P<short>{_short})\b)?
    | (?P<word>{_word})(?P<word_half>\s+and\s+a\s+half)?
      (?:[\s-]+(?P<word_scale>{_scale})(?:\s+(?:and\s+)?(?P<rest>{_word})\b)?)?\b
    | (?P<article>an?[\s-]+(?P<article_scale>{_scale}))\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@dataclass(frozen=True, slots=True)
class Numeral:
    """`text[start:end]` as the closed interval [low, high]; `short` when its scale is only "m" or "k" (5m, 3k).

    `digits` tells 12 from twelve; `step` is the scale that it was written in (1 without scale word).
    """

    start: int
    end: int
    low: float
    high: float
    approximate: bool
    digits: bool = False
    short: bool = False
    step: float = 1.0


def read_numerals(text: str) -> Iterator[Numeral]:
    """The numerals of `text` from left to right; ordinals ("third", "3rd") are none."""
    for match in _NUMERAL.finditer(text):
        yield _numeral(match)


def _numeral(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    group = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "plural" in group:
        low, high = _PLURAL[group["round"]]
        if "many" in group:
            scale = _ROUND[group["round"].rstrip("s")]
            low, high = (bound * scale for bound in _MANY[group["many"]])
            high += scale - 1
        return Numeral(start, end, float(low), float(high), True)
    if "vague" in group:
        low, high = _VAGUE[next(key for key in _VAGUE if " ".join(group["vague"].split()).startswith(key))]
        scale = _ROUND.get(group.get("vague_scale", ""), 1.0)
        return Numeral(start, end, low * scale, high * scale + scale - 1, True, step=scale)
    if "dozen" in group:
        many = group["dozens"]
        dozens = 0.5 if many.startswith("half") else 1.0 if many in ("a", "an") else _value(many)
        about = 1 if dozens < 1 else 2
        return Numeral(start, end, 12 * dozens - about, 12 * dozens + about, True)
    if "half" in group:
        return _rounded(start, end, 0.5, 0.1, SCALES[group["half_scale"]])
    if "article" in group:
        return _rounded(start, end, 1.0, 1.0, SCALES[group["article_scale"]])
    if "digits" in group:
        return _in_digits(start, end, group)
    value = _value(group["word"]) + (0.5 if "word_half" in group else 0.0)
    if "rest" in group:
        value = value * SCALES[group["word_scale"]] + _value(group["rest"])
    elif "word_scale" in group:
        unit = 100.0 if group["word"].endswith("hundred") else 0.5 if "word_half" in group else 1.0
        return _rounded(start, end, value, unit, SCALES[group["word_scale"]])
    elif group["word"].endswith("hundred"):
        return _rounded(start, end, value / 100, 1.0, 100.0)
    return Numeral(start, end, value, value, False)


def _in_digits(start: int, end: int, group: dict[str, str]) -> Numeral:
    digits = group["digits"]
    if re.fullmatch(r"\d{1,3}\.000", digits):
        digits = digits.replace(".", "")  # 12.000 as it is written on the Continent
    value = float(digits.replace(",", "").replace(" ", ""))
    fraction = group.get("fraction", "").strip()
    value += _FRACTIONS.get(fraction, 0.5 if fraction else 0.0)
    scale = group.get("scale") or group.get("short")
    if scale is None:
        return Numeral(start, end, value, value, False, digits=True)
    unit = 10.0 ** -len(digits.partition(".")[2]) if not fraction else 0.5
    rounded = _rounded(start, end, value, unit, SCALES[scale])
    return Numeral(start, end, rounded.low, rounded.high, True, True, scale in ("m", "k"), rounded.step)


def _rounded(start: int, end: int, value: float, unit: float, scale: float) -> Numeral:
    """`value` times `scale`, give or take half of `unit`, its last written digit."""
    low, high = (round(bound * scale, 6) for bound in (value - unit / 2, value + unit / 2))
    return Numeral(start, end, low, high, True, step=scale)


def _value(words: str) -> float:
    if words.isdigit():
        return float(words)
    total = 0
    for word in re.findall(r"[a-z]+", words):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in ("and", "a", "an"):
            total += _SMALL[word]
    return float(total)
