"""Folders of articles with gold findings: read them, and set what a system flags against the gold."""

from __future__ import annotations

import hashlib
import itertools
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factcheck.articles import load_articles
from factcheck.claims.sentences import split_sentences
from factcheck.errors import FactcheckError
from factcheck.records import Article, Problem

Place = tuple[str, int, int]
"""An article's id and a span of its text, half open."""

Spots = set[tuple[str, int]]
"""Sentences, each by its article's id and its number in it."""

_KEYS = {"conflicts", "not_conflicts"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A gold conflict: its types, the one meant first, and the places that state each side.

    `group` is what the figures are broken down by: the type, or the kind of error that was seeded.
    """

    id: str
    group: str
    types: tuple[str, ...]
    sides: tuple[tuple[Place, ...], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """What a system holds up for a reader: `sides` are the places that it sets against each other."""

    type: str
    severity: str
    probability: float
    sides: tuple[tuple[Place, ...], ...]
    text: str


@dataclass(frozen=True)
class Cluster:
    """Articles read together, their gold conflicts, and the pairs of places that nothing may set against each other.

    `untouched` marks articles that serve to count false alarms; their conflicts are those known to be in them.
    `twin` names the untouched cluster that this one was made from by a change.
    """

    name: str
    articles: tuple[Article, ...]
    conflicts: tuple[Conflict, ...] = ()
    silent: tuple[Conflict, ...] = ()
    untouched: bool = False
    twin: str | None = None

    @cached_property
    def sentences(self) -> Mapping[str, list[tuple[int, int]]]:
        """The spans of the sentences of each article, in order."""
        return {a.id: [(s.start, s.end) for s in split_sentences(a.text, a.title)] for a in self.articles}


@dataclass(frozen=True, slots=True)
class ArticleData:
    """The clusters of a pipeline task; `sha256` is of all their files."""

    name: str
    clusters: tuple[Cluster, ...]
    sha256: str

    def __len__(self) -> int:
        return len(self.clusters)

    def sample(self, limit: int | None, seed: int) -> ArticleData:
        """At most `limit` clusters, drawn by `seed`, with the twins of those, in the order of the data."""
        if limit is None or limit >= len(self):
            return self
        import numpy as np

        drawn = {self.clusters[row].name for row in np.random.default_rng(seed).permutation(len(self))[:limit]}
        twins = {cluster.twin for cluster in self.clusters if cluster.name in drawn}
        return ArticleData(self.name, tuple(c for c in self.clusters if c.name in drawn | twins), self.sha256)


def read_folder(folder: Path, name: str) -> ArticleData:
    """The clusters of a folder: every folder in it with a gold.json, or the folder itself.

    The articles are in `articles/`, or beside gold.json when there is no such folder; gold.json is as described in
    fixtures/README.md; "untouched": true marks clusters for counting false alarms. Raises FactcheckError.
    """
    golds = [folder / "gold.json"] if (folder / "gold.json").is_file() else sorted(folder.glob("*/gold.json"))
    if not golds:
        raise FactcheckError(
            f"{folder}: no gold.json in it or in its folders; factcheck bench seed-errors makes some from your articles"
        )
    digest = hashlib.sha256()
    clusters = []
    for gold in golds:
        for file in sorted(file for file in gold.parent.rglob("*") if file.is_file()):
            digest.update(json.dumps([file.relative_to(folder).as_posix(), file.stat().st_size]).encode())
            digest.update(file.read_bytes())
        clusters.append(_cluster(gold))
    return ArticleData(name, tuple(clusters), digest.hexdigest())


def _cluster(path: Path) -> Cluster:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FactcheckError(f"{path}: cannot be read ({error}); correct the JSON") from error
    if not isinstance(gold, dict) or not (_KEYS & gold.keys() or gold.get("untouched")):
        raise FactcheckError(f'{path}: has no "conflicts"; the format is in fixtures/README.md')
    problems: list[Problem] = []
    folder = path.parent / "articles"
    files = [folder] if folder.is_dir() else [f for f in sorted(path.parent.iterdir()) if f.name != path.name]
    articles = load_articles(files, on_problem=problems.append)
    if problems or not articles:
        raise FactcheckError(
            f"{problems[0].where}: {problems[0].message}" if problems else f"{path.parent}: holds no articles"
        )
    names = {Path(a.path).name: a for a in articles if a.path} | {a.id: a for a in articles}
    reader = _Reader(path, names, (gold.get("seeded") or {}).get("type"))
    return Cluster(
        path.parent.name,
        tuple(articles),
        tuple(reader.conflict(k, each) for k, each in enumerate(gold.get("conflicts", []), 1)),
        tuple(reader.silence(k, each) for k, each in enumerate(gold.get("not_conflicts", []), 1)),
        bool(gold.get("untouched")),
        _twin(path) if gold.get("seeded") else None,
    )


def _twin(path: Path) -> str | None:
    """The untouched cluster beside a changed one, as bench seed-errors writes them."""
    name = f"{path.parent.name.rpartition('--')[0]}--untouched"
    return name if (path.parent.parent / name).is_dir() else None


class _Reader:
    """Reads the entries of one gold.json; what does not fit its articles is one error that names the entry."""

    def __init__(self, path: Path, articles: Mapping[str, Article], seeded: str | None) -> None:
        self.path, self.articles, self.seeded = path, articles, seeded

    def conflict(self, number: int, entry: Mapping) -> Conflict:
        try:
            sides = [self._places(s["articles"], s["contains"], f"conflict {number}") for s in entry["sides"]]
            types = (str(entry["type"]), *map(str, entry.get("also", ())))
        except (KeyError, TypeError) as error:
            raise FactcheckError(f"{self.path}: conflict {number} lacks {error}; see fixtures/README.md") from None
        return Conflict(
            f"{self.path.parent.name}#{number}", self.seeded or types[0], types, tuple(sides), str(entry.get("why", ""))
        )

    def silence(self, number: int, entry: Mapping) -> Conflict:
        where = f"not_conflict {number}"
        try:
            sides = tuple(self._places([s["article"]], s["contains"], where) for s in entry["spans"])
        except (KeyError, TypeError) as error:
            raise FactcheckError(f"{self.path}: {where} lacks {error}; see fixtures/README.md") from None
        return Conflict(f"{self.path.parent.name}!{number}", "", (), sides, str(entry.get("why", "")))

    def _places(self, names: Iterable[str], contains: str | Sequence[str], where: str) -> tuple[Place, ...]:
        """Where the pieces of text stand in the named articles."""
        pieces = [contains] if isinstance(contains, str) else contains
        found: list[Place] = []
        for name in names:
            if name not in self.articles:
                raise FactcheckError(f"{self.path}: {where} names {name!r}, which is no article there; correct it")
            article = self.articles[name]
            for piece in pieces:
                start = article.text.find(piece)
                while start >= 0:
                    found.append((article.id, start, start + len(piece)))
                    start = article.text.find(piece, start + len(piece))
        if not found:
            raise FactcheckError(f"{self.path}: {where}: {pieces[0]!r} stands in none of its articles; copy it exactly")
        return tuple(found)


def opposes(flag: Sequence[Spots], gold: Sequence[Spots]) -> bool:
    """Whether different sides of the flag lie in sentences of each of the gold's sides."""
    return any(
        all(not have.isdisjoint(want) for have, want in zip(chosen, gold, strict=True))
        for chosen in itertools.permutations(flag, len(gold))
    )


def spots(sides: Sequence[Sequence[Place]], cluster: Cluster) -> list[Spots]:
    """The sentences that the places of each side touch."""
    return [_spots(side, cluster) for side in sides]


def _spots(places: Sequence[Place], cluster: Cluster) -> Spots:
    found: Spots = set()
    for article, start, end in places:
        spans = cluster.sentences.get(article, [])
        for number in range(bisect_left(spans, start, key=lambda span: span[1]), len(spans)):
            if spans[number][0] >= end:
                break
            if spans[number][1] > start:
                found.add((article, number))
    return found
