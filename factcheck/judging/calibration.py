"""The numbers that turn evidence into probabilities and levels: data in models/calibration.json, not code."""

from __future__ import annotations

import json
import math
from functools import cache

from factcheck.judging.nli import bundled_model
from factcheck.records import Severity

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")


@cache
def calibration() -> dict:
    """The parsed calibration file."""
    return json.loads((bundled_model().parent / "calibration.json").read_text(encoding="utf-8"))


def sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def severity(probability: float, cap: Severity = "error") -> Severity | None:
    """The level of a probability in 0..1, no more severe than `cap`; None below the lowest threshold."""
    for level in _ORDER[_ORDER.index(cap) :]:
        if probability >= calibration()["severity"][level]:
            return level
    return None
