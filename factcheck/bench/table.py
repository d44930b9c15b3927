"""Results as Markdown: a table a task, to paste into a paper or a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.report.plain import count

NAMES = {
    "accuracy": "accuracy", "macro_f1": "macro F1", "balanced_accuracy": "balanced accuracy", "precision": "precision",
    "recall": "recall", "f1": "F1", "auroc": "AUROC", "auprc": "AUPRC", "ece": "calibration error (ECE)",
    "typed_recall": "recall, type right too", "silence": "pairs rightly left silent",
    "false_errors_per_article": "false errors per article", "false_flags_per_article": "false flags per article",
    "false_alarm_rate": "untouched clusters with a false alarm",
}  # fmt: skip
PLAIN = ("false_errors_per_article", "false_flags_per_article")
"""Metrics that are counts, not shares."""
_OF_POSITIVE = ("precision", "recall", "f1", "auroc", "auprc")


def render(result: Mapping[str, Any]) -> str:
    """The results of a run as Markdown, ending in a newline."""
    lines = ["# Benchmark results", ""]
    lines += [f"`{result['command']}`", ""] if result["command"] else []
    lines += [f"- **{name}**: {cell(about)}" for name, about in result["systems"].items()]
    lines += ["", "In brackets: 95% bootstrap intervals. A dash is a figure that is not defined there.", ""]
    for task in result["tasks"]:
        lines += _task(task)
    return "\n".join([*lines, *_made_on(result), ""])


def metric_name(name: str, task: Mapping[str, Any]) -> str:
    """The name of a metric as a person reads it; for pairs, precision and its like name their class."""
    if task["kind"] == "pairs" and name in _OF_POSITIVE:
        return f"{NAMES[name]} of {task['classes'][-1].replace('_', ' ')}"
    return f"{NAMES[name]} of findings" if name in ("precision", "recall", "f1") else NAMES[name]


def size(task: Mapping[str, Any]) -> str:
    """How many pairs, or clusters and articles, a task has."""
    if task["kind"] == "pairs":
        return count(task["rows"], "pair")
    return f"{count(task['rows'], 'cluster')}, {count(task['articles'], 'article')}"


def number(name: str, value: float | None) -> str:
    """A metric's figure: shares in percent, counts as they are, a dash where it is not defined."""
    if value is None:
        return "–"
    return f"{value:.2f}" if name in PLAIN else f"{100 * value:.1f}"


def interval(name: str, value: Mapping[str, float | None]) -> str:
    if value["low"] is None:
        return ""
    return f"[{number(name, value['low'])}, {number(name, value['high'])}]"


def interrupted(result: Mapping[str, Any], task: Mapping[str, Any]) -> str:
    kind = "pairs" if task["kind"] == "pairs" else "clusters"
    seen = f"the first {result['rows']:,} of {task['rows']:,} {kind}"
    return f"{result['system']} was interrupted: its figures are of {seen}."


def group_metric(result: Mapping[str, Any], group: str, name: str) -> Mapping[str, float | None]:
    """A metric of one group; not defined where the system has seen none of it."""
    undefined = {"value": None, "low": None, "high": None}
    return next((each["metrics"][name] for each in result["groups"] if each["name"] == group), undefined)


def _task(task: Mapping[str, Any]) -> list[str]:
    results = task["results"]
    licence = f"licence {cell(task['licence'])}; " if task["licence"] else ""
    lines = [
        f"## {cell(task['name'])}",
        "",
        f"{cell(task['measures'])}. {size(task)}; {cell(task['origin'])}; {licence}data sha256 "
        f"`{task['data_sha256'][:16]}`.",
        "",
        *header(["", *(result["system"] for result in results)]),
    ]
    for name in results[0]["metrics"]:
        values = [result["metrics"][name] for result in results]
        if any(value["value"] is not None for value in values):
            cells = [f"{number(name, v['value'])} {interval(name, v)}".strip() for v in values]
            lines.append(row([metric_name(name, task) + ("" if name in PLAIN else ", %"), *cells]))
    for label, key in (("pairs compared", "pairs"), ("seconds", "seconds"), ("pairs per second", "pairs_per_second"),
                       ("peak memory, MB", "peak_mb")):  # fmt: skip
        costs = [result["cost"][key] for result in results]
        if any(cost is not None for cost in costs):
            lines.append(row([label, *("–" if cost is None else f"{cost:,}" for cost in costs)]))
    for result in results:
        if not result["complete"]:
            lines += ["", interrupted(result, task)]
    return [*lines, "", *_groups(task)]


def _groups(task: Mapping[str, Any]) -> list[str]:
    """The breakdown by type or source: accuracy of pairs, recall of findings."""
    name = "accuracy" if task["kind"] == "pairs" else "recall"
    results = [result for result in task["results"] if result["groups"]]
    if not results:
        return []
    lines = [*header([f"{name} by type, %", "rows", *(result["system"] for result in results)])]
    for group in results[0]["groups"]:
        found = [group_metric(result, group["name"], name) for result in results]
        cells = [f"{number(name, v['value'])} {interval(name, v)}".strip() for v in found]
        lines.append(row([cell(group["name"]), str(group["rows"]), *cells]))
    return [*lines, ""]


def _made_on(result: Mapping[str, Any]) -> list[str]:
    machine, versions = result["machine"], result["versions"]
    limit = f", at most {result['limit']} rows a task" if result["limit"] else ""
    model = f"sha256 `{result['model_sha256'][:16]}`" if result["model_sha256"] else result["model"]
    return [
        f"Made on {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}; "
        f"{', '.join(f'{name} {version}' for name, version in versions.items())}; seed {result['seed']}{limit}; "
        f"{result['bootstrap']['samples']:,} resamplings; model {model}.",
    ]


def header(cells: Sequence[str]) -> list[str]:
    return [row(cells), "|---" + "|---:" * (len(cells) - 1) + "|"]


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def cell(text: str) -> str:
    """Untrusted text as it may stand in a line or cell of Markdown."""
    return " ".join(str(text).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
