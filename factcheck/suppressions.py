"""Suppressions: comments in a draft that say which findings of its paragraph are known, and why.

`<!-- factcheck: ignore date, number — corrected by the ministry -->` in a paragraph is about that paragraph; one
that stands alone is about the paragraph that follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from factcheck.records import ConflictType

TYPES: tuple[str, ...] = get_args(ConflictType)
_COMMENT = re.compile(r"<!--\s*factcheck\b(.*?)-->", re.DOTALL | re.IGNORECASE)
_IGNORE = re.compile(r"\s*:\s*ignore\s+(\w+(?:[\s,]+\w+)*)\s*(?:[—–:]|--?)\s*(\S.*?)\s*", re.DOTALL | re.IGNORECASE)
_BLOCK = (
    r"</?(?:address|article|aside|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main"
    r"|ol|p|pre|section|table|td|th|tr|ul)\b[^>]*>"
)
_BLANK_LINE = re.compile(rf"\n[^\S\n]*\n|{_BLOCK}", re.IGNORECASE)
_LINE = re.compile(rf"\n|{_BLOCK}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment at [start, end) about findings of `types` at [first, last), all offsets of one text.

    `wrong` says what keeps it from being one, else it is "".
    """

    start: int
    end: int
    first: int
    last: int
    types: tuple[str, ...] = ()
    reason: str = ""
    wrong: str = ""


def kind(type: str) -> str:
    """A name for types that are one to the author: which day it was is asked by date and by weekday."""
    return "date" if type == "weekday" else type


def find(text: str) -> list[Suppression]:
    """The comments to factcheck in a text, those that cannot be obeyed among them."""
    # Neither a word nor white space, so that a comment neither fills a paragraph nor parts one.
    masked = _COMMENT.sub(lambda comment: "\0" * len(comment[0]), text)
    return [
        Suppression(*comment.span(), *_paragraph(masked, *comment.span()), *_read(comment[1]))
        for comment in _COMMENT.finditer(text)
    ]


def blank(text: str) -> str:
    """The text with spaces for its comments to factcheck, so that what follows keeps its place."""
    return _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)


def _read(comment: str) -> tuple[tuple[str, ...], str, str]:
    """Types, reason, and what is wrong."""
    found = _IGNORE.fullmatch(comment)
    if not found:
        return (), "", "write it as <!-- factcheck: ignore TYPE — REASON -->; a reason must be given"
    types = tuple(dict.fromkeys(re.split(r"[\s,]+", found[1].lower())))
    unknown = [name for name in types if name not in TYPES]
    if unknown:
        return (), "", f"unknown type {unknown[0]}; the types are {', '.join(TYPES)}"
    return types, " ".join(found[2].split()), ""


def _paragraph(masked: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around [start, end), the next one where there are no words in it."""
    pattern = _BLANK_LINE if _BLANK_LINE.search(masked.strip()) else _LINE
    first, last = 0, len(masked)
    for bound in pattern.finditer(masked):
        if bound.end() <= start or not re.search(r"\w", masked[first : bound.start()]):
            first = bound.end()
        elif bound.start() >= end:
            last = bound.start()
            break
    return first, last
