"""The grammar of temporal expressions in English news: text to phrases, before any calendar is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.claims.calendar import MONTHS, WEEKDAYS

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
VAGUE = {
    "": (2, 10), "some": (2, 10), "several": (3, 10), "many": (3, 30), "a few": (2, 6), "few": (2, 6),
    "a couple of": (2, 3), "couple of": (2, 3),
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What an expression says, not yet where that lies on the calendar.

    `kind` is date, weekday, month, year, decade, quarter, season, relative ("last week"), day ("today"), ago, later,
    past ("the past two weeks") or clock. `which` is the word that places it (last, this, next, same, following …),
    `part` the piece that is meant (early, mid, late, night …), `year_word` stands for "last year" after a date,
    `week_word` for "last week" after a weekday, `low` and `high` count `unit`s.
    """

    kind: str
    start: int
    end: int
    weekday: int | None = None
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    year: int | None = None
    last_year: int | None = None
    year_word: str = ""
    week_word: str = ""
    which: str = ""
    part: str = ""
    unit: str = ""
    low: int = 0
    high: int = 0
    about: bool = False
    fiscal: bool = False
    clock: int | None = None
    zone: str = ""


_MONTH_NAMES = "|".join(f"{name}|{name.upper()}" for name in MONTHS)
_MONTH = (
    rf"(?P<month>{_MONTH_NAMES}|january|february|april|june|july|september|october|november|december"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
_WEEKDAY = r"(?P<weekday>(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_AFTER_DAY = r"(?![\dA-Za-z%]|[.:]\d|,\d{3}\b| ?(?:percent|per cent|million|billion|people)\b)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\d%]|[,.]\d|-\d)"
_IN_YEAR = (
    rf"(?:(?: ?, ?| )(?:of |in )?(?P<year>{_YEAR}"
    r"|(?:last|this|next|that|the same|the following|the previous) year\b))?"
)
_NUMBER = rf"(?:(?i:{'|'.join(NUMBERS)})|\d{{1,3}})"
_VAGUE = r"(?i:a couple of|a few|several|many|some)"
_HEDGE = (
    r"(?:(?P<hedge>(?i:nearly|almost|about|around|some|just over|just under|more than|less than|fewer than|at least"
    r"|roughly|over|under|barely|up to|well over)) )?"
)
_COUNT = rf"{_HEDGE}(?:(?P<count>{_VAGUE}|{_NUMBER}) )"
_UNIT = r"(?P<unit>(?i:minute|hour|day|week|month|year|decade))s?"
_PART = (
    r"(?:(?P<part>[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Mm]id|(?:[Tt]he )?(?:beginning|start|middle|end) of)(?: |-)"
    r"(?:in |on )?)?"
)
_WHICH = (
    r"(?P<which>(?i:last|this past|this coming|this|next|the following|the previous|the preceding|the next|the same"
    r"|that same|that|the coming))"
)
_ZONE = (
    r"(?P<zone>(?:ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|JST|AEST)\b"
    r"|E\.[SD]\.T\.|P\.[SD]\.T\.|(?i:local time|local"
    r"|(?:moscow|eastern|central|mountain|pacific)(?: standard| daylight)? time))"
)
_NIGHT = r"(?P<night>(?i:early morning|morning|afternoon|evening|night|overnight|lunchtime|midday))"

_SOON = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TH = r"(?:st|nd|rd|th)?"
_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_THE_LIST_ENDS = rf"(?={_DAY}{_TH}(?: ?[,.;:)]|$| (?:in|at|for|as|this|last)\b))"
_NOT_OF = r"(?! of (?:the|a|his|her|their|its)\b)"

