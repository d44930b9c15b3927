"""A check over Ray Data: actors hold the models, the object store the rows, this process the order and the stories."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import pickle
import re
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from factcheck.corpus.finder import in_order
from factcheck.corpus.judge import Told, judge
from factcheck.corpus.rows import Row, gather
from factcheck.corpus.run import batches, counted, find_stories, in_stories, read_part
from factcheck.errors import FactcheckError
from factcheck.pipeline import FEW, compare, require_own_ids
from factcheck.records import Article, Report

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from ray import ObjectRef

    from factcheck.judging.nli import NLI
    from factcheck.pipeline import Progress

STORIES = 8
"""Stories that are judged in one task, at most."""
_PATIENCE = 5
"""Seconds in which the head of a cluster must answer."""

Place = tuple[int, int]
"""Where a row is: the number of its block, and its own in there."""
Story = tuple[list[Place], dict[str, dict[str, float]]]
"""The places of a story's rows, and who is near whom."""


def check_on_ray(
    articles: Sequence[Article],
    address: str = "local",
    *,
    nli: str | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """`factcheck.check` on Ray: the same report, but for `stats["seconds"]`.

    `address` is "local" for a Ray on this machine alone, with `processes` workers (one for each core when None);
    "auto" for the cluster that this machine is in; or the host:port of a cluster's head. A connection that is open
    already is used and left open. `nli` is what `load_nli` takes. An article that cannot be read becomes a problem of
    the report, and a worker that dies is replaced. Raises FactcheckError when Ray or the cluster cannot be had or
    fails, ModelError for `nli`, and ValueError when two articles have one id.
    """
    from factcheck.judging.nli import load_nli

    require_own_ids(articles)
    model = load_nli(nli) if nli else None
    with _connected(address, processes):
        parts = batches(in_order(articles))
        rows = _Rows()
        start = time.perf_counter()
        found = find_stories(parts, rows.read(parts), rows.vectors, progress)
        middle = time.perf_counter()
        if len(articles) > FEW:
            stories = [(rows.places(ids), near) for ids, near in in_stories(found, articles)]
            told = list(counted(_told(stories, rows.blocks, nli, model), len(stories), progress))
            return found.report(told, articles, {"reading": middle - start, "judging": time.perf_counter() - middle})
        story = gather(_fetch(rows.blocks, rows.places(a.id for a in articles)))
        report = compare(story.articles, story.claims, story.vectors, story.sentences, nli=model, progress=progress)
    seconds = {"reading": round(middle - start, 3), **report.stats["seconds"]}
    stats = report.stats | {"articles": len(articles), "seconds": seconds}
    return dataclasses.replace(report, articles=tuple(articles), problems=tuple(found.problems), stats=stats)


class _Rows:
    """The rows of articles in the object store: `blocks` in the order in which they were read."""

    def __init__(self) -> None:
        self.blocks: list[ObjectRef] = []
        self._place: dict[str, Place] = {}

    def read(self, parts: Sequence[Sequence[Article]]) -> Iterator[list[Row | str]]:
        """What `read_part` gives of each part, in their order, as they are read by as many workers as there are."""
        import ray

        for block in _mapped(_Reader, (), parts, tasks=len(parts)):
            rows = list(_unpacked(ray.get(block)))
            number = len(self.blocks)
            self._place |= {row.article.id: (number, k) for k, row in enumerate(rows) if isinstance(row, Row)}
            self.blocks.append(block)
            yield rows

    def places(self, ids: Iterable[str]) -> list[Place]:
        """The places of those articles that could be read, in the order of `ids`."""
        return [self._place[id_] for id_ in ids if id_ in self._place]

    def vectors(self, id_: str) -> np.ndarray:
        """The claim vectors of an article, float32 (claims, dimensions)."""
        return _fetch(self.blocks, [self._place[id_]])[0].vectors


class _Reader:
    """An actor that reads articles; the models of reading stay loaded in its process."""

    def __call__(self, parts: pa.Table) -> pa.Table:
        return _packed(row for part in _unpacked(parts) for row in read_part(part))


class _Judge:
    """An actor that judges stories, with rows from the `blocks`; `nli` as in `check_on_ray`."""

    def __init__(self, blocks: Sequence[ObjectRef], nli: str | None) -> None:
        from factcheck.judging.nli import load_nli

        self._blocks = blocks
        self._nli = load_nli(nli) if nli else None

    def __call__(self, stories: pa.Table) -> pa.Table:
        return _packed(judge(_fetch(self._blocks, places), near, self._nli) for places, near in _unpacked(stories))


def _told(stories: Sequence[Story], blocks: Sequence[ObjectRef], nli: str | None, model: NLI | None) -> Iterator[Told]:
    """What each story tells, in their order."""
    import ray

    from factcheck.judging.nli import OpenVinoNLI

    tasks = max(-(-len(stories) // STORIES), min(len(stories), 4 * _workers()))
    gpus = 0 if model is None or isinstance(model, OpenVinoNLI) else ray.cluster_resources().get("GPU", 0)
    share = min(1, int(10_000 * gpus / _workers()) / 10_000)
    for block in _mapped(_Judge, (blocks, nli), stories, tasks, num_gpus=share):
        yield from _unpacked(ray.get(block))


def _mapped(
    actor: type, arguments: tuple, items: Iterable[object], tasks: int, **resources: float
) -> Iterator[ObjectRef]:
    """The blocks of what an actor class makes of `tasks` parts of the items, in their order, as they are made."""
    from ray.data import ActorPoolStrategy, from_items

    if not tasks:
        return
    dataset = from_items([{"item": pickle.dumps(item)} for item in items], override_num_blocks=tasks).map_batches(
        actor,
        fn_constructor_args=arguments,
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=min(tasks, _workers())),
        num_cpus=1,
        **resources,
    )
    dataset.context.execution_options.preserve_order = True
    dataset.context.enable_progress_bars = False
    for bundle in dataset.iter_internal_ref_bundles():
        yield from bundle.block_refs


def _workers() -> int:
    import ray

    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _packed(items: Iterable[object]) -> pa.Table:
    import pyarrow as pa

    return pa.table({"item": pa.array([pickle.dumps(item) for item in items], pa.large_binary())})


def _unpacked(block: pa.Table) -> Iterator[Any]:
    return (pickle.loads(item.as_py()) for item in block["item"])


def _fetch(blocks: Sequence[ObjectRef], places: Sequence[Place]) -> list[Row]:
    import ray

    needed = list(dict.fromkeys(block for block, _ in places))
    tables = dict(zip(needed, ray.get([blocks[block] for block in needed]), strict=True))
    return [pickle.loads(tables[block]["item"][k].as_py()) for block, k in places]


@contextlib.contextmanager
def _connected(address: str, processes: int | None) -> Iterator[None]:
    """Ray for as long as the block runs, without its messages; what goes wrong with it there becomes one line."""
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as error:
        raise FactcheckError(f"--ray needs {error.name}; pip install 'factcheck[ray]'") from error
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    opened = not ray.is_initialized()
    if opened:
        _connect(address, processes)
    try:
        yield
    except ray.exceptions.RayError as error:
        raise FactcheckError(f"Ray cannot go on: {_line(error)}") from error
    finally:
        if opened:
            ray.shutdown()


def _connect(address: str, processes: int | None) -> None:
    import ray

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    own = {"num_cpus": processes, "include_dashboard": False} if address == "local" else {}
    try:
        if address not in ("local", "auto"):
            host, _, port = address.rpartition(":")
            if "/" in host or not port.isdecimal():
                raise ValueError("Ray Data needs a host:port")
            # Ray itself would wait for minutes.
            socket.create_connection((host, int(port)), _PATIENCE).close()
        with _no_standard_error():
            ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL, **own)
    except (OSError, ValueError, RuntimeError) as error:
        remedy = "give the host:port of its head, auto on a machine of it, or local for this machine alone"
        raise FactcheckError(f"no Ray cluster at {address!r} ({_line(error)}); {remedy}") from error


@contextlib.contextmanager
def _no_standard_error() -> Iterator[None]:
    """Sends away what native code writes, which no logger can quieten."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _line(error: BaseException) -> str:
    """What an error says in one line: that of the error in a worker's traceback, else the first."""
    raised = re.findall(r"^(?!ray\.)[\w.]*(?:Error|Exception): .+", str(error), re.MULTILINE)
    lines = [line.strip(" .") for line in str(error).splitlines() if line.strip()]
    return [type(error).__name__, *lines[:1], *raised][-1]
