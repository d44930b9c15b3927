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
from scipy.optimize import minimize

from factcheck.bench.gold import opposes, read_folder, spots
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
STORIES = Path(__file__).parent.parent / "fixtures" / "stories"
SEEDED_TYPES = ("weekday", "month", "number", "name", "place")
STORY_WEIGHT, SEEDED_WEIGHT, UNREAD_WEIGHT, ECB_WEIGHT = 1.0, 1.0, 0.1, 0.4
"""Weight of a contradiction in an invented story, of a seeded change, of a contradiction that was not read since the
first weights took it for nothing, and of ECB+, whose two events of a topic are harder than a newsroom's folder."""
FOLDS, MOST_CHANGES = 5, 3
GROUPS = {
    "when": ("date", "weekday", "time"),
    "names": ("person", "organization"),
    "places": ("place",),
    "amounts": ("number", "money", "percent", "duration"),
    "ages of a role": ("age of a role",),
}
"""Negations and opposites are not fitted: no seeded change makes one, and those that were read are hardly ever real."""
GROUP_OF = {t: group for group, types in GROUPS.items() for t in types}
_FREE, _UNITS = 3.0, {"nli": 3.0, "words around": 3.0}
_LEAST_IDENTITY = 0.5
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
        for p in pairs:
            p.apart = [False] * len(p.comparisons)  # which events are two is fitted too
        verdict.add_nli(pairs, events, self.nli)
        self.views = events.views
        elsewhere = verdict.Elsewhere(events)
        for p in pairs:
            a, b = events.views[p.i], events.views[p.j]
            if a.claim.article_id == b.claim.article_id:
                continue
            for c in p.comparisons:
                fitted = not verdict.whatever_event(c.slot) and c.type not in {"quote", "other"}
                if c.relation == "contradiction" and fitted:
                    both = elsewhere.known(c, a, b)
                    cap, _ = verdict.limits(p, c, a, b, both, known)
                    if cap != "info":
                        yield p, c, verdict.evidence(p, c, a, b, 0.0, both) | {"cap": cap}

    def row(self, p: verdict.Pair, c: verdict.Comparison, evidence: dict, **more) -> Row:
        return Row(
            type="age of a role" if c.slot.startswith("role:") else c.type,
            dispute=verdict.in_dispute(c), context=c.context, identity=dict(p.identity.measured),
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
        weight = (1.0 if label else UNREAD_WEIGHT) * (ECB_WEIGHT if name.startswith("ecb") else 1.0)
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


def story_rows(gatherer: Gatherer) -> list[Row]:
    """The contradictions of the invented stories of fixtures/ on which their gold answers say something."""
    rows = []
    for cluster in read_folder(STORIES, "stories").clusters:
        here = []
        for p, c, evidence in gatherer.contradictions(cluster.articles):
            ends = [[(gatherer.views[k].claim.article_id, *span)] for k, span in ((p.i, c.span_a), (p.j, c.span_b))]
            places = spots(ends, cluster)
            for golds, real in ((cluster.conflicts, True), (cluster.silent, False)):
                if any(opposes(places, spots(g.sides, cluster)) for g in golds):
                    name = f"stories/{cluster.name}"
                    here.append(
                        gatherer.row(p, c, evidence, cluster=name, source="story", real=real, weight=STORY_WEIGHT)
                    )
                    break
        alike = Counter((r.type, r.values, r.real) for r in here)
        for r in here:
            r.weight /= alike[r.type, r.values, r.real]
        rows += here
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
    gatherer, rng = Gatherer(), random.Random(seed)
    rows = story_rows(gatherer)
    sets = {name: clusters(news, name) for name in sorted({name for name, _ in read})}
    for (name, key), known in sorted(read.items()):
        articles = sets[name][key]
        rows += natural_rows(gatherer, name, key, articles, known)
        changes = seed_errors(articles, seed=seed, types=SEEDED_TYPES, most=1) if len(articles) > 1 else []
        for e in rng.sample(changes, min(MOST_CHANGES, len(changes))):
            rows += seeded_rows(gatherer, name, key, articles, e)
    return rows


class Evidence:
    """The sum of named terms that judging.verdict adds up, as a function of its weights.

    Types of one group share what a type adds: there are too few rows for each alone. The weights of event identity stay
    as they are, and its share in the verdict stays positive.
    """

    def __init__(self, data: dict, rows: Sequence[Row]) -> None:
        first = data["evidence"]
        self.names = [n for n in first if n not in GROUP_OF]
        self.x = np.array([[*(self._measure(r, data).get(n, 0.0) for n in (*self.names, *GROUPS))] for r in rows])
        self.first = np.array([first[n] for n in self.names] + [first[types[0]] for types in GROUPS.values()])
        self.unit = np.array([_UNITS.get(n, 0.5 + abs(first[n]) / 2) for n in self.names] + [_FREE] * len(GROUPS))
        self.y = np.array([float(r.real) for r in rows])
        self.w = np.array([r.weight for r in rows])

    @staticmethod
    def _measure(r: Row, data: dict) -> dict[str, float]:
        clip, weights = data["identity"]["clip"], data["identity"]["weights"]
        identity = data["identity"]["around"] * r.context
        for name, value in r.identity.items():
            term = weights[name] * value
            if not (r.dispute and PART.get(name) == r.dispute and term < 0):
                identity += term
        return r.evidence | {"event identity": min(max(identity, -clip), clip), GROUP_OF[r.type]: 1.0}

    def fit(self, chosen: np.ndarray, ridge: float) -> np.ndarray:
        """The weights of least weighted log loss with a ridge towards the first ones, in units of their size."""
        x, y, w = self.x[chosen], self.y[chosen], self.w[chosen]

        def loss(t: np.ndarray) -> tuple[float, np.ndarray]:
            z = x @ t
            away = (t - self.first) / self.unit
            value = (w * np.logaddexp(0, np.where(y > 0, -z, z))).sum() + ridge * (away**2).sum()
            return float(value), x.T @ (w * (1 / (1 + np.exp(-z)) - y)) + 2 * ridge * away / self.unit

        least = [(_LEAST_IDENTITY if n == "event identity" else None, None) for n in (*self.names, *GROUPS)]
        return minimize(loss, self.first, jac=True, method="L-BFGS-B", bounds=least).x

    def probability(self, weights: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.x @ weights)))

    def held_out(self, rows: Sequence[Row], ridge: float) -> np.ndarray:
        """Probabilities of the rows from weights fitted without their clusters."""
        fold = np.array([int(hashlib.sha256(r.cluster.encode()).hexdigest(), 16) % FOLDS for r in rows])
        found = np.zeros(len(rows))
        for k in range(FOLDS):
            found[fold == k] = self.probability(self.fit(fold != k, ridge))[fold == k]
        return found

    def as_data(self, weights: np.ndarray) -> dict[str, float]:
        found = dict(zip((*self.names, *GROUPS), (round(float(x), 2) for x in weights), strict=True))
        types = {t: found[group] for group, members in GROUPS.items() for t in members}
        return types | {n: found[n] for n in self.names}