_RULES: list[tuple[str, re.Pattern[str]]] = [
    (kind, re.compile(pattern.replace(" ?", r"\s?").replace(" ", r"\s+")))
    for kind, pattern in [
        (
            "date",
            rf"\b{_MONTH} ?(?:the )?(?P<day>{_DAY}){_TH}"
            rf"(?:(?: ?- ?| to | through | until | and {_THE_LIST_ENDS})(?P<last_day>{_DAY}){_TH})?"
            rf"{_AFTER_DAY}{_IN_YEAR}",
        ),
        (
            "date",
            rf"(?<![\w.,:$€£/-])(?P<day>{_DAY}){_TH}(?:(?: ?- ?| to | until | and )(?P<last_day>{_DAY}){_TH})?"
            rf" (?:of )?{_MONTH}(?![A-Za-z]){_IN_YEAR}",
        ),
        (
            "iso",
            r"(?<![\w./-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?![\d/-]|\.\d)",
        ),
        ("dotted", r"(?<![\w./-])(?P<day>\d?\d)\.(?P<month>\d?\d)\.(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d)"),
        ("slashed", r"(?<![\w./-])(?P<month>\d?\d)/(?P<day>\d?\d)/(?P<year>(?:19|20)?\d\d)(?![\w/-]|\.\d)"),
        (
            "weekday",
            rf"\b(?:(?P<part>(?i:early|late|earlier|later|overnight)) (?:on )?)?"
            rf"(?:(?:{_WHICH}|(?P<article>(?i:a|an|one|every|each|most|the))) )?"
            rf"{_WEEKDAY}(?![a-z])(?: {_NIGHT}(?![a-z]))?(?: (?:of )?(?P<week>last|this|next) week\b)?",
        ),
        (
            "weekday",
            rf"\b(?P<weekday>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
            rf"(?= ?,? ?(?:{_SOON}[a-z]*\.? ?\d|{_DAY}{_TH} {_SOON}))",
        ),
        (
            "month",
            rf"(?<![\w'])(?<![A-Za-z]-){_PART}(?:{_WHICH} )?{_MONTH}"
            rf"(?![A-Za-z]|-[a-z]| ?(?:the )?{_DAY}{_TH}{_AFTER_DAY}){_IN_YEAR}",
        ),
        (
            "relative",
            rf"(?<![\w'-]){_PART}{_WHICH} (?P<unit>day|night|morning|afternoon|evening|weekend|week|month|quarter|year"
            rf"|decade)(?![a-z-]){_NOT_OF}",
        ),
        ("relative", r"\b(?P<which>(?i:the)) (?P<unit>weekend)(?![a-z-])"),
        (
            "past",
            rf"\b(?i:the) (?P<which>past|last|next|coming) (?:(?P<count>{_VAGUE}|few|couple of|{_NUMBER}) )?"
            rf"(?P<unit>hour|day|week|month|year|decade)s?(?![a-z-]){_NOT_OF}",
        ),
        (
            "day",
            r"(?<![\w'-])(?:(?P<part>[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) )?"
            r"(?P<deictic>(?i:the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight))"
            rf"(?![\w-])(?: {_NIGHT}(?![a-z]))?",
        ),
        ("ago", rf"(?<![\w'-])(?:{_COUNT})?{_UNIT} (?P<which>ago|from now)(?![a-z-])"),
        (
            "later",
            rf"(?<![\w'-])(?:{_COUNT})?{_UNIT} (?P<which>later|earlier|before|after|afterwards?|beforehand)"
            r"(?![\w-]| than\b)",
        ),
        ("later", r"(?<![\w'-])(?i:the) (?P<unit>day|night|week|month|year) (?P<which>before|after)(?![\w-])"),
        (
            "quarter",
            rf"\b(?:the )?{_NTH}[ -](?P<unit>quarter|half) of (?:the )?"
            rf"(?P<fiscal>fiscal |financial )?(?:year )?(?P<year>{_YEAR}|(?:last|this|next|the) year\b)",
        ),
        ("quarter", rf"\b(?:the )?{_NTH} (?P<unit>quarter)(?:,? (?P<year>{_YEAR}))?(?![a-z-])(?! of\b)"),
        ("quarter", rf"\b(?P<unit>[QH])(?P<nth>[1-4])(?:,? (?:of )?(?P<fiscal>FY ?|fiscal )?(?P<year>{_YEAR}))?(?!\w)"),
        (
            "season",
            rf"(?<![\w'-]){_PART}(?:(?:{_WHICH}|(?P<article>the)) )?"
            rf"(?P<season>(?i:spring|summer|autumn|fall|winter))(?![a-z-]){_IN_YEAR}",
        ),
        (
            "year",
            rf"(?<![\w$€£.,#/-]){_PART}(?P<fiscal>(?i:fiscal year|financial year|fiscal|FY) ?)?"
            r"(?P<year>1[5-9]\d\d|20\d\d)(?:[-/](?P<last_year>\d\d(?:\d\d)?))?(?![\w%/-]|[,.:]\d)",
        ),
        ("decade", r"(?<![\w$.,-])(?:the )?(?:(?P<part>early|late|mid)[ -])?(?P<year>(?:1[5-9]|20)\d0)'?s(?![a-z-])"),
        ("decade", r"(?<![\w$.,-])the (?:(?P<part>early|late|mid)[ -])?'(?P<year>\d0)'?s(?![a-z-])"),
        (
            "clock",
            r"(?<![\w$€£.,:/-])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))? ?"
            rf"(?P<half>[aApP])(?:\. ?[mM]\.|\.?[mM]\b)(?:,? \(?{_ZONE})?",
        ),
        (
            "clock",
            r"(?<![\w$€£.,:/-])(?P<hour>[01]\d|2[0-3])[:.]?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?: (?:hours|hrs))?"
            rf" \(?{_ZONE}",
        ),
        (
            "clock",
            r"(?<![\w$€£.,:/-])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?: (?:hours|hrs))?(?![\w:%/-]|\.\d)",
        ),
        ("clock", rf"(?<![\w-])(?:12 )?(?P<noon>(?i:noon|midnight|midday))(?![\w-])(?: {_ZONE})?"),
    ]
]

