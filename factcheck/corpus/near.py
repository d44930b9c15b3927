"""Near articles: of many articles of all times, which two may tell one story."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from factcheck.corpus.reading import mean
from factcheck.judging.calibration import calibration
from factcheck.matching.stories import likeness, proper_words
from factcheck.records import Article, Claim

_YEAR = 365
"""Days apart from which more make no difference."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an article is found by: `proper` are its proper words, `mean` the direction of the mean of its claim
    vectors, float32 (dimensions,); `claims` is how many it makes."""

    id: str
    published: date | None
    proper: frozenset[str]
    mean: np.ndarray
    claims: int

    @classmethod
    def of(cls, article: Article, vectors: np.ndarray) -> Sketch:
        """The sketch of an article with the float32 unit vectors (claims, dimensions) of its claims."""
        return cls(article.id, article.published, proper_words(article.text), mean(vectors), len(vectors))


def near(
    a: Sketch, of_a: np.ndarray, b: Sketch, of_b: np.ndarray, telling: Mapping[str, float] | None = None
) -> float:
    """The log-odds that two articles tell one story; symmetric. `of_a` and `of_b` are the vectors of their claims.

    That they are told alike says little among many: a town has many fires, and some reports are forms filled in. So the
    names that both have and the days between them count for more than in `Stories`. Among many articles a name that
    many of them have counts for less: `telling` has what the proper words of one are worth, 0..1, and without it, among
    few, each is worth 1. The weights are those of logistic regressions on the incidents of gva_dev in mixed corpora
    (models/calibration.json, "near").
    """
    if not a.claims or not b.claims:
        return -math.inf
    if (b.claims, b.id) < (a.claims, a.id):
        a, of_a, b, of_b = b, of_b, a, of_a
    w = calibration()["near"]["few" if telling is None else "many"]
    shared = a.proper & b.proper
    fewer = min(len(a.proper), len(b.proper)) or 1
    alike = likeness(np.max(of_a @ of_b.T, axis=1), float(a.mean @ b.mean), len(shared), fewer)
    names = len(shared) if telling is None else math.fsum(telling[word] for word in shared)
    score = w["start"] + w["alike"] * min(alike, calibration()["near"]["most_alike"]) + w["shared"] * math.log1p(names)
    if a.published is None or b.published is None:
        return score + w["undated"]
    return score + w["days"] * math.log1p(min(abs((a.published - b.published).days), _YEAR))


def worth(having: int, articles: int) -> float:
    """What a proper word that `having` of so many `articles` have tells of the event, 0..1, by its logarithm.

    All that it can when only one article in 400 has it, nothing when one in 20 does ("telling" in the calibration); as
    long as few have come, it counts as if others without it had come before them.
    """
    w = calibration()["near"]["telling"]
    common, rare = math.log(w["common_one_in"]), math.log(w["one_in"])
    found = math.log((articles + w["unseen"]) / (having + 1))
    return min(1.0, max(0.0, (found - common) / (rare - common)))


def least() -> float:
    """The log-odds from which the claims of two articles of many are compared."""
    return calibration()["near"]["many"]["least"]


def of_many(near: Mapping[str, Mapping[str, float]]) -> Callable[[str, str], float]:
    """The highest log-odds that two articles of one story tell one event, -inf for those that are not near.

    `near` has the log-odds of those that are, by two ids. A third article brings two together, as in `Stories`.
    """
    margin, third = calibration()["near"]["many"]["margin"], calibration()["near"]["third"]
    detour = calibration()["story"]["detour"]
    found = {a: dict(scores) for a, scores in near.items()}
    for between in near.values():
        for a, to_a in between.items():
            for b, to_b in between.items():
                score = min(to_a, to_b) - detour
                if a != b and score >= max(third, found[a].get(b, -math.inf)):
                    found[a][b] = score
    return lambda a, b: found.get(a, {}).get(b, -math.inf) + margin


def of_few(
    articles: Iterable[Article], claims: Sequence[Claim], vectors: np.ndarray
) -> Callable[[str, str], float]:
    """The same for a run of few articles, which were probably chosen because they tell one story.

    Only what is published at other times without names in common is kept apart; undated articles never are. Arguments
    as those of `pipeline.compare`.
    """
    w = calibration()["near"]["few"]
    rows: dict[str, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        rows[claim.article_id].append(i)
    own = {a.id: vectors[rows[a.id]] for a in articles}
    sketches = {a.id: Sketch.of(a, own[a.id]) for a in articles}

    @cache
    def score(a: str, b: str) -> float:
        return near(sketches[a], own[a], sketches[b], own[b])

    def limit(a: str, b: str) -> float:
        if sketches[a].published is None or sketches[b].published is None:
            return math.inf
        found = score(min(a, b), max(a, b))
        return found + w["margin"] if found >= w["least"] else -math.inf

    return limit
