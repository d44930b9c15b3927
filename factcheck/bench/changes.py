"""How a stated value is changed in its article: every mention of it, in the article's wording, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from factcheck.bench import wordforms
from factcheck.bench.stated import Stated
from factcheck.claims import gazetteer
from factcheck.records import Article

Edit = tuple[int, int, str]
"""A span of the article's text and what takes its place."""

MENTIONS = 6
"""Most mentions of a name, place or date that are changed together in an article."""

_AFTER_PLACE = frozenset(("Police", "Fire"))
_COURTESY = frozenset(("Mr", "Mrs", "Ms", "Dr"))
_AGES = ((2, 12), (13, 17), (18, 90))


@dataclass(frozen=True, slots=True)
class Setting:
    """An article to change, the values that it states, and what its whole cluster says."""

    article: Article
    values: Sequence[Stated]
    text: str
    taken: frozenset[tuple[str, float]]
    """Kinds and values of all numbers of the cluster."""


def edits(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    """What to change so that the article states another value, which no article of the cluster has.

    None when the article states the old value in places that cannot be changed as well, or no other value fits.
    """
    made = _CHANGES[value.type](value, setting, rng)
    return made if made and any(start == value.start for start, _, _ in made) else None


def apply(text: str, edits: Sequence[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """The text with the edits made, and the span of each in it, in the order of the text."""
    pieces, spans, done, length = [], [], 0, 0
    for start, end, new in sorted(edits):
        pieces += [text[done:start], new]
        length += start - done + len(new)
        spans.append((length - len(new), length))
        done = end
    return "".join([*pieces, text[done:]]), spans


def _count(pattern: str, article: Article, flags: int = 0) -> int:
    """How often a pattern is in an article's title and text."""
    return len(re.findall(pattern, f"{article.title or ''}\n{article.text}", flags))


def _one(value: Stated, new: str | None) -> list[Edit] | None:
    return [(value.start, value.end, new)] if new and new != value.text else None


def _weekday(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    if _count(rf"\b{value.text}", setting.article, re.IGNORECASE) > 1:
        return None
    named = {day for day in wordforms.WEEKDAYS if re.search(rf"\b{day[:3]}", setting.text)}
    return _one(value, wordforms.other_weekday(rng, named))


def _month(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    mentions = [other for other in setting.values if other.key == value.key]
    written = _count(rf"\b{value.text[:3]}[a-z]*\.?\s0?{value.key[1]}\b", setting.article)
    if not all(other.open for other in mentions) or not len(mentions) == written <= MENTIONS:
        return None
    named = {month for month in wordforms.MONTHS if re.search(rf"\b{month[:3]}[a-z]*\.?\s\d", setting.text)}
    new = wordforms.other_month(rng, value.key[1], named)
    return new and [(m.start, m.end, wordforms.month_like(new, m.text)) for m in mentions]


def _number(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    kind, number = value.key[0], value.key[-1]
    spellings = "|".join(map(re.escape, {value.text, *wordforms.spellings(number)}))
    if _count(rf"(?<![\d.,$])\b(?:{spellings})\b(?![.,]\d)", setting.article, re.IGNORECASE) > 1:
        return None
    low, high = {"percent": (0.1, 99.0), "money": (0.1, float("inf"))}.get(kind, (2.0, float("inf")))
    if kind == "age":
        low, high = next(bounds for bounds in _AGES if number <= bounds[1] or bounds is _AGES[-1])
        low, high = max(low, number * 0.5), min(high, number * 1.8)
    taken = {other for other_kind, other in setting.taken if other_kind == kind}
    return _one(value, wordforms.other_number(rng, value.text, taken, low, high))


def _place(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    text, name = setting.article.text, value.text
    stem = name.split()[0] if value.key[0] != "city" else name
    matches = [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    anyhow = _count(rf"\b{re.escape(stem)}", setting.article, re.IGNORECASE)
    if len(matches) > MENTIONS or anyhow > _count(rf"\b{re.escape(name)}\b", setting.article):
        return None
    for start, end in matches:
        before, after = _neighbours(text, start, end)
        if after[:1].isupper() and after not in _AFTER_PLACE or text[start - 1 : start] in ("@", "#", ".", "/", "-"):
            return None
        if value.key[0] == "city" and (before[:1].isupper() or before.endswith(",")) and not _begins(text, start):
            return None
    new = wordforms.other_place(rng, name, setting.text)
    return new and [(start, end, new) for start, end in matches]


def _name(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    """Every mention of the person; None where a relative bears the name too or a word of it is not surely the name."""
    text = setting.article.text
    first, *middle, last = value.text.split()
    gender = gazetteer.gender(first)
    pieces = wordforms.other_name(rng, gender, setting.text) if gender else None
    if pieces is None or gazetteer.place(last):
        return None
    found: list[Edit] = []
    for match in re.finditer(rf"\b{first}\b(?: [A-Z]\.)? {last}\b|\b{last}\b|\b{first}\b", text):
        before, after = _neighbours(text, *match.span())
        mention = match.group()
        if mention == first:
            return None
        if mention == last:
            title = gazetteer.title_word(before) or before.rstrip(".") in _COURTESY
            alone = title or not before[:1].isupper() or _begins(text, text.rfind(before, 0, match.start()))
            if not alone or after[:1].isupper():
                return None
        given = (pieces[0], *middle) if "." in mention else pieces[:1]
        found.append((*match.span(), pieces[1] if mention == last else " ".join((*given, pieces[1]))))
    titled = re.sub(rf"\b{first}\b(?: [A-Z]\.)? {last}\b", "", setting.article.title or "")
    return found if len(found) <= MENTIONS and first not in titled else None


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a span; "" where punctuation stands between it and the word after."""
    before = re.search(r"(\S+)\s+$", text[max(0, start - 40) : start])
    after = re.match(r"(?:[’']s?)?\s(\w+)", text[end : end + 40])
    return before[1] if before else "", after[1] if after else ""


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or paragraph begins at `start`."""
    before = text[:start].rstrip(" \t")
    return not before.strip() or before[-1] in '.!?:;”"\n'


def _negation(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    return _one(value, value.forms[1]) if _count(rf"\b{value.forms[0]}\b", setting.article) == 1 else None


def _quote(value: Stated, setting: Setting, rng: Random) -> list[Edit] | None:
    once = sum(other.key == value.key for other in setting.values) == 1
    return _one(value, wordforms.unlike_word(value.text, *value.forms)) if once else None


_CHANGES: dict[str, Callable[[Stated, Setting, Random], list[Edit] | None]] = {
    "weekday": _weekday, "month": _month, "number": _number, "name": _name, "place": _place, "negation": _negation,
    "quote": _quote,
}  # fmt: skip


def retitled(article: Article, value: Stated, edits: Sequence[Edit]) -> str | None:
    """The article's title with the mentions of a name or place changed as in its text."""
    title = article.title
    if title is None or value.type not in ("name", "place"):
        return title
    new = next(new for start, _, new in edits if start == value.start)
    title = title.replace(value.text, new)
    return re.sub(rf"\b{value.text.split()[-1]}\b", new.split()[-1], title) if value.type == "name" else title
