"""A comparison of runs as Markdown and as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck.bench import page
from factcheck.bench.table import PLAIN, cell, header, interval, metric_name, number, row

KINDS = {
    "fixed": "Fixed", "broken": "Broken", "flags_gone": "False flags that are gone", "flags_new": "New false flags",
}  # fmt: skip


def markdown(comparison: Mapping[str, Any]) -> str:
    """The tables of a comparison, and what got fixed and what broke, ending in a newline."""
    first = comparison["columns"][0]["name"]
    lines = ["# Comparison", ""]
    lines += [f"- **{cell(column['name'])}**: {cell(column['about'])}" for column in comparison["columns"]]
    lines += [
        "",
        f"Differences are from {cell(first)}; in brackets 95% intervals of the paired bootstrap, and its p.",
        "",
    ]
    for task in comparison["tasks"]:
        lines += _task(task)
    if comparison["left_out"]:
        lines += [f"Not the same rows in all runs: {', '.join(map(cell, comparison['left_out']))}.", ""]
    return "\n".join(lines)


def html(comparison: Mapping[str, Any]) -> str:
    """The comparison as one self-contained page."""
    return page.fill(
        "compare.html", comparison=comparison, difference=difference, p_value=p_value, KINDS=KINDS, PLAIN=PLAIN
    )


def difference(name: str, value: Mapping[str, float | None]) -> str:
    """A difference with its sign, in points for shares."""
    if value["value"] is None:
        return "–"
    return f"{value['value']:+.2f}" if name in PLAIN else f"{100 * value['value']:+.1f}"


def p_value(p: float | None) -> str:
    return "–" if p is None else "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _task(task: Mapping[str, Any]) -> list[str]:
    others = task["others"]
    lines = [
        f"## {cell(task['name'])}",
        "",
        *header(["", cell(task["first"]["name"]), *(cell(o["name"]) for o in others)]),
    ]
    for name, value in task["first"]["metrics"].items():
        if value["value"] is None:
            continue
        cells = [
            "–"
            if o["metrics"][name]["value"] is None
            else f"{number(name, o['metrics'][name]['value'])} ({difference(name, o['differences'][name])} "
            f"{interval(name, o['differences'][name])}, {p_value(o['differences'][name]['p'])})"
            for o in others
        ]
        lines.append(
            row([metric_name(name, task) + ("" if name in PLAIN else ", %"), number(name, value["value"]), *cells])
        )
    what = "pairs" if task["kind"] == "pairs" else "gold conflicts"
    lines.append(
        row(
            [
                f"{what} fixed, broken",
                "",
                *(f"{o['fixed']}, {o['broken']} (McNemar {p_value(o['mcnemar_p'])})" for o in others),
            ]
        )
    )
    for other in others:
        for kind, entries in other["lists"].items():
            if entries:
                lines += ["", f"{KINDS[kind]} in {cell(other['name'])}:", "", *(f"- {_entry(e)}" for e in entries)]
    return [*lines, ""]


def _entry(entry: Mapping[str, Any]) -> str:
    if "premise" in entry:
        said = f"{entry['before']} → {entry['after']}, gold {entry['gold']}"
        return f"{said}: {cell(entry['premise'])} / {cell(entry['hypothesis'])}"
    quotes = " / ".join(f"{cell(s['article'])}: {cell(s['sentence'])}" for s in entry.get("sides", ()))
    return ": ".join(filter(None, (f"{cell(entry['cluster'])}, {entry['type']}", cell(entry["text"]), quotes)))
