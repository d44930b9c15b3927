"""Metrics of what a system flags in clusters of articles, set against the gold; intervals resample whole clusters.

A flag counts when its level is warning or error. It is right when it sets the sides of a gold conflict against each
other, whatever its type says; `typed_recall` asks for the right type too. A change in a cluster is found only by a flag
that its untouched twin does not have in the same sentences. Where a task has untouched clusters, its articles are
somebody's own and may disagree unknown to the gold: precision is then not defined, and false alarms are counted in
the untouched clusters alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from factcheck.bench.gold import Spots, opposes
from factcheck.bench.metrics import SAMPLES, Compute, Value, bootstrap

FLAGGED = ("warning", "error")

Record = Mapping[str, Any]
"""A kept prediction: a cluster with its gold and flags, as `factcheck.bench.run` writes it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cluster's flags set against its gold.

    `wanted` are the conflicts to be found, `found` and `typed` the ids of those that a flag answers, and that one of
    the right type does; `right` are the flags that answer a conflict, `false` those that answer none; `broken` the
    ids of the silent pairs that a flag sets against each other; `answers` the ids that each flag of any level answers.
    """

    record: Record
    wanted: tuple[Record, ...]
    found: frozenset[str]
    typed: frozenset[str]
    right: tuple[Record, ...]
    false: tuple[Record, ...]
    broken: frozenset[str]
    answers: tuple[tuple[Record, frozenset[str]], ...]

    @property
    def missed(self) -> tuple[Record, ...]:
        return tuple(conflict for conflict in self.wanted if conflict["id"] not in self.found)


def outcomes(records: Sequence[Record]) -> list[Outcome]:
    """The outcome of each cluster, in order."""
    by_name = {record["cluster"]: record for record in records}
    return [_outcome(record, by_name.get(record["twin"])) for record in records]


def _outcome(record: Record, twin: Record | None) -> Outcome:
    known = [(flag["type"], _spots(flag)) for flag in _flagged(twin)] if twin else []
    gold = [(conflict, _spots(conflict)) for conflict in record["conflicts"]]
    before = {c["id"]: {type_ for type_, spots in known if opposes(spots, wanted)} for c, wanted in gold}
    answers = tuple(
        (
            flag,
            frozenset(
                c["id"] for c, wanted in gold if flag["type"] not in before[c["id"]] and opposes(_spots(flag), wanted)
            ),
        )
        for flag in record["flags"]
    )
    counted = [(flag, ids) for flag, ids in answers if flag["severity"] in FLAGGED]
    types = {c["id"]: c["types"] for c in record["conflicts"]}
    silent = [(pair["id"], _spots(pair)) for pair in record["silent"]]
    return Outcome(
        record=record,
        wanted=() if record["untouched"] else tuple(record["conflicts"]),
        found=frozenset(id_ for _, ids in counted for id_ in ids),
        typed=frozenset(id_ for flag, ids in counted for id_ in ids if flag["type"] in types[id_]),
        right=tuple(flag for flag, ids in counted if ids),
        false=tuple(flag for flag, ids in counted if not ids),
        broken=frozenset(id_ for id_, pair in silent for flag, _ in counted if opposes(_spots(flag), pair)),
        answers=answers,
    )


def article_metrics(found: Sequence[Outcome], *, seed: int = 0, samples: int = SAMPLES) -> dict[str, Value]:
    """Precision, recall, F1 and the false alarms over clusters, with 95% intervals."""
    return bootstrap(article_function(found), len(found), seed=seed, samples=samples)


def article_function(found: Sequence[Outcome]) -> Compute:
    """What gives the metrics of `article_metrics` for weights (b, clusters)."""
    own = any(outcome.record["untouched"] for outcome in found)
    rows = [_counts(outcome, own) for outcome in found]
    counts = {name: np.array([row[name] for row in rows], dtype=float) for name in rows[0]}

    def compute(weights: np.ndarray) -> dict[str, np.ndarray]:
        total = {name: weights @ values for name, values in counts.items()}
        precision = np.full(len(weights), np.nan) if own else total["right"] / total["flags"]
        recall = total["found"] / total["conflicts"]
        # Without a flag there is no precision, and F1 is zero as long as there was something to find.
        f1 = np.where(recall > 0, 2 * precision * recall / (precision + recall), recall)
        return {
            "precision": precision,
            "recall": recall,
            "f1": np.full(len(weights), np.nan) if own else f1,
            "typed_recall": total["typed"] / total["conflicts"],
            "silence": total["kept"] / total["silent"],
            "false_errors_per_article": total["false_errors"] / total["articles"],
            "false_flags_per_article": total["false_flags"] / total["articles"],
            "false_alarm_rate": total["alarmed"] / total["untouched"],
        }

    return compute


def by_group(found: Sequence[Outcome], *, seed: int = 0, samples: int = SAMPLES) -> dict[str, dict[str, Any]]:
    """For each group of gold conflicts: how many there are and the share found, with its interval.

    The interval resamples the conflicts of the group, which are few; clusters would be fewer still.
    """
    hits: dict[str, list[bool]] = {}
    for outcome in found:
        for conflict in outcome.wanted:
            hits.setdefault(conflict["group"], []).append(conflict["id"] in outcome.found)
    groups: dict[str, dict[str, Any]] = {}
    for name in sorted(hits, key=lambda name: (-len(hits[name]), name)):
        values = np.array(hits[name], dtype=float)
        metrics = bootstrap(lambda w, v=values: {"recall": w @ v / w.sum(1)}, len(values), seed=seed, samples=samples)
        groups[name] = {"rows": len(values), "metrics": metrics}
    return groups


def curve(found: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(recall, precision) as flags of all levels are let in by falling probability; nothing with untouched clusters."""
    conflicts = sum(len(outcome.wanted) for outcome in found)
    flags = [answer for outcome in found for answer in outcome.answers]
    if not flags or not conflicts or any(outcome.record["untouched"] for outcome in found):
        return []
    flags.sort(key=lambda answer: -answer[0]["probability"])
    answered: set[str] = set()
    right = 0
    points = []
    for seen, (flag, ids) in enumerate(flags, 1):
        answered |= ids
        right += bool(ids)
        if seen == len(flags) or flags[seen][0]["probability"] != flag["probability"]:
            points.append((len(answered) / conflicts, right / seen))
    step = -(-len(points) // 200)
    return [*points[:-1:step], points[-1]]


def _counts(outcome: Outcome, own: bool) -> dict[str, float]:
    record = outcome.record
    known = record["untouched"] or not own  # elsewhere a flag may be right unknown to the gold
    return {
        "conflicts": len(outcome.wanted),
        "found": len(outcome.wanted) - len(outcome.missed),
        "typed": sum(conflict["id"] in outcome.typed for conflict in outcome.wanted),
        "flags": len(outcome.right) + len(outcome.false),
        "right": len(outcome.right),
        "silent": len(record["silent"]),
        "kept": len(record["silent"]) - len(outcome.broken),
        "articles": record["articles"] * known,
        "false_flags": len(outcome.false) * known,
        "false_errors": sum(flag["severity"] == "error" for flag in outcome.false) * known,
        "untouched": record["untouched"],
        "alarmed": bool(record["untouched"] and outcome.false),
    }


def _flagged(record: Record) -> list[Record]:
    return [flag for flag in record["flags"] if flag["severity"] in FLAGGED]


def _spots(entry: Record) -> list[Spots]:
    return [{(article, number) for article, number in side} for side in entry["spots"]]
