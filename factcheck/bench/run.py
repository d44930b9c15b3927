"""A benchmark run: every system on every task, predictions kept as they come, results computed from what was kept."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factcheck.bench import machine
from factcheck.bench.gold import ArticleData, Cluster, Place, read_folder, spots
from factcheck.bench.pairs import PairData, read_task
from factcheck.bench.predictions import Predictions, open_predictions
from factcheck.bench.systems import BASELINES, System, choose, model_name, model_sha256
from factcheck.bench.tasks import Task
from factcheck.errors import FactcheckError
from factcheck.records import Problem

SETTINGS = "run.json"
CHUNK = 128  # pairs that are judged before they are written

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does. `data` is a file of pairs, or a folder of articles with gold or of files named like tasks."""

    tasks: tuple[Task, ...]
    model: str | None = None
    data: Path | None = None
    limit: int | None = None
    seed: int = 0
    baselines: tuple[str, ...] = BASELINES
    command: str = ""


def run(plan: Plan, folder: Path, *, fresh: bool = False, progress: Progress | None = None) -> list[Problem]:
    """Predicts what is not predicted yet and writes it to `folder`; what cannot be run is a problem, the rest goes on.

    `factcheck.bench.results.write` makes the results of what is in the folder. Raises FactcheckError when no task could
    be run or the folder holds another run.
    """
    machine.wait_asleep()
    problems: list[Problem] = []
    loaded = []
    for task in with_data(plan.tasks, plan.data):
        try:
            loaded.append((task, load(task, folder).sample(plan.limit, plan.seed)))
        except FactcheckError as error:
            problems.append(Problem(task.name, str(error)))
    if not loaded:
        raise FactcheckError("; ".join(p.message for p in problems) or "no task named; factcheck bench list shows them")
    folder.mkdir(parents=True, exist_ok=True)
    systems = choose(plan.model, plan.baselines)
    shared = {
        "model": model_name(plan.model), "model_sha256": model_sha256(plan.model),
        "code_sha256": machine.code_sha256(), "seed": plan.seed, "limit": plan.limit,
    }  # fmt: skip
    short_first = sorted(loaded, key=lambda each: each[0].kind != "pairs")
    opened = [
        (system, data, open_predictions(folder, _header(system, task, data) | shared, fresh=fresh))
        for system in systems for task, data in short_first
    ]  # fmt: skip
    settings = {
        "command": plan.command, **shared, "systems": {s.name: s.about for s in systems},
        "machine": machine.machine(), "versions": machine.versions(),
        "tasks": [_described(task, data) for task, data in loaded],
    }  # fmt: skip
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    for system, data, predictions in opened:
        if not predictions.complete:
            system.prepare(predictions.header["kind"])
            machine.forget_peak()
            predict = _predict_pairs if isinstance(data, PairData) else _predict_clusters
            predict(system, data, predictions, progress)
            predictions.append([{"done": True, "peak_mb": machine.peak_mb()}])
    return problems


def with_data(tasks: Sequence[Task], data: Path | None) -> list[Task]:
    """The tasks with the data that --data names; without a task, the data is a task of its own.

    A file is the data of the one task named. A folder holds a file named like each task (snli.jsonl.gz), or is itself
    a folder of articles with gold.
    """
    if data is None:
        return list(tasks)
    if not data.exists():
        raise FactcheckError(f"{data}: no such file or folder; check the spelling")
    own = _own(data)
    if not tasks:
        return [own]
    if data.is_file() or own.rows:
        if len(tasks) > 1:
            raise FactcheckError(f"{data}: is the data of one task, and {len(tasks)} are named; give a folder")
        return [_with(tasks[0], data)]
    found = []
    for task in tasks:
        files = sorted(f for f in data.iterdir() if f.name.split(".")[0].lower() == task.name)
        found.append(_with(task, files[0]) if files else task)
    return found


def load(task: Task, folder: Path) -> PairData | ArticleData:
    """A task's data; seeded errors are put into a copy of the articles, in the run's folder. Raises FactcheckError."""
    if task.kind == "pairs":
        return read_task(task)
    if task.local is None or not task.local.is_dir():
        raise FactcheckError(f"{task.name}: {task.local} is not here; it comes with a clone of the repository")
    if task.seeded is None:
        return read_folder(task.local, task.name)
    return _seeded(task, folder / "data" / task.name)