_SAME_LENGTH = str.maketrans(
    "\u00a0\u2007\u2009\u202f\n\t\r\u2018\u2019\u02bc\u2013\u2014\u2011\u2012", "       '''----"
)
_NOT_BEFORE = re.compile(
    r"(?:Good|Black|Easter|Palm|Ash|Super|Bloody|Cyber|Giving|Ruby|Shrove|Holy|Maundy|Fat|Mail on|Whit|Freaky)\s+$"
)
_NOT_AFTER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Independent|Night Football|Night Live|Agreement|Schools?"
    r"|League|Tribune|Magazine|Review|World|Star|Sun|People|Mass|Morning Herald|Supplement)\b"
)
_DAYLIKE = {"day", "night", "morning", "afternoon", "evening"}
_JOIN = re.compile(r"(?:\s*,)?\s*\(?\s*(?:(?:on|at|around|about|approximately|of|the)\s+){0,2}")
_ROUGHLY = re.compile(r"\b(?:around|about|approximately)\s*$")


def plain(text: str) -> str:
    """`text` with one kind of space, apostrophe and dash; the length and so the offsets stay."""
    return text.translate(_SAME_LENGTH)


def find_phrases(text: str) -> list[Phrase]:
    """The temporal phrases of a `plain` text, in order, not overlapping; at one place the longest is taken."""
    found = sorted(_matches(text), key=lambda phrase: (phrase.start, -phrase.end))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return _joined(text, kept)


def _matches(text: str) -> Iterator[Phrase]:
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            phrase = _read(kind, match)
            if phrase is not None:
                yield phrase


def _read(kind: str, match: re.Match[str]) -> Phrase | None:
    """The phrase of a match, or None when it only looks like one."""
    got = {name: value for name, value in match.groupdict().items() if value}
    words = {name: " ".join(value.lower().split()) for name, value in got.items()}
    phrase = Phrase(
        "date" if kind in ("iso", "dotted", "slashed") else kind, match.start(), match.end(),
        which=words.get("which") or words.get("article", ""), part=words.get("part", "").removeprefix("the "),
        unit=words.get("unit", ""), fiscal="fiscal" in got,
    )  # fmt: skip
    year = words.get("year", "").removeprefix("the ")
    if year[:2].isdigit():
        value = int(year) + (0 if len(year) == 4 else 2000 if kind == "slashed" else 1900)
        phrase = replace(phrase, year=value)
    elif year:
        phrase = replace(phrase, year_word="this" if year == "year" else year.removesuffix(" year"))
    return _DETAILS.get(kind, lambda phrase, *_: phrase)(phrase, words, match)


