"""Small data of one's own for the tests: pairs, clusters of articles with gold, and a system that needs no model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from factcheck.bench.gold import Flag
from factcheck.bench.systems import Found

FIRST = "The ferry Marle sank off Aldsund on Monday. Nine people were hurt. The captain was Ole Brand."
SECOND = "The ferry Marle sank off Aldsund on Friday. Six people were hurt. The weather was calm."


def write_pairs(path: Path, rows: int = 12) -> Path:
    """Pairs in turn of the three labels; the hypothesis says the label, so that a system can know it."""
    labels = ("entailment", "neutral", "contradiction")
    lines = [
        {"premise": f"Number {k} <b>rang</b>.", "hypothesis": f"It was {labels[k % 3]}.", "label": labels[k % 3]}
        for k in range(rows)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def write_clusters(folder: Path) -> Path:
    """Two clusters: one with two conflicts and a silent pair, one with none."""
    gold = {
        "conflicts": [
            {"type": "weekday", "also": ["date"], "sides": [
                {"articles": ["first.txt"], "contains": "on Monday"}, {"articles": ["second.txt"], "contains": "on Friday"},
            ], "why": "It sank once."},
            {"type": "number", "sides": [
                {"articles": ["first.txt"], "contains": "Nine"}, {"articles": ["second.txt"], "contains": "Six"},
            ], "why": "One count."},
        ],
        "not_conflicts": [
            {"spans": [
                {"article": "first.txt", "contains": "Ole Brand"}, {"article": "second.txt", "contains": "calm"},
            ], "why": "Two matters."},
        ],
    }  # fmt: skip
    for name, answers in (("ferry", gold), ("quiet", {"conflicts": []})):
        articles = folder / name / "articles"
        articles.mkdir(parents=True)
        (articles / "first.txt").write_text(FIRST)
        (articles / "second.txt").write_text(SECOND)
        (folder / name / "gold.json").write_text(json.dumps(answers))
    return folder


class Oracle:
    """Reads the label out of the hypothesis, all but every seventh pair; flags the weekdays right and one pair wrong."""

    name = "factcheck"
    about = "an oracle"

    def __init__(self) -> None:
        self.asked = 0

    def prepare(self, kind):
        pass

    def judge(self, data, rows):
        self.asked += len(rows)
        said = np.full((len(rows), 3), 0.1)
        for place, row in enumerate(rows):
            right = next(k for k, word in enumerate(data.classes) if f" {word}." in data.hypotheses[row])
            said[place, (right + (row % 7 == 6)) % 3] = 0.8
        return said

    def find(self, cluster):
        self.asked += 1
        if cluster.name != "ferry":
            return Found((), 4, {"nli": 0.5})

        def place(article, words):
            return ((f"{article}.txt", {a.id: a.text for a in cluster.articles}[f"{article}.txt"].index(words)),)

        def sides(*places):
            return tuple(tuple((article, start, start + 3) for article, start in side) for side in places)

        right = Flag("weekday", "error", 0.9, sides(place("first", "Monday"), place("second", "Friday")), "When?")
        wrong = Flag(
            "other", "error", 0.8, sides(place("first", "Ole"), place("second", "calm")), "<script>Who?</script>"
        )
        weak = Flag("number", "info", 0.4, sides(place("first", "Nine"), place("second", "Six")), "How many?")
        return Found((right, wrong, weak), 9, {"nli": 1.5})
