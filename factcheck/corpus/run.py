"""A run over many articles: read once and spilled to the disk, parted into stories, judged story by story."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from factcheck.corpus.finder import StoryFinder
from factcheck.corpus.judge import Told, judge, merge
from factcheck.corpus.near import Sketch
from factcheck.corpus.rows import Row, read_rows
from factcheck.corpus.spill import Spill
from factcheck.records import Article, Problem, Report

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI
    from factcheck.pipeline import Progress

In = TypeVar("In")
Out = TypeVar("Out")

BATCH, CHARACTERS = 16, 60_000
"""Articles that are read in one batch, and their characters."""
AHEAD = 4
"""Tasks a process that are sent out or done and not taken yet; they bound what is in memory."""
_HOT = 1000
"""Articles whose vectors stay in memory, some 70 kB each."""


@dataclass(slots=True)
class Reading:
    """What comes of reading: the stories in the order in which they began, who is near whom, and what went wrong."""

    stories: list[list[str]] = field(default_factory=list)
    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    claims: int = 0
    sentences: int = 0


def check_many(
    articles: Sequence[Article], *, nli: NLI | None = None, processes: int = 1, progress: Progress | None = None
) -> Report:
    """`factcheck.check` for many articles: those near each other are compared, in stories of some dozens.

    The report holds all articles, and of clusters and claims those that findings stand on. An article that cannot be
    read becomes a problem of the report and the rest is checked. Memory is bounded but for texts and findings. With
    `processes` over 1 a script needs the usual `if __name__ == "__main__"`; `nli` is then used in this process.
    """
    seconds: dict[str, float] = {}
    by_id = {a.id: a for a in articles}
    with Spill() as spill, _pool(processes) as pool:
        begin = time.perf_counter()
        found = _read(articles, spill, pool, processes, progress)
        seconds["reading"] = round(time.perf_counter() - begin, 3)
        begin = time.perf_counter()
        told = list(_judged(found, spill, by_id, nli, pool, processes, progress))
        seconds["judging"] = round(time.perf_counter() - begin, 3)
    counts = {"articles": len(articles), "sentences": found.sentences, "claims": found.claims}
    return merge(told, articles, {**counts, "seconds": seconds}, found.problems)


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles as a stream: by publish date, the undated last, those of one day as they stand."""
    return sorted(articles, key=lambda a: a.published or date.max)


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


def _read(
    articles: Sequence[Article], spill: Spill, pool: Executor | None, processes: int, progress: Progress | None
) -> Reading:
    result = Reading()
    finder = StoryFinder(lru_cache(_HOT)(spill.vectors))
    ordered = in_order(articles)
    done = 0
    parts = batches(ordered)
    for part, rows in zip(parts, _each(pool, read_part, parts, AHEAD * processes), strict=True):
        for article, row in zip(part, rows, strict=True):
            if isinstance(row, str):
                result.problems.append(unread(article, row))
                continue
            spill.put(row)
            vectors = row.vectors
            result.claims += len(vectors)
            result.sentences += row.sentences
            finder.add(Sketch.of(article, vectors))
        done += len(part)
        if progress is not None:
            progress("reading", done, len(ordered))
    result.stories, result.near = finder.stories, finder.near
    return result


def unread(article: Article, error: str) -> Problem:
    return Problem(article.url or article.path or article.id, f"cannot be read into claims ({error}) and is left out")


def read_part(part: Sequence[Article]) -> list[Row | str]:
    """The rows of articles; for one that cannot be read, what was wrong."""
    return [f"{type(row).__name__}: {row}" if isinstance(row, Exception) else row for row in read_rows(part)]


def _judged(
    found: Reading,
    spill: Spill,
    articles: Mapping[str, Article],
    nli: NLI | None,
    pool: Executor | None,
    processes: int,
    progress: Progress | None,
) -> Iterator[Told]:
    total = len(found.stories)
    if nli is None:
        tasks = (_story(ids, found.near, spill, articles) for ids in found.stories)
        results: Iterable[Told] = _each(pool, _judge_task, tasks, AHEAD * processes)
    else:
        results = (judge(*_story(ids, found.near, spill, articles), nli) for ids in found.stories)
    for done, told in enumerate(results, 1):
        if progress is not None:
            progress("stories", done, total)
        yield told


def _story(
    ids: Sequence[str], near: Mapping[str, Mapping[str, float]], spill: Spill, articles: Mapping[str, Article]
) -> tuple[list[Row], dict[str, dict[str, float]]]:
    """The rows of one story in the order of its articles, and who among them is near whom."""
    inside = set(ids)
    ordered = [id_ for id_ in articles if id_ in inside]
    return spill.rows(ordered, articles), {a: {b: s for b, s in near.get(a, {}).items() if b in inside} for a in ids}


def _judge_task(task: tuple[list[Row], dict[str, dict[str, float]]]) -> Told:
    return judge(*task)


@contextlib.contextmanager
def _pool(processes: int) -> Iterator[Executor | None]:
    if processes < 2:
        yield None
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _each(pool: Executor | None, function: Callable[[In], Out], items: Iterable[In], ahead: int) -> Iterator[Out]:
    """The results in the order of the items, which are taken as the work goes on."""
    if pool is None:
        yield from map(function, items)
        return
    waiting = deque()
    for item in items:
        waiting.append(pool.submit(function, item))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
