"""Rows on the disk, while more articles are read than memory should hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from factcheck.corpus import reading
from factcheck.corpus.rows import Row
from factcheck.records import Article


class Spill:
    """Rows of articles by id in a temporary file without a name, which goes with the `with` block or the process.

    SQLite puts it in SQLITE_TMPDIR or TMPDIR, else in /var/tmp or /tmp.
    """

    def __enter__(self) -> Self:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        # Vectors stand first: SQLite reads through all that stands before a column, and they are asked for most.
        self._db.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, vectors BLOB, claims BLOB, reading BLOB)")
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def put(self, row: Row) -> None:
        values = row.article.id, row.packed_vectors, row.packed_claims, row.reading
        self._db.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", values)

    def rows(self, ids: Sequence[str], articles: Mapping[str, Article]) -> list[Row]:
        """The rows of articles that were put, in the order of `ids`."""
        query = "SELECT reading, claims, vectors FROM rows WHERE id = ?"
        return [Row(articles[id_], *self._db.execute(query, (id_,)).fetchone()) for id_ in ids]

    def vectors(self, id_: str) -> np.ndarray:
        """The claim vectors of an article, float32 (claims, dimensions)."""
        ((packed,),) = self._db.execute("SELECT vectors FROM rows WHERE id = ?", (id_,)).fetchall()
        return reading.unpack_vectors(packed)
