"""Verdicts of one cluster -> one finding per question, with a side for each value."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.judging.calibration import calibration, severity
from factcheck.judging.limits import PARTICIPANTS
from factcheck.questions import question
from factcheck.records import Claim, Cluster, Finding, Severity, Side, Span, Verdict

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_MOST_PAIRS = 5
"""Pairs of sources that add to the surest one."""


@dataclass(frozen=True, slots=True, order=True)
class _Item:
    """One value that one claim states for a slot."""

    claim: int
    start: int
    end: int
    value: str
    norm: str


def make_findings(
    verdicts: Sequence[Verdict], claims: Sequence[Claim], clusters: Sequence[Cluster], sources: Mapping[str, int]
) -> list[Finding]:
    """The findings of a run, most severe first. `sources` numbers the independent source of each article."""
    position = {c.id: i for i, c in enumerate(claims)}
    cluster_of = {c: cluster.id for cluster in clusters for c in cluster.claims}
    slots: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for v in verdicts:
        home = cluster_of.get(v.a)
        if v.relation in {"contradiction", "update", "compatible"} and home is not None and home == cluster_of.get(v.b):
            slots[(home, v.slot)].append(v)
    groups = _of_one_pair([group for members in slots.values() for group in _questions(members, position)])
    findings = [f for group in groups if (f := _finding(cluster_of, group, claims, position, sources)) is not None]
    first = {f.id: min(position[c] for s in f.sides for c in s.claims) for f in findings}
    return ranked(findings, first)


def _item(v: Verdict, position: Mapping[str, int], side: str) -> _Item:
    if side == "a":
        return _Item(position[v.a], *v.conflict_a, v.value_a, v.norm_a)
    return _Item(position[v.b], *v.conflict_b, v.value_b, v.norm_b)


def _questions(members: Sequence[Verdict], position: Mapping[str, int]) -> list[list[Verdict]]:
    """Verdicts on one slot, parted into those that hang together through the claims they share."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            x = parent[x]
        return x

    for v in members:
        a, b = root(position[v.a]), root(position[v.b])
        parent[max(a, b)] = min(a, b)
    parts: dict[int, list[Verdict]] = defaultdict(list)
    for v in members:
        parts[root(position[v.a])].append(v)
    return [parts[k] for k in sorted(parts)]


def _of_one_pair(groups: Sequence[list[Verdict]]) -> list[list[Verdict]]:
    """The groups, of which those that set the same two names against each other become one, wherever they stand.

    All of them make it surer; its sides are those of the cluster of the surest.
    """
    joined: dict[object, list[Verdict]] = {}
    for group in groups:
        apart = {
            frozenset((v.norm_a, v.norm_b)) for v in group if v.relation == "contradiction" and v.type in PARTICIPANTS
        }
        key = (group[0].type, *apart) if len(apart) == 1 else id(group)
        joined[key] = joined.get(key, []) + group
    return list(joined.values())


def _finding(
    cluster_of: Mapping[str, str],
    members: Sequence[Verdict],
    claims: Sequence[Claim],
    position: Mapping[str, int],
    sources: Mapping[str, int],
) -> Finding | None:
    levels = [
        (severity(v.probability, v.cap), v) for v in members if v.relation == "contradiction"
    ]  # fmt: skip
    standing = [(s, v) for s, v in levels if s is not None]
    relation = "contradiction"
    if not standing:
        standing = [("info", v) for v in members if v.relation == "update"]
        relation = "update"
    if not standing:
        return None
    level, best = min(standing, key=lambda x: (_RANK[x[0]], -x[1].probability, position[x[1].a], position[x[1].b]))
    counted = {v for s, v in standing if s == level or s != "info"}
    probability = best.probability
    if relation == "contradiction":
        level, probability = _level([v for _, v in standing], claims, position, sources)
    cluster = cluster_of[best.a]
    sides = _sides(best, [v for v in members if cluster_of[v.a] == cluster], counted, claims, position, sources)
    if len(sides) < 2:
        return None
    reason = _reason(best, claims, position)
    if len(sides) > 2 and len({a for s in sides for a in s.articles}) == 1:
        level, reason = "info", f"{reason} One article gives {len(sides)} values, as a list does."
    asked = claims[position[best.a]]
    key = "|".join(
        [best.type, *sorted([asked.gist, claims[position[best.b]].gist]), *sorted(s.normalized for s in sides)]
    )
    return Finding(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        cluster=cluster,
        type=best.type,
        relation=relation,
        severity=level,
        probability=probability,
        question=question(best, asked),
        reason=reason,
        sides=sides,
    )


def _level(
    verdicts: Sequence[Verdict], claims: Sequence[Claim], position: Mapping[str, int], sources: Mapping[str, int]
) -> tuple[Severity, float]:
    """The level that verdicts reach together, and their probability. Those that may only inform raise no others."""
    loud = [v for v in verdicts if v.cap != "info"]
    if loud:
        probability = _together(loud, claims, position, sources)
        level = min((severity(probability, v.cap) or "info" for v in loud), key=_RANK.__getitem__)
        if level != "info":
            return level, probability
    return "info", _together(verdicts, claims, position, sources)


