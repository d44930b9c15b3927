"""Amounts of a sentence: counts, money, percentages, ages, durations, ordinals and measures as intervals with units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from factcheck.claims.counted import bare_count, counted, is_age, is_name, plural
from factcheck.claims.not_amounts import spans_without_amounts
from factcheck.claims.numerals import Numeral, read_numerals
from factcheck.claims.units import CURRENCIES, DECADE, DURATIONS, LETTERS, MEASURES, SYMBOLS, YEAR
from factcheck.records import Amount, Mention, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODIFIERS = {
    "at least": r"at\s+least|a\s+minimum\s+of|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|not\s+fewer\s+than",
    "at most": r"up\s+to|at\s+most|a\s+maximum\s+of|no\s+more\s+than|not\s+more\s+than|as\s+many\s+as|as\s+much\s+as",
    "nearly": r"nearly|almost|just\s+under|close\s+to|just\s+short\s+of",
    "more": r"more\s+than|(?:well\s+|just\s+)?over|in\s+excess\s+of|upwards?\s+of|above",
    "less": r"fewer\s+than|less\s+than|under|below",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|(?:an\s+)?estimated(?:\s+at)?|~",
}
_MODIFIER = [(name, re.compile(rf"(?<!\w)(?:{pattern})\s*$", re.IGNORECASE)) for name, pattern in _MODIFIERS.items()]
_TRAILER = {
    "at least": re.compile(r"\s+or\s+more\b|-plus\b|\+(?!\w)", re.IGNORECASE),
    "about": re.compile(r"\s+or\s+so\b|-odd\b", re.IGNORECASE),
    "at most": re.compile(r"\s+or\s+(?:fewer|less)\b", re.IGNORECASE),
}
_PREPOSITIONS = frozenset({"over", "under", "above", "below", "about", "around"})

_CODES = SYMBOLS | LETTERS
_CURRENCY_BEFORE = re.compile(
    rf"(?<![\w.])(?:{'|'.join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))})\s?$|[$€£¥₹]\s?$|\b[NR]$"
)


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{words})(?!\w)", re.IGNORECASE)


_AFTER = [
    (_after(r"(?:percentage|percent|pct|per\s+cent)[\s-]+points?"), "points", "pp", 1.0),
    (_after(r"basis\s+points?"), "points", "pp", 0.01),
    (_after(r"%|percent|per\s+cent|pct"), "percent", "%", 1.0),
    (_after(r"(?:years?|yrs?)[\s-]+olds?|years?\s+of\s+age"), "age", "year", 1.0),
    (_after(r"months?[\s-]+olds?|months?\s+of\s+age"), "age", "year", 1 / 12),
    (_after(r"weeks?[\s-]+olds?"), "age", "year", 7 / 365.25),
    (_after(r"days?[\s-]+olds?"), "age", "year", 1 / 365.25),
    *((_after(words), "money", code, factor) for words, code, factor in CURRENCIES),
    *((_after(words), "measure", unit, factor) for words, (unit, factor) in MEASURES.items()),
    *((_after(words), "duration", "second", seconds) for words, seconds in DURATIONS.items()),
]
_PLACED_OR_RATE = re.compile(
    r"\s+(?:ago|later|earlier|before|after|from\s+now|prior|since|(?:a|per|each)\s+(?:day|week|month|year))\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:aged?|ages|ages?\s+of|(?:dies|died|dead)\s+at)(?:\s+(?:between|from))?\s+"
    r"(?:[\w-]+\s*(?:,\s*and\b|,|and\b|to\b|-)\s*){0,6}$"
    r"|\b(?:man|woman|boy|girl|child|youth|teenager) of $",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:rose|fell|gained|lost|dropped|climbed|jumped|surged|slid|slipped|sank|up|down|added|shed|(?:in|de)creased)"
    r"\s+(?:by\s+)?$",
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"\bin(?:to)?\s+(?:his|her|their)\s+(?:(?P<part>early|mid|late)[\s-]+)?"
    r"(?:(?P<tens>[1-9])0s|(?P<word>twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\b(?<!\bon )(?<!\bOn )(?P<scale>[Cc]ategory|[Mm]agnitude|[Ll]evel)[\s-](?:of\s)?"
    r"(?P<grade>\d\d?(?:\.\d)?|one|two|three|four|five|One|Two|Three|Four|Five)\b(?![-.,]?\d|\s[A-Z]|\sof\b)"
)
_SPELL = re.compile(r"\ban?\s+(?P<unit>second|minute|hour|day|week|month|year|decade)\b(?!['’-])", re.IGNORECASE)
_TENS = {"twen": 2, "thir": 3, "for": 4, "fif": 5, "six": 6, "seven": 7, "eigh": 8, "nine": 9}
_PARTS = {None: (0, 9), "early": (0, 4), "mid": (3, 7), "late": (6, 9)}

_ORDERED = ("one", "two", "three", "four", "five")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_NOT_IN_ORDER = frozenset({
    "degree", "lady", "aid", "responder", "name", "place", "floor", "grade", "street", "quarter", "half", "amendment",
    "person", "grader", "class", "base", "hand", "party", "day", "week", "month", "year", "century", "decade", "second",
    "minute", "hour", "weekend", "world", "thing", "block",
})  # fmt: skip


def find_amounts(doc: Doc, offset: int, times: Sequence[When] = (), mentions: Sequence[Mention] = ()) -> list[Amount]:
    """The amounts of one parsed sentence that begins at `offset` in its article, in the order of the text.

    Numbers within `times` and within names among `mentions` are skipped, and so is whatever cannot be told: a number
    is an amount only with a unit, a counted noun or a verb that counts.
    """
    text = doc.text
    spells, numerals = list(_spells(doc, text)), list(read_numerals(text))
    blocked = [(w.start - offset, w.end - offset) for w in times]
    blocked += [(m.start - offset, m.end - offset) for m in mentions if m.form == "name"]
    if spells or numerals:
        blocked += spans_without_amounts(text)
    spells = [a for a in spells if not any(s < a.end and a.start < e for s, e in blocked)]
    found = [*_decades(text), *_grades(text), *_ordinals(doc), *spells]
    blocked += [(amount.start, amount.end) for amount in found]
    numerals = [n for n in numerals if not any(s < n.end and n.start < e for s, e in blocked)]
    while numerals:
        amount, used = _amount(doc, text, numerals, mentions, offset)
        if amount and not any(s < amount.end and amount.start < e for s, e in blocked):
            found.append(amount)
        numerals = numerals[used:]
    found = _joined(text, sorted(found, key=lambda a: a.start))
    return [
        replace(a, start=a.start + offset, end=a.end + offset, head=None if a.head is None else a.head + offset)
        for a in found
    ]


def _amount(
    doc: Doc, text: str, numerals: Sequence[Numeral], mentions: Sequence[Mention], offset: int
) -> tuple[Amount | None, int]:
    """The amount that the first of `numerals` begins, and how many of them it takes."""
    first = numerals[0]
    low, high, last, used = first.low, first.high, first, 1
    start, currency = _currency(text, first.start)
    if len(numerals) > 1 and (span := _range(text, first, numerals[1], start)):
        low, high, last, used = *span, numerals[1], 2
    if last.short and currency is None and text[last.end - 1] != "m":
        return None, used
    approximate = first.approximate or last.approximate
    end, kind, unit, factor = _unit(text, last.end)
    if currency and kind != "percent":
        end, kind, unit, factor = last.end, "money", currency, 1.0
    if last.short and kind not in ("money", ""):
        return None, used
    head = None
    if not kind and (_AGED.search(text[:start]) or _shares_age(text, numerals) or is_age(doc, first, mentions, offset)):
        kind, unit = "age", "year"
    if kind == "duration" and _PLACED_OR_RATE.match(text, end):
        return None, used
    trailer, trailer_end = _trailer(text, end)
    if not kind:
        if is_name(doc, first, last.end):
            return None, used
        noun = counted(doc, trailer_end, last)
        if noun is None:
            noun = bare_count(doc, first, trailer_end)
        if noun is None:
            return None, used
        kind, (unit, head) = "count", noun
    name, start = _modifier(doc, text, start, low, kind) if trailer is None else (trailer, start)
    if kind == "measure" and unit != "magnitude" and low == high:
        low, high, approximate = *_rounding(low), True
    if kind == "duration" and factor == DECADE and low == high:
        low, high, approximate = low - 0.5, high + 0.5, True
    nominal = Numeral(first.start, last.end, low, high, approximate, step=max(first.step, last.step))
    low, high, approximate = _bounds(name, nominal, kind == "count")
    if unit == "°F":
        low, high, unit, factor = (low - 32) / 1.8, (high - 32) / 1.8, "°C", 1.0
    end = trailer_end if trailer else end
    return Amount(text[start:end], start, end, low * factor, high * factor, unit, approximate, kind, head), used


def _currency(text: str, start: int) -> tuple[int, str | None]:
    match = _CURRENCY_BEFORE.search(text, max(start - 8, 0), start)
    return (match.start(), _CODES[match.group().strip()]) if match else (start, None)


def _unit(text: str, end: int) -> tuple[int, str, str, float]:
    """(end, kind, unit, factor) of what stands after a number; kind is "" when it is no unit."""
    for pattern, kind, unit, factor in _AFTER:
        if match := pattern.match(text, end):
            return match.end(), kind, unit, factor
    return end, "", "", 1.0


def _range(text: str, first: Numeral, second: Numeral, start: int) -> tuple[float, float] | None:
    """The interval of "10 to 12", "10-12", "between 10 and 12", "10 or 12", "$5 million to $6 million"."""
    between = text[first.end : second.start]
    unit_end, kind, unit, _ = _unit(text, first.end)
    if kind and unit_end <= second.start and _unit(text, second.end)[2] == unit:
        between = text[unit_end : second.start]
    joined = re.fullmatch(r"\s*(-|–|—|to|and|or)\s*(?:[A-Z]{0,2}[$€£¥])?\s*", between)
    if joined is None:
        return None
    opener = re.search(r"\b(between|from)\s+(?:(?:the\s+)?ages?\s+(?:of\s+)?)?$", text[:start], re.IGNORECASE)
    bounded = opener is not None and opener.group(1).lower() == "between"
    word = joined.group(1)
    changed = word == "to" and (opener or _CHANGED.search(text[:start]))
    if bounded != (word == "and") or changed or (word == "or" and between.strip() != "or"):
        return None  # "rose from 10 to 12" are two amounts
    low = first.low * second.step if first.step < second.step and first.low < 1000 else first.low
    return (low, second.high) if low < second.high else None


def _shares_age(text: str, numerals: Sequence[Numeral]) -> bool:
    """Whether the first number is an age by the next one: "17 and 19 years old"."""
    if len(numerals) < 2 or not re.fullmatch(r"\s*(?:,|and|or)\s*", text[numerals[0].end : numerals[1].start]):
        return False
    return _unit(text, numerals[1].end)[1] == "age"


def _trailer(text: str, end: int) -> tuple[str | None, int]:
    for name, pattern in _TRAILER.items():
        if match := pattern.match(text, end):
            return name, match.end()
    return None, end


def _modifier(doc: Doc, text: str, start: int, low: float, kind: str) -> tuple[str | None, int]:
    """The modifier before a number and where it starts; a preposition ("a row over two boats") is none."""
    for name, pattern in _MODIFIER:
        if match := pattern.search(text, max(start - 24, 0), start):
            word = match.group().strip().lower()
            token = next(t for t in doc if t.idx + len(t) > match.start())
            if word in _PREPOSITIONS and kind == "count" and low < 20 and token.dep_ == "prep":
                break
            return name, match.start()
    return None, start


def _bounds(modifier: str | None, n: Numeral, count: bool) -> tuple[float, float, bool]:
    if modifier is None:
        return n.low, n.high, n.approximate
    exact = n.step > 1  # then the interval is rounding around what was written
    low = (n.low + n.high) / 2 if exact else n.low
    high = (n.low + n.high) / 2 if exact else n.high
    if modifier == "at least":
        return low, inf, False
    if modifier == "more":
        return low + 1 if count and not exact else low, inf, False
    if modifier == "at most":
        return 0.0, high, False
    if modifier == "less":
        return 0.0, high - 1 if count and not exact else high, False
    if modifier == "nearly":
        return 0.85 * low, high, True
    margin = max(0.1 * high, 1.0 if count and high >= 10 else 0.0)
    return min(low - margin, n.low), max(high + margin, n.high), True


def _rounding(value: float) -> tuple[float, float]:
    """`value` give or take half a unit of its last digit that is not a trailing zero."""
    digits = f"{value:.10g}"
    unit = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else 10.0 ** -len(digits.split(".")[1])
    return value - unit / 2, value + unit / 2


def _decades(text: str) -> Iterator[Amount]:
    """Ages like "in her late 40s"."""
    for match in _DECADE.finditer(text):
        tens = int(match["tens"]) if match["tens"] else _TENS[match["word"].lower()]
        low, high = (10 * tens + years for years in _PARTS[match["part"] and match["part"].lower()])
        yield Amount(match.group(), *match.span(), float(low), float(high), "year", True, "age")


def _spells(doc: Doc, text: str) -> Iterator[Amount]:
    """Durations of about one unit: "less than a month", "more than an hour"; a bare "a month" may be a rate."""
    for match in _SPELL.finditer(text):
        name, start = _modifier(doc, text, match.start(), 1.0, "duration")
        if name is None or _PLACED_OR_RATE.match(text, match.end()):
            continue
        low, high, approximate = _bounds(name, Numeral(*match.span(), 1.0, 1.0, False), count=False)
        size = next(size for words, size in DURATIONS.items() if re.fullmatch(words, match["unit"].lower()))
        written = text[start : match.end()]
        yield Amount(written, start, match.end(), low * size, high * size, "second", approximate, "duration")


def _grades(text: str) -> Iterator[Amount]:
    """Steps of a scale, exact: "Category 3", "magnitude 5.8", "level two"; not in a name ("Category 5 Records")."""
    for match in _GRADE.finditer(text):
        word = match["grade"].lower()
        value = float(_ORDERED.index(word) + 1 if word in _ORDERED else word)
        yield Amount(match.group(), *match.span(), value, value, match["scale"].lower(), False, "measure")


def _ordinals(doc: Doc) -> Iterator[Amount]:
    for token in doc[:-1]:
        if token.dep_ != "amod":
            continue
        word = token.lower_
        number = _ORDINALS.get(word) or (int(word[:-2]) if re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)", word) else None)
        if number is None or token.nbor().text == "-" or token.nbor().tag_ == "CD":
            continue
        noun = token.head
        if 0 < noun.i - token.i <= 4 and noun.tag_ in ("NN", "NNS") and noun.lemma_.lower() not in _NOT_IN_ORDER:
            end = token.idx + len(token)
            yield Amount(token.text, token.idx, end, number, number, noun.lemma_.lower(), False, "ordinal", noun.idx)


def _joined(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Adds up durations written in two units: "two hours and 30 minutes"."""
    joined: list[Amount] = []
    for amount in amounts:
        before = joined[-1] if joined else None
        if (
            before and before.kind == amount.kind == "duration" and before.low == before.high > amount.high
            and re.fullmatch(r",?\s+(?:and\s+)?", text[before.end : amount.start])
        ):  # fmt: skip
            total = before.low + amount.low
            joined[-1] = replace(before, text=text[before.start : amount.end], end=amount.end, low=total, high=total)
        else:
            joined.append(amount)
    return joined


