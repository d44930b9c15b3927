"""Mutation testing for facts: one fact of one article changed where another article confirms the old value."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from factcheck.bench.changes import Setting, apply, edits, retitled
from factcheck.bench.stated import Stated, stated
from factcheck.records import Article

TYPES = ("weekday", "month", "number", "name", "place", "negation", "quote")
"""Types of facts that can be changed."""

OVERLAP = 0.5
"""Share of the words around a value, by weight, that two sentences must have in common to state one fact."""
SHARED = 3
"""Number of words around a value that they must have in common."""


@dataclass(frozen=True, slots=True)
class SeededError:
    """One changed fact. `changed.text[start:end] == new` stands where the article with this id said `old`.

    `kind` is what the type does not say: count, age, money or percent of a number; city, street or county of a place.
    `confirmed_by` holds (article id, start, end) of the places where other articles state the old value; `spans` are
    all the places that were changed, in the new text: a name is changed wherever the article has it.
    """

    type: str
    article: str
    start: int
    end: int
    old: str
    new: str
    confirmed_by: tuple[tuple[str, int, int], ...]
    changed: Article
    spans: tuple[tuple[int, int], ...]
    kind: str


def seed_errors(
    articles: Sequence[Article], *, seed: int, types: Collection[str] = TYPES, most: int | None = None
) -> list[SeededError]:
    """Changes of one fact each in the articles of one cluster, in an order drawn by `seed`, at most `most` a type.

    A value is changed only where a sentence of another article states it of the same fact: at least `SHARED` content
    words around it and `OVERLAP` of their weight (by rarity in the cluster) are common, and what governs it has a
    lemma in common unless it is a person's name. A name at an age, and the words around a word of a quotation, fix
    the fact alone. All mentions in the article are changed, and no article states the new value. Nothing of this uses
    the claims and events of factcheck, which the changes are there to measure.
    """
    from factcheck.claims.parse import parse

    cluster = _Cluster([(parsed.article, stated(parsed)) for parsed in parse(articles)])
    found: list[SeededError] = []
    draw = " ".join([str(seed), *(article.id for article in articles)])
    for type_ in TYPES:
        if type_ in types:
            found += cluster.changes(type_, random.Random(f"{type_} {draw}"), most)
    random.Random(draw).shuffle(found)
    return found


class _Cluster:
    """The values of a cluster's articles, with the rarity of the words around them."""

    def __init__(self, read: Sequence[tuple[Article, list[Stated]]]) -> None:
        self.read = read
        self.text = "\n".join(f"{article.title or ''}\n{article.text}" for article, _ in read)
        self.numbers = frozenset((s.key[0], s.key[-1]) for _, values in read for s in values if s.type == "number")
        contexts: dict[tuple[str, int], set[str]] = {}
        for article, values in read:
            for value in values:
                contexts.setdefault((article.id, value.sentence), set()).update(value.context)
        self.sentences = len(contexts)
        self.spread = Counter(word for context in contexts.values() for word in context)

    def changes(self, type_: str, rng: random.Random, most: int | None) -> list[SeededError]:
        """The changes of one type, kinds of values in turn, one for each value of an article."""
        kinds: dict[str, list[tuple[Article, list[Stated], Stated]]] = {}
        for article, values in self.read:
            for value in values:
                if value.type == type_ and value.open:
                    kinds.setdefault(value.key[0], []).append((article, values, value))
        queues = list(kinds.values())
        rng.shuffle(queues)
        for queue in queues:
            rng.shuffle(queue)
        found: dict[tuple[str, tuple], SeededError] = {}
        while queues and (most is None or len(found) < most):
            queue = queues.pop(0)
            while queue:
                article, values, value = queue.pop()
                if (article.id, value.key) not in found and (error := self._change(article, values, value, rng)):
                    found[article.id, value.key] = error
                    queues.append(queue)
                    break
        return list(found.values())

    def _change(self, article: Article, values: list[Stated], value: Stated, rng: random.Random) -> SeededError | None:
        confirmed = self._confirmed(article, value)
        made = edits(value, Setting(article, values, self.text, self.numbers), rng) if confirmed else None
        if not made:
            return None
        text, spans = apply(article.text, made)
        start, end = spans[[edit[0] for edit in sorted(made)].index(value.start)]
        changed = replace(article, text=text, title=retitled(article, value, made))
        return SeededError(
            value.type, article.id, start, end, value.text, text[start:end], tuple(confirmed), changed, tuple(spans),
            value.key[0],
        )  # fmt: skip

    def _confirmed(self, article: Article, value: Stated) -> list[tuple[str, int, int]]:
        """Where other articles state the value of the same fact; for names and places all mentions in these articles,
        since there any of them speaks against the new one."""
        found = []
        for other, values in self.read:
            same = [s for s in values if s.key == value.key and self._same_fact(value, s)]
            if other.text == article.text or not same:
                continue
            if value.type in ("name", "place"):
                word = value.text.split()[-1] if value.type == "name" else value.text
                places = [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", other.text)]
                first = min(places, key=lambda place: abs(place[0] - same[0].start))
                found += [(other.id, *first), *((other.id, *place) for place in places if place != first)]
            else:
                found += [(other.id, s.start, s.end) for s in same]
        return found

    def _same_fact(self, a: Stated, b: Stated) -> bool:
        if a.sure and b.sure:
            return True
        shared = a.context & b.context
        if len(shared) < SHARED or not (a.path & b.path or a.type == "name"):
            return False
        return self._weight(shared) >= OVERLAP * min(self._weight(a.context), self._weight(b.context))

    def _weight(self, words: Collection[str]) -> float:
        return sum(math.log(1 + self.sentences / self.spread[word]) for word in words)
