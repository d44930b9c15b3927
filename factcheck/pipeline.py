"""The way of the data in one place: articles -> claims -> pairs -> verdicts -> findings."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from factcheck.records import Article, Claim, Cluster, Report, Verdict

if TYPE_CHECKING:
    import numpy as np

    from factcheck.judging.nli import NLI
    from factcheck.judging.verdict import Pair

FEW = 60
"""So many articles are compared each with each; of more only those that are near each other."""

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done and how much there is."""


def check(
    articles: Sequence[Article],
    *,
    touching: Collection[str] | None = None,
    nli: NLI | None = None,
    processes: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Finds the claims of the articles that cannot both be true.

    `touching` are ids of articles: claims of the others are compared with theirs and, where they have something to do
    with one, among themselves; all are compared when None. Of more than FEW articles those near each other are
    compared, story by story (see `corpus.run.check_many`, also on `processes`). `nli` is what `load_nli` gives; the
    bundled model when None. Raises ModelError when a model cannot be loaded and ValueError when two articles have one
    id. The same articles give the same report, but for `stats["seconds"]`.
    """
    from factcheck.claims import extract_claims
    from factcheck.matching.encode import encode

    require_own_ids(articles)
    if touching is None and len(articles) > FEW:
        from factcheck.corpus.run import check_many

        return check_many(articles, nli=nli, processes=processes, progress=progress)
    seconds: dict[str, float] = {}
    with _stage("claims", seconds, progress) as step:
        claims, sentences = extract_claims(articles, step)
    with _stage("vectors", seconds, progress) as step:
        vectors = encode([c.gist for c in claims], step)
    report = compare(articles, claims, vectors, sentences, touching=touching, nli=nli, progress=progress)
    report.stats["seconds"] = seconds | report.stats["seconds"]
    return report


def require_own_ids(articles: Sequence[Article]) -> None:
    """Raises ValueError when two articles have one id."""
    if len({a.id for a in articles}) != len(articles):
        raise ValueError("two articles have the same id")


def compare(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    vectors: np.ndarray,
    sentences: int,
    *,
    touching: Collection[str] | None = None,
    near: Callable[[str, str], float] | None = None,
    nli: NLI | None = None,
    progress: Progress | None = None,
) -> Report:
    """Finds the claims that cannot both be true, of articles that have been read.

    `claims` are those of the articles in order, linked with one another; `vectors` float32 (claims, dimensions), one
    for the gist of each; `sentences` is how many were read, for the report. `near` gives the highest log-odds that two
    articles, by their ids, tell one story, -inf for those that are not compared at all; when None that of
    `corpus.near.of_few`. The rest is as in `check`.
    """
    from factcheck.corpus.near import of_few
    from factcheck.findings import make_findings
    from factcheck.judging.comparison import Background
    from factcheck.judging.paraphrase import add_told
    from factcheck.judging.verdict import add_nli, compare_pairs, judge
    from factcheck.matching.candidates import candidate_pairs
    from factcheck.matching.clusters import independent
    from factcheck.matching.events import look
    from factcheck.matching.stories import Stories
    from factcheck.matching.threads import one_blas_thread

    seconds: dict[str, float] = {}
    with _stage("pairs", seconds, progress), one_blas_thread():
        known = Background({a.id: a.text for a in articles}, {a.id: a.published for a in articles})
        events = look(claims, known.published)
        candidates = candidate_pairs(events, vectors)
        if touching is not None:
            candidates = _around(candidates, [c.article_id in touching for c in claims])
        limit = near or of_few(articles, claims, vectors)
        of = [c.article_id for c in claims]
        candidates = [p for p in candidates if of[p[0]] == of[p[1]] or limit(of[p[0]], of[p[1]]) > -math.inf]
        stories = Stories(articles, claims, vectors, limit)
        pairs = compare_pairs(events, candidates, stories, known, near)
        pairs = add_told(pairs, events, vectors, stories, known, near, touching)
    with _stage("nli", seconds, progress) as step:
        nli_pairs = add_nli(pairs, events, nli or bundled_nli(), step)
    with _stage("findings", seconds, progress):
        verdicts = judge(pairs, events, known)
        sources = dict(zip(known.published, independent([a.text for a in articles]), strict=True))
        clusters = _clusters(pairs, verdicts, claims, sources)
        findings = make_findings(verdicts, claims, clusters, sources)
    disputed = {f.cluster for f in findings if f.relation == "contradiction" and f.severity != "info"}
    clusters = [Cluster(c.id, c.claims, c.articles, c.sources, c.id not in disputed) for c in clusters]
    stats = {
        "articles": len(articles), "sentences": sentences, "claims": len(claims), "candidate_pairs": len(candidates),
        "nli_pairs": nli_pairs, "seconds": seconds,
    }  # fmt: skip
    behind = tuple(v for v in verdicts if v.relation in {"contradiction", "update"})
    return Report(tuple(articles), tuple(claims), tuple(clusters), tuple(findings), (), behind, stats)


def _around(candidates: Sequence[tuple[int, int, float]], mine: Sequence[bool]) -> list[tuple[int, int, float]]:
    """The pairs between claims that are `mine` or in a pair with one: what others say of the same among themselves
    tells how many stand on each side."""
    near = {k for i, j, _ in candidates if mine[i] or mine[j] for k in (i, j)}
    return [pair for pair in candidates if pair[0] in near and pair[1] in near]


@contextmanager
def _stage(
    name: str, seconds: dict[str, float], progress: Progress | None
) -> Iterator[Callable[[int, int], None] | None]:
    """Times one stage and passes its progress on under its name."""
    begin = time.perf_counter()
    yield None if progress is None else lambda done, total: progress(name, done, total)
    seconds[name] = round(time.perf_counter() - begin, 3)


@cache
def bundled_nli() -> NLI:
    """The bundled model, loaded once in a process."""
    from factcheck.judging.nli import load_nli

    return load_nli()


def _clusters(
    pairs: Sequence[Pair], verdicts: Sequence[Verdict], claims: Sequence[Claim], sources: dict[str, int]
) -> list[Cluster]:
    """Events: pairs that conflict on one come together first, then those taken for one event."""
    from factcheck.judging.calibration import calibration, severity
    from factcheck.matching.clusters import cluster

    position = {c.id: i for i, c in enumerate(claims)}
    by_pair: dict[tuple[int, int], list[Verdict]] = defaultdict(list)
    for v in verdicts:
        by_pair[(position[v.a], position[v.b])].append(v)
    least = calibration()["identity"]["cluster"]
    edges, apart = [], []
    for p in pairs:
        found = by_pair[(p.i, p.j)]
        if any(
            v.relation == "update" or v.relation == "contradiction" and severity(v.probability, v.cap) for v in found
        ):
            edges.append((p.i, p.j, 1.0))
        elif any(v.relation == "different_event" for v in found):
            apart.append((p.i, p.j))
        elif p.identity.score() >= least:
            edges.append((p.i, p.j, p.identity.score()))
    groups = cluster(len(claims), edges, apart)
    result = []
    for k, group in enumerate(groups):
        articles = tuple(dict.fromkeys(claims[i].article_id for i in group))
        result.append(
            Cluster(f"c{k + 1}", tuple(claims[i].id for i in group), articles, len({sources[a] for a in articles}))
        )
    return result
