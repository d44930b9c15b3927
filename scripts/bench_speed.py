"""Speed: how the time of each stage, the pairs and the memory of a report grow with the number of articles.

    python scripts/bench_speed.py [FOLDER] [--sizes 10 50 200]

FOLDER holds news articles; without one, articles are made from the stories of fixtures/ by changing their names,
numbers and days. Each size runs in a process of its own, so that its start and its peak memory are its own too.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import multiprocessing
import random
import re
import resource
import sys
import time
from pathlib import Path

STORIES = Path(__file__).resolve().parents[1] / "fixtures" / "stories"
_NUMBER = re.compile(r"\b\d{1,3}\b")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_ENDS = ("ford", "ton", "by", "wick", "ham", "stead")


def main() -> None:
    """Runs every size and prints a table of stages by sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", help="articles to measure on; made ones when left out")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 50, 200], metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to FILE too")
    options = parser.parse_args()
    runs = []
    for size in sorted(options.sizes):
        with multiprocessing.get_context("spawn").Pool(1) as fresh:
            runs.append(fresh.apply(measure, (options.folder, size)))
        print(f"{runs[-1]['articles']} articles: {runs[-1]['s in all']:.1f} s", file=sys.stderr)
    show(runs)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")


def measure(folder: str | None, size: int) -> dict[str, float]:
    """One report over `size` articles in this process: seconds of each stage, counts, peak memory in MB."""
    begin = time.perf_counter()
    from factcheck import load_articles
    from factcheck.pipeline import check

    articles = load_articles([folder])[:size] if folder else made_articles(size)
    read = time.perf_counter()
    report = check(articles)
    checked = time.perf_counter()
    report.to_html()
    used = resource.getrusage(resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return {
        "articles": len(articles), "claims": len(report.claims), "candidate pairs": report.stats["candidate_pairs"],
        "nli pairs": report.stats["nli_pairs"], "findings": len(report.findings), "s reading": read - begin,
        **{f"s {stage}": seconds for stage, seconds in report.stats["seconds"].items()},
        "s html": time.perf_counter() - checked, "s in all": time.perf_counter() - begin,
        "s of processor": used.ru_utime + used.ru_stime, "peak MB": used.ru_maxrss * unit / 2**20,
    }  # fmt: skip


def made_articles(size: int) -> list:
    """Articles of the fixtures' stories, told again and again with other names, numbers and days; same every time."""
    from factcheck import load_articles

    told = load_articles([str(STORIES)])
    chance = random.Random(0)
    made = []
    for k in range(size):
        article, names = told[k % len(told)], {}

        def renamed(found: re.Match, names: dict[str, str] = names) -> str:
            return names.setdefault(found[0], found[0][:3] + chance.choice(_ENDS))

        text = article.text
        if k >= len(told):
            text = _NUMBER.sub(lambda _: str(chance.randint(2, 400)), _NAME.sub(renamed, text))
            text = _DAY.sub(lambda _: chance.choice(["Monday", "Tuesday", "Friday"]), text)
        made.append(dataclasses.replace(article, id=f"{k:05}", text=text))
    return made


def show(runs: list[dict[str, float]]) -> None:
    """A line for each number, a column for each size, and the exponent of growth between the last two sizes."""
    print(f"{'':16}" + "".join(f"{r['articles']:>10}" for r in runs) + f"{'growth':>10}")
    for name in list(runs[0])[1:]:
        values = [r[name] for r in runs]
        line = "".join(f"{v:>10.1f}" if isinstance(v, float) else f"{v:>10}" for v in values)
        print(f"{name:16}{line}{_growth(runs, name):>10}")
    print(f"{'articles/s':16}" + "".join(f"{r['articles'] / r['s in all']:>10.2f}" for r in runs))


def _growth(runs: list[dict[str, float]], name: str) -> str:
    """x in "this grows as the number of articles to the power of x"."""
    if len(runs) < 2 or min(r[name] for r in runs[-2:]) <= 0 or runs[-1]["articles"] == runs[-2]["articles"]:
        return ""
    small, large = runs[-2:]
    return f"{math.log(large[name] / small[name]) / math.log(large['articles'] / small['articles']):.2f}"


if __name__ == "__main__":
    main()