def figures(p: np.ndarray, rows: Sequence[Row], levels: dict[str, float]) -> dict[str, float]:
    """Log loss, calibration error, and what the levels hold: read rows of news, and seeded changes."""
    source = np.array([r.source for r in rows])
    y, w = np.array([r.real for r in rows]), np.array([r.weight for r in rows])
    k = source != "unread"
    found = {
        "log_loss": float(-(w * np.log(np.where(y, p, 1 - p).clip(1e-9)))[k].sum() / w[k].sum()),
        "ece": _calibration_error(p[k], y[k].astype(float), w[k]),
    }
    for level, least in levels.items():
        above = (source == "read") & (p >= least)
        found |= {f"read_at_{level}": int(above.sum()), f"right_at_{level}": int(y[above].sum())}
        found[f"seeded_at_{level}"] = float((p >= least)[source == "seeded"].mean())
        found[f"precision_at_{level}"] = float((w * y)[k & (p >= least)].sum() / max(w[k & (p >= least)].sum(), 1e-9))
    return {name: round(value, 3) for name, value in found.items()}


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
    rows = [r for r in rows if r.type in GROUP_OF]
    data = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    model, levels = Evidence(data, rows), data["severity"]
    print(Counter((r.source, r.real) for r in rows))
    print("as it is", figures(model.probability(model.first), rows, levels))
    tried = {ridge: figures(model.held_out(rows, ridge), rows, levels) for ridge in (0.1, 0.3, 1.0, 3.0)}
    for ridge, found in tried.items():
        print("held out", ridge, found)
    best = min(tried, key=lambda r: tried[r]["log_loss"])
    weights = model.fit(np.ones(len(rows), dtype=bool), best)
    print("fitted", best, figures(model.probability(weights), rows, levels))
    fitted = model.as_data(weights)
    for name, value in fitted.items():
        print(f"  {name:32} {data['evidence'][name]:7.2f} -> {value:7.2f}")
    data["evidence"] |= fitted
    data["fit"] = {
        "rows": dict(sorted(Counter(f"{r.source}_{'real' if r.real else 'not'}" for r in rows).items())),
        "labels_sha256": hashlib.sha256(args.labels.read_bytes()).hexdigest(),
        "news_sha256": {
            name: hashlib.sha256((args.news / f"{name}.jsonl.gz").read_bytes()).hexdigest()
            for name in ("gva_dev", "allsides", "ecbplus_dev")
        },
        "ridge": best,
        "held_out": tried[best],
    }
    if args.write:
        CALIBRATION.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
