"""The stories of the archive and what was found in them: kept, and brought up to date where articles came or went."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.archive.file import COLUMNS, CURRENT, ArchiveFile, article_of, current
from factcheck.archive.gathering import rows
from factcheck.archive.index import ArchiveIndex
from factcheck.archive.remembering import Remembering, name_of
from factcheck.corpus import reading
from factcheck.corpus.finder import StoryFinder
from factcheck.corpus.judge import Told, judge
from factcheck.corpus.near import Sketch
from factcheck.records import Article

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

Progress = Callable[[str, int, int], None]

_TOGETHER = 100
"""Articles whose stories are found in one transaction; other writers wait meanwhile, a second or so."""
_NEW = f"{CURRENT} AND key NOT IN (SELECT article FROM sketches)"


def find_stories(file: ArchiveFile, progress: Progress | None = None) -> None:
    """Finds the stories of the articles that have none yet, by publish date, the undated last."""
    ((total,),) = file.all(f"SELECT count(*) FROM articles WHERE {_NEW}", current())
    next_ = f"SELECT {COLUMNS} FROM articles WHERE {_NEW} ORDER BY published IS NULL, published, key LIMIT {_TOGETHER}"
    for done in range(0, total, _TOGETHER):
        with file.writing() as db:
            index = ArchiveIndex(file, db)
            finder = StoryFinder(index)
            for article in map(article_of, file.all(next_, current())):
                vectors = index.vectors(article.id)
                finder.add(Sketch.of(article, vectors), vectors)
        if progress is not None:
            progress("stories", min(done + _TOGETHER, total), total)


def judge_stories(file: ArchiveFile, nli: NLI | None = None, progress: Progress | None = None) -> None:
    """Judges the stories that articles have joined or left since, and those that other code or another model
    judged; `nli` as in `factcheck.check`."""
    name = f"{judged_by()} {name_of(nli)}".rstrip()
    stale = file.all("SELECT number, nli FROM stories WHERE judge != ? ORDER BY number", (name,))
    for done, (number, packed) in enumerate(stale, 1):
        members = _members(file, number)
        model = Remembering(nli, packed)
        told = judge(list(rows(file, members)), _near(file, members), model)
        with file.writing() as db:
            if _members(file, number) == members:  # else another writer has come between, and it is judged next time
                values = name, told.pack(), model.pack(), number
                db.execute("UPDATE stories SET judge = ?, told = ?, nli = ? WHERE number = ?", values)
        if progress is not None:
            progress("judging", done, len(stale))


def told_stories(file: ArchiveFile, numbers: Collection[int] | None = None) -> list[Told]:
    """What stories add to a report, in the order in which they began: all, or those of `numbers`.

    Those are left out that an article has joined or left since they were judged.
    """
    query = "SELECT number, told FROM stories WHERE judge != ''"
    found = file.all(query) if numbers is None else file.of(numbers, f"{query} AND number")
    return [Told.unpack(packed) for _, packed in sorted(found)]


def stories_of(file: ArchiveFile, ids: Collection[str]) -> set[int]:
    """The numbers of the stories that articles are in."""
    return {n for (n,) in file.of(ids, "SELECT story FROM members JOIN articles ON key = article WHERE id")}


def members_of(file: ArchiveFile, numbers: Collection[int]) -> set[str]:
    """The ids of the articles of stories."""
    return {id_ for (id_,) in file.of(numbers, "SELECT id FROM members JOIN articles ON key = article WHERE story")}


def _members(file: ArchiveFile, number: int) -> list[Article]:
    """The articles of a story in the order in which they were found."""
    query = f"""SELECT {COLUMNS} FROM members m JOIN articles ON key = m.article JOIN sketches s ON s.article = key
        WHERE story = ? ORDER BY place"""
    return [article_of(row) for row in file.all(query, (number,))]


def _near(file: ArchiveFile, members: Sequence[Article]) -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = {a.id: {} for a in members}
    query = "SELECT x.id, y.id, score FROM near JOIN articles x ON x.key = a JOIN articles y ON y.key = b WHERE x.id"
    for a, b, score in file.of(list(near), query):
        if b in near:
            near[a][b] = near[b][a] = score
    return near


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
