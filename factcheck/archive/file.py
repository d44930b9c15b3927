"""An open archive file: one connection behind one lock, so that threads take turns."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from factcheck.archive.schema import connect, told, transaction
from factcheck.corpus import reading
from factcheck.records import Article

PathLike = str | os.PathLike[str]

COLUMNS = "id, text, title, source, published, url, lang, path"
"""What `article_of` makes an article from."""
CURRENT = "reader = ? AND encoder = ?"
"""The condition that an article was read by this version and encoded by this model; its values are `current()`."""
_MARKS = 500
"""Bound parameters of one query; old builds of SQLite take no more than 999."""


class ArchiveFile:
    """The file of an archive. Its methods raise ArchiveError when the file cannot be read or written."""

    def __init__(self, path: PathLike, create: bool = False) -> None:
        self.path = Path(path).expanduser()
        self._lock = threading.RLock()
        self._db = connect(self.path, create)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def all(self, query: str, values: Sequence[Any] = ()) -> list[tuple]:
        """All rows of a query; no cursor stays open, which would keep writers out."""
        with self._lock, told(self.path):
            return self._db.execute(query, values).fetchall()

    def of(self, names: Collection, query: str, values: Sequence[Any] = ()) -> list[tuple]:
        """The rows of a query that ends in a column, for the names which that column may have."""
        names, rows = list(names), []
        for begin in range(0, len(names), _MARKS):
            part = names[begin : begin + _MARKS]
            rows += self.all(f"{query} IN ({', '.join('?' * len(part))})", (*values, *part))
        return rows

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment; what others have written inside waits to be on the disk."""
        with self._lock, told(self.path):
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing; other threads and processes wait."""
        with self._lock, told(self.path), transaction(self._db):
            yield self._db


def window(since: date | None, until: date | None) -> tuple[str, tuple[str, ...]]:
    """The condition that an article was published in since..until, both included, or has no date; and its values."""
    tests, values = ["1"], []
    for bound, sign in ((since, ">="), (until, "<=")):
        if bound is not None:
            tests.append(f"(published IS NULL OR published {sign} ?)")
            values.append(bound.isoformat())
    return " AND ".join(tests), tuple(values)


def current() -> tuple[str, str]:
    return reading.reader(), reading.encoder()


def article_of(row: Sequence[Any]) -> Article:
    id_, text, title, source, published, url, lang, path = row
    return Article(id_, text, title, source, date_of(published), url, lang, path)


def date_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