def _together(
    verdicts: Sequence[Verdict], claims: Sequence[Claim], position: Mapping[str, int], sources: Mapping[str, int]
) -> float:
    """The probability that one of several verdicts is right: a noisy or of the surest one of each two sources.

    All but the surest count in part, since claims on one event are misread in the same way.
    """
    surest: dict[frozenset[int], float] = {}
    for v in verdicts:
        pair = frozenset(sources[claims[position[c]].article_id] for c in (v.a, v.b))
        surest[pair] = max(surest.get(pair, 0.0), v.probability)
    first, *others = sorted(surest.values(), reverse=True)
    wrong = 1 - first
    for p in others[:_MOST_PAIRS]:
        wrong *= 1 - calibration()["more_sources"] * p
    return round(1 - wrong, 4)


def _sides(
    best: Verdict,
    members: Sequence[Verdict],
    counted: set[Verdict],
    claims: Sequence[Claim],
    position: Mapping[str, int],
    sources: Mapping[str, int],
) -> tuple[Side, ...]:
    """One side per value. A claim that fits several values stands with none; an article stands on one side, the one
    that its claims are most surely in conflict for, unless it contradicts itself."""
    weight: dict[_Item, float] = defaultdict(float)
    items: dict[str, set[_Item]] = defaultdict(set)
    fits: dict[str, set[str]] = defaultdict(set)
    fights: dict[str, set[str]] = defaultdict(set)
    for v in members:
        a, b = _item(v, position, "a"), _item(v, position, "b")
        if v.relation == "compatible" and v.identity >= calibration()["identity"]["cluster"]:
            items[a.norm].add(a)
            items[b.norm].add(b)
            fits[a.norm].add(b.norm)
            fits[b.norm].add(a.norm)
        elif v in counted:
            items[a.norm].add(a)
            items[b.norm].add(b)
            fights[a.norm].add(b.norm)
            fights[b.norm].add(a.norm)
            weight[a], weight[b] = max(weight[a], v.probability), max(weight[b], v.probability)
    groups = [{best.norm_a}, {best.norm_b}]
    rest = sorted(items.keys() - groups[0] - groups[1], key=lambda n: (-len(items[n]), min(items[n])))
    for norm in rest:
        home = [g for g in groups if fits[norm] & g and not fights[norm] & g]
        if len(home) == 1:
            home[0].add(norm)
        elif not home and fights[norm] and all(fights[norm] & g for g in groups):
            groups.append({norm})
    held_by = [sorted(i for n in group for i in items[n]) for group in groups]
    if claims[position[best.a]].article_id != claims[position[best.b]].article_id:
        held_by = _one_side_each(held_by, weight, claims)
    sides = []
    for held in held_by:
        ids = tuple(dict.fromkeys(claims[i.claim].id for i in held))
        articles = tuple(dict.fromkeys(claims[i.claim].article_id for i in held))
        shown = held[0]
        spans = tuple(dict.fromkeys(Span(claims[i.claim].article_id, i.start, i.end) for i in held))
        sides.append(Side(shown.value, shown.norm, ids, articles, len({sources[a] for a in articles}), spans))
    return tuple(sorted(sides, key=lambda s: (-s.sources, position[s.claims[0]])))


def _one_side_each(
    sides: Sequence[list[_Item]], weight: Mapping[_Item, float], claims: Sequence[Claim]
) -> list[list[_Item]]:
    """The sides with the claims of each article only where they weigh most; empty ones left out."""
    home: dict[str, tuple[float, int]] = {}
    for k, held in enumerate(sides):
        for i in held:
            article = claims[i.claim].article_id
            home[article] = max(home.get(article, (-1.0, 0)), (weight.get(i, 0.0), -k))
    kept = [[i for i in held if -home[claims[i.claim].article_id][1] == k] for k, held in enumerate(sides)]
    return [held for held in kept if held]


def _reason(v: Verdict, claims: Sequence[Claim], position: Mapping[str, int]) -> str:
    a, b = claims[position[v.a]], claims[position[v.b]]
    values = []
    for value, norm in ((v.value_a, v.norm_a), (v.value_b, v.norm_b)):
        value = value if len(value) < 80 else value[:77] + "…"
        plain = norm.lower() == value.lower() or len(norm) > 80 or "unknown" in norm
        values.append(f"“{value}”" if plain or not norm else f"“{value}” ({norm})")
    if v.relation == "update":
        text = f"{values[0]} and {values[1]}: a running count"
    else:
        text = f"{values[0]} and {values[1]} cannot both be true of one event"
    if a.article_id == b.article_id:
        text += ", in one article"
    if v.reason:
        text += f"; {v.reason}"
    return text + "."


def ranked(findings: Sequence[Finding], first: Mapping[str, int]) -> list[Finding]:
    """Most severe and surest first, then by the place of the `first` claim of each, by id.

    Those are left out that ask again, on the same spans or with the same answers, what a stronger one has asked.
    """
    kept: list[Finding] = []
    on: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    answers = set()
    for f in sorted(findings, key=lambda f: (_RANK[f.severity], -f.probability, first[f.id], f.id)):
        spans = {(s.article, s.start, s.end) for side in f.sides for s in side.spans}
        answer = (f.type, frozenset((s.normalized, s.articles) for s in f.sides))
        met = Counter(k for span in spans for k in on[span])
        if answer in answers or any(count >= 2 for count in met.values()):
            continue
        for span in spans:
            on[span].add(len(kept))
        kept.append(f)
        answers.add(answer)
    return kept
