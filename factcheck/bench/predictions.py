"""Kept predictions: a JSON Lines file a task and system, written as they come, continued after an interruption."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.errors import FactcheckError

FOLDER = "predictions"


class Predictions:
    """The file of one task and system: a header that says what was predicted, then a record a pair or cluster.

    A record that was cut short by an interruption is dropped, and the run goes on from there.
    """

    def __init__(self, path: Path, header: Mapping[str, Any], records: list[dict[str, Any]]) -> None:
        self.path, self.header, self.records = path, header, records

    @property
    def complete(self) -> bool:
        return bool(self.records) and "done" in self.records[-1]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The records without the one that ends the file."""
        return self.records[:-1] if self.complete else self.records

    def append(self, records: list[dict[str, Any]]) -> None:
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("".join(_line(record) for record in records))
            file.flush()
            os.fsync(file.fileno())
        self.records.extend(json.loads(_line(record)) for record in records)


def open_predictions(folder: Path, header: Mapping[str, Any], *, fresh: bool = False) -> Predictions:
    """The predictions under this header, with what is there already of them; `fresh` starts over.

    Raises FactcheckError when the folder holds predictions for the same task and system that were made of other data,
    by another model or by another state of the program.
    """
    path = folder / FOLDER / f"{header['task']}.{header['system']}.jsonl"
    header = json.loads(_line(header))
    if path.is_file() and not fresh:
        old, records, size = _read(path)
        if old == header:
            os.truncate(path, size)
            return Predictions(path, header, records)
        if old is not None and records:
            other = next(key for key in sorted(old.keys() | header.keys()) if old.get(key) != header.get(key))
            raise FactcheckError(
                f"{path}: holds predictions of another run ({other} differs); choose another folder with -o, or start "
                "over with --fresh"
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_line(header), encoding="utf-8", newline="\n")
    return Predictions(path, header, [])


def read_predictions(folder: Path) -> Iterator[Predictions]:
    """All predictions in a run's folder, by the names of their files. Raises FactcheckError when there are none."""
    files = sorted((folder / FOLDER).glob("*.jsonl"))
    if not files:
        raise FactcheckError(f"{folder}: holds no predictions; give the folder that bench run wrote with -o")
    for path in files:
        header, records, _ = _read(path)
        if header is None:
            raise FactcheckError(f"{path}: is no file of predictions; run the benchmark again")
        yield Predictions(path, header, records)


def _read(path: Path) -> tuple[dict[str, Any] | None, list[dict[str, Any]], int]:
    """Header, whole records and the bytes that they take."""
    found: list[dict[str, Any]] = []
    size = 0
    for line in path.read_bytes().splitlines(keepends=True):
        try:
            record = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            record = None
        if not isinstance(record, dict):
            break
        found.append(record)
        size += len(line)
    return (found[0] if found else None), found[1:], size


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=True, allow_nan=False) + "\n"
