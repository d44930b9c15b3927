"""Metrics with bootstrap intervals: all of them computed at once for many resamplings of the rows.

A resampling is a row of weights: how often it draws each row of the data. A metric takes labels, probabilities and
weights (b, n) and gives one value a resampling, shape (b,); what is undefined in it is NaN, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

SAMPLES = 1000
LEVEL = 0.95
BINS = 15
"""Bins of the expected calibration error, of equal width, after Guo et al., On Calibration of Modern Neural Networks
(2017)."""

_CHUNK = 4_000_000  # weights in memory at once

Compute = Callable[[np.ndarray], dict[str, np.ndarray]]
"""From weights (b, n) to metrics (b,) by their names."""

PAIR_METRICS = ("accuracy", "macro_f1", "balanced_accuracy", "precision", "recall", "f1", "auroc", "auprc", "ece")


@dataclass(frozen=True, slots=True)
class Value:
    """A metric and its 95% percentile bootstrap interval; all None where it is undefined on these rows."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two metrics, its 95% interval, and the p of there being none."""

    value: float | None
    low: float | None
    high: float | None
    p: float | None


def pair_metrics(
    labels: np.ndarray, probabilities: np.ndarray, *, seed: int = 0, samples: int = SAMPLES
) -> dict[str, Value]:
    """The metrics of `PAIR_METRICS` on labels (n,), indices of classes, and probabilities (n, classes).

    The prediction is the likeliest class. Precision, recall, F1, the area under the ROC curve and the average
    precision (AUPRC) are those of the last class. Macro F1 and balanced accuracy are over the classes in `labels`.
    """
    return bootstrap(pair_function(labels, probabilities), len(labels), seed=seed, samples=samples)


def pair_function(labels: np.ndarray, probabilities: np.ndarray) -> Compute:
    """What gives the metrics of `PAIR_METRICS` for weights (b, n)."""

    def compute(weights: np.ndarray) -> dict[str, np.ndarray]:
        found = {
            **_of_confusion(_confusions(labels, probabilities, weights)),
            **_of_ranking(labels == probabilities.shape[1] - 1, probabilities[:, -1], weights),
            "ece": _calibration_error(labels, probabilities, weights),
        }
        return {name: found[name] for name in PAIR_METRICS}

    return compute


def bootstrap(compute: Compute, rows: int, *, seed: int = 0, samples: int = SAMPLES) -> dict[str, Value]:
    """`compute` on the rows themselves, with intervals from `samples` resamplings of them."""
    point, drawn = _drawn(compute, rows, seed, samples)
    return {name: _value(point[name], drawn[name]) for name in point}


def paired(a: Compute, b: Compute, rows: int, *, seed: int = 0, samples: int = SAMPLES) -> dict[str, Difference]:
    """b less a on the same rows, by a paired bootstrap: both are computed on the same resamplings.

    `p` is two-sided: twice the share of resamplings on whose side of zero the fewer differences lie (Efron and
    Tibshirani, An Introduction to the Bootstrap, 1993, chapter 15), never below 1 / (samples + 1).
    """

    def compute(weights: np.ndarray) -> dict[str, np.ndarray]:
        first, second = a(weights), b(weights)
        return {name: second[name] - first[name] for name in first}

    point, drawn = _drawn(compute, rows, seed, samples)
    found = {}
    for name in point:
        value, known = _value(point[name], drawn[name]), drawn[name][~np.isnan(drawn[name])]
        tail = min((known <= 0).sum(), (known >= 0).sum())
        p = None if value.value is None else min(1.0, 2 * (int(tail) + 1) / (len(known) + 1))
        found[name] = Difference(value.value, value.low, value.high, p)
    return found


def mcnemar(fixed: int, broken: int) -> float:
    """Exact two-sided p of McNemar's test (1947): that rows change from wrong to right as often as back."""
    changed = fixed + broken
    tail = sum(math.comb(changed, k) for k in range(min(fixed, broken) + 1))
    return min(1.0, 2 * tail / 2**changed)