def _seeded(task: Task, made: Path) -> ArticleData:
    """A task's articles with errors seeded into them; the untouched ones keep the conflicts that they are known for."""
    from factcheck.bench.seed_folder import seed_folder

    known = {cluster.name: cluster for cluster in read_folder(task.local, task.name).clusters}
    shutil.rmtree(made, ignore_errors=True)  # an earlier run's, perhaps of other articles
    seed_folder(task.local, made, seed=task.seeded)
    data = read_folder(made, task.name)
    clusters = []
    for cluster in data.clusters:
        before = known[cluster.name.rpartition("--")[0]]
        clusters.append(
            replace(cluster, conflicts=before.conflicts, silent=before.silent) if cluster.untouched else cluster
        )
    return ArticleData(data.name, tuple(clusters), data.sha256)


def _own(data: Path) -> Task:
    """A task of the user's own; `rows` is set for a folder of articles with gold."""
    name = data.resolve().name.split(".")[0]
    golds = len(list(data.glob("*/gold.json"))) + (data / "gold.json").is_file() if data.is_dir() else 0
    kind = "articles" if data.is_dir() else "pairs"
    return Task(name, kind, "your own data", "", data.name, golds or None, local=data)


def _with(task: Task, data: Path) -> Task:
    return Task(task.name, task.kind, task.measures, task.licence, data.name, task.rows, task.hub, data)


def _header(system: System, task: Task, data: PairData | ArticleData) -> dict[str, Any]:
    header = {
        "task": task.name,
        "kind": task.kind,
        "system": system.name,
        "data_sha256": data.sha256,
        "rows": len(data),
    }
    return header | ({"classes": list(data.classes)} if isinstance(data, PairData) else {})


def _described(task: Task, data: PairData | ArticleData) -> dict[str, Any]:
    found = {
        "name": task.name, "kind": task.kind, "measures": task.measures, "licence": task.licence, "origin": task.origin,
        "rows": len(data), "data_sha256": data.sha256,
    }  # fmt: skip
    if isinstance(data, ArticleData):
        return found | {"articles": sum(len(c.articles) for c in data.clusters)}
    return found | {"classes": list(data.classes)}


def _predict_pairs(system: System, data: PairData, predictions: Predictions, progress: Progress | None) -> None:
    for begin in range(len(predictions.rows), len(data), CHUNK):
        rows = range(begin, min(begin + CHUNK, len(data)))
        started = time.perf_counter()
        probabilities = system.judge(data, rows)
        seconds = (time.perf_counter() - started) / len(rows)
        predictions.append([
            {
                "row": row, "gold": int(data.labels[row]), "p": [round(float(value), 6) for value in p],
                "group": data.groups[row] if data.groups else None, "premise": data.premises[row],
                "hypothesis": data.hypotheses[row], "seconds": round(seconds, 6),
            }
            for row, p in zip(rows, probabilities, strict=True)
        ])  # fmt: skip
        if progress:
            progress(f"{data.name}, {system.name}", rows.stop, len(data))


def _predict_clusters(system: System, data: ArticleData, predictions: Predictions, progress: Progress | None) -> None:
    for number in range(len(predictions.rows), len(data)):
        cluster = data.clusters[number]
        started = time.perf_counter()
        found = system.find(cluster)
        seconds = time.perf_counter() - started
        predictions.append([{
            "cluster": cluster.name, "articles": len(cluster.articles), "untouched": cluster.untouched,
            "twin": cluster.twin,
            "conflicts": [
                {"id": c.id, "group": c.group, "types": c.types, "text": c.text, "spots": _spots(c.sides, cluster)}
                for c in cluster.conflicts
            ],
            "silent": [{"id": c.id, "text": c.text, "spots": _spots(c.sides, cluster)} for c in cluster.silent],
            "flags": [
                {
                    "type": flag.type, "severity": flag.severity, "probability": round(flag.probability, 6),
                    "text": flag.text, "spots": _spots(flag.sides, cluster),
                    "sides": [_quote(places[0], cluster) for places in flag.sides if places],
                }
                for flag in found.flags
            ],
            "pairs": found.pairs, "stages": found.seconds,
            "seconds": round(sum(found.seconds.values()) or seconds, 4),
        }])  # fmt: skip
        if progress:
            progress(f"{data.name}, {system.name}", number + 1, len(data))


def _spots(sides: Sequence[Sequence[Place]], cluster: Cluster) -> list[list[tuple[str, int]]]:
    return [sorted(side) for side in spots(sides, cluster)]


def _quote(place: tuple[str, int, int], cluster: Cluster) -> dict[str, str]:
    article = next(a for a in cluster.articles if a.id == place[0])
    inside = [s for s in cluster.sentences[article.id] if s[0] < place[2] and place[1] < s[1]]
    start, end = (inside[0][0], inside[-1][1]) if inside else place[1:]
    return {"article": article.id, "sentence": " ".join(article.text[start:end].split())}