def disjoint(a: Amount, b: Amount) -> bool:
    """Whether two amounts of one kind and of comparable units (equal, or one unknown) have no value in common.

    Two rounded amounts that touch in one point ("$5 million", "$6 million") have none.
    """
    if a.kind != b.kind or (a.unit != b.unit and a.unit and b.unit):
        return False
    if a.approximate and b.approximate and a.low < a.high and b.low < b.high:
        return a.high <= b.low or b.high <= a.low
    return a.high < b.low or b.high < a.low


def describe(amount: Amount) -> str:
    """`amount` in plain words: "12 people", "at least 85", "$4.5 million to $5.5 million", "2 to 3 hours"."""
    low, high = amount.low, amount.high
    if high == inf:
        return f"at least {_plain(amount, low)}"
    if low == high:
        return _plain(amount, low)
    if low == 0:
        return f"up to {_plain(amount, high)}"
    if amount.kind == "money":
        return f"{_plain(amount, low)} to {_plain(amount, high)}"
    value, unit = _scaled(amount, high)
    return f"{_number(low * value / high)} to {_number(value)}{unit}"


def _plain(amount: Amount, value: float) -> str:
    if amount.unit in ("category", "level", "magnitude") and amount.kind == "measure":
        return f"{amount.unit} {_number(value)}"
    if amount.kind == "money":
        symbol = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}.get(amount.unit)
        number = f"{value:,.2f}" if value < 1e6 and value % 1 else _number(value)
        return f"{symbol}{number}" if symbol else f"{number} {amount.unit}"
    if amount.kind == "ordinal":
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(int(value) % 10, "th")
        return f"{int(value)}{ending} {amount.unit}"
    value, unit = _scaled(amount, value)
    return _number(value) + unit


