"""Runs side by side on the same rows: paired tests, what got fixed and what broke."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factcheck.bench import metrics, pipeline
from factcheck.bench.predictions import Predictions, read_predictions
from factcheck.bench.results import ORDER, of_pairs, read_settings
from factcheck.errors import FactcheckError

SHOWN = 20
"""Fixed and broken rows that are kept to be read, of each kind."""
_SAME = ("data_sha256", "rows", "seed", "limit")


@dataclass(frozen=True, slots=True)
class Column:
    """One system of one run, with its predictions by task."""

    name: str
    about: str
    predictions: Mapping[str, Predictions]


def compare(folders: Sequence[Path]) -> dict[str, Any]:
    """Compares runs with the first of them; of a single run, its baselines with its model.

    Only tasks with the same rows are compared; the others are named under "left_out". Raises FactcheckError when there
    is nothing to compare.
    """
    columns = _columns(folders)
    if len(columns) < 2:
        raise FactcheckError("give two runs to compare, or one with baselines")
    first, *others = columns
    tasks, left_out = [], []
    for name, base in first.predictions.items():
        comparable = [c for c in others if name in c.predictions and _same(base, c.predictions[name])]
        if comparable:
            tasks.append(_task(name, first, comparable))
        if len(comparable) < len(others):
            left_out.append(name)
    if not tasks:
        raise FactcheckError(
            "the runs have no task with the same rows; run them with the same data, --limit and --seed"
        )
    return {"columns": [{"name": c.name, "about": c.about} for c in columns], "tasks": tasks, "left_out": left_out}


def _columns(folders: Sequence[Path]) -> list[Column]:
    if len(folders) == 1:
        settings, kept = read_settings(folders[0]), list(read_predictions(folders[0]))
        names = [name for name in ORDER if any(p.header["system"] == name for p in kept)]
        return [
            Column(n, settings["systems"].get(n, n), _by_task(p for p in kept if p.header["system"] == n))
            for n in names
        ]
    columns = []
    for number, folder in enumerate(folders):
        settings = read_settings(folder)
        main = [p for p in read_predictions(folder) if p.header["system"] == ORDER[0]]
        name = folder.resolve().name
        taken = any(column.name == name for column in columns)
        columns.append(
            Column(f"{name} ({number + 1})" if taken else name, settings["systems"][ORDER[0]], _by_task(main))
        )
    return columns


def _by_task(kept: Iterable[Predictions]) -> dict[str, Predictions]:
    return {p.header["task"]: p for p in kept if p.complete}


def _same(a: Predictions, b: Predictions) -> bool:
    return all(a.header[key] == b.header[key] for key in _SAME)


def _task(name: str, first: Column, others: Sequence[Column]) -> dict[str, Any]:
    base = first.predictions[name]
    pairs = base.header["kind"] == "pairs"
    function = _pair_function if pairs else _article_function
    changes = _pair_changes if pairs else _article_changes
    rows = len(base.rows)
    seed = base.header["seed"]
    compared = []
    for column in others:
        other = column.predictions[name]
        found = changes(base, other)
        differences = metrics.paired(function(base), function(other), rows, seed=seed)
        compared.append({
            "name": column.name,
            "metrics": _plain(metrics.bootstrap(function(other), rows, seed=seed)),
            "differences": _plain(differences),
            "fixed": found["fixed"], "broken": found["broken"],
            "mcnemar_p": metrics.mcnemar(found["fixed"], found["broken"]),
            "lists": found["lists"],
        })  # fmt: skip
    return {
        "name": name, "kind": base.header["kind"], "classes": base.header.get("classes", []), "rows": rows,
        "first": {"name": first.name, "metrics": _plain(metrics.bootstrap(function(base), rows, seed=seed))},
        "others": compared,
    }  # fmt: skip


def _pair_function(predictions: Predictions) -> metrics.Compute:
    return metrics.pair_function(*of_pairs(predictions.rows))


def _article_function(predictions: Predictions) -> metrics.Compute:
    return pipeline.article_function(pipeline.outcomes(predictions.rows))


def _pair_changes(a: Predictions, b: Predictions) -> dict[str, Any]:
    classes = a.header["classes"]
    gold, before = of_pairs(a.rows)
    _, after = of_pairs(b.rows)
    was, now = before.argmax(1) == gold, after.argmax(1) == gold

    def listed(chosen: Iterable[int]) -> list[dict[str, Any]]:
        return [
            {
                "premise": a.rows[row]["premise"], "hypothesis": a.rows[row]["hypothesis"], "gold": classes[gold[row]],
                "before": classes[int(before[row].argmax())], "after": classes[int(after[row].argmax())],
            }
            for row in chosen
        ][:SHOWN]  # fmt: skip

    fixed, broken = (~was & now).nonzero()[0], (was & ~now).nonzero()[0]
    return {"fixed": len(fixed), "broken": len(broken), "lists": {"fixed": listed(fixed), "broken": listed(broken)}}


def _article_changes(a: Predictions, b: Predictions) -> dict[str, Any]:
    """Gold conflicts found or lost, and false flags that are gone or new."""
    lists: dict[str, list] = {"fixed": [], "broken": [], "flags_gone": [], "flags_new": []}
    for before, after in zip(pipeline.outcomes(a.rows), pipeline.outcomes(b.rows), strict=True):
        cluster = before.record["cluster"]
        missed_before, missed_after = ({c["id"] for c in outcome.missed} for outcome in (before, after))
        for conflict in before.wanted:
            entry = {"cluster": cluster, "type": conflict["group"], "text": conflict["text"]}
            if conflict["id"] in missed_before - missed_after:
                lists["fixed"].append(entry)
            if conflict["id"] in missed_after - missed_before:
                lists["broken"].append(entry)
        old, new = ({_key(f): f for f in outcome.false} for outcome in (before, after))
        for kind, flags, others in (("flags_gone", old, new), ("flags_new", new, old)):
            lists[kind] += [
                {"cluster": cluster, **{key: flag[key] for key in ("type", "severity", "text", "sides")}}
                for k, flag in flags.items() if k not in others
            ]  # fmt: skip
    return {
        "fixed": len(lists["fixed"]), "broken": len(lists["broken"]),
        "lists": {kind: entries[:SHOWN] for kind, entries in lists.items()},
    }  # fmt: skip


def _key(flag: Mapping[str, Any]) -> tuple:
    """What makes two false flags the same: the sentences that they set against each other."""
    return tuple(sorted((side["article"], side["sentence"]) for side in flag["sides"]))


def _plain(found: Mapping[str, Any]) -> dict[str, dict[str, float | None]]:
    return {
        name: {key: None if number is None else round(number, 6) for key, number in asdict(value).items()}
        for name, value in found.items()
    }
