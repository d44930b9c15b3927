"""Findings story by story, and the report of many stories."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from factcheck.corpus.near import of_many
from factcheck.corpus.rows import Row, gather
from factcheck.records import Article, Claim, Cluster, Finding, Problem, Report, Verdict

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

COUNTS = ("candidate_pairs", "nli_pairs")


@dataclass(frozen=True, slots=True)
class Told:
    """What one story adds to a report: its findings with their clusters, the claims of those and the verdicts behind.

    `counts` are the numbers of COUNTS.
    """

    findings: tuple[Finding, ...]
    clusters: tuple[Cluster, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    counts: tuple[int, ...]

    def pack(self) -> bytes:
        return zlib.compress(msgspec.msgpack.encode(self))

    @classmethod
    def unpack(cls, data: bytes) -> Told:
        """What was packed, equal in every field."""
        return msgspec.msgpack.decode(zlib.decompress(data), type=cls)


def judge(rows: Sequence[Row], near: Mapping[str, Mapping[str, float]], nli: NLI | None = None) -> Told:
    """Compares the articles of one story, those with each other that are `near`: log-odds by two ids.

    `nli` as in `factcheck.check`.
    """
    from factcheck.pipeline import compare

    story = gather(rows)
    report = compare(story.articles, story.claims, story.vectors, story.sentences, near=of_many(near), nli=nli)
    report = _only(report, report.findings)
    counts = tuple(report.stats[name] for name in COUNTS)
    return Told(report.findings, report.clusters, report.claims, report.verdicts, counts)


def touching(report: Report, ids: Collection[str]) -> Report:
    """The report of the findings in which one of so many articles, by their ids, has a side; its articles stay."""
    return _only(report, tuple(f for f in report.findings if any(a in ids for s in f.sides for a in s.articles)))


def _only(report: Report, findings: tuple[Finding, ...]) -> Report:
    """The report of these of its findings: their clusters, the claims of those and the verdicts behind."""
    disputed = {f.cluster for f in findings}
    clusters = tuple(c for c in report.clusters if c.id in disputed)
    behind = {c for cluster in clusters for c in cluster.claims}
    claims = tuple(c for c in report.claims if c.id in behind)
    asked: dict[str, list[set[str]]] = defaultdict(list)
    for f in findings:
        asked[f.type].append({c for s in f.sides for c in s.claims})
    verdicts = tuple(v for v in report.verdicts if any({v.a, v.b} <= stated for stated in asked[v.type]))
    return replace(report, findings=findings, clusters=clusters, claims=claims, verdicts=verdicts)


def merge(
    told: Iterable[Told], articles: Sequence[Article], stats: Mapping[str, object], problems: Iterable[Problem] = ()
) -> Report:
    """The report of articles from what each of their stories told, in the order of the stories.

    What two stories found alike, since they have articles in common, is there once. `stats` are those of the report
    but for COUNTS.
    """
    from factcheck.findings import ranked

    place = {a.id: k for k, a in enumerate(articles)}
    claims: dict[str, Claim] = {}
    clusters: dict[str, Cluster] = {}
    verdicts: dict[Verdict, None] = {}
    findings: dict[str, Finding] = {}
    counts: Counter[str] = Counter(dict.fromkeys(COUNTS, 0))
    for story, part in enumerate(told):
        for claim in part.claims:
            claims.setdefault(claim.id, claim)
        names = {c.id: f"s{story}{c.id}" for c in part.clusters}
        clusters |= {names[c.id]: c for c in part.clusters}
        for finding in part.findings:
            findings.setdefault(finding.id, replace(finding, cluster=names[finding.cluster]))
        verdicts |= dict.fromkeys(part.verdicts)
        counts.update(dict(zip(COUNTS, part.counts, strict=True)))
    ordered = sorted(claims.values(), key=lambda c: (place[c.article_id], c.start, c.end, c.id))
    position = {c.id: k for k, c in enumerate(ordered)}
    first = {f.id: min(position[c] for s in f.sides for c in s.claims) for f in findings.values()}
    kept = ranked(list(findings.values()), first)
    number = {name: f"c{k}" for k, name in enumerate(dict.fromkeys(f.cluster for f in kept), 1)}
    return Report(
        tuple(articles),
        tuple(ordered),
        tuple(replace(clusters[name], id=number[name]) for name in number),
        tuple(replace(f, cluster=number[f.cluster]) for f in kept),
        tuple(problems),
        tuple(verdicts),
        {**stats, **counts},
    )
