"""Stories: how likely it is that two articles report one event."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from factcheck.judging.calibration import calibration
from factcheck.records import Article, Claim

_PROPER = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]{2,}")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_BEST = 5


class Stories:
    """Scores pairs of articles on demand and remembers them.

    Three measures feed a logistic model fitted on clusters of real news (models/calibration.json, "story"): the share
    of the proper words of the article that has fewer which the other has too, the cosine of the articles' mean claim
    vectors, and the mean of the five best cosines between their claims.
    """

    def __init__(self, articles: Sequence[Article], claims: Sequence[Claim], vectors: np.ndarray) -> None:
        rows: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(claims):
            rows[claim.article_id].append(i)
        self._vectors = {a: vectors[r] for a, r in rows.items()}
        self._means = {a: _unit(v.mean(axis=0)) for a, v in self._vectors.items()}
        self._proper = {a.id: proper_words(a.text) for a in articles}
        self._known: dict[tuple[str, str], float] = {}

    def logit(self, a: str, b: str) -> float:
        """The log-odds that articles a and b tell one story, within the calibrated limits; symmetric."""
        limits = calibration()["story"]["clip"]
        if a == b:
            return limits[1]
        key = (a, b) if a < b else (b, a)
        if key not in self._known:
            self._known[key] = min(max(self._score(*key), limits[0]), limits[1])
        return self._known[key]

    def probability(self, a: str, b: str) -> float:
        """The same in 0..1."""
        return 1.0 / (1.0 + math.exp(-self.logit(a, b)))

    def _score(self, a: str, b: str) -> float:
        w = calibration()["story"]
        x, y = self._vectors[a], self._vectors[b]
        if len(x) > len(y):
            x, y = y, x
        best = np.sort((x @ y.T).max(axis=1))[::-1][:_BEST].mean()
        fewer = min(len(self._proper[a]), len(self._proper[b]))
        shared = len(self._proper[a] & self._proper[b]) / fewer if fewer else 0.0
        cosine = self._means[a] @ self._means[b]
        return float(w["intercept"] + w["proper"] * shared + w["mean"] * cosine + w["best"] * best)


def proper_words(text: str) -> frozenset[str]:
    """The capitalised words inside sentences, lower-cased, without the calendar's."""
    return frozenset(w.lower() for w in _PROPER.findall(text)) - _CALENDAR


def _unit(v: np.ndarray) -> np.ndarray:
    return v / (np.linalg.norm(v) or 1.0)
