"""A run over many articles: read once and spilled to the disk, parted into stories, judged story by story."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self, TypeVar

from factcheck.corpus.finder import StoryFinder, in_order
from factcheck.corpus.index import MemoryIndex
from factcheck.corpus.judge import Told, judge, merge
from factcheck.corpus.near import Sketch
from factcheck.corpus.rows import Row, read_rows
from factcheck.corpus.spill import Spill
from factcheck.records import Article, Problem, Report

if TYPE_CHECKING:
    import numpy as np

    from factcheck.judging.nli import NLI
    from factcheck.pipeline import Progress

In = TypeVar("In")
Out = TypeVar("Out")

BATCH, CHARACTERS = 16, 60_000
"""Articles that are read in one batch, and their characters."""
LIFE = 200
"""Tasks after which a process is replaced: the memory of its models grows with every new shape of a batch."""
AHEAD = 4
"""Tasks a process that are sent out or done and not taken yet; they bound what is in memory."""


@dataclass(slots=True)
class Reading:
    """What comes of reading: the stories in the order in which they began, who is near whom, and what went wrong."""

    stories: list[list[str]] = field(default_factory=list)
    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    claims: int = 0
    sentences: int = 0

    def report(self, told: Iterable[Told], articles: Sequence[Article], seconds: Mapping[str, float]) -> Report:
        """The report of all articles from what each story told, in the order of the stories."""
        counts = {"articles": len(articles), "sentences": self.sentences, "claims": self.claims}
        rounded = {stage: round(taken, 3) for stage, taken in seconds.items()}
        return merge(told, articles, {**counts, "seconds": rounded}, self.problems)


def check_many(
    articles: Sequence[Article], *, nli: NLI | None = None, processes: int = 1, progress: Progress | None = None
) -> Report:
    """`factcheck.check` for many articles: those near each other are compared, in stories of some dozens.

    The report holds all articles, and of clusters and claims those that findings stand on. An article that cannot be
    read becomes a problem of the report and the rest is checked. Memory is bounded but for texts and findings. With
    `processes` over 1 a script needs the usual `if __name__ == "__main__"`; `nli` is then used in this process.
    """
    by_id = {a.id: a for a in articles}
    parts = batches(in_order(articles))
    start = time.perf_counter()
    with Spill() as spill, _Workers(processes) as workers:
        found = find_stories(parts, _spilled(workers.each(read_part, parts), spill), spill.vectors, progress)
        middle = time.perf_counter()
        tasks = ((spill.rows(ids, by_id), near) for ids, near in in_stories(found, articles))
        if nli is None:
            told = workers.each(_judge_task, tasks)
        else:
            told = (judge(*task, nli) for task in tasks)
        told = list(counted(told, len(found.stories), progress))
    return found.report(told, articles, {"reading": middle - start, "judging": time.perf_counter() - middle})


def batches(articles: Sequence[Article]) -> list[list[Article]]:
    """The articles in order, in parts of BATCH and CHARACTERS at most, longer ones alone."""
    parts: list[list[Article]] = []
    room = 0
    for article in articles:
        if not parts or len(parts[-1]) == BATCH or len(article.text) > room:
            parts.append([])
            room = CHARACTERS
        parts[-1].append(article)
        room -= len(article.text)
    return parts


def find_stories(
    parts: Sequence[Sequence[Article]],
    results: Iterable[Sequence[Row | str]],
    vectors: Callable[[str], np.ndarray],
    progress: Progress | None,
) -> Reading:
    """The stories of articles in order, from what `read_part` gives of each part of them.

    `vectors` gives those of an article that has come, by its id: float32 (claims, dimensions).
    """
    result = Reading()
    index = MemoryIndex(vectors)
    finder = StoryFinder(index)
    done, total = 0, sum(map(len, parts))
    for part, rows in zip(parts, results, strict=True):
        for article, row in zip(part, rows, strict=True):
            if isinstance(row, str):
                result.problems.append(unread(article, row))
                continue
            own = row.vectors
            result.claims += len(own)
            result.sentences += row.sentences
            finder.add(Sketch.of(article, own), own)
        done += len(part)
        if progress is not None:
            progress("reading", done, total)
    result.stories, result.near = index.stories, index.near
    return result


def unread(article: Article, error: str) -> Problem:
    return Problem(article.url or article.path or article.id, f"cannot be read into claims ({error}) and is left out")


def read_part(part: Sequence[Article]) -> list[Row | str]:
    """The rows of articles; for one that cannot be read, what was wrong."""
    return [f"{type(row).__name__}: {row}" if isinstance(row, Exception) else row for row in read_rows(part)]


def in_stories(found: Reading, articles: Iterable[Article]) -> Iterator[tuple[list[str], dict[str, dict[str, float]]]]:
    """The ids of each story in the order of the articles, and who among them is near whom."""
    place = {a.id: k for k, a in enumerate(articles)}
    for story in found.stories:
        ids = sorted(story, key=place.__getitem__)
        yield ids, {a: {b: s for b, s in found.near.get(a, {}).items() if b in story} for a in ids}


def counted(told: Iterable[Told], total: int, progress: Progress | None) -> Iterator[Told]:
    for done, part in enumerate(told, 1):
        if progress is not None:
            progress("stories", done, total)
        yield part


def _spilled(results: Iterable[list[Row | str]], spill: Spill) -> Iterator[list[Row | str]]:
    for rows in results:
        for row in rows:
            if isinstance(row, Row):
                spill.put(row)
        yield rows


def _judge_task(task: tuple[list[Row], dict[str, dict[str, float]]]) -> Told:
    return judge(*task)


class _Workers:
    """Processes that do tasks in order; this process when there is only one."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._sent = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, function: Callable[[In], Out], items: Iterable[In]) -> Iterator[Out]:
        """The results in the order of the items, which are taken as the work goes on."""
        if self._processes < 2:
            yield from map(function, items)
            return
        waiting: deque[Future[Out]] = deque()
        for item in items:
            if self._pool is None or self._sent == LIFE * self._processes:
                while waiting:
                    yield waiting.popleft().result()
                self._renew()
            waiting.append(self._pool.submit(function, item))
            self._sent += 1
            if len(waiting) > AHEAD * self._processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _renew(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        self._pool, self._sent = ProcessPoolExecutor(self._processes, get_context("spawn")), 0
