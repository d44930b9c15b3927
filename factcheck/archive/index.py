"""The index of an archive: what its articles are found by and their stories, read from the file where it is needed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from factcheck.archive.file import ArchiveFile, date_of
from factcheck.corpus import reading
from factcheck.corpus.finder import LATEST
from factcheck.corpus.index import Means
from factcheck.corpus.near import Sketch


class ArchiveIndex:
    """See `corpus.finder.StoryIndex`. Holds inside one transaction, which nobody else writes in."""

    def __init__(self, file: ArchiveFile, db: sqlite3.Connection) -> None:
        self._file = file
        self._db = db
        ((self.count,),) = file.all("SELECT count(*) FROM sketches")
        latest = "SELECT place, mean FROM sketches JOIN articles ON key = article ORDER BY place DESC LIMIT ?"
        found = file.all(latest, (LATEST,))[::-1]
        self._means = Means([place for place, _ in found], reading.unpack_vectors(b"".join(m for _, m in found)))

    def latest(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        return self._means.latest(most)

    def having(self, word: str, most: int) -> tuple[int, np.ndarray]:
        ((number,),) = self._file.all("SELECT count(*) FROM words WHERE word = ?", (word,))
        found = self._file.all("SELECT place FROM words WHERE word = ? ORDER BY place DESC LIMIT ?", (word, most))
        return number, np.array([place for (place,) in reversed(found)], dtype=np.int64)

    def sketches(self, places: Sequence[int]) -> dict[int, Sketch]:
        query = "SELECT place, id, published, proper, mean, claims FROM sketches JOIN articles ON key = article"
        return {
            place: Sketch(id_, date_of(published), frozenset(proper.split()), np.frombuffer(mean, "<f4"), claims)
            for place, id_, published, proper, mean, claims in self._file.of(places, f"{query} WHERE place")
        }

    def vectors(self, id_: str) -> np.ndarray:
        ((packed,),) = self._file.all("SELECT vectors FROM readings JOIN articles USING (key) WHERE id = ?", (id_,))
        return reading.unpack_vectors(packed)

    def stories_of(self, ids: Collection[str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for id_, number in self._file.of(ids, "SELECT id, story FROM members JOIN articles ON key = article WHERE id"):
            found[id_].append(number)
        return found

    def members(self, number: int) -> list[str]:
        query = "SELECT id FROM members JOIN articles ON key = article WHERE story = ?"
        return [id_ for (id_,) in self._file.all(query, (number,))]

    def keep(self, sketch: Sketch, near: Mapping[str, float]) -> None:
        ((key,),) = self._file.all("SELECT key FROM articles WHERE id = ?", (sketch.id,))
        proper = sorted(sketch.proper)
        place = self._db.execute(
            "INSERT INTO sketches (article, proper) VALUES (?, ?)", (key, " ".join(proper))
        ).lastrowid
        self._db.executemany("INSERT INTO words VALUES (?, ?)", [(word, place) for word in proper])
        self._db.executemany(
            "INSERT INTO near SELECT ?, key, ? FROM articles WHERE id = ?",
            [(key, score, other) for other, score in near.items()],
        )
        self._means.add(place, sketch.mean)
        self.count += 1

    def found(self) -> int:
        return self._db.execute("INSERT INTO stories DEFAULT VALUES").lastrowid

    def enter(self, id_: str, number: int) -> None:
        self._db.execute("INSERT INTO members SELECT ?, key FROM articles WHERE id = ?", (number, id_))
