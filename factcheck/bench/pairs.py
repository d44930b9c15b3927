"""Pair data: premise, hypothesis and label from the hub or from a file of one's own, as one shape."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from factcheck import readers
from factcheck.bench.hub import prepare_hub
from factcheck.bench.tasks import CLASSES, Hub, Task
from factcheck.errors import FactcheckError

COLUMNS = ("premise", "hypothesis", "label")
GROUPS = ("type", "source")
"""Columns that the figures of a file of one's own are broken down by; the first that is there counts."""
KINDS = (".jsonl", ".jsonl.gz", ".csv", ".tsv", ".parquet")

_WORDS = frozenset(word for classes in CLASSES for word in classes)


@dataclass(frozen=True, slots=True)
class PairData:
    """Parallel lists, one entry a pair. `labels` are indices into `classes`, whose last is the positive class.

    `groups` holds a name a pair, or nothing when the data has none. `sha256` is of all rows before any were left out.
    """

    name: str
    classes: tuple[str, ...]
    premises: tuple[str, ...]
    hypotheses: tuple[str, ...]
    labels: np.ndarray
    groups: tuple[str, ...]
    sha256: str

    def __len__(self) -> int:
        return len(self.labels)

    def sample(self, limit: int | None, seed: int) -> PairData:
        """At most `limit` pairs, drawn by `seed`, in the order of the data."""
        if limit is None or limit >= len(self):
            return self
        rows = np.sort(np.random.default_rng(seed).permutation(len(self))[:limit])
        pick = lambda values: tuple(values[row] for row in rows) if values else ()  # noqa: E731
        return PairData(
            self.name, self.classes, pick(self.premises), pick(self.hypotheses), self.labels[rows], pick(self.groups),
            self.sha256,
        )  # fmt: skip


def read_task(task: Task) -> PairData:
    """The rows of a task: from `task.local`, else from the hub. Raises FactcheckError."""
    if task.local is not None:
        return read_file(task.local, task)
    if task.hub is None:
        raise FactcheckError(f"{task.name}: has no data here; give it with --data")
    return _data(task.name, _hub_rows(task.name, task.hub), task.hub.labels, f"hub data set {task.hub.id}")


def read_file(path: Path, task: Task | None = None) -> PairData:
    """The pairs of one JSON Lines, CSV, TSV or Parquet file, JSON Lines and tables also as .gz.

    Columns are premise, hypothesis and label, and for a known task also those of its hub data set. Labels are the words
    of `CLASSES`, of one of its sets. Raises FactcheckError that names the file, the row and the remedy.
    """
    hub = task.hub if task else None
    rows = _file_rows(path)
    columns, group = _columns(path, next(iter(rows), (1, {}))[1], hub)
    labels = {word: word for word in _WORDS} | (dict(hub.labels) if hub else {})
    kept = [(number, [row.get(c) for c in columns], str(row.get(group) or "")) for number, row in rows]
    return _data(task.name if task else path.name.split(".")[0], kept, labels, str(path), columns)


def _file_rows(path: Path) -> list[tuple[int, Mapping[str, object]]]:
    def broken(number: int, message: str) -> None:
        raise FactcheckError(f"{path}:{number}: {message}")

    if not path.is_file():
        raise FactcheckError(f"{path}: no such file; check the spelling")
    if not path.name.lower().endswith((*KINDS, ".csv.gz", ".tsv.gz", ".ndjson", ".ndjson.gz")):
        raise FactcheckError(f"{path}: pairs are read from {', '.join(KINDS)}; save the file as one of these")
    try:
        rows = [(number or 1, row) for number, row in readers.read_file(path, broken)]
    except readers.Unreadable as error:
        raise FactcheckError(f"{path}: {error}") from None
    if not rows:
        raise FactcheckError(f"{path}: holds no pairs; give it a row with premise, hypothesis and label")
    return rows


def _columns(path: Path, row: Mapping[str, object], hub: Hub | None) -> tuple[tuple[str, ...], str]:
    """The names of premise, hypothesis and label in this file, and of the column to group by ("" for none)."""
    columns = COLUMNS
    if hub and all(name in row for name in hub.columns) and not all(name in row for name in COLUMNS):
        columns = hub.columns
    missing = [name for name in columns if name not in row]
    if missing:
        there = ", ".join(row) or "none"
        raise FactcheckError(f"{path}: has no column {missing[0]!r} (its columns: {there}); rename one")
    names = ((hub.group,) if hub and hub.group else ()) + GROUPS
    return columns, next((name for name in names if name in row), "")


def _data(
    name: str,
    rows: Iterable[tuple[int, list[object], str]],
    labels: Mapping[str, str],
    where: str,
    columns: tuple[str, ...] = COLUMNS,
) -> PairData:
    premises, hypotheses, words, groups = [], [], [], []
    digest = hashlib.sha256()
    for number, (premise, hypothesis, label), group in rows:
        for column, text in zip(columns, (premise, hypothesis), strict=False):
            if not isinstance(text, str) or not text.strip():
                raise FactcheckError(f"{where}:{number}: {column} is not text; give every pair two texts")
        word = labels.get(str(label).strip())
        if word is None:
            raise FactcheckError(
                f"{where}:{number}: {label!r} is no label; labels are {', '.join(sorted(set(labels.values()) - {''}))}"
            )
        if not word:
            continue
        digest.update(json.dumps([premise, hypothesis, word]).encode())
        premises.append(premise)
        hypotheses.append(hypothesis)
        words.append(word)
        groups.append(group)
    classes = next((classes for classes in CLASSES if set(words) <= set(classes)), None)
    if not words or classes is None:
        mixed = " and ".join(sorted(set(words))) or "nothing"
        raise FactcheckError(f"{where}: its labels are {mixed}, which is no set of labels; split the file by them")
    index = {word: position for position, word in enumerate(classes)}
    return PairData(
        name, classes, tuple(premises), tuple(hypotheses), np.array([index[word] for word in words]),
        tuple(groups) if len(set(groups)) > 1 else (), digest.hexdigest(),
    )  # fmt: skip


def _hub_rows(name: str, hub: Hub) -> Iterable[tuple[int, list[object], str]]:
    import datasets

    if not prepare_hub():
        datasets.config.HF_HUB_OFFLINE = True
    try:
        if hub.files:
            data = datasets.load_dataset("parquet", data_files=hub.files, split=hub.split)
        else:
            data = datasets.load_dataset(hub.id, hub.config, split=hub.split)
    except Exception as error:  # the HTTP and file libraries below raise kinds of their own
        raise FactcheckError(
            f"{name}: the hub data set {hub.id} cannot be read ({_first_line(error)}); give a copy with --data, or "
            "check the network"
        ) from error
    missing = [column for column in hub.columns if column not in data.column_names]
    if missing:
        raise FactcheckError(f"{name}: the hub data set {hub.id} has no column {missing[0]!r} any more; use --data")
    for number, row in enumerate(data, 1):
        if hub.only is None or row[hub.only[0]] == hub.only[1]:
            yield number, [row[column] for column in hub.columns], str(row.get(hub.group) or "") if hub.group else ""


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)[:160]
