"""Fit the weights of event identity and of verdicts on labelled pairs of claims, and measure the calibration.

    python scripts/fit_calibration.py --news DATA/news --labels models/verdict_labels.jsonl --rows rows.pkl --write

The rows are contradictions between claims of real clusters that were labelled by reading (models/verdict_labels.jsonl:
places in the public data sets, no text) and facts that `seed_errors` changed in the same clusters. One logistic model
is fitted on both with a ridge towards the weights that are in models/calibration.json. Its probabilities on held-out
folds (by cluster) give the reliability figures that are written beside the weights, with the SHA-256 of the data.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pickle
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import torch

from factcheck.bench.seed_errors import SeededError, seed_errors
from factcheck.claims import extract_claims
from factcheck.judging import verdict
from factcheck.judging.comparison import Background
from factcheck.judging.nli import load_nli
from factcheck.matching.candidates import candidate_pairs
from factcheck.matching.encode import encode
from factcheck.matching.events import look
from factcheck.matching.identity import PART
from factcheck.matching.stories import Stories
from factcheck.records import Article

CALIBRATION = Path(__file__).parent.parent / "models" / "calibration.json"
SEEDED_TYPES = ("weekday", "month", "number", "name", "place")
SEEDED_WEIGHT, UNREAD_WEIGHT = 0.6, 0.2
"""Weight of a seeded change, and of a contradiction that was not read since the first weights took it for nothing."""
FOLDS, MOST_CHANGES = 5, 3
_SHORTEST = 400


@dataclass(slots=True)
class Row:
    """One contradiction: what was measured of it, and whether it is real."""

    cluster: str
    source: str
    type: str
    real: bool
    weight: float
    dispute: str
    context: float
    cap: str = "error"
    values: str = ""
    identity: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, float] = field(default_factory=dict)


def clusters(news: Path, name: str) -> dict[str, list[Article]]:
    """The articles of a data set by cluster; the topics of ECB+ with both of their events."""
    found: dict[str, list[Article]] = defaultdict(list)
    per, most = Counter(), 5 if name.startswith("ecb") else 4
    with gzip.open(news / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if len(row.get("text") or "") <= _SHORTEST:
                continue
            if per[row["cluster"]] < most:
                per[row["cluster"]] += 1
                key = row["cluster"].split("_")[0] if name.startswith("ecb") else row["cluster"]
                found[key].append(_article(row))
    return found


def _article(row: dict) -> Article:
    try:
        published = date.fromisoformat(row["date"])
    except (KeyError, TypeError, ValueError):
        published = None
    return Article(str(row["id"]), row["text"], row.get("title"), None, published, row.get("url"))


class Gatherer:
    """Turns articles into rows; runs everything up to the verdicts as the product does."""

    def __init__(self) -> None:
        self.nli = load_nli()

    def contradictions(self, articles: Sequence[Article]) -> Iterator[tuple[verdict.Pair, verdict.Comparison, dict]]:
        """Every contradiction that may be more than information, with its pair and the evidence as measured."""
        claims, _ = extract_claims(articles)
        vectors = encode([c.gist for c in claims])
        known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
        events = look(claims, known.published)
        stories = Stories(articles, claims, vectors)
        pairs = verdict.compare_pairs(events, candidate_pairs(events, vectors), stories, known)
        verdict.add_nli(pairs, claims, self.nli)
        self.views = events.views
        elsewhere = verdict.Elsewhere(events)
        for p in pairs:
            a, b = events.views[p.i], events.views[p.j]
            if a.claim.article_id == b.claim.article_id:
                continue
            for c in p.comparisons:
                if c.relation == "contradiction" and not c.slot.startswith("age:"):
                    both = c.slot != "speaker" and elsewhere.known(c, a, b)
                    cap, _ = verdict.limits(p, c, a, b, both)
                    if cap != "info":
                        yield p, c, verdict.evidence(p, c, a, b, 0.0, both) | {"cap": cap}

    def row(self, p: verdict.Pair, c: verdict.Comparison, evidence: dict, **more) -> Row:
        return Row(
            type=c.type, dispute=verdict.in_dispute(c), context=c.context, identity=dict(p.identity.measured),
            evidence={k: v for k, v in evidence.items() if k not in {"event identity", "cap"}}, cap=evidence["cap"],
            values=" / ".join(sorted([c.value_a.lower(), c.value_b.lower()])), **more,
        )  # fmt: skip


def natural_rows(gatherer: Gatherer, name: str, key: str, articles: Sequence[Article], labels: dict) -> list[Row]:
    """The contradictions of an untouched cluster; those that nobody read count as none, with little weight."""
    rows = []
    for p, c, evidence in gatherer.contradictions(articles):
        a, b = gatherer.views[p.i].claim, gatherer.views[p.j].claim
        ends = frozenset([(a.article_id, *c.span_a), (b.article_id, *c.span_b)])
        label = labels.get((c.type, ends))
        more = {"cluster": f"{name}/{key}", "source": "read" if label else "unread"}
        weight = 1.0 if label else UNREAD_WEIGHT
        rows.append(gatherer.row(p, c, evidence, real=label == "conflict", weight=weight, **more))
    alike = Counter((r.type, r.values) for r in rows)
    for r in rows:
        r.weight /= alike[r.type, r.values]
    return rows


def seeded_rows(gatherer: Gatherer, name: str, key: str, articles: Sequence[Article], e: SeededError) -> list[Row]:
    """The contradictions between a changed fact and what confirms its old value; the first weighs most."""
    rows = []
    changed = [e.changed if a.id == e.article else a for a in articles]
    for p, c, evidence in gatherer.contradictions(changed):
        ends = [(gatherer.views[k].claim.article_id, *span) for k, span in ((p.i, c.span_a), (p.j, c.span_b))]
        if any(_met(x, e.article, e.start, e.end) for x in ends) and any(
            _met(x, *confirming) for x in ends for confirming in e.confirmed_by
        ):
            rows.append(
                gatherer.row(p, c, evidence, cluster=f"{name}/{key}", source="seeded", real=True, weight=SEEDED_WEIGHT)
            )
    for row in rows:
        row.weight /= len(rows)
    return rows


def _met(end: tuple[str, int, int], article: str, start: int, stop: int) -> bool:
    return end[0] == article and end[1] < stop and start < end[2]


def gather(news: Path, labels: Path, seed: int) -> list[Row]:
    """All rows of the clusters that have labels."""
    read: dict[tuple[str, str], dict] = defaultdict(dict)
    for line in labels.read_text(encoding="utf-8").splitlines():
        x = json.loads(line)
        ends = frozenset([(x["a"], *x["span_a"]), (x["b"], *x["span_b"])])
        read[x["set"], x["cluster"]][x["type"], ends] = x["label"]
    gatherer, rows, rng = Gatherer(), [], random.Random(seed)
    sets = {name: clusters(news, name) for name in sorted({name for name, _ in read})}
    for (name, key), known in sorted(read.items()):
        articles = sets[name][key]
        rows += natural_rows(gatherer, name, key, articles, known)
        changes = seed_errors(articles, seed=seed, types=SEEDED_TYPES, most=1) if len(articles) > 1 else []
        for e in rng.sample(changes, min(MOST_CHANGES, len(changes))):
            rows += seeded_rows(gatherer, name, key, articles, e)
    return rows


class Model(torch.nn.Module):
    """The two sums of named terms that matching.identity and judging.verdict add up, as one function of the weights."""

    def __init__(self, data: dict, rows: Sequence[Row]) -> None:
        super().__init__()
        self.clip = data["identity"]["clip"]
        self.names = list(data["identity"]["weights"]), list(data["evidence"])
        first = [*data["identity"]["weights"].values(), data["identity"]["around"]], [*data["evidence"].values()]
        self.first = [torch.tensor(f, dtype=torch.float64) for f in first]
        self.weights = torch.nn.ParameterList([torch.nn.Parameter(f.clone()) for f in self.first])
        self.x = self._identity(rows)
        self.e = torch.tensor([[r.evidence.get(n, 0.0) for n in self.names[1]] for r in rows], dtype=torch.float64)
        self.y = torch.tensor([float(r.real) for r in rows], dtype=torch.float64)
        self.w = torch.tensor([r.weight for r in rows], dtype=torch.float64)

    def _identity(self, rows: Sequence[Row]) -> torch.Tensor:
        """What was measured, without the terms that a conflict of who, where or when would count against itself."""
        table = []
        for r in rows:
            values = []
            for name, weight in zip(self.names[0], self.first[0].tolist(), strict=False):
                value = r.identity.get(name, 0.0)
                disputed = r.dispute and PART.get(name) == r.dispute and weight * value < 0
                values.append(0.0 if disputed else value)
            table.append([*values, r.context])
        return torch.tensor(table, dtype=torch.float64)

    def logits(self) -> torch.Tensor:
        identity = (self.x @ self.weights[0]).clamp(-self.clip, self.clip)
        place = self.names[1].index("event identity")
        return self.e @ self.weights[1] + self.weights[1][place] * identity

    def fit(self, chosen: torch.Tensor, ridge: float) -> None:
        """Weighted log loss with a ridge towards the first weights, in units of their own size."""
        for parameter, first in zip(self.weights, self.first, strict=True):
            parameter.data = first.clone()
        optimizer = torch.optim.LBFGS(self.weights, max_iter=300, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimizer.zero_grad()
            each = torch.nn.functional.binary_cross_entropy_with_logits(self.logits(), self.y, reduction="none")
            value = (each * self.w)[chosen].sum()
            for parameter, first in zip(self.weights, self.first, strict=True):
                value = value + ridge * (((parameter - first) / (0.5 + first.abs() / 2)) ** 2).sum()
            value.backward()
            return value

        optimizer.step(loss)


def held_out(model: Model, rows: Sequence[Row], ridge: float) -> np.ndarray:
    """Probabilities of the rows from models fitted without their clusters."""
    fold = np.array([int(hashlib.sha256(r.cluster.encode()).hexdigest(), 16) % FOLDS for r in rows])
    probability = np.zeros(len(rows))
    for k in range(FOLDS):
        model.fit(torch.tensor(fold != k), ridge)
        with torch.no_grad():
            probability[fold == k] = torch.sigmoid(model.logits()).numpy()[fold == k]
    return probability


def figures(probability: np.ndarray, rows: Sequence[Row]) -> dict[str, float]:
    """Log loss, calibration error and the shares of real conflicts above the two upper levels."""
    counted = np.array([r.source != "unread" for r in rows])
    p, y = probability[counted], np.array([r.real for r in rows])[counted]
    w = np.array([r.weight for r in rows])[counted]
    levels = json.loads(CALIBRATION.read_text(encoding="utf-8"))["severity"]
    found = {
        "log_loss": float(-(w * np.log(np.where(y, p, 1 - p).clip(1e-9))).sum() / w.sum()),
        "ece": _calibration_error(p, y.astype(float), w),
    }
    read = np.array([r.source == "read" for r in rows])
    for level, least in levels.items():
        above = read & (probability >= least)
        found[f"read_at_{level}"] = int(above.sum())
        found[f"precision_at_{level}"] = float(np.array([r.real for r in rows])[above].mean()) if above.any() else 0.0
        seeded = np.array([r.source == "seeded" for r in rows])
        found[f"seeded_at_{level}"] = float((probability >= least)[seeded].mean())
    return {k: round(v, 4) for k, v in found.items()}


def _calibration_error(p: np.ndarray, y: np.ndarray, w: np.ndarray, bins: int = 10) -> float:
    """The expected calibration error over bins of equal width (Guo et al., 2017)."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    apart = [abs((w * (p - y))[place == k].sum()) for k in range(bins)]
    return float(sum(apart) / w.sum())


