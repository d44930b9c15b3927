"""Clusters: the claims of all articles on one event."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence


def cluster(n: int, edges: Iterable[tuple[int, int, float]], apart: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Groups of claim positions, each in order, ordered by their first claim; claims without an edge stay out.

    `edges` are (i, j, score in 0..1) of pairs taken for one event, `apart` pairs known to be of different events.
    Edges of score 1 (claims in conflict on one event) always join. The others by greedy average linkage: strongest edge
    first; two groups join when the pairs between them average at least half the edge's score, unscored pairs counting
    nothing, and none of them is known to be apart.
    """
    scored = sorted(edges, key=lambda e: (-e[2], e[0], e[1]))
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, s in scored:
        near[i][j] = near[j][i] = max(s, near[i].get(j, 0.0))
    never: dict[int, set[int]] = defaultdict(set)
    for i, j in apart:
        if j not in near[i]:
            never[i].add(j)
            never[j].add(i)
    group = list(range(n))
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        members[i] = [i]
    for i, j, s in scored:
        a, b = group[i], group[j]
        if a == b:
            continue
        if s < 1.0:
            small, large = sorted((a, b), key=lambda g: len(members[g]))
            total = sum(v for x in members[small] for y, v in near[x].items() if group[y] == large)
            if total / len(members[a]) / len(members[b]) < s / 2:
                continue
            if any(group[y] == large for x in members[small] for y in never[x]):
                continue
        keep, drop = min(a, b), max(a, b)
        members[keep] += members.pop(drop)
        for x in members[keep]:
            group[x] = keep
    return sorted((sorted(m) for m in members.values() if len(m) > 1), key=lambda m: m[0])


def independent(texts: Sequence[str], size: int = 6, share: float = 0.5) -> list[int]:
    """The number of the source group of each text: near-copies of one wire text are one source.

    Two texts are copies when `share` of the word n-grams of the shorter stand in the longer (containment of shingles,
    Broder 1997).
    """
    grams = [_shingles(t, size) for t in texts]
    where: dict[int, list[int]] = defaultdict(list)
    for k, g in enumerate(grams):
        for x in g:
            where[x].append(k)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for holders in where.values():
        for x, a in enumerate(holders[:50]):
            for b in holders[x + 1 : 50]:
                common[(a, b)] += 1
    parent = list(range(len(texts)))

    def root(x: int) -> int:
        while parent[x] != x:
            x = parent[x]
        return x

    for (a, b), count in sorted(common.items()):
        if count >= share * max(1, min(len(grams[a]), len(grams[b]))):
            parent[max(root(a), root(b))] = min(root(a), root(b))
    return [root(k) for k in range(len(texts))]


def _shingles(text: str, size: int) -> set[int]:
    tokens = re.findall(r"\w+", text.lower())
    return {zlib.crc32(" ".join(tokens[i : i + size]).encode()) for i in range(max(1, len(tokens) - size + 1))}
