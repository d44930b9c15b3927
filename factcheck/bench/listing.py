"""The list of tasks for a reader: counted where the data is at hand, as published where it is not."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.bench.tasks import FIXTURES, TASKS, Task


def listing() -> Iterator[str]:
    """Two lines a task: name, rows, licence and where its data is; what it measures and where it comes from."""
    for task in TASKS.values():
        yield f"{task.name:10} {_rows(task):13} {task.licence}"
        yield f"{'':10} {task.measures}"
        yield f"{'':10} {_data(task)}: {task.origin}"


def _rows(task: Task) -> str:
    if task.hub is not None:
        return f"{task.rows:,} pairs"
    if not task.at_hand:
        return "–"
    if task.kind == "articles":
        return f"{len(list(task.local.glob('*/gold.json')))} clusters"
    with task.local.open("rb") as lines:
        return f"{sum(1 for _ in lines):,} pairs"


def _data(task: Task) -> str:
    if task.hub is not None:
        return "from the hub, or a copy with --data"
    return "here" if task.at_hand else f"not here (comes with a clone, in {FIXTURES.name}/)"
