"""Charts as inline SVG, made of numbers and escaped names alone; their colours are the page's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

_LEFT, _TOP, _SIDE = 44, 10, 240  # the square that curves are drawn in
_WIDTH, _HEIGHT = _LEFT + _SIDE + 16, _TOP + _SIDE + 42
_ROW, _NAME, _BAR = 26, 170, 300  # of the bars

Series = Sequence[tuple[str, Sequence[Sequence[float]]]]
"""A name and its points (x, y, …), both from 0 to 1, for each line of a chart."""


def curves(series: Series, label: str) -> Markup:
    """Precision against recall, a line a system; a lone point is a dot."""
    parts = [_frame(label, "recall", "precision")]
    for name, points in series:
        if points:
            parts.append(_line(name, points) if len(points) > 1 else _dot(name, *points[0][:2]))
    return _svg(parts, label, _WIDTH, _HEIGHT)


def reliability(series: Series, label: str) -> Markup:
    """Accuracy against confidence: points (confidence, accuracy, rows), their area by the share of rows."""
    parts = [
        _frame(label, "confidence", "accuracy"),
        Markup('<line class="ideal" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(*_at(0, 0), *_at(1, 1)),
    ]
    for name, points in series:
        total = sum(point[2] for point in points) or 1
        if len(points) > 1:
            parts.append(_line(name, points))
        parts += [_dot(name, x, y, 2.5 + 9 * (rows / total) ** 0.5) for x, y, rows in points]
    return _svg(parts, label, _WIDTH, _HEIGHT)


def bars(rows: Sequence[tuple[str, Sequence[tuple[str, Mapping[str, Any]]]]], label: str) -> Markup:
    """A group of bars for each name: a bar a system, 0 to 1, with a whisker for its interval."""
    parts, y = [], 4
    for name, values in rows:
        height = (_ROW - 6) / max(len(values), 1)
        parts.append(Markup('<text class="name" x="{}" y="{}">{}</text>').format(_NAME - 8, y + _ROW / 2, name))
        for number, (system, value) in enumerate(values):
            top = y + number * height
            if value["value"] is None:
                continue
            parts.append(
                Markup(
                    '<rect class="{}" x="{}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
                ).format(_class(system), _NAME, top, max(_BAR * value["value"], 1), height - 1, _tip(system, value))
            )
            if value["low"] is not None:
                parts.append(
                    Markup('<line class="whisker" x1="{:.1f}" x2="{:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>').format(
                        _NAME + _BAR * value["low"], _NAME + _BAR * value["high"], y=top + (height - 1) / 2
                    )
                )
        y += _ROW
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = _NAME + _BAR * tick
        parts.insert(0, Markup('<line class="grid" x1="{x}" x2="{x}" y1="0" y2="{}"/>').format(y, x=x))
        parts.append(Markup('<text class="tick" x="{}" y="{}">{}</text>').format(x, y + 14, f"{tick:.0%}"))
    return _svg(parts, label, _NAME + _BAR + 20, y + 20)


def _frame(label: str, across: str, up: str) -> Markup:
    parts = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = _at(tick, tick)
        parts += [
            Markup('<line class="grid" x1="{x}" x2="{x}" y1="{}" y2="{}"/>').format(_TOP, _TOP + _SIDE, x=x),
            Markup('<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(_LEFT, _LEFT + _SIDE, y=y),
            Markup('<text class="tick" x="{}" y="{}">{:g}</text>').format(x, _TOP + _SIDE + 15, tick),
            Markup('<text class="side" x="{}" y="{}">{:g}</text>').format(_LEFT - 6, y + 4, tick),
        ]
    parts += [
        Markup('<text class="axis" x="{}" y="{}">{}</text>').format(_LEFT + _SIDE / 2, _TOP + _SIDE + 34, across),
        Markup('<text class="axis" transform="translate(11 {}) rotate(-90)">{}</text>').format(_TOP + _SIDE / 2, up),
    ]
    return Markup("").join(parts)


def _line(name: str, points: Sequence[Sequence[float]]) -> Markup:
    path = " ".join("{:.1f},{:.1f}".format(*_at(*point[:2])) for point in points)
    return Markup('<polyline class="{}" points="{}"><title>{}</title></polyline>').format(_class(name), path, name)


def _dot(name: str, x: float, y: float, radius: float = 4.0) -> Markup:
    return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"><title>{}</title></circle>').format(
        _class(name), *_at(x, y), radius, name
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return _LEFT + _SIDE * x, _TOP + _SIDE * (1 - y)


def _class(name: str) -> str:
    """The style of a system's marks; systems are the words of `ORDER`, or columns c0, c1 … of a comparison."""
    return f"of-{name}" if name.isidentifier() else "of-other"


def _tip(system: str, value: Mapping[str, Any]) -> str:
    interval = "" if value["low"] is None else f" [{value['low']:.1%}, {value['high']:.1%}]"
    return f"{system}: {value['value']:.1%}{interval}"


def _svg(parts: Sequence[Markup], label: str, width: float, height: float) -> Markup:
    return Markup('<svg role="img" viewBox="0 0 {w:g} {h:g}" width="{:g}" aria-label="{}">{}</svg>').format(
        width * 1.25, label, Markup("").join(parts), w=width, h=height
    )
