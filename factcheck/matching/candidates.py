"""Candidate pairs: claims near each other in meaning, or about the same participants doing the same kind of thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from factcheck.claims.lexicon import opposites
from factcheck.matching.events import Events
from factcheck.matching.words import in_full, is_content, tokens

BLOCK = 1024
NEAR = 0.62
"""Cosine of gists from which two claims are compared whatever they predicate."""
SAME_KIND = 0.42
"""Cosine from which they are compared when they predicate the same kind of event, or the opposite of it."""
MOST = 60
"""Nearest neighbours kept of each claim."""
COMMON = 2
"""Candidates that two articles share from which the days of their incidents are compared."""
PHRASE, PHRASE_CONTENT, PHRASE_CROWD = 4, 3, 12
"""Words of a phrase that pairs the claims which have it, how many must say something, and how many claims may."""
TOLD, TOLD_CROWD = 3, 20
"""Words of their sentences that pair claims which name somebody, and how many such claims may have the word."""
CROWD = 80
"""A participant in more claims of one kind than this no longer pairs them by itself."""


def candidate_pairs(events: Events, vectors: np.ndarray) -> list[tuple[int, int, float]]:
    """Pairs (i, j, cosine) of claim positions with i < j, in order. Exact search; memory is one block of rows."""
    n = len(events.claims)
    kinds, of_one_kind = _kinds(events)
    found: dict[tuple[int, int], float] = {}
    for begin in range(0, n, BLOCK):
        rows = vectors[begin : begin + BLOCK]
        cosine = rows @ vectors[begin:].T
        near = cosine >= NEAR
        near |= (cosine >= SAME_KIND) & of_one_kind[np.ix_(kinds[begin : begin + BLOCK], kinds[begin:])]
        near &= np.arange(begin, n)[None, :] > np.arange(begin, begin + len(rows))[:, None]
        for r in np.flatnonzero(near.any(axis=1)):
            columns = np.flatnonzero(near[r])
            if len(columns) > MOST:
                columns = columns[np.argsort(-cosine[r, columns], kind="stable")[:MOST]]
            for c in columns:
                found[(begin + int(r), begin + int(c))] = float(cosine[r, c])
    others = _same_participants(events) | _same_phrase(events) | _same_telling(events) | _same_incident(events, found)
    for i, j in sorted(others):
        if (i, j) not in found:
            found[(i, j)] = float(vectors[i] @ vectors[j])
    return [(i, j, s) for (i, j), s in sorted(found.items())]


def _kinds(events: Events) -> tuple[np.ndarray, np.ndarray]:
    """The number of each claim's kind of event, and which kinds are one or exclude each other ("rise" and "fall")."""
    names = sorted({view.kind for view in events.views})
    number = {name: k for k, name in enumerate(names)}
    related = np.eye(len(names), dtype=bool)
    for a, b in opposites():
        if a in number and b in number:
            related[number[a], number[b]] = related[number[b], number[a]] = True
    return np.array([number[view.kind] for view in events.views], dtype=int), related


def _same_participants(events: Events) -> set[tuple[int, int]]:
    """Claims of one kind of event that share a named person or organisation, ages of one person, people of one age,
    claims that state one fact."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, view in enumerate(events.views):
        if view.kind != "say":
            for entity in view.actors:
                blocks[(view.kind, entity)].append(i)
        for entity, age in view.ages:
            blocks["age", entity].append(i)
            blocks["aged", f"{age.low:g}"].append(i)
        for fact in view.facts:
            blocks[fact.sort, fact.key].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= CROWD:
            members = sorted(set(members))
            pairs.update((a, b) for k, a in enumerate(members) for b in members[k + 1 :])
    return pairs


def _same_phrase(events: Events) -> set[tuple[int, int]]:
    """Claims of different articles with a phrase in common that few others have."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, view in enumerate(events.views):
        words = tokens(view.claim.text)
        for phrase in {tuple(words[k : k + PHRASE]) for k in range(len(words) - PHRASE + 1)}:
            if sum(map(is_content, phrase)) >= PHRASE_CONTENT:
                blocks[phrase].append(i)
    return set(_across(events, blocks.values(), PHRASE_CROWD))


def _same_telling(events: Events) -> set[tuple[int, int]]:
    """Claims of different articles that name somebody, or a place, in sentences with several words in common that few
    have."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, view in enumerate(events.views):
        if any(in_full(m) or (m.kind, m.form) == ("place", "name") for m in view.claim.mentions):
            for word in view.told:
                blocks[word].append(i)
    common = Counter(_across(events, blocks.values(), TOLD_CROWD))
    return {pair for pair, count in common.items() if count >= TOLD}


def _across(events: Events, blocks: Iterable[Sequence[int]], crowd: int) -> Iterator[tuple[int, int]]:
    """The pairs of claims of different articles in each block that has no more than `crowd`."""
    articles = [c.article_id for c in events.claims]
    for members in blocks:
        if len(members) <= crowd:
            yield from ((a, b) for a, b in combinations(members, 2) if articles[a] != articles[b])


def _same_incident(events: Events, found: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The claims that date the incident of two articles which have several candidates in common."""
    common = Counter(tuple(sorted((events.claims[i].article_id, events.claims[j].article_id))) for i, j in found)
    leads: dict[str, list[int]] = defaultdict(list)
    for i, view in enumerate(events.views):
        if view.lead:
            leads[view.claim.article_id].append(i)
    return {
        (min(i, j), max(i, j))
        for (a, b), count in common.items()
        if a != b and count >= COMMON
        for i in leads[a]
        for j in leads[b]
    }
