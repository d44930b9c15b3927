"""Results as one self-contained HTML page: nothing is loaded, no script runs, everything untrusted is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.bench import charts, table
from factcheck.report.plain import clean


def render(result: Mapping[str, Any]) -> str:
    """The page of a run's results."""
    return fill("result.html", result=result)


def fill(template: str, **values: Any) -> str:
    """A page from a template of this package, with its style and a policy that lets nothing else in."""
    style = environment().loader.get_source(environment(), "bench.css")[0]  # type: ignore[union-attr]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment().get_template(template).render(style=Markup(style), policy=policy, **values)


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("factcheck.bench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["clean"] = lambda text: clean(text).strip()
    made.globals |= {
        "number": table.number,
        "size": table.size,
        "interval": table.interval,
        "interrupted": table.interrupted,
        "metric_name": table.metric_name,
        "pr_chart": _pr_chart,
        "reliability_chart": _reliability_chart,
        "bars_chart": _bars_chart,
        "shade": _shade,
    }
    return made


def _pr_chart(task: Mapping[str, Any]) -> Markup:
    lines = [(r["system"], r["curve"]) for r in task["results"]]
    return charts.curves(lines, f"Precision against recall on {task['name']}")


def _reliability_chart(task: Mapping[str, Any]) -> Markup:
    lines = [(r["system"], r["reliability"]) for r in task["results"]]
    return charts.reliability(lines, f"Reliability of the probabilities on {task['name']}")


def _bars_chart(task: Mapping[str, Any]) -> Markup:
    name = "accuracy" if task["kind"] == "pairs" else "recall"
    results = [result for result in task["results"] if result["groups"]]
    rows = [
        (
            f"{group['name']} ({group['rows']})",
            [(result["system"], table.group_metric(result, group["name"], name)) for result in results],
        )
        for group in results[0]["groups"]
    ]
    return charts.bars(rows, f"{name} by type on {task['name']}")


def _shade(count: int, row: list[int]) -> int:
    """Share of a row of the confusion matrix as the strength of a cell's colour, 0 to 7."""
    return round(7 * count / max(sum(row), 1))
