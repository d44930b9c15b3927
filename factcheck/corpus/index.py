"""The index of a run in memory: the articles that have come, what they are found by, and their stories."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from factcheck.corpus.near import Sketch


class Means:
    """The places of articles, ascending, and the means of their sketches, in a matrix that grows."""

    def __init__(self, places: Sequence[int] = (), means: np.ndarray | None = None) -> None:
        """`means` float32 (places, dimensions), read-only or not."""
        self._count = len(places)
        self._places = np.array(places, dtype=np.int64)
        self._means = np.zeros((0, 0), np.float32) if means is None else means

    def add(self, place: int, mean: np.ndarray) -> None:
        if self._count == len(self._places):
            grown = max(64, 2 * self._count)
            places, means = self._places, self._means
            self._places, self._means = np.zeros(grown, np.int64), np.zeros((grown, len(mean)), np.float32)
            if self._count:
                self._places[: self._count], self._means[: self._count] = places, means
        self._places[self._count], self._means[self._count] = place, mean
        self._count += 1

    def latest(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """The places and means of those that were added last, at `most` so many."""
        kept = slice(max(0, self._count - most), self._count)
        return self._places[kept], self._means[kept]


class MemoryIndex:
    """See `finder.StoryIndex`. `near` has the log-odds of near articles by their ids, `stories` the ids in each."""

    def __init__(self, vectors: Callable[[str], np.ndarray]) -> None:
        """`vectors` gives those of an article that has come, by its id: float32 (claims, dimensions)."""
        self.vectors = vectors
        self.near: dict[str, dict[str, float]] = defaultdict(dict)
        self.stories: list[list[str]] = []
        self._sketches: list[Sketch] = []
        self._means = Means()
        self._with_word: dict[str, array] = defaultdict(lambda: array("l"))
        self._stories_of: dict[str, list[int]] = defaultdict(list)

    @property
    def count(self) -> int:
        return len(self._sketches)

    def latest(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        return self._means.latest(most)

    def having(self, word: str, most: int) -> tuple[int, np.ndarray]:
        places = self._with_word.get(word, ())
        return len(places), np.array(places[-most:], dtype=np.int64)

    def sketches(self, places: Sequence[int]) -> dict[int, Sketch]:
        return {place: self._sketches[place] for place in places}

    def stories_of(self, ids: Collection[str]) -> dict[str, list[int]]:
        return {id_: self._stories_of[id_] for id_ in ids}

    def members(self, number: int) -> Collection[str]:
        return self.stories[number]

    def keep(self, sketch: Sketch, near: Mapping[str, float]) -> None:
        for word in sketch.proper:
            self._with_word[word].append(self.count)
        self._means.add(self.count, sketch.mean)
        self._sketches.append(sketch)
        for other, score in near.items():
            self.near[sketch.id][other] = self.near[other][sketch.id] = score

    def found(self) -> int:
        self.stories.append([])
        return len(self.stories) - 1

    def enter(self, id_: str, number: int) -> None:
        self.stories[number].append(id_)
        self._stories_of[id_].append(number)
