"""Places: where a span of an article's text stands in the file that it was read from, as lines and columns."""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from factcheck.records import Article, Span

MAX_BYTES = 5_000_000
"""Larger files are not searched for a span."""
_AROUND, _WORDS = 80, 40
"""Characters before and behind a span, and words of it, by which it is found in a file that is more than the text."""
_GAP = r"(?:<[^>]*>|&#?\w{1,10};|\\u[0-9a-fA-F]{4}|\\[a-z]|[^\w<])*?"
"""What may stand between two words of a text in the file: tags, entities and escapes beside spaces and points."""


@dataclass(frozen=True, slots=True)
class Place:
    """From a character to one behind the last: lines and columns count from 1, columns in Unicode code points."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Where spans of articles stand in their files, which are read when first asked for.

    `sources` are texts of files that are known already, by the id of the article.
    """

    def __init__(self, articles: dict[str, Article], sources: dict[str, str] | None = None) -> None:
        self._articles = articles
        self._sources = dict(sources or {})

    def of(self, span: Span) -> Place | None:
        """The place of a span; None where the file is gone, is no text, or has the text in another form."""
        article = self._articles[span.article]
        if article.id not in self._sources:
            self._sources[article.id] = (file_text(Path(article.path)) if article.path else None) or ""
        source = self._sources[article.id]
        found = locate(source, article.text, span.start, span.end)
        return place(source, *found) if found else None


def file_text(path: Path) -> str | None:
    """The text of a file with plain line ends; None for what is missing, too large or no text."""
    from factcheck.readers import Unreadable, decode

    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        return plain(decode(data)) if len(data) <= MAX_BYTES else None
    except (OSError, EOFError, zlib.error, Unreadable):
        return None


def plain(text: str) -> str:
    """Text with "\\n" for every line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def locate(source: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where `text[start:end]` stands in `source`, the file that the text was taken from.

    A file that holds the text as it is gives the exact place. In web pages and JSON the words of the span are looked
    for with those around it, whatever markup stands between them.
    """
    if not source:
        return None
    begin = source.find(text)
    if begin >= 0:
        return begin + start, begin + end
    inside = _words(text[start:end])[:_WORDS]
    if not inside:
        return None
    line, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    # A word at the edge of what is looked at may be a part of one.
    before = _words(text[max(line, start - _AROUND) : start])[1 if start - _AROUND > line else 0 :]
    after = _words(text[end : min(line_end, end + _AROUND)])[: -1 if end + _AROUND < line_end else None]
    pattern = _GAP.join([*before, f"({_GAP.join(inside)})", *after])
    body = max(source.find("<body"), 0)
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(source, body)
    return found.span(1) if found else None


def _words(text: str) -> list[str]:
    return [re.escape(word) for word in re.findall(r"\w+", text)]


def place(source: str, start: int, end: int) -> Place:
    """The lines and columns of `source[start:end]`."""
    begins = [0, *(match.end() for match in re.finditer("\n", source))]
    first, last = bisect_right(begins, start) - 1, bisect_right(begins, max(start, end)) - 1
    return Place(first + 1, start - begins[first] + 1, last + 1, max(start, end) - begins[last] + 1)
