"""Figures in a fact: where the number stands, how it is written, another one that reads like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from slot_claims import Fact, Span
from slot_text import NUMBER_WORDS, number_words

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9, "k": 1e3}
_BOUND = (
    r"at least|more than|over|at most|up to|fewer than|less than|under|about|around|nearly|almost|approximately|"
    r"roughly|some|an estimated"
)
_FIGURE = re.compile(
    rf"(?:(?P<bound>{_BOUND}) )?(?P<sign>[$£€]|US\$)?(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
    r"(?P<glue>[ -]?)(?P<scale>million|billion|thousand|hundred|bn\b|m\b|k\b)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a fact's text: start to end are its digits or word, begin to scaled the whole with its bound."""

    begin: int
    sign: int
    start: int
    end: int
    scaled: int
    bound: str
    shown: float
    scale: float
    written: str
    after: str

    @property
    def value(self) -> float:
        return self.shown * self.scale


def figure(fact: Fact, span: Span) -> Figure | None:
    """The one number in an amount; None where there is none or a range."""
    text = fact.text[span.start : span.end]
    found = list(_FIGURE.finditer(text))
    if len(found) != 1 or re.search(r"\b(to|and|or|half|between|dozen|per)\b|\d[-–]\d", text):
        return None
    m, at = found[0], span.start
    if m["number"].lower() in {"zero", "one"} and not m["scale"]:
        return None
    begin, bound = at + m.start(), (m["bound"] or "").lower()
    before = re.search(rf"\b({_BOUND}) $", fact.text[:begin], re.I)
    if before and not bound:
        begin, bound = before.start(), before[1].lower()
    if re.search(r"[\d.,/:-]$", fact.text[:begin]) or re.match(
        r"[\d/:]|\.\d|,\d| (?:\w+ )?to (?:\d|two|three|four|five)|-\d", fact.text[at + m.end() :]
    ):
        return None
    word = m["number"].lower()
    shown = NUMBER_WORDS[word] if word in NUMBER_WORDS else float(word.replace(",", ""))
    scale = SCALES[m["scale"].lower()] if m["scale"] else 1.0
    return Figure(
        begin, at + (m.start("sign") if m["sign"] else m.start("number")), at + m.start("number"), at + m.end("number"),
        at + (m.end("scale") if m["scale"] else m.end("number")), bound, float(shown), scale, m["number"],
        fact.text[at + m.end() :],
    )  # fmt: skip


def write(value: float, model: str, unit: bool = False) -> str:
    """A number in the manner of `model`: words, thousands marks, decimals."""
    if model.lower() in NUMBER_WORDS and value == int(value) and value < 100:
        words = number_words(int(value))
        return words.capitalize() if model[0].isupper() else words
    decimals = len(model.partition(".")[2])
    if value != round(value, decimals):
        decimals = 1
    marks = "," in model or value >= 10_000 or (value >= 1000 and "," not in model and len(model) < 4)
    return f"{value:,.{decimals}f}" if marks else f"{value:.{decimals}f}"


def other(value: float, model: str, rng: Random, far: bool = False, most: float = float("inf")) -> float | None:
    """Another number that reads like `model`; half the time one digit or a little away, `far` at least half."""
    whole = value == int(value) and "." not in model
    for _ in range(20):
        way = rng.random()
        digits = model.replace(",", "")
        if far or way < 0.25:
            new = value * rng.choice((0.2, 0.25, 0.4, 0.5, 1.6, 2, 2.5, 3, 4, 5))
        elif way < 0.5 and value < 30:
            new = value + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5, 10))
        elif way < 0.8 and digits[0].isdigit():
            spot = rng.choice([i for i, c in enumerate(digits) if c.isdigit()])
            new = float(digits[:spot] + rng.choice("123456789") + digits[spot + 1 :])
        elif way < 0.9 and digits[0].isdigit() and len(digits) < 4:
            new = (
                float(rng.choice("123456789") + digits) if rng.random() < 0.6 or len(digits) < 2 else float(digits[1:])
            )
        else:
            new = value * rng.choice((0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5))
        new = float(round(new)) if whole else round(new, max(1, len(model.partition(".")[2])))
        if whole and new > 100 and digits.endswith("00"):
            new = float(round(new, -2 if new > 1000 else -1))
        if abs(new - value) < 0.004 * value:
            continue
        if new != value and 2 <= new <= most and (whole or new > 0) and (not far or abs(new - value) > 0.35 * value):
            return new
        if not whole and new != value and 0 < new <= most and not far:
            return new
    return None
