"""Fit the weights that tell whether two values in unlike words answer one question (factcheck/judging/paraphrase.py).

    python scripts/fit_paraphrase.py --news DATA/news --rows rows.pkl --write

Rows are pairs of values that differ, of two articles on one event. Real ones are the conflicts that are planted in
whole reports (fixtures/event_reports.jsonl); the others of these reports, and those of clusters of real news, count as
none. Of real news such pairs are left out whose claims are told so much alike that the typed comparison decides them. A
logistic model with a ridge is fitted; scores on held-out reports and clusters give the figures that are printed.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from measure_corpus import load
from scipy.optimize import minimize

from factcheck.claims import extract_claims
from factcheck.corpus.near import of_few
from factcheck.judging import paraphrase
from factcheck.judging.comparison import Background
from factcheck.matching.encode import encode
from factcheck.matching.events import look
from factcheck.matching.stories import Stories
from factcheck.records import Article

ROOT = Path(__file__).parent.parent
CALIBRATION, REPORTS = ROOT / "models" / "calibration.json", ROOT / "fixtures" / "event_reports.jsonl"
NEWS = {"gva_dev": 1, "allsides": 3, "ecbplus_dev": 1}
"""The sets of real news, of which one in so many clusters is read."""
BATCHES = "abcdefg"
"""The batches of reports that the model is fitted on; the others are held back."""
MOST_ARTICLES, FOLDS, RIDGE = 5, 6, 2.0
NEWS_WEIGHT = 0.1
"""Weight of a pair of real news beside one of the reports, in which conflicts are planted far more often; some of those
that look like conflicts are some."""
_ALIKE = 0.25
"""The wording (cosine of the gists less 0.5) from which pairs of real news are left out."""
_AFTER = 3


@dataclass(slots=True)
class Row:
    """A pair of values, of which report or cluster it is, and whether it is a planted conflict."""

    group: str
    real: bool
    candidate: paraphrase.Candidate


def reports() -> Iterator[tuple[str, list[Article], list[dict]]]:
    """The whole reports with their planted conflicts."""
    for line in REPORTS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["batch"] not in BATCHES:
            continue
        yield case["name"], [
            Article(k, case[k]["text"], case[k]["title"], case[k]["source"], date.fromisoformat(case[k]["published"]))
            for k in "ab"
        ], case["conflicts"]  # fmt: skip


def clusters(news: Path) -> Iterator[tuple[str, list[Article], list[dict]]]:
    """Clusters of real news, of a few articles each."""
    for name, one_in in NEWS.items():
        of_cluster: dict[str, list[Article]] = defaultdict(list)
        for cluster, article in load(news, name):
            of_cluster[cluster].append(article)
        for cluster, articles in sorted(of_cluster.items())[::one_in]:
            if len(articles) > 1:
                yield f"{name} {cluster}", articles[:MOST_ARTICLES], []


def rows_of(group: str, articles: Sequence[Article], conflicts: Sequence[dict]) -> Iterator[Row]:
    """The pairs of values of one cluster that differ."""
    claims, _ = extract_claims(articles)
    vectors = encode([c.gist for c in claims])
    known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
    stories = Stories(articles, claims, vectors, of_few(articles, claims, vectors))
    for c in paraphrase.find(look(claims, known.published), vectors, stories, known):
        real = any(_inside(c.a, known, x["a"]) and _inside(c.b, known, x["b"]) for x in conflicts)
        if paraphrase.compare(c, known) and (conflicts or c.measured["wording"] < _ALIKE):
            yield Row(group, real, c)


def _inside(told: paraphrase.Told, known: Background, words: str) -> bool:
    text = known.texts[told.view.claim.article_id]
    start = text.find(words)
    return start <= told.value.start and told.value.end <= start + len(words) + _AFTER


def fit(rows: Sequence[Row]) -> tuple[dict[str, float], np.ndarray]:
    """The weights of a ridge-regularised logistic model, and the log-odds of each row by a model without its group."""
    names = list(dict.fromkeys(n for r in rows for n in r.candidate.measured))
    x = np.array([[r.candidate.measured.get(n, 0.0) for n in names] for r in rows])
    y = np.array([float(r.real) for r in rows])
    weight = np.array([NEWS_WEIGHT if " " in r.group else 1.0 for r in rows])
    fold = np.array([sum(map(ord, r.group)) % FOLDS for r in rows])
    held_out = np.zeros(len(rows))
    for k in range(FOLDS):
        held_out[fold == k] = x[fold == k] @ _solve(x[fold != k], y[fold != k], weight[fold != k])
    return {n: round(float(w), 3) for n, w in zip(names, _solve(x, y, weight), strict=True)}, held_out


def _solve(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    free = np.ones(x.shape[1])
    free[0] = 0.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        gradient = x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + RIDGE * free * w
        loss = weight @ np.logaddexp(0, np.where(y > 0, -z, z)) + RIDGE / 2 * (free * w * w).sum()
        return float(loss), gradient

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def show(rows: Sequence[Row], logits: np.ndarray) -> None:
    """How the planted conflicts rank among the others, held out."""
    real = np.array([r.real for r in rows])
    news = np.array([" " in r.group for r in rows])
    order = np.argsort(-logits)
    best = ", ".join(f"{int(real[order[:n]].sum())} of {n}" for n in (20, 50, 100, 200))
    print(f"{len(rows)} rows, {int(real.sum())} planted; of the best {best}")
    for p in (0.2, 0.48, 0.65):
        said = logits >= np.log(p / (1 - p))
        print(f"from {p}: {int((said & real).sum())} planted, {int((said & ~real & ~news).sum())} others of the same "
              f"reports, {int((said & news).sum())} of real news")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True, help="folder with the clusters of real news")
    parser.add_argument("--rows", type=Path, required=True, help="where the rows are kept; made when it is missing")
    parser.add_argument("--write", action="store_true", help="write the weights to models/calibration.json")
    options = parser.parse_args()
    if not options.rows.exists():
        rows = [r for cluster in (*reports(), *clusters(options.news)) for r in rows_of(*cluster)]
        options.rows.write_bytes(pickle.dumps(rows))
    rows = pickle.loads(options.rows.read_bytes())
    data = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    weights, logits = fit(rows)
    show(rows, logits)
    if options.write:
        data["paraphrase"]["weights"] = weights
        CALIBRATION.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
