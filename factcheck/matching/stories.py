"""Stories: how likely it is that two articles report one event."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from factcheck.claims import calendar, gazetteer
from factcheck.judging.calibration import calibration, sigmoid
from factcheck.matching.words import CAPITAL, is_content
from factcheck.records import Article, Claim

Measured = TypeVar("Measured", float, np.ndarray)

_PROPER = re.compile(rf"(?<=[a-z,;] ){CAPITAL}[\w’'-]{{2,}}")
_FIRST = re.compile(rf"(?:^|\n|[.!?:”\"’] )[“\"]?({CAPITAL}[\w’'-]*\w)(?= ({CAPITAL})?)")
"""The first word of a sentence, and whether the next has a capital too."""
_BEST = 5
_FEW = 60


class Stories:
    """Scores pairs of articles on demand and remembers them.

    Six measures feed a logistic model fitted on clusters of real news (models/calibration.json, "story"): the share
    of the proper words of the article that has fewer which the other has too, and the logarithm of their number; the
    cosine of the articles' mean claim vectors; the best cosine between their claims and the mean of the five best; and
    the logarithm of the number of claims of the article that has fewer, since short texts have less in common.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        claims: Sequence[Claim],
        vectors: np.ndarray,
        limit: Callable[[str, str], float] | None = None,
    ) -> None:
        """`limit` gives the highest log-odds that two articles may have, by their ids; see `corpus.near`."""
        self._limit = limit
        rows: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(claims):
            rows[claim.article_id].append(i)
        self.order = order = sorted(rows, key=lambda a: (len(rows[a]), a))
        self._place = {a: k for k, a in enumerate(order)}
        self._begins = np.cumsum([0] + [len(rows[a]) for a in order])
        self._vectors = vectors[[i for a in order for i in rows[a]]]
        self._means = np.array([_unit(vectors[rows[a]].mean(axis=0)) for a in order])
        proper = {a.id: proper_words(a.text) for a in articles}
        self._proper = [proper[a] for a in order]
        self._known: dict[str, np.ndarray] = {}
        self._pairs: dict[tuple[str, str], float] = {}

    def logit(self, a: str, b: str) -> float:
        """The log-odds that articles a and b tell one story, within the calibrated limits; symmetric.

        In a run of few articles a third one that is like both brings two together that are told very differently.
        """
        key = (a, b) if a < b else (b, a)
        if key not in self._pairs:
            self._pairs[key] = max(self._direct(a, b), self._through_a_third(a, b))
        return self._pairs[key]

    def _through_a_third(self, a: str, b: str) -> float:
        if a == b or len(self._place) > _FEW:
            return -math.inf
        between = [min(self._direct(a, c), self._direct(c, b)) for c in self._place if c not in (a, b)]
        return max(between, default=-math.inf) - calibration()["story"]["detour"]

    def _direct(self, a: str, b: str) -> float:
        low, high = calibration()["story"]["clip"]
        if a == b:
            return high
        if self._place[b] < self._place[a]:
            a, b = b, a
        if a not in self._known:
            self._known[a] = np.clip(self._scores(self._place[a]), low, high).astype(np.float32)
        alike = float(self._known[a][self._place[b] - self._place[a] - 1])
        return alike if self._limit is None else max(low, min(alike, self._limit(a, b)))

    def probability(self, a: str, b: str) -> float:
        """The same in 0..1."""
        return sigmoid(self.logit(a, b))

    def _scores(self, k: int) -> np.ndarray:
        """The log-odds of article k with each that has as many claims or more."""
        return _log_odds(self.measure(k))

    def measure(self, k: int) -> dict[str, np.ndarray]:
        """The six measures of article k, in the order of the number of claims, with each one after it.

        One matrix product serves them all.
        """
        begin, end = self._begins[k : k + 2]
        cosine = self._vectors[begin:end] @ self._vectors[end:].T
        nearest = np.sort(np.maximum.reduceat(cosine, self._begins[k + 1 : -1] - end, axis=1), axis=0)[-_BEST:]
        mine, others = self._proper[k], self._proper[k + 1 :]
        shared = np.array([len(mine & other) for other in others])
        fewer = np.array([min(len(mine), len(other)) or 1 for other in others])
        return {
            "proper": shared / fewer,
            "shared": np.log1p(shared),
            "mean": self._means[k + 1 :] @ self._means[k],
            "best": nearest.mean(axis=0),
            "closest": nearest[-1],
            "claims": np.full(len(others), np.log(end - begin)),
        }


def likeness(nearest: np.ndarray, mean: float, shared: int, fewer: int) -> float:
    """The log-odds of `Stories` for one pair, not limited.

    `nearest` are the cosines (claims,) of each claim of the article that has fewer with the nearest of the other,
    `mean` is that of their means; they have `shared` proper words in common, and one of them `fewer` in all.
    """
    best = np.sort(nearest)[-_BEST:]
    measured = {
        "proper": shared / fewer, "shared": math.log1p(shared), "mean": mean, "best": float(best.mean()),
        "closest": float(best[-1]), "claims": math.log(len(nearest)),
    }  # fmt: skip
    return _log_odds(measured)


def _log_odds(measured: Mapping[str, Measured]) -> Measured:
    """What the logistic model of stories makes of its six measures, of one pair or of many at once."""
    w = calibration()["story"]
    return w["start"] + sum(w[name] * value for name, value in measured.items())


def capitalised(text: str) -> frozenset[str]:
    """The words with a capital that it does not owe to the sentence's beginning, lower-cased, without the calendar's.

    The first word of a sentence counts where it is a place or a nationality, has an ending of possession, or where
    another capital follows, but neither it nor a word all in capitals where the text has it without one too.
    """
    small = frozenset(re.findall(r"\b[a-z][\w’'-]*", text))
    found = {_base(w) for w in _PROPER.findall(text) if not w.isupper() or w.lower() not in small}
    for word, another in _FIRST.findall(text):
        base = _base(word)
        named = another or len(base) < len(word) or gazetteer.place(base) or gazetteer.country_of(base)
        if named and len(base) > 2 and is_content(base) and base not in small:
            found.add(base)
    return frozenset(found) - calendar.NAMES


def proper_words(text: str) -> frozenset[str]:
    """The same, nationalities as their countries; without blanks."""
    return frozenset((gazetteer.country_of(w) or w).lower().replace(" ", "-") for w in capitalised(text))


def _base(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def _unit(v: np.ndarray) -> np.ndarray:
    return v / (np.linalg.norm(v) or 1.0)