def main(argv: list[str] | None = None) -> int:
    """Gather or read the rows, choose the ridge by held-out log loss, fit on all, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True, help="folder with gva_dev.jsonl.gz and its like")
    parser.add_argument("--labels", type=Path, default=CALIBRATION.with_name("verdict_labels.jsonl"))
    parser.add_argument("--rows", type=Path, help="keep the rows here, or read them when the file is there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write models/calibration.json")
    args = parser.parse_args(argv)
    if args.rows and args.rows.exists():
        rows = pickle.loads(args.rows.read_bytes())
    else:
        rows = gather(args.news, args.labels, args.seed)
        if args.rows:
            args.rows.write_bytes(pickle.dumps(rows))
    data = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    model = Model(data, rows)
    print(Counter((r.source, r.real) for r in rows))
    with torch.no_grad():
        print("as it is", figures(torch.sigmoid(model.logits()).numpy(), rows))
    tried = {}
    for ridge in (0.1, 0.3, 1.0, 3.0, 10.0):
        tried[ridge] = figures(held_out(model, rows, ridge), rows)
        print("held out", ridge, tried[ridge])
    best = min(tried, key=lambda r: tried[r]["log_loss"])
    model.fit(torch.ones(len(rows), dtype=torch.bool), best)
    with torch.no_grad():
        print("fitted", best, figures(torch.sigmoid(model.logits()).numpy(), rows))
    identity, evidence = ([round(float(x), 3) for x in w] for w in model.weights)
    data["identity"]["weights"] = dict(zip(model.names[0], identity, strict=False))
    data["identity"]["around"] = identity[-1]
    data["evidence"] = dict(zip(model.names[1], evidence, strict=True))
    data["fit"] = {
        "rows": dict(Counter(f"{r.source}_{'real' if r.real else 'not'}" for r in rows)),
        "labels_sha256": hashlib.sha256(args.labels.read_bytes()).hexdigest(),
        "ridge": best,
        "held_out": tried[best],
    }
    for name, w, first in (("identity", identity, model.first[0]), ("evidence", evidence, model.first[1])):
        names = [*data["identity"]["weights"], "around"] if name == "identity" else list(data["evidence"])
        for n, new, old in zip(names, w, first.tolist(), strict=True):
            if abs(new - old) > 0.05:
                print(f"  {name:9} {n:32} {old:7.2f} -> {new:7.2f}")
    if args.write:
        CALIBRATION.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
