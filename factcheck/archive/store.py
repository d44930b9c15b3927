"""The archive: articles with their claims and vectors in one file, added once, read again when they change."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.archive import adding, gathering, searching, stories
from factcheck.archive.file import COLUMNS, ArchiveFile, PathLike, article_of, current, date_of, window
from factcheck.archive.identity import address, digest, normal_url
from factcheck.archive.records import Added, Choice, Decision, Hit, Info
from factcheck.archive.schema import ArchiveError
from factcheck.corpus.judge import merge, touching
from factcheck.corpus.rows import Gathered
from factcheck.errors import FactcheckError
from factcheck.records import Article, Claim, Problem, Report

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

Progress = Callable[[int, int], None]
StageProgress = Callable[[str, int, int], None]
OnProblem = Callable[[Problem], None]


class Archive:
    """An open archive, made by `Archive.open`; use it in a `with` block or close it.

    Several threads may use it, and several processes may have it open, also to write. Each article is written in one
    transaction with all that derives from it: it is there whole or not at all. Every method raises ArchiveError when
    the file cannot be read or written. Articles come back under the archive's own ids, sixteen hexadecimal digits,
    which stay when an article changes. An article without a date is inside every window of dates.
    """

    def __init__(self, file: ArchiveFile) -> None:
        self.file = file
        self._fresh = False

    @classmethod
    def open(cls, path: PathLike, create: bool = False) -> Archive:
        """The archive in a file, brought up to the schema of today; `create` makes the file when there is none."""
        return cls(ArchiveFile(path, create))

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(
        self, articles: Collection[Article], progress: Progress | None = None, on_problem: OnProblem | None = None
    ) -> Added:
        """Store what is not there yet, one by one; `progress` hears of an article when it is on the disk.

        The same URL (or file) or the same text is not stored twice. With another text, or with a title, source or
        date that was not known, an article is read again and its claims are replaced. One that cannot be read into
        claims goes to `on_problem` and the rest is added.
        """
        total = Added()
        for count, article in enumerate(articles, 1):
            try:
                total += Added(**{adding.add(self.file, article): 1})
            except FactcheckError:
                raise
            except Exception as error:
                total += Added(failed=1)
                _tell(article, error, on_problem)
            if progress is not None:
                progress(count, len(articles))
        return total

    def refresh(self, progress: Progress | None = None, on_problem: OnProblem | None = None) -> int:
        """Read again what another version of factcheck has read, encode again what another model has; how many.

        The other methods see to this before they use claims or vectors. Call it to show the progress, or to hear of
        articles that cannot be read any more: those are left out of every answer.
        """
        now = current()
        # The plus keeps SQLite from walking the wide rows in the order of their keys: their index is all that is read.
        query = "SELECT key, reader FROM articles WHERE reader != ? OR encoder != ? ORDER BY +key"
        stale = self.file.all(query, now)
        for count, (key, reader) in enumerate(stale, 1):
            try:
                (adding.encode_again if reader == now[0] else adding.read_again)(self.file, key)
            except FactcheckError:
                raise
            except Exception as error:
                for row in self.file.all(f"SELECT {COLUMNS} FROM articles WHERE key = ?", (key,)):
                    _tell(article_of(row), error, on_problem)
            if progress is not None:
                progress(count, len(stale))
        self._fresh = True
        return len(stale)

    def remove(self, name: str) -> Article:
        """Take out an article by its id, the beginning of its id (six digits or more), its URL or its file."""
        with self.file.writing() as db:
            rows = self.file.all(
                f"SELECT key, {COLUMNS} FROM articles"
                " WHERE address IN (?2, ?3) OR id = ?1 OR length(?1) > 5 AND substr(id, 1, length(?1)) = ?1",
                (name, normal_url(name), str(Path(name).resolve())),
            )
            if len(rows) != 1:
                found = "no article" if not rows else f"{len(rows)} articles that begin with"
                raise ArchiveError(f"{self.file.path} has {found} {name}; see the ids with: factcheck archive list")
            adding.delete(db, [rows[0][0]])
        return article_of(rows[0][1:])

    def find(self, article: Article) -> str | None:
        """The archive id of an article with the same URL (or file) or the same text, if it is there."""
        found = self.file.all(
            "SELECT id FROM articles WHERE address = ?1 OR digest = ?2 ORDER BY address IS NOT ?1 LIMIT 1",
            (address(article), digest(article.text)),
        )
        return found[0][0] if found else None

    def articles(
        self, ids: Collection[str] | None = None, since: date | None = None, until: date | None = None
    ) -> list[Article]:
        """Articles by publish date and id, the undated last: all, or those of `ids`, published in since..until."""
        inside, dates = window(since, until)
        query = f"SELECT {COLUMNS} FROM articles WHERE {inside}"
        rows = self.file.all(query, dates) if ids is None else self.file.of(set(ids), f"{query} AND id", dates)
        return sorted(map(article_of, rows), key=lambda a: (a.published or date.max, a.id))

    def claims(self, ids: Collection[str] | None = None) -> list[Claim]:
        """The claims of articles, each read alone, in the order of `articles`; all, or those of `ids`."""
        self._make_fresh()
        claims = []
        for row in gathering.rows(self.file, self.articles(ids)):
            claims += row.claims
        return claims

    def neighbours(
        self,
        text: str,
        vectors: np.ndarray,
        k: int = 20,
        since: date | None = None,
        until: date | None = None,
        without: Collection[str] = (),
    ) -> list[str]:
        """The ids of the k articles likeliest to tell the story of a text, likeliest first.

        Ranked by the text's proper words (BM25) and by its claims: `vectors` of their gists, float32 (n, dimensions)
        of unit length. `without` are ids to leave out, of the text itself perhaps.
        """
        self._make_fresh()
        return searching.neighbours(self.file, text, vectors, k, since, until, without)

    def search(self, text: str, k: int = 20, since: date | None = None, until: date | None = None) -> list[Hit]:
        """The k claims that answer a question best: "what do we say about Blinken in February?"

        Names in the question must be in the claim, one word of each is enough. The question's time and the window
        since..until must touch the claim's own times or, where it has none, the day on which its article was published.
        """
        self._make_fresh()
        return searching.search(self.file, text, k, since, until)

    def gather(self, drafts: Sequence[Article], ids: Collection[str], progress: Progress | None = None) -> Gathered:
        """Drafts and archived articles with their claims and vectors, linked with one another.

        The same as reading them all in one run, for the price of reading the drafts. Raises ValueError when a draft
        has the id of an archived article.
        """
        self._make_fresh()
        return gathering.gather(self.file, drafts, self.articles(ids), progress)

    def report(
        self,
        nli: NLI | None = None,
        progress: StageProgress | None = None,
        on_problem: OnProblem | None = None,
        since: date | None = None,
    ) -> Report:
        """What articles of the archive say that others of it, or they themselves, say otherwise; whatever was decided.

        As `factcheck.check` with many articles; with `since` only what articles published since then, or without a
        date, have a part in, among these and those of their stories. Kept story by story: only those are judged again
        whose articles have come, changed or gone since the last time, and the model is asked only for pairs of
        statements that it was not asked for then. `nli` is what `load_nli` gives; the bundled model when None.
        """
        step = None if progress is None else lambda done, total: progress("reading again", done, total)
        self.refresh(step, on_problem)
        stories.find_stories(self.file, progress)
        stories.judge_stories(self.file, nli, progress)
        with self.file.reading(), _uncollected():
            if since is None:
                articles = self.articles()
                ((claims,),) = self.file.all("SELECT total(claims) FROM articles")
                return merge(stories.told_stories(self.file), articles, _counts(articles, claims))
            inside, dates = window(since, None)
            new = {id_ for (id_,) in self.file.all(f"SELECT id FROM articles WHERE {inside}", dates)}
            numbers = stories.stories_of(self.file, new)
            articles = self.articles(new | stories.members_of(self.file, numbers))
            read = self.file.of([a.id for a in articles], "SELECT claims FROM articles WHERE id")
            counts = _counts(articles, sum(claims for (claims,) in read))
            return touching(merge(stories.told_stories(self.file, numbers), articles, counts), new)

    def decide(self, fingerprint: str, choice: Choice, reason: str, who: str) -> Decision:
        """Keep what a person decided on a finding; a later decision on it takes the place of this one."""
        decision = Decision(fingerprint, choice, reason, who, datetime.now(UTC))
        with self.file.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?)",
                (fingerprint, choice, reason, who, decision.at.isoformat()),
            )
        return decision

    def withdraw(self, fingerprint: str) -> bool:
        """Forget the decision on a finding; False when there was none."""
        with self.file.writing() as db:
            return db.execute("DELETE FROM decisions WHERE fingerprint = ?", (fingerprint,)).rowcount > 0

    def decisions(self) -> dict[str, Decision]:
        """All decisions by fingerprint, in the order in which they were made."""
        rows = self.file.all("SELECT fingerprint, choice, reason, who, at FROM decisions ORDER BY at, fingerprint")
        return {row[0]: Decision(*row[:4], datetime.fromisoformat(row[4])) for row in rows}

    def info(self) -> Info:
        ((articles, claims, undated, first, last, stale),) = self.file.all(
            "SELECT count(*), total(claims), total(published IS NULL), min(published), max(published),"
            " total(reader != ? OR encoder != ?) FROM articles",
            current(),
        )
        ((schema,),) = self.file.all("PRAGMA user_version")
        ((decisions,),) = self.file.all("SELECT count(*) FROM decisions")
        return Info(
            str(self.file.path), self.file.path.stat().st_size, schema, articles, int(claims), int(undated),
            date_of(first), date_of(last), int(stale), decisions,
        )  # fmt: skip

    def export(self, path: PathLike) -> int:
        """Write all articles with their claims to a .jsonl or .parquet file; how many. Raises FactcheckError."""
        from factcheck.archive.export import export

        self._make_fresh()
        return export(self, Path(path))

    def _make_fresh(self) -> None:
        if not self._fresh:
            self.refresh()


def _counts(articles: Collection[Article], claims: float) -> dict[str, int]:
    return {"articles": len(articles), "claims": int(claims)}


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the garbage collector from looking, again and again, through all the records of a report in the making."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _tell(article: Article, error: Exception, on_problem: OnProblem | None) -> None:
    if on_problem is not None:
        where = article.url or article.path or article.id
        on_problem(Problem(where, f"cannot be read into claims ({type(error).__name__}: {error}) and is left out"))
