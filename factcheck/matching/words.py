"""The words of a text as they are compared: lower-cased, and how much each says."""

from __future__ import annotations

import re

from factcheck.claims import calendar
from factcheck.records import Mention

CAPITAL = f"[{''.join(c for c in map(chr, range(0x250)) if c.isupper())}]"
"""The pattern of a capital letter of a language in Latin script."""
_WORD = re.compile(r"[^\W_]+(?:[’'][a-z]+)?")
_LIGHT = frozenset(
    "a an the of in on at to for from by with and or but as that which who whom whose was were is are be been being "
    "has have had it its he she they his her their this these those there then when where while after before "
    "about around near just also not said says say told according police officials authorities reported "
    "year years old".split()
)
"""Words of grammar, of reporting and of age, which two sentences on anything may share."""

_CALENDAR = calendar.NAMES | {month[:3].lower() for month in calendar.MONTHS} | {"sept"}


def tokens(text: str) -> list[str]:
    """The words of a text in order, lower-cased and without the ending of a possessive."""
    return [w.removesuffix("’s").removesuffix("'s") for w in _WORD.findall(text.lower())]


def in_full(m: Mention) -> bool:
    """Whether a mention names a person by more than one word."""
    return m.kind == "person" and m.form == "name" and " " in m.name


def is_content(word: str) -> bool:
    """Whether a word says something of its own."""
    return word not in _LIGHT


def content(text: str) -> frozenset[str]:
    """The content words of a text, without figures and the names of days and months, which may be in dispute."""
    return frozenset(w for w in tokens(text) if w not in _LIGHT and w not in _CALENDAR and not w[0].isdigit())


def in_common(a: frozenset[str], b: frozenset[str], least: int = 4) -> float:
    """The share of the words of the set with fewer that the other has too, 0..1; of `least` words at the least."""
    return len(a & b) / max(min(len(a), len(b)), least)
