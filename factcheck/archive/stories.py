"""The stories of the archive and what was found in them: kept, and brought up to date where articles came or went."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.archive.file import COLUMNS, CURRENT, ArchiveFile, article_of, current
from factcheck.archive.gathering import rows
from factcheck.corpus import reading
from factcheck.corpus.finder import StoryFinder, in_order
from factcheck.corpus.judge import Told, judge
from factcheck.corpus.near import Sketch
from factcheck.records import Article

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

Progress = Callable[[str, int, int], None]

_TOGETHER = 100
"""Articles whose stories are found in one transaction; other writers wait meanwhile, a second or so."""
_NEW = f"{CURRENT} AND key NOT IN (SELECT article FROM sketches)"
_PAIRS = "SELECT x.id, y.id, score FROM near JOIN articles x ON x.key = a JOIN articles y ON y.key = b"


class ArchiveStories:
    """Finds and judges the stories of an archive; what it knows of them stays in memory while nobody else writes."""

    def __init__(self, file: ArchiveFile) -> None:
        self._file = file
        self._finder: StoryFinder | None = None
        self._stamp: tuple = ()

    def find(self, progress: Progress | None = None) -> None:
        """Finds the stories of the articles that have none yet, by publish date, the undated last."""
        found = self._file.all(f"SELECT key, {COLUMNS} FROM articles WHERE {_NEW} ORDER BY key", current())
        keys = {row[1]: row[0] for row in found}
        new = in_order(article_of(row[1:]) for row in found)
        for begin in range(0, len(new), _TOGETHER):
            finder, self._finder = self._finder, None  # gone if the transaction fails
            with self._file.writing() as db:
                finder = self._caught_up(finder)
                for article in new[begin : begin + _TOGETHER]:
                    self._place(db, finder, keys[article.id], article)
                stamp = self._now()
            self._finder, self._stamp = finder, stamp
            if progress is not None:
                progress("stories", min(begin + _TOGETHER, len(new)), len(new))

    def judge(self, nli: NLI | None = None, progress: Progress | None = None) -> None:
        """Judges the stories that articles have joined or left since, and those that other code or another model
        judged; `nli` as in `factcheck.check`."""
        name = judged_by() + (f" {getattr(nli, 'name', type(nli).__name__)}" if nli is not None else "")
        stale = [n for (n,) in self._file.all("SELECT number FROM stories WHERE judge != ? ORDER BY number", (name,))]
        for done, number in enumerate(stale, 1):
            members = self._members(number)
            told = judge(list(rows(self._file, members)), self._near(members), nli)
            with self._file.writing() as db:
                if self._members(number) == members:  # else another writer has come between, and it is judged next time
                    values = name, told.pack(), number
                    db.execute("UPDATE stories SET judge = ?, told = ? WHERE number = ?", values)
            if progress is not None:
                progress("judging", done, len(stale))

    def told(self) -> Iterator[Told]:
        """What each story adds to a report, in the order in which they began."""
        for (packed,) in self._file.all("SELECT told FROM stories WHERE told IS NOT NULL ORDER BY number"):
            yield Told.unpack(packed)

    def _now(self) -> tuple:
        return self._file.all("SELECT count(*), total(place), max(place) FROM sketches")[0]

    def _caught_up(self, finder: StoryFinder | None) -> StoryFinder:
        """The finder with the stories of the file: the one in memory, unless somebody else has written since."""
        if finder is not None and self._now() == self._stamp:
            return finder
        finder = StoryFinder(self._vectors)
        of: dict[str, list[int]] = {}
        membership = "SELECT id, story FROM members JOIN articles ON key = article ORDER BY story"
        for id_, number in self._file.all(membership):
            of.setdefault(id_, []).append(number)
        near: dict[str, dict[str, float]] = {}
        for a, b, score in self._file.all(_PAIRS):
            near.setdefault(a, {})[b] = score
        query = "SELECT id, published, proper, mean, claims FROM sketches JOIN articles ON key = article ORDER BY place"
        for id_, published, proper, mean, claims in self._file.all(query):
            day = date.fromisoformat(published) if published else None
            sketch = Sketch(id_, day, frozenset(proper.split()), np.frombuffer(mean, "<f4"), claims)
            finder.restore(sketch, of.get(id_, ()), near.get(id_, {}))
        ((most,),) = self._file.all("SELECT coalesce(max(number) + 1, 0) FROM stories")
        finder.stories += [[] for _ in range(most - len(finder.stories))]
        return finder

    def _place(self, db: sqlite3.Connection, finder: StoryFinder, key: int, article: Article) -> None:
        """Finds the stories of one article and writes them, if it is there still and has none."""
        if not self._file.all(f"SELECT 1 FROM articles WHERE key = ? AND {_NEW}", (key, *current())):
            return
        before = len(finder.stories)
        vectors = self._vectors(article.id)
        sketch = Sketch.of(article, vectors)
        joined = finder.add(sketch, vectors)
        proper = " ".join(sorted(sketch.proper))
        db.execute("INSERT INTO sketches (article, proper) VALUES (?, ?)", (key, proper))
        db.executemany("INSERT INTO stories (number) VALUES (?)", [(n,) for n in joined if n >= before])
        for number in joined:
            members = finder.stories[number] if number >= before else [article.id]
            db.executemany(
                "INSERT INTO members SELECT ?, key FROM articles WHERE id = ?", [(number, id_) for id_ in members]
            )
        db.executemany(
            "INSERT INTO near SELECT ?, key, ? FROM articles WHERE id = ?",
            [(key, score, other) for other, score in finder.near[article.id].items()],
        )

    def _members(self, number: int) -> list[Article]:
        """The articles of a story in the order in which they were found."""
        query = f"""SELECT {COLUMNS} FROM members m JOIN articles ON key = m.article JOIN sketches s ON s.article = key
            WHERE story = ? ORDER BY place"""
        return [article_of(row) for row in self._file.all(query, (number,))]

    def _near(self, members: Sequence[Article]) -> dict[str, dict[str, float]]:
        near: dict[str, dict[str, float]] = {a.id: {} for a in members}
        for a, b, score in self._file.of(list(near), f"{_PAIRS} WHERE x.id"):
            if b in near:
                near[a][b] = near[b][a] = score
        return near

    def _vectors(self, id_: str) -> np.ndarray:
        ((packed,),) = self._file.all("SELECT vectors FROM readings JOIN articles USING (key) WHERE id = ?", (id_,))
        return reading.unpack_vectors(packed)


@cache
def judged_by() -> str:
    """Names what findings depend on beside the readings: the code that compares and judges, weights and model."""
    import factcheck
    from factcheck.judging.nli import bundled_model

    root = Path(factcheck.__file__).parent
    own = [root / name for name in ("pipeline.py", "findings.py", "questions.py", "inversion.py")]
    folders = (root / name for name in ("matching", "judging", "corpus"))
    files = [*own, *(f for folder in folders for f in sorted(folder.glob("*.py")))]
    files += [bundled_model().parent / "calibration.json", bundled_model() / "config.json"]
    return reading.digest(files, current())