def _scaled(amount: Amount, value: float) -> tuple[float, str]:
    """`value` in the unit that people would use, and that unit as it follows the number."""
    unit = amount.unit
    if amount.kind == "percent":
        return value, "%"
    if amount.kind == "points":
        return value, " percentage points"
    if amount.kind == "age":
        months = value < 1
        return (round(value * 12, 1) if months else value), f" {'months' if months else 'years'} old"
    if amount.kind == "duration":
        sizes = {"years": YEAR, "months": YEAR / 12, "weeks": 604800, "days": 86400, "hours": 3600, "minutes": 60}
        fitting = [(name, size) for name, size in sizes.items() if value >= size] or [("seconds", 1.0)]
        name, size = next((each for each in fitting if value % each[1] == 0), fitting[0])
        return value / size, f" {name[:-1] if value == size else name}"
    if amount.kind == "measure":
        large = {"m": ("km", 1e3), "m2": ("km2", 1e6), "kg": ("tonnes", 1e3), "W": ("MW", 1e6)}.get(unit)
        return (value / large[1], f" {large[0]}") if large and value >= large[1] else (value, f" {unit}")
    return value, f" {plural(unit) if value != 1 else unit}" if unit else ""


def _number(value: float) -> str:
    for scale, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if value >= scale:
            return f"{value / scale:.3f}".rstrip("0").rstrip(".") + name
    return f"{value:,.2f}".rstrip("0").rstrip(".")
