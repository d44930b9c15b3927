"""The fields of a record under their usual names, and publish dates in their usual spellings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

# Compared without case, spaces and punctuation, in this order: "publishedAt" and "Published at" are "publishedat".
ALIASES = {
    "id": ("id", "uid", "uuid", "articleid", "guid", "docid"),
    "text": ("text", "body", "content", "article", "articlebody", "fulltext", "maintext", "articletext", "description"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet", "site", "sitename", "newspaper", "publication", "sourcename", "domain",
               "sourcedomain"),
    "published": ("published", "date", "publishdate", "publisheddate", "publishedat", "publishedon", "pubdate",
                  "datepublished", "datepublish", "publicationdate", "publishedtime", "articlepublishedtime",
                  "datetime", "timestamp"),
    "url": ("url", "link", "canonicalurl", "sourceurl"),
}  # fmt: skip

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = (
    r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september"
    r"|october|november|december)\.?"
)
_CLOCK = r"(?:\s*(?:,|at|-|–|\|)?\s*\d{1,2}(?:[:.]\d{2}|\s*[ap]\.?m).*)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?:[T\s_].*)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T\d.*)?",
        _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?" + _MONTH + r",?[\s-]+(?P<year>\d{4})" + _CLOCK,
        _WEEKDAY + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _CLOCK,
        _WEEKDAY + _MONTH + r"\s+(?P<day>\d{1,2})\s+\d{1,2}:[\d:.]+\s+(?:[a-z+-][\w:+-]*\s+)?(?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _CLOCK,
    )
)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _CLOCK, re.IGNORECASE | re.DOTALL)
_BLANK = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "unknown", "-"})
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/[^/]+/(?=https?:/)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def candidates(record: Mapping[str, object], field: str) -> Iterator[object]:
    """The values that a record has for one of `ALIASES`, best name first, empty ones left out."""
    named = {}
    for name, value in record.items():
        named.setdefault(re.sub(r"[\W_]+", "", str(name).lower()), value)
    for alias in ALIASES[field]:
        value = named.get(alias)
        if value is not None and value != "":
            yield value


def string(record: Mapping[str, object], field: str) -> str | None:
    """The first value of a field that is text, unchanged, or None. Objects stand for their "name".

    Half surrogate pairs, which no file can hold, become U+FFFD one for one.
    """
    for value in candidates(record, field):
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title") or value.get("$oid")
        if isinstance(value, bytes):
            value = value.decode("utf-8", errors="replace")
        if isinstance(value, str) and value.strip():
            return _SURROGATE.sub("\ufffd", value)
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def domain(url: str | None) -> str | None:
    """The host of an address without "www.", of the archived page for the Wayback Machine; None when there is none.

    >>> domain("https://www.example.org/2024/fire.html")
    'example.org'
    """
    try:
        host = urlsplit(_ARCHIVED.sub("", url or "")).hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def publish_date(value: object) -> date | None:
    """A publish date from a date, a number or text; None for an empty value.

    Read are ISO 8601, RFC 2822, "April 16, 2023", "16 April 2023", "16-APR-1987 15:07:13.72", "16.04.2023" (day first),
    "4/16/2023" where only one order is possible, 20230416, and seconds or milliseconds since 1970 (as UTC, 1973 to
    2099). The day is the one that is written, whatever the zone beside it. Raises ValueError for anything else.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value)
    text = " ".join(str(value).split())
    if text.lower() in _BLANK:
        return None
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) // 3 + 1
            return date(int(match["year"]), number, int(match["day"]))
    if match := _SLASHES.fullmatch(text):
        first, second, year = (int(group) for group in match.groups())
        if first > 12 or first == second:
            return date(year, second, first)
        if second > 12:
            return date(year, first, second)
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        return _from_number(float(text))
    raise ValueError(f"not a date: {text!r}")


def _from_number(value: float) -> date:
    if isinstance(value, int) and 19000101 <= value <= 20991231:
        return date(value // 10000, value // 100 % 100, value % 100)
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 1e8 <= seconds < 4_102_444_800:
        raise ValueError(f"not a date: {value!r}")
    return datetime.fromtimestamp(seconds, UTC).date()