def _read_date(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    month, day = month_number(words["month"]), int(words["day"])
    last_day = int(words["last_day"]) if "last_day" in words else None
    if month > 12 and "/" in match[0]:  # 16/4/2023 among Americans
        month, day = day, month
    if not 1 <= month <= 12 or not 1 <= day <= 31 or (last_day is not None and last_day <= day):
        return None
    return replace(phrase, month=month, day=day, last_day=last_day)


def _read_weekday(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    text, at = match.string, match.start("weekday")
    if _NOT_BEFORE.search(text, 0, at) or _NOT_AFTER.match(text, match.end("weekday")):
        return None
    number = next(n for n, name in enumerate(WEEKDAYS) if name[:3].lower() == words["weekday"][:3])
    start = at if "article" in words else phrase.start
    part = words.get("night", "") or words.get("part", "")
    return replace(phrase, start=start, weekday=number, part=part, week_word=words.get("week", ""))


def _read_month(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    return replace(phrase, month=month_number(words["month"]))


def _read_count(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    count, hedge = words.get("count", ""), words.get("hedge", "")
    whole = match[0].lower()
    plural, definite = phrase.unit + "s" in whole, whole.startswith("the")
    if not count and phrase.kind == "past" and phrase.which != "past" and (plural or phrase.unit == "day"):
        return None  # "the last days"
    if not count and not plural and not definite and phrase.kind != "past":
        return None  # "day after day"
    if count in VAGUE and (count or plural):
        low, high = VAGUE[count]
    else:
        low = high = 1 if not count else int(count) if count.isdigit() else NUMBERS[count]
    if hedge in ("more than", "over", "at least", "just over", "well over"):
        high = low * 2
    elif hedge in ("less than", "fewer than", "under", "just under", "up to"):
        low = 0
    unit = "day" if phrase.unit == "night" else phrase.unit
    return replace(phrase, unit=unit, low=low, high=high, about=bool(hedge) or low != high)


def _read_day(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    start = match.start("deictic")
    if match.string[start] == "T" and match.string[:start].rstrip()[-1:].isalpha():
        return None  # USA Today, Russia Today
    return replace(phrase, which=words["deictic"], part=words.get("night", "") or words.get("part", ""))


def _read_quarter(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    nth = ORDINALS.get(words["nth"]) or int(words["nth"])
    unit = "half" if phrase.unit in ("h", "half") else "quarter"
    if unit == "half" and (nth > 2 or not (phrase.year or phrase.year_word)):
        return None
    if phrase.unit == "h" and phrase.year is None:
        return None
    return replace(phrase, low=nth, unit=unit)


def _read_season(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    return replace(phrase, unit=words["season"])


def _read_year(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    if "last_year" not in words:
        return phrase
    last = int(words["last_year"])
    last = last if last > 99 else phrase.year // 100 * 100 + last
    return replace(phrase, last_year=last) if phrase.year < last <= phrase.year + 99 else None


def _read_clock(phrase: Phrase, words: dict[str, str], match: re.Match[str]) -> Phrase | None:
    if "noon" in words:
        clock = 0 if words["noon"] == "midnight" else 720
    else:
        hour = int(words["hour"])
        if "half" in words:
            hour = hour % 12 + (12 if words["half"] == "p" else 0)
        clock = hour * 60 + int(words.get("minute", 0))
    return replace(phrase, clock=clock, zone=words.get("zone", ""))


_DETAILS = {
    "date": _read_date, "iso": _read_date, "dotted": _read_date, "slashed": _read_date, "weekday": _read_weekday,
    "month": _read_month, "past": _read_count, "ago": _read_count, "later": _read_count, "day": _read_day,
    "quarter": _read_quarter, "season": _read_season, "year": _read_year, "clock": _read_clock,
}  # fmt: skip


def month_number(word: str) -> int:
    """1 to 12 from a name, an abbreviation or digits; digits are not checked."""
    if word.isdigit():
        return int(word)
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _joined(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Weekday, date and clock that stand side by side made one phrase, with the closing parenthesis."""
    result: list[Phrase] = []
    for phrase in phrases:
        before = result[-1] if result else None
        gap = text[before.end : phrase.start] if before else ""
        if before and _fit(before, phrase) and _JOIN.fullmatch(gap):
            about = before.about or phrase.about or (phrase.clock is not None and bool(_ROUGHLY.search(gap)))
            end = phrase.end + (1 if "(" in gap and text[phrase.end : phrase.end + 1] == ")" else 0)
            base, other = (phrase, before) if before.kind == "clock" or phrase.kind == "date" else (before, phrase)
            result[-1] = replace(
                base, start=before.start, end=end, about=about,
                weekday=base.weekday if base.weekday is not None else other.weekday,
                clock=base.clock if base.clock is not None else other.clock,
                zone=base.zone or other.zone, part=base.part or other.part, which=base.which or other.which,
            )  # fmt: skip
        else:
            result.append(phrase)
    return result


def _fit(a: Phrase, b: Phrase) -> bool:
    kinds = {a.kind, b.kind}
    if kinds == {"weekday", "date"}:
        return a.weekday is None or b.weekday is None
    if "clock" not in kinds or len(kinds) == 1:
        return False
    other = b if a.kind == "clock" else a
    return other.clock is None and (other.kind in ("weekday", "date", "day") or other.unit in _DAYLIKE)
