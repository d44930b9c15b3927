"""The results of a run, computed from its kept predictions: result.json, and what the other formats show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.bench import metrics, pipeline
from factcheck.bench.predictions import Predictions, read_predictions
from factcheck.bench.run import SETTINGS
from factcheck.bench.systems import BASELINES
from factcheck.errors import FactcheckError

SCHEMA_VERSION = "1"
WORST = 20
"""Errors of each kind that are kept to be read."""
ORDER = ("factcheck", *BASELINES)


def compute(folder: Path) -> dict[str, Any]:
    """What result.json holds, from the predictions in a run's folder; no model and no data set is needed.

    Raises FactcheckError for a folder that is no run.
    """
    settings = read_settings(folder)
    kept = {(p.header["task"], p.header["system"]): p for p in read_predictions(folder) if p.rows}
    tasks = []
    for task in settings["tasks"]:
        chosen = [kept[task["name"], name] for name in settings["systems"] if (task["name"], name) in kept]
        if chosen:
            tasks.append({**task, "results": [_result(predictions, settings["seed"]) for predictions in chosen]})
    if not tasks:
        raise FactcheckError(f"{folder}: nothing is predicted yet; run the benchmark again to go on")
    return {
        "schema_version": SCHEMA_VERSION,
        **{key: settings[key] for key in (
            "command", "seed", "limit", "model", "model_sha256", "code_sha256", "systems", "machine", "versions",
        )},
        "bootstrap": {"samples": metrics.SAMPLES, "level": metrics.LEVEL},
        "tasks": tasks,
    }  # fmt: skip


def write(folder: Path) -> dict[str, Any]:
    """Writes result.json, result.md and result.html into a run's folder and returns what result.json holds."""
    from factcheck.bench import page, table

    result = compute(folder)
    (folder / "result.json").write_text(
        json.dumps(result, indent=1, allow_nan=False) + "\n", encoding="utf-8", newline="\n"
    )
    (folder / "result.md").write_text(table.render(result), encoding="utf-8", newline="\n")
    (folder / "result.html").write_text(page.render(result), encoding="utf-8", newline="\n")
    return result


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of result.json."""
    return json.loads(resources.files("factcheck.bench").joinpath("result.schema.json").read_text("utf-8"))


def read_settings(folder: Path) -> dict[str, Any]:
    try:
        return json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FactcheckError(f"{folder}: is no benchmark run; give the folder that bench run wrote with -o") from error


def of_pairs(rows: Sequence[Mapping[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Labels (n,) and probabilities (n, classes) of kept predictions."""
    return np.array([row["gold"] for row in rows], dtype=int), np.array([row["p"] for row in rows], dtype=float)


def _result(predictions: Predictions, seed: int) -> dict[str, Any]:
    header, rows = predictions.header, predictions.rows
    detail = _pairs(rows, header["classes"], seed) if header["kind"] == "pairs" else _articles(rows, seed)
    compared = len(rows) if header["kind"] == "pairs" else sum(row["pairs"] for row in rows)
    return {
        "system": header["system"],
        "complete": predictions.complete,
        "rows": len(rows),
        **detail,
        "cost": _cost(predictions, compared),
    }


def _pairs(rows: Sequence[Mapping[str, Any]], classes: Sequence[str], seed: int) -> dict[str, Any]:
    labels, probabilities = of_pairs(rows)
    names = [row["group"] for row in rows]
    groups = []
    for name in sorted({name for name in names if name}):
        chosen = np.array([other == name for other in names])
        found = metrics.pair_metrics(labels[chosen], probabilities[chosen], seed=seed)
        groups.append({"name": name, "rows": int(chosen.sum()), "metrics": _plain(found)})
    wrong = probabilities.argmax(1) != labels
    worst = sorted(np.flatnonzero(wrong), key=lambda row: -probabilities[row].max())[:WORST]
    return {
        "metrics": _plain(metrics.pair_metrics(labels, probabilities, seed=seed)),
        "groups": groups,
        "confusion": metrics.confusion(labels, probabilities).tolist(),
        "reliability": _points(metrics.reliability(labels, probabilities)),
        "curve": _points(metrics.curve(labels == len(classes) - 1, probabilities[:, -1])),
        "errors": [
            {
                "gold": classes[labels[row]], "said": classes[int(probabilities[row].argmax())],
                "probability": float(probabilities[row].max()), "premise": rows[row]["premise"],
                "hypothesis": rows[row]["hypothesis"],
            }
            for row in worst
        ],
    }  # fmt: skip


def _articles(rows: Sequence[Mapping[str, Any]], seed: int) -> dict[str, Any]:
    found = pipeline.outcomes(rows)
    groups = pipeline.by_group(found, seed=seed)
    known = [outcome for outcome in found if outcome.record["untouched"]] or found
    false = [flag | {"cluster": o.record["cluster"]} for o in known for flag in o.false]
    missed = [conflict | {"cluster": o.record["cluster"]} for o in found for conflict in o.missed]
    return {
        "metrics": _plain(pipeline.article_metrics(found, seed=seed)),
        "groups": [
            {"name": name, "rows": entry["rows"], "metrics": _plain(entry["metrics"])} for name, entry in groups.items()
        ],
        "curve": _points(pipeline.curve(found)),
        "false_flags": [
            {key: flag[key] for key in ("cluster", "type", "severity", "probability", "text", "sides")}
            for flag in sorted(false, key=lambda flag: -flag["probability"])[:WORST]
        ],
        "missed": [{key: conflict[key] for key in ("cluster", "id", "group", "text")} for conflict in missed[:WORST]],
        "counts": {
            "conflicts": sum(len(o.wanted) for o in found),
            "missed": len(missed),
            "flags": sum(len(o.right) + len(o.false) for o in found),
            "false_flags": len(false),
            "articles": sum(row["articles"] for row in rows),
        },
    }


def _cost(predictions: Predictions, compared: int) -> dict[str, Any]:
    """Seconds in all and by stage; `pairs_per_second` is of the reading of pairs alone, where that is timed."""
    rows = predictions.rows
    seconds = sum(row["seconds"] for row in rows)
    stages: dict[str, float] = {}
    for row in rows:
        for stage, value in row.get("stages", {}).items():
            stages[stage] = round(stages.get(stage, 0.0) + value, 3)
    reading = stages.get("nli", seconds)
    return {
        "seconds": round(seconds, 3),
        "stages": stages,
        "pairs": compared,
        "pairs_per_second": round(compared / reading, 1) if reading > 0.01 and compared else None,
        "peak_mb": predictions.records[-1].get("peak_mb") if predictions.complete else None,
    }


def _points(points: Sequence[Sequence[float]]) -> list[list[float]]:
    return [[round(float(number), 6) for number in point] for point in points]


def _plain(found: Mapping[str, metrics.Value]) -> dict[str, dict[str, float | None]]:
    return {
        name: {key: None if number is None else round(number, 6) for key, number in asdict(value).items()}
        for name, value in found.items()
    }
