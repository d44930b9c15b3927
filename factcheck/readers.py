"""Files of every readable kind as records of plain fields: one reader per kind, chosen by the ending of the name."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

MAX_BYTES = 50_000_000
"""Largest file that is read in one piece; JSON Lines and Parquet are read row by row and may be of any size."""

Row = tuple[int | None, Mapping[str, object]]
"""A record and its number in its file, from 1 (the line for JSON Lines); None when the file is one record."""
OnRow = Callable[[int, str], None]
"""Hears of a row that cannot be read: its number and what is wrong with it."""


class Unreadable(Exception):
    """A file that cannot be read at all; the message says why and what to do."""


def decode(data: bytes) -> str:
    """Bytes as text: by their byte-order mark, as UTF-8, or in the old encoding that fits best.

    Raises Unreadable for data that is no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        raise Unreadable("is not text; save it as UTF-8 text, HTML or JSON")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        # Left to itself the library prefers cp1250 and the like, which turn the pound sign into a letter.
        likely = ["cp1252", "mac_roman"]
        if sum(byte > 127 for byte in data) > len(data) / 3:
            likely = ["cp1251", "koi8_r", "shift_jis", "gb18030", "big5", "euc_kr"]
        best = from_bytes(data, cp_isolation=likely, enable_fallback=False).best()
        return str(best) if best else data.decode("cp1252", errors="replace")


def read_text(data: bytes, on_row: OnRow) -> Iterator[Row]:
    """Plain text; a first line "date YYYY-MM-DD", alone or before text, is the publish date and not part of it."""
    text = _plain(data)
    dated = re.match(r"\s*date:?[ \t]+(\d{4}-\d{1,2}-\d{1,2})(?!\S)", text, re.IGNORECASE)
    yield None, {"text": text[dated.end() if dated else 0 :].strip(), "published": dated and dated[1]}


