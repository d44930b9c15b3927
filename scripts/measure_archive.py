"""Measures the archive at a newsroom's size: filling it, killing the fill, checking a draft, adding one article.

    python scripts/measure_archive.py articles.jsonl -o out/archive [--kills 5]

The last `HELD` articles are held back: the one nearest to 500 words is the draft, the others are added one by one. The
rest is added twice, once in one run and once killed (SIGKILL) again and again; the two archives must hold the same.
Archives that are there already are gone on with. Wall and processor seconds go to standard output as JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from factcheck.archive import Archive
from factcheck.articles import load_articles
from factcheck.bench.machine import machine, peak_mb, versions
from factcheck.drafts import Draft
from factcheck.editorial import review
from factcheck.records import Article

HELD, WORDS, RUNS = 11, 500, 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("out/archive"))
    parser.add_argument("--kills", type=int, default=5)
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    articles = load_articles(args.articles)
    kept, held = articles[:-HELD], articles[-HELD:]
    source = args.output / "kept.jsonl"
    source.write_text("".join(map(line, kept)), encoding="utf-8")
    whole, killed = args.output / "whole.db", args.output / "killed.db"
    figures: dict[str, object] = {"machine": machine(), "versions": versions(), "articles": len(kept)}
    figures["fill"] = timed(lambda: subprocess.run(command(source, whole), check=True), resource.RUSAGE_CHILDREN)
    figures["kills"] = kill_again_and_again(source, killed, len(kept), args.kills)
    figures["same_after_kills"] = content(whole) == content(killed)
    with Archive.open(whole) as archive:
        info = archive.info()
        figures |= {"claims": info.claims, "megabytes": round(info.size / 1e6, 1)}
        figures |= draft_and_adds(archive, held)
    print(json.dumps(figures, indent=1))


def command(source: Path, archive: Path) -> list[str]:
    return [sys.executable, "-m", "factcheck", "archive", "add", str(source), "--archive", str(archive), "--quiet"]


def kill_again_and_again(source: Path, archive: Path, total: int, kills: int) -> int:
    """Fills an archive by runs that are killed at random moments, and a last one that is not; how many were killed."""
    moment, done = random.Random(0), 0
    for target in (total * (n + 1) // (kills + 1) for n in range(kills)):
        writer = subprocess.Popen(command(source, archive))
        while writer.poll() is None and count(archive) < target:
            time.sleep(1)
        time.sleep(moment.random())
        writer.send_signal(signal.SIGKILL)
        done += writer.wait() == -signal.SIGKILL
    subprocess.run(command(source, archive), check=True)
    return done


def count(archive: Path) -> int:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as db,
    ):
        return db.execute("SELECT count(*) FROM articles").fetchone()[0]
    return 0


def content(archive: Path) -> str:
    """SHA-256 of every article with its claims."""
    command = [sys.executable, "-m", "factcheck", "archive", "export", "-", "--archive", str(archive), "--quiet"]
    return hashlib.sha256(subprocess.run(command, check=True, capture_output=True).stdout).hexdigest()


def draft_and_adds(archive: Archive, held: list[Article]) -> dict[str, object]:
    """Checks the draft from cold and `RUNS` times warm, and adds the other articles, each alone."""
    held.sort(key=lambda article: abs(len(article.text.split()) - WORDS))
    draft, *others = held
    cold = timed(lambda: review([Draft.of(draft)], archive))
    found = review([Draft.of(draft)], archive)
    checks = [timed(lambda: review([Draft.of(draft)], archive)) for _ in range(RUNS)]
    adds = [timed(lambda article=article: archive.add([article])) for article in others]
    for article in others:
        archive.remove(archive.find(article) or "")
    return {
        "draft_words": len(draft.text.split()),
        "compared_with": len(found.report.articles) - 1,
        "check_cold": cold,
        "check_warm": spread(checks),
        "add_words": round(statistics.mean(len(article.text.split()) for article in others)),
        "add_one": spread(adds),
        "peak_mb": peak_mb(),
    }


def timed(work, who: int = resource.RUSAGE_SELF) -> dict[str, float]:
    """Wall and processor seconds of a call."""
    begin, before = time.perf_counter(), resource.getrusage(who)
    work()
    wall, after = time.perf_counter() - begin, resource.getrusage(who)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": round(wall, 2), "processor": round(used, 2)}


def spread(times: list[dict[str, float]]) -> dict[str, list[float]]:
    """Least, median and greatest of each."""
    return {
        name: [min(found), round(statistics.median(found), 2), max(found)]
        for name in ("wall", "processor")
        for found in [[time[name] for time in times]]
    }


def line(article: Article) -> str:
    fields = {"id": article.id, "title": article.title, "source": article.source, "text": article.text}
    return json.dumps({**fields, "published": article.published and article.published.isoformat()}) + "\n"


if __name__ == "__main__":
    main()