def resamplings(rows: int, seed: int, samples: int = SAMPLES) -> Iterator[np.ndarray]:
    """Weights of `samples` draws of `rows` rows with replacement, some of them at a time, shape (b, rows)."""
    rng = np.random.default_rng(seed)
    size = max(1, min(samples, _CHUNK // max(rows, 1)))
    for begin in range(0, samples, size):
        count = min(size, samples - begin)
        drawn = rng.integers(0, rows, (count, rows)) + np.arange(count)[:, None] * rows
        yield np.bincount(drawn.ravel(), minlength=count * rows).reshape(count, rows).astype(np.float64)


def confusion(labels: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Counts (classes, classes): gold in rows, predicted in columns."""
    return _confusions(labels, probabilities, np.ones((1, len(labels))))[0].astype(int)


def reliability(labels: np.ndarray, probabilities: np.ndarray) -> list[tuple[float, float, int]]:
    """(mean confidence, accuracy, rows) of each of the `BINS` bins that holds predictions."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    bins = _bins(confidence)
    return [
        (float(confidence[bins == k].mean()), float(right[bins == k].mean()), int((bins == k).sum()))
        for k in range(BINS) if (bins == k).any()
    ]  # fmt: skip


def curve(positive: np.ndarray, scores: np.ndarray, most: int = 200) -> list[tuple[float, float]]:
    """(recall, precision) at falling thresholds, thinned to about `most` points; nothing without positives."""
    if not positive.any():
        return []
    order, ends = _ranked(scores)
    hits = np.cumsum(positive[order])[ends]
    points = list(zip(hits / positive.sum(), hits / (ends + 1), strict=True))
    step = max(1, math.ceil(len(points) / most))
    return [(float(r), float(p)) for r, p in [*points[:-1:step], points[-1]]]


def _drawn(compute: Compute, rows: int, seed: int, samples: int) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """`compute` on the rows themselves, and on each resampling of them, shape (samples,)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        point = {name: float(values[0]) for name, values in compute(np.ones((1, rows))).items()}
        parts = [compute(weights) for weights in resamplings(rows, seed, samples)]
    return point, {name: np.concatenate([part[name] for part in parts]) for name in point}


def _confusions(labels: np.ndarray, probabilities: np.ndarray, weights: np.ndarray) -> np.ndarray:
    classes = probabilities.shape[1]
    cells = np.eye(classes * classes)[labels * classes + probabilities.argmax(1)]
    return (weights @ cells).reshape(-1, classes, classes)


def _of_confusion(counts: np.ndarray) -> dict[str, np.ndarray]:
    right, gold, said = np.diagonal(counts, axis1=1, axis2=2), counts.sum(2), counts.sum(1)
    f1 = np.where(gold > 0, 2 * right / (gold + said), np.nan)
    return {
        "accuracy": right.sum(1) / gold.sum(1),
        "macro_f1": _mean(f1),
        "balanced_accuracy": _mean(right / gold),
        "precision": right[:, -1] / said[:, -1],
        "recall": right[:, -1] / gold[:, -1],
        "f1": 2 * right[:, -1] / (gold[:, -1] + said[:, -1]),
    }


def _mean(values: np.ndarray) -> np.ndarray:
    """Mean over the last axis of what is defined."""
    known = ~np.isnan(values)
    return np.where(known, values, 0).sum(1) / known.sum(1)


def _of_ranking(positive: np.ndarray, scores: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    order, ends = _ranked(scores)
    hits = np.cumsum(weights[:, order] * positive[order], axis=1)[:, ends]
    false = np.cumsum(weights[:, order] * ~positive[order], axis=1)[:, ends]
    if not len(ends):
        nothing = np.full(len(weights), np.nan)
        return {"auroc": nothing, "auprc": nothing}
    new_hits, new_false = np.diff(hits, axis=1, prepend=0), np.diff(false, axis=1, prepend=0)
    area = (new_false * (hits - new_hits / 2)).sum(1) / (hits[:, -1] * false[:, -1])
    seen = hits + false
    precision = np.divide(hits, seen, out=np.zeros_like(hits), where=seen > 0)
    return {"auroc": area, "auprc": (new_hits * precision).sum(1) / hits[:, -1]}


def _ranked(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows by falling score, and the last place of each run of equal scores."""
    order = np.argsort(-scores, kind="stable")
    return order, np.flatnonzero(np.diff(scores[order], append=-np.inf))


def _bins(confidence: np.ndarray) -> np.ndarray:
    return np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)


def _calibration_error(labels: np.ndarray, probabilities: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Expected calibration error of the likeliest class."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    gaps = np.zeros((len(labels), BINS))
    gaps[np.arange(len(labels)), _bins(confidence)] = right - confidence
    return np.abs(weights @ gaps).sum(1) / weights.sum(1)


def _value(point: float, drawn: np.ndarray) -> Value:
    known = drawn[~np.isnan(drawn)]
    if math.isnan(point) or not len(known):
        return Value(None)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(known, (tail, 1 - tail))
    return Value(point, float(low), float(high))