def read_markdown(data: bytes, on_row: OnRow) -> Iterator[Row]:
    """Markdown, its marks kept; fields from YAML front matter, else the title from a first heading."""
    text = _plain(data).strip()
    fields: dict[str, object] = {}
    if front := re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE):
        import yaml

        try:
            fields = yaml.safe_load(front[1])
        except (yaml.YAMLError, ValueError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
            raise Unreadable(f"broken front matter at line {line}; quote values that hold a colon") from None
        fields = fields if isinstance(fields, dict) else {}
        text = text[front.end() :].strip()
    heading = re.match(r"#[ \t]+(.+?)[ \t#]*$", text, re.MULTILINE)
    title = {"title": heading[1]} if heading and not fields.get("title") else {}
    yield None, {**fields, **title, "text": text}


def read_html(data: bytes, on_row: OnRow) -> Iterator[Row]:
    """The article of a web page by trafilatura, its publish date by htmldate.

    The date is taken from the page's metadata, address and date fields, not from dates in the running text.
    """
    import htmldate
    import trafilatura

    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    try:
        page = data.decode(declared[1].decode("ascii") if declared else "utf-8")
    except (LookupError, UnicodeDecodeError):
        page = decode(data)
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    if not found or not found.text:
        raise Unreadable("no article text found in the page; save the text itself as .txt")
    published = htmldate.find_date(page, original_date=True, extensive_search=False)
    yield (
        None,
        {
            "text": found.text,
            "title": found.title,
            "source": found.sitename,
            "url": found.url,
            "published": published,
        },
    )


def read_json(data: bytes, on_row: OnRow) -> Iterator[Row]:
    """An article, a list of articles, or an object with a list of them under "articles"."""
    text = decode(data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        remedy = "one object a line is read from a .jsonl file" if "Extra data" in str(error) else "correct the file"
        raise Unreadable(f"broken JSON{line}; {remedy}") from None
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, dict):
        yield None, value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield number, item
            else:
                on_row(number, "is not a JSON object; give each article as one")
    else:
        raise Unreadable('is no article; give an object with "text", or a list of such objects')


def read_json_lines(stream: io.BufferedIOBase, on_row: OnRow) -> Iterator[Row]:
    """One JSON object a line, in UTF-8; blank lines count as lines and are passed over."""
    for number, line in enumerate(stream, 1):
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            on_row(number, "is not UTF-8; save the file as UTF-8")
        except (ValueError, RecursionError):
            on_row(number, "broken JSON; each line must be one complete object")
        else:
            if isinstance(value, dict):
                yield number, value
            else:
                on_row(number, "is not a JSON object; give each article as one")


def read_csv(data: bytes, on_row: OnRow, delimiter: str | None = None) -> Iterator[Row]:
    """A table with a header; without a delimiter, the one most frequent in the header of comma, semicolon, tab."""
    text = decode(data)
    if delimiter is None:
        header = text.partition("\n")[0]
        delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(MAX_BYTES)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(({k: v for k, v in row.items() if k is not None} for row in rows), 1)
    except csv.Error as error:
        raise Unreadable(f"broken table at line {rows.line_num} ({error}); correct the line") from None


def read_tsv(data: bytes, on_row: OnRow) -> Iterator[Row]:
    """A table with a header and tabs."""
    return read_csv(data, on_row, "\t")


def read_parquet(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, some hundreds in memory at a time."""
    import pyarrow
    import pyarrow.parquet

    try:
        number = 0
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except pyarrow.ArrowException as error:
        raise Unreadable(f"broken Parquet ({str(error).splitlines()[0]}); write the file again") from None


_WHOLE: dict[str, Callable[[bytes, OnRow], Iterator[Row]]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_tsv,
}
_LINES = frozenset({".jsonl", ".ndjson"})
KINDS = (*_WHOLE, *sorted(_LINES), ".parquet")
"""The readable endings, in lower case; all but .parquet may be followed by .gz."""


def kind_of(path: Path) -> str | None:
    """The ending of `KINDS` that says how to read a file, or None."""
    name = path.name.lower().removesuffix(".gz")
    kind = Path(name).suffix
    return kind if kind in KINDS and not (kind == ".parquet" and path.suffix.lower() == ".gz") else None


def read_file(path: Path, on_row: OnRow) -> Iterator[Row]:
    """The records of a file whose kind is in `KINDS`. Raises Unreadable or OSError; bad rows go to `on_row`."""
    kind = kind_of(path)
    if kind == ".parquet":
        yield from read_parquet(path)
        return
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        try:
            if kind in _LINES:
                yield from read_json_lines(stream, on_row)
            else:
                yield from _WHOLE[kind](_limited(stream), on_row)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise Unreadable("broken gzip; compress the file again") from None


def read_stream(stream: io.BufferedIOBase, on_row: OnRow) -> Iterator[Row]:
    """The records of standard input: JSON, JSON Lines, a web page, Markdown or plain text by how the data begins."""
    data = _limited(stream)
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if is_markdown(start.decode(errors="replace")):
        return read_markdown(data, on_row)
    if start.startswith((b"<!doctype", b"<html")):
        return read_html(data, on_row)
    if start.startswith(b"{"):
        try:
            json.loads(data.partition(b"\n")[0])
        except ValueError:
            return read_json(data, on_row)
        return read_json_lines(io.BytesIO(data), on_row)
    return (read_json if start.startswith(b"[{") else read_text)(data, on_row)


def is_markdown(text: str) -> bool:
    """Whether a text without a name is taken for Markdown: it begins with front matter or a heading."""
    return text.lstrip().startswith(("---\n", "---\r\n", "# "))


def _limited(stream: io.BufferedIOBase) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"is larger than {MAX_BYTES // 1_000_000} MB; cut it up, or give it as .jsonl or .parquet")
    if not data.strip():
        raise Unreadable("is empty; give it some text or leave it out")
    return data


def _plain(data: bytes) -> str:
    return decode(data).replace("\r\n", "\n").replace("\r", "\n")
