"""Fit the model that tells whether two articles report one event, on clusters of real news.

    python scripts/fit_stories.py --news DATA/news --write

Pairs inside a cluster are of one story; pairs across clusters are not, and those across the two events of a topic of
ECB+ are the hard ones among them. Articles of gva_dev count twice, whole and cut to their first sentences, since leads
are all that some users have. Sources and kinds of pairs weigh the same. Log loss is measured on held-out clusters.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from factcheck.claims import extract_claims
from factcheck.claims.sentences import split_sentences
from factcheck.matching.encode import encode
from factcheck.matching.stories import Stories
from factcheck.records import Article

CALIBRATION = Path(__file__).parent.parent / "models" / "calibration.json"
SETS = {"gva_dev": 100, "ecbplus_dev": 60, "allsides": 120}
"""Clusters taken of each data set."""
MOST, LEAD, FOLDS = 4, 3, 4
"""Articles of a cluster, sentences of a shortened article, and folds."""
_KIND_WEIGHT = {"same": 1.0, "hard": 0.6, "other": 1.0}


def load(path: Path, count: int, seed: int) -> list[tuple[str, Article]]:
    """(cluster, article) of a sample of the clusters with two articles or more."""
    found: dict[str, list[Article]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if len(row.get("text") or "") > 200:
                found[row["cluster"]].append(Article(str(row["id"]), row["text"], row.get("title")))
    keys = sorted(k for k, articles in found.items() if len(articles) > 1)
    chosen = random.Random(seed).sample(keys, min(count, len(keys)))
    return [(k, a) for k in chosen for a in found[k][:MOST]]


def lead(article: Article) -> Article:
    """The article cut after its first sentences."""
    sentences = split_sentences(article.text, article.title)[:LEAD]
    return replace(article, text=article.text[: sentences[-1].end]) if sentences else article


def rows(clustered: Sequence[tuple[str, Article]], source: str) -> list[tuple[str, str, str, dict[str, float]]]:
    """(source, cluster, kind of pair, measures) of all pairs."""
    articles, cluster = [a for _, a in clustered], {a.id: k for k, a in clustered}
    claims, _ = extract_claims(articles)
    stories = Stories(articles, claims, encode([c.gist for c in claims]))
    found = []
    for k, a in enumerate(stories.order[:-1]):
        measured = stories.measure(k)
        for n, b in enumerate(stories.order[k + 1 :]):
            one, other = cluster[a], cluster[b]
            hard = source == "ecbplus_dev" and one.split("_")[0] == other.split("_")[0]
            kind = "same" if one == other else "hard" if hard else "other"
            found.append((source, one, kind, {name: float(v[n]) for name, v in measured.items()}))
    return found


def main(argv: list[str] | None = None) -> int:
    """Fit, measure on held-out clusters, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True, help="folder with gva_dev.jsonl.gz and its like")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write models/calibration.json")
    args = parser.parse_args(argv)
    data = []
    for name, count in SETS.items():
        clustered = load(args.news / f"{name}.jsonl.gz", count, args.seed)
        data += rows(clustered, name)
        if name == "gva_dev":
            data += rows([(k, lead(a)) for k, a in clustered], "gva_dev leads")
    names = list(data[0][3])
    x = np.array([[m[n] for n in names] for *_, m in data])
    y = np.array([kind == "same" for _, _, kind, _ in data])
    groups: dict[tuple[str, str], int] = defaultdict(int)
    for source, _, kind, _ in data:
        groups[source, kind] += 1
    w = np.array([_KIND_WEIGHT[kind] * 1000 / groups[source, kind] for source, _, kind, _ in data])
    fold = np.array([int(hashlib.sha256(c.split("_")[0].encode()).hexdigest(), 16) % FOLDS for _, c, _, _ in data])
    held_out = np.zeros(len(y))
    for k in range(FOLDS):
        model = LogisticRegression(C=100, max_iter=5000).fit(x[fold != k], y[fold != k], sample_weight=w[fold != k])
        held_out[fold == k] = model.decision_function(x[fold == k])
    loss = float((w * np.logaddexp(0, np.where(y, -held_out, held_out))).sum() / w.sum())
    print(f"held-out log loss {loss:.4f}, pairs {len(y)}")
    for (source, kind), count in sorted(groups.items()):
        here = held_out[[(s, k) == (source, kind) for s, _, k, _ in data]]
        print(
            f"  {source:14} {kind:6} {count:7} log-odds at 2, 10, 50, 90, 98 %:",
            np.percentile(here, [2, 10, 50, 90, 98]).round(1),
        )
    model = LogisticRegression(C=100, max_iter=5000).fit(x, y, sample_weight=w)
    weights = {"start": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    print({k: round(v, 2) for k, v in weights.items()})
    if args.write:
        calibration = json.loads(CALIBRATION.read_text(encoding="utf-8"))
        calibration["story"] |= {k: round(v, 2) for k, v in weights.items()} | {"held_out_log_loss": round(loss, 4)}
        CALIBRATION.write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
