"""Measure runs over many articles: cost and memory by their number, a new article in an archive, false alarms.

    python scripts/measure_corpus.py scale NEWS --sizes 1000 5000 20000 -o scale.json
    python scripts/measure_corpus.py archive NEWS --sizes 1000 20000 -o archive.json
    python scripts/measure_corpus.py mixed NEWS -o mixed.json

NEWS is a folder with reuters21578, bbc and gva_dev as .jsonl.gz. `scale` takes Reuters and BBC articles by a seeded
draw, each size in a process of its own. `archive` fills one with the same and adds articles at each size. `mixed` reads
incidents of gva_dev beside Reuters once, compares all with all and story by story, and says which findings are on one
incident.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

from slot_claims import published_date

from factcheck.archive import Archive
from factcheck.corpus.run import check_many
from factcheck.records import Article, Report

STREAM = ("reuters21578", "bbc")
INCIDENTS, REUTERS = 190, 150


def load(news: Path, name: str) -> list[tuple[str, Article]]:
    """The articles of a set with the cluster of each, once by id."""
    found = {}
    with gzip.open(news / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["text"].strip():
                day = published_date(row.get("date"))
                article = Article(f"{name}/{row['id']}", row["text"], row.get("title"), published=day)
                found[article.id] = str(row["cluster"]), article
    return list(found.values())


def stream(news: Path, size: int) -> list[Article]:
    """The first `size` of all articles in a seeded order, so that smaller sizes are parts of the larger."""
    articles = [a for name in STREAM for _, a in load(news, name)]
    random.Random(0).shuffle(articles)
    return articles[:size]


class Memory:
    """The most memory that this process and those under it hold at one time, in MB, looked at once a second."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._ended.wait(1):
            self.peak = max(self.peak, sum(map(_proportional, _family())) / 1024)

    def end(self) -> float:
        self._ended.set()
        return round(self.peak)


def _family() -> list[int]:
    own = [os.getpid()]
    for pid in own:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            own += map(int, task.read_text().split())
    return own


def _proportional(pid: int) -> int:
    """Memory of a process in kB, pages that several share counted in part for each."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def one_run(news: Path, size: int, processes: int) -> dict:
    articles = stream(news, size)
    memory, begin = Memory(), time.perf_counter()
    report = check_many(articles, processes=processes)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "articles": len(articles), "wall": round(time.perf_counter() - begin, 1),
        "processor": round(sum(u.ru_utime + u.ru_stime for u in used), 1), "memory_mb": memory.end(),
        "findings": Counter(f.severity for f in report.findings), **report.stats,
    }  # fmt: skip


def scale(news: Path, sizes: list[int], processes: int) -> dict:
    runs = []
    for size in sizes:
        command = [sys.executable, __file__, "one", str(news), "--sizes", str(size), "--processes", str(processes)]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(json.dumps(runs[-1]), flush=True)
    ratio = math.log(runs[-1]["articles"] / runs[0]["articles"]) or 1
    growth = {k: round(math.log(runs[-1][k] / runs[0][k]) / ratio, 3) for k in ("processor", "candidate_pairs")}
    return {"runs": runs, "growth": growth}


def archive(news: Path, sizes: list[int], new: int = 20) -> dict:
    """Processor seconds in an archive of each size, the median of `new` articles: adding one, the report since the
    last day, which judges its stories, and the whole report after it."""
    articles = stream(news, max(sizes) + new)
    fresh, articles = articles[:new], articles[new:]
    last = max(a.published for a in articles if a.published)
    found = {}
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db", create=True) as store:
        for size in sorted(sizes):
            store.add(articles[store.info().articles : size])
            store.report()
            seconds: dict[str, list[float]] = {"add": [], "since": [], "whole": []}
            for article in fresh:
                steps = (lambda a=article: store.add([a])), (lambda: store.report(since=last)), store.report
                for name, step in zip(seconds, steps, strict=True):
                    begin = time.process_time()
                    step()
                    seconds[name].append(time.process_time() - begin)
                store.remove(store.find(article))
                store.report()
            found[size] = {name: sorted(taken)[new // 2] for name, taken in seconds.items()}
            print(size, found[size], flush=True)
    return found


def mixed(news: Path) -> dict:
    """Findings of a mixed set on one incident and across several: all compared with all, and by story."""
    from factcheck import pipeline

    sets = load(news, "gva_dev")
    incidents = sorted({cluster for cluster, _ in sets})
    random.Random(5).shuffle(incidents)
    kept = set(incidents[:INCIDENTS])
    others = load(news, "reuters21578")
    random.Random(5).shuffle(others)
    chosen = [(c, a) for c, a in sets if c in kept] + [(a.id, a) for _, a in others[:REUTERS]]
    incident = {a.id: c for c, a in chosen}
    articles = [a for _, a in chosen]

    def sorted_out(report: Report) -> dict:
        told: Counter[str] = Counter()
        for f in report.findings:
            one = len({incident[a] for s in f.sides for a in s.articles}) == 1
            told[f"{f.severity}, {'one incident' if one else 'several'}"] += 1
        return dict(sorted(told.items()))

    def opposed(report: Report) -> set[frozenset]:
        """The pairs of words of different articles that sides of a warning or an error on one incident set apart."""
        return {
            frozenset((a, b))
            for f in report.findings
            if f.severity != "info" and len({incident[a] for s in f.sides for a in s.articles}) == 1
            for one, other in combinations(f.sides, 2)
            for a in one.spans
            for b in other.spans
            if a.article != b.article
        }

    from factcheck.claims import extract_claims
    from factcheck.matching.encode import encode

    claims, sentences = extract_claims(articles)
    vectors = encode([c.gist for c in claims])
    everything = pipeline.compare(articles, claims, vectors, sentences, near=lambda a, b: math.inf)
    by_story = check_many(articles)
    wanted, kept = opposed(everything), opposed(by_story)
    result = {
        "articles": len(articles), "all with all": sorted_out(everything), "by story": sorted_out(by_story),
        "candidate pairs": [everything.stats["candidate_pairs"], by_story.stats["candidate_pairs"]],
        "opposed on one incident": len(wanted), "of these by story": len(wanted & kept),
        "by story alone": len(kept - wanted),
    }  # fmt: skip
    print(json.dumps(result))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("scale", "archive", "mixed", "one"))
    parser.add_argument("news", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    if args.what == "one":
        print(json.dumps(one_run(args.news, args.sizes[0], args.processes)))
        return
    if args.what == "scale":
        result = scale(args.news, args.sizes, args.processes)
    else:
        result = archive(args.news, args.sizes) if args.what == "archive" else mixed(args.news)
    if args.output:
        args.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
