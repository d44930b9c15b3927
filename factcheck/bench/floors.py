"""Quality floors: figures that a run on the offline tasks must reach, pinned beside the SHA of their data."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.bench.tasks import FIXTURES
from factcheck.errors import FactcheckError

FILE = FIXTURES / "floors.json"
PINNED = {
    "pairs": ("accuracy", "f1", "auprc"),
    "articles": ("precision", "recall", "typed_recall", "silence", "false_errors_per_article", "false_alarm_rate"),
}
"""The metrics that get a floor, by the kind of task; those of false alarms get a ceiling."""
CEILINGS = ("false_errors_per_article", "false_alarm_rate")
STEP = 0.01
"""Floors are rounded down to it: the last digit may differ between processors."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure beyond its floor or ceiling, or one that can no longer be compared, in a line for a person."""

    task: str
    message: str


def measured(result: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The figures of factcheck in a run's results as floors.json holds them, rounded to the easy side."""
    found = {}
    for task in result["tasks"]:
        metrics = next(r["metrics"] for r in task["results"] if r["system"] == "factcheck")
        figures = {name: metrics[name]["value"] for name in PINNED[task["kind"]] if metrics[name]["value"] is not None}
        found[task["name"]] = {
            "data_sha256": task["data_sha256"],
            "floors": {name: _rounded(name, value) for name, value in figures.items()},
        }
    return found


def check(result: Mapping[str, Any], floors: Mapping[str, Any]) -> list[Breach]:
    """What in the results of a run lies beyond the floors; a task without floors or with other data is so too."""
    breaches = []
    for task in result["tasks"]:
        name = task["name"]
        pinned = floors.get(name)
        if pinned is None:
            breaches.append(Breach(name, "has no floors; set them with bench floors --set"))
            continue
        if pinned["data_sha256"] != task["data_sha256"]:
            breaches.append(Breach(name, "its data has changed; set its floors again with bench floors --set"))
        metrics = next(r["metrics"] for r in task["results"] if r["system"] == "factcheck")
        for metric, floor in pinned["floors"].items():
            value = metrics[metric]["value"]
            if value is None or _worse(metric, value, floor):
                beyond = "over the ceiling" if metric in CEILINGS else "under the floor"
                breaches.append(Breach(name, f"{metric} is {_shown(value)}, {beyond} of {floor:g}"))
    return breaches


def read(path: Path) -> dict[str, Any]:
    """The tasks of floors.json with their floors; nothing when there is no file yet. Raises FactcheckError."""
    if not path.is_file():
        return {}
    try:
        return json.loads(path.read_text(encoding="utf-8"))["tasks"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FactcheckError(f"{path}: cannot be read ({error}); restore it from the repository") from error


def write(result: Mapping[str, Any], path: Path, *, allow_lower: bool = False, reason: str = "") -> list[str]:
    """Sets the floors to what a run has reached, and returns the changes, a line each.

    Raises FactcheckError when a floor would become easier without `allow_lower` and a `reason`; the reasons are kept
    in the file.
    """
    old, new = read(path), measured(result)
    changes, lowered = [], []
    for name, entry in new.items():
        before = old.get(name, {}).get("floors", {})
        for metric, value in entry["floors"].items():
            if metric in before and value != before[metric]:
                changes.append(f"{name} {metric}: {before[metric]:g} -> {value:g}")
            elif metric not in before:
                changes.append(f"{name} {metric}: {value:g}")
            if metric in before and _worse(metric, value, before[metric]):
                lowered.append(changes[-1])
        gone = before.keys() - entry["floors"].keys()
        lowered += [f"{name} {metric}: {before[metric]:g} -> none" for metric in sorted(gone)]
    if lowered and not (allow_lower and reason.strip()):
        raise FactcheckError(f"would lower a floor ({'; '.join(lowered)}); to do so: --allow-lower --reason 'why'")
    reasons = json.loads(path.read_text(encoding="utf-8")).get("lowered", []) if path.is_file() else []
    if lowered:
        reasons.append({"what": lowered, "why": reason.strip()})
    text = json.dumps({"tasks": old | new, "lowered": reasons}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return changes


def _worse(metric: str, value: float, floor: float) -> bool:
    """Whether a figure is beyond its floor, by more than rounding in result.json can do."""
    return value > floor + 1e-6 if metric in CEILINGS else value < floor - 1e-6


def _rounded(metric: str, value: float) -> float:
    steps = value / STEP
    whole = math.ceil(steps - 1e-6) if metric in CEILINGS else math.floor(steps + 1e-6)
    return round(whole * STEP, 4)


def _shown(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.4f}"


def lines(result: Mapping[str, Any], floors: Mapping[str, Any], breaches: Sequence[Breach]) -> list[str]:
    """The figures beside their floors, then what is beyond them."""
    shown = []
    for task in result["tasks"]:
        metrics = next(r["metrics"] for r in task["results"] if r["system"] == "factcheck")
        for metric, floor in floors.get(task["name"], {}).get("floors", {}).items():
            limit = "at most" if metric in CEILINGS else "at least"
            shown.append(f"{task['name']:10} {metric:26} {_shown(metrics[metric]['value']):>12}  {limit} {floor:g}")
    return [*shown, *(f"{breach.task}: {breach.message}" for breach in breaches)]
