"""Near articles: of many articles of all times, which two may tell one story."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from factcheck.corpus.reading import mean
from factcheck.judging.calibration import calibration
from factcheck.matching.stories import likeness, proper_words
from factcheck.records import Article

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


def near(a: Sketch, of_a: np.ndarray, b: Sketch, of_b: np.ndarray) -> float:
    """The log-odds that two articles of a large corpus tell one story; symmetric. `of_a` and `of_b` are their vectors.

    That they are told alike says little among many: a town has many fires. So the names that both have and the days
    between them count for more than in `Stories`, which is for few articles. The weights are those of a logistic
    regression on the incidents of gva_dev in a mixed corpus (models/calibration.json, "near").
    """
    w = calibration()["near"]
    if not a.claims or not b.claims:
        return -math.inf
    if (b.claims, b.id) < (a.claims, a.id):
        a, of_a, b, of_b = b, of_b, a, of_a
    shared = len(a.proper & b.proper)
    fewer = min(len(a.proper), len(b.proper)) or 1
    alike = likeness(np.max(of_a @ of_b.T, axis=1), float(a.mean @ b.mean), shared, fewer)
    return w["start"] + w["alike"] * alike + w["shared"] * math.log1p(shared) + _apart(a, b)


def _apart(a: Sketch, b: Sketch) -> float:
    w = calibration()["near"]
    if a.published is None or b.published is None:
        return w["undated"]
    return w["days"] * math.log1p(min(abs((a.published - b.published).days), _YEAR))


def with_thirds(near: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The same with pairs that a third article brings together, as in `Stories`."""
    detour = calibration()["story"]["detour"]
    result = {a: dict(scores) for a, scores in near.items()}
    for between in near.values():
        for a, to_a in between.items():
            for b, to_b in between.items():
                score = min(to_a, to_b) - detour
                if a != b and score >= max(calibration()["near"]["third"], result[a].get(b, -math.inf)):
                    result[a][b] = score
    return result


def least() -> float:
    """The log-odds from which the claims of two articles are compared."""
    return calibration()["near"]["least"]


