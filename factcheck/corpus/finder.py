"""The stories of a stream of articles: each article finds those near it and joins their stories as it comes."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import numpy as np
from threadpoolctl import ThreadpoolController

from factcheck.corpus.near import Sketch, least, near, worth
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
HOT = 1000
"""Articles whose vectors stay in memory, some 70 kB each."""


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles as a stream: by publish date, the undated last, those of one day as they stand."""
    return sorted(articles, key=lambda a: a.published or date.max)


class StoryFinder:
    """Parts a stream into stories, small sets of articles that overlap; the order of coming decides.

    The cost of an article does not grow with those before it: at most LATEST are looked at, and few of these closely.
    `near` has the log-odds of near articles by their ids; nearly all of them have a story in common, where they are
    compared.
    """

    def __init__(self, vectors: Callable[[str], np.ndarray]) -> None:
        """`vectors` gives those of an article that has come, by its id: float32 (claims, dimensions)."""
        self._vectors = lru_cache(HOT)(vectors)
        self._sketches: list[Sketch] = []
        self._place: dict[str, int] = {}
        self._means = np.zeros((0, 0), np.float32)
        self._with_word: dict[str, array] = defaultdict(lambda: array("l"))
        self._of: dict[str, list[int]] = {}
        self.stories: list[list[str]] = []
        self.near: dict[str, dict[str, float]] = defaultdict(dict)

    def add(self, sketch: Sketch, own: np.ndarray) -> list[int]:
        """Finds the stories of an article that has just come, with its `own` vectors; their numbers in `stories`,
        perhaps that of a new one."""
        found = []
        telling = {w: worth(len(self._with_word.get(w, ())), len(self._sketches)) for w in sketch.proper}
        # Products as small as these take a hundred times as long on several threads that other work keeps waiting.
        with _threads().limit(limits=1, user_api="blas"):
            for other in self._shortlist(sketch):
                score = near(sketch, own, other, self._vectors(other.id), telling)
                if score >= least():
                    found.append((score, other.id))
        found.sort(key=lambda x: (-x[0], self._place[x[1]]))
        self._keep(sketch)
        for score, other in found:
            self.near[sketch.id][other] = self.near[other][sketch.id] = score
        return self._join(sketch.id, [other for _, other in found])

    def restore(self, sketch: Sketch, stories: Iterable[int], near: Mapping[str, float]) -> None:
        """Takes in an article that has its stories, and those near it of the ones before, from an earlier time."""
        self._keep(sketch)
        for other, score in near.items():
            self.near[sketch.id][other] = self.near[other][sketch.id] = score
        for number in stories:
            while len(self.stories) <= number:
                self.stories.append([])
            self._enter(sketch.id, number)

    def _keep(self, sketch: Sketch) -> None:
        place = len(self._sketches)
        if place == len(self._means):
            means, self._means = self._means, np.zeros((max(64, 2 * place), len(sketch.mean)), np.float32)
            if place:
                self._means[:place] = means
        self._means[place] = sketch.mean
        self._place[sketch.id] = place
        self._sketches.append(sketch)
        for word in sketch.proper:
            self._with_word[word].append(place)

    def _shortlist(self, sketch: Sketch) -> list[Sketch]:
        """The articles with the most telling proper words in common, and those with the nearest mean."""
        count = len(self._sketches)
        if not count:
            return []
        begin = max(0, count - LATEST)
        weight = np.zeros(count - begin)
        for word in sorted(sketch.proper):
            places = np.array(self._with_word.get(word, ())[-RECENT:], dtype=int)
            if len(places):
                weight[places[places >= begin] - begin] += math.log((count + 1) / len(self._with_word[word]))
        cosine = self._means[begin:count] @ sketch.mean
        found = [p for p in _most(weight, BY_WORDS) if weight[p] > 0] + _most(cosine, BY_MEAN)
        return [self._sketches[begin + p] for p in dict.fromkeys(found)]

    def _join(self, id_: str, others: Sequence[str]) -> list[int]:
        """Joins the stories in which most of the others are, nearest first; founds one with those in none of them."""
        open_ = {o: None for o in others}
        joined: list[int] = []
        while open_ and len(joined) < STORIES:
            common: dict[int, int] = defaultdict(int)
            for other in open_:
                for number in self._of[other]:
                    if len(self.stories[number]) < MOST and number not in joined:
                        common[number] += 1
            if not common:
                break
            number = min(common, key=lambda n: (-common[n], n))
            self._enter(id_, number)
            joined.append(number)
            for member in self.stories[number]:
                open_.pop(member, None)
        if not joined or open_ and len(joined) < STORIES:
            self.stories.append([])
            joined.append(len(self.stories) - 1)
            for member in [*list(open_)[:GUESTS], id_]:
                self._enter(member, joined[-1])
        return joined

    def _enter(self, id_: str, number: int) -> None:
        self.stories[number].append(id_)
        self._of.setdefault(id_, []).append(number)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _most(values: np.ndarray, count: int) -> list[int]:
    """The places of the largest values, largest first, and of equal ones the later."""
    if len(values) > count:
        places = np.argpartition(-values, count)[:count]
        places = np.flatnonzero(values >= values[places].min())
    else:
        places = np.arange(len(values))
    return [int(p) for p in sorted(places, key=lambda p: (-values[p], -p))[:count]]
