"""The stories of a stream of articles: each article finds those near it and joins their stories as it comes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np

from factcheck.corpus.near import Sketch, least, near, worth
from factcheck.matching.threads import one_blas_thread
from factcheck.records import Article

BY_WORDS, BY_MEAN = 40, 20
"""Articles that are looked at because of common proper words, and because of the mean of their claims."""
RECENT = 500
"""Of the articles with one proper word the latest so many are looked at."""
LATEST = 20_000
"""So many articles, those that came last, are looked at at all."""
MOST = 40
"""Articles of one story; what comes later founds another one with the nearest of them."""
GUESTS = 10
"""Articles that a full story lends to one that goes on from it."""
STORIES = 3
"""Stories that one article joins at most."""
HOT = 3000
"""Articles whose vectors stay in memory, some 70 kB each."""


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles as a stream: by publish date, the undated last, those of one day as they stand."""
    return sorted(articles, key=lambda a: a.published or date.max)


class StoryIndex(Protocol):
    """The articles that have come and their stories.

    The place of an article is an integer, higher than those of all that came before it; places are given in ascending
    order, at `most` so many.
    """

    @property
    def count(self) -> int:
        """How many articles have come."""

    def latest(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """The places of the latest articles, int64 (n,), and the means of their sketches, float32 (n, dimensions)."""

    def having(self, word: str, most: int) -> tuple[int, np.ndarray]:
        """How many articles have a proper word, and the places of the latest of them, int64 (n,)."""

    def sketches(self, places: Sequence[int]) -> dict[int, Sketch]:
        """The sketches at places."""

    def vectors(self, id_: str) -> np.ndarray:
        """Those of the claims of an article, float32 (claims, dimensions)."""

    def stories_of(self, ids: Collection[str]) -> dict[str, list[int]]:
        """The numbers of the stories of articles."""

    def members(self, number: int) -> Collection[str]:
        """The ids of the articles of a story."""

    def keep(self, sketch: Sketch, near: Mapping[str, float]) -> None:
        """Takes in an article, with the log-odds of those near it."""

    def found(self) -> int:
        """The number of a new story."""

    def enter(self, id_: str, number: int) -> None:
        """Puts an article into a story."""


class StoryFinder:
    """Parts a stream into stories, small sets of articles that overlap; the order of coming decides.

    The cost of an article does not grow with those before it: at most LATEST are looked at, and few of these closely.
    Nearly all near articles have a story in common, where they are compared.
    """

    def __init__(self, index: StoryIndex) -> None:
        self._index = index
        self._vectors = lru_cache(HOT)(index.vectors)

    def add(self, sketch: Sketch, own: np.ndarray) -> list[int]:
        """Finds the stories of an article that has just come, with its `own` vectors, and enters it into the index.

        Their numbers, perhaps that of a new one.
        """
        index, found = self._index, []
        having = {word: index.having(word, RECENT) for word in sorted(sketch.proper)}
        telling = {word: worth(number, index.count) for word, (number, _) in having.items()}
        with one_blas_thread():
            for place, other in index.sketches(self._shortlist(sketch, having)).items():
                score = near(sketch, own, other, self._vectors(other.id), telling)
                if score >= least():
                    found.append((-score, place, other.id))
        close = {id_: -score for score, _, id_ in sorted(found)}
        index.keep(sketch, close)
        return self._join(sketch.id, list(close))

    def _shortlist(self, sketch: Sketch, having: Mapping[str, tuple[int, np.ndarray]]) -> list[int]:
        """The places of articles with the most telling proper words in common, and of those with the nearest mean."""
        places, means = self._index.latest(LATEST)
        if not len(places):
            return []
        weight = np.zeros(len(places))
        for number, recent in having.values():
            if number:
                at = np.searchsorted(places, recent[recent >= places[0]])
                weight[at] += math.log((self._index.count + 1) / number)
        chosen = [k for k in _most(weight, BY_WORDS) if weight[k] > 0] + _most(means @ sketch.mean, BY_MEAN)
        return [int(places[k]) for k in dict.fromkeys(chosen)]

    def _join(self, id_: str, others: Sequence[str]) -> list[int]:
        """Joins the stories in which most of the others are, nearest first; founds one with those in none of them."""
        index = self._index
        stories = index.stories_of(others)
        members = {number: index.members(number) for numbers in stories.values() for number in numbers}
        open_ = dict.fromkeys(others)
        joined: list[int] = []
        while open_ and len(joined) < STORIES:
            common: dict[int, int] = defaultdict(int)
            for other in open_:
                for number in stories[other]:
                    if len(members[number]) < MOST and number not in joined:
                        common[number] += 1
            if not common:
                break
            joined.append(min(common, key=lambda n: (-common[n], n)))
            for member in members[joined[-1]]:
                open_.pop(member, None)
        for number in joined:
            index.enter(id_, number)
        if not joined or open_ and len(joined) < STORIES:
            joined.append(index.found())
            for member in [*list(open_)[:GUESTS], id_]:
                index.enter(member, joined[-1])
        return joined


def _most(values: np.ndarray, count: int) -> list[int]:
    """The places of the largest values, largest first, and of equal ones the later."""
    if len(values) > count:
        places = np.argpartition(-values, count)[:count]
        places = np.flatnonzero(values >= values[places].min())
    else:
        places = np.arange(len(values))
    return [int(p) for p in sorted(places, key=lambda p: (-values[p], -p))[:count]]
