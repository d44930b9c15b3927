"""Make NLI pairs about dates, figures, names, places, polarity and order out of the claims of news, reproducibly.

    python scripts/make_slot_edits.py --news bbc.jsonl.gz=800 allsides.jsonl.gz=3000 --claims CACHE --out slots.jsonl.gz

Of each news file that many articles are drawn and read as the product reads them, which takes some minutes; with
--claims the result is kept in that folder. A changed slot is a contradiction, the same fact in other words or less of
it an entailment, and what neither settles is neutral. Both sides are reworded whatever the label, and pairs of all
labels differ by one word or by many, so that only the meaning of the difference tells. Every row has {source, type,
premise, hypothesis, label}; the types are listed with their counts at the end.

WordNet 3.0 adds antonyms and synonyms: --wordnet /usr/share/wordnet, from Debian's package wordnet-base (for making
the pairs; without it the lists in slot_lexicon.py serve alone, and the pairs are others).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from slot_claims import Story, load, read_articles, read_stories, save
from slot_lexicon import WordNet
from slot_pairs import Maker

LABELS = ("entailment", "neutral", "contradiction")


def make(
    stories: list[Story], count: int, seed: int, source: str = "slot_edits", wordnet: WordNet | None = None
) -> Iterator[dict[str, str]]:
    """`count` different rows, a third of each label."""
    rng, maker = Random(seed), Maker(stories, wordnet)
    seen: set[tuple[str, str]] = set()
    tries = 0
    while len(seen) < count and tries < 5 * count:
        tries += 1
        pair = maker.make(LABELS[len(seen) % 3], rng)
        key = (pair.premise, pair.hypothesis)
        if key in seen:
            continue
        seen.add(key)
        yield {
            "source": source,
            "type": pair.type,
            "premise": pair.premise,
            "hypothesis": pair.hypothesis,
            "label": pair.label,
        }


def stories_of(argument: str, seed: int, cache: Path | None) -> list[Story]:
    """The stories of FILE=COUNT, from the cache where they are there already."""
    name, _, count = argument.partition("=")
    number = int(count or 1000)
    kept = cache / f"{Path(name).name.partition('.')[0]}-{number}-{seed}.jsonl.gz" if cache else None
    if kept is not None and kept.exists():
        return list(load(kept))
    stories = list(read_stories(read_articles(Path(name), number, seed)))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        save(kept, stories)
    return stories


def write(
    path: Path, rows: Iterator[dict[str, str]], counted: tuple[str, ...] = ("label", "type")
) -> Counter[tuple[str, ...]]:
    """Rows as gzipped jsonl, whole or not at all, the same bytes for the same rows; counts their `counted` values."""
    found: Counter[tuple[str, ...]] = Counter()
    part = path.with_suffix(".part")
    with part.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="", compresslevel=6) as file:
        for row in rows:
            found[tuple(row[key] for key in counted)] += 1
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
    part.replace(path)
    return found


def main(argv: list[str] | None = None) -> int:
    """Write the pairs; with --dev also pairs of stories held out by their cluster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", nargs="+", required=True, metavar="FILE[=ARTICLES]")
    parser.add_argument("--claims", type=Path, help="folder for the claims read, so that they are read once")
    parser.add_argument("--wordnet", type=Path, help="folder of WordNet's dictionary files")
    parser.add_argument("--count", type=int, default=300_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dev", type=Path, help="also write held-out pairs here")
    parser.add_argument("--dev-count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    stories = [story for argument in args.news for story in stories_of(argument, args.seed, args.claims)]
    held = {c for i, c in enumerate(sorted({s.cluster for s in stories})) if i % 20 == 7}
    wordnet = WordNet(args.wordnet) if args.wordnet else None
    kept = [s for s in stories if s.cluster not in held]
    counts = write(args.out, make(kept, args.count, args.seed, wordnet=wordnet))
    if args.dev:
        dev = [s for s in stories if s.cluster in held]
        write(args.dev, make(dev, args.dev_count, args.seed, "slot_edits_dev", wordnet))
    for (label, kind), number in sorted(counts.items()):
        print(f"{label}\t{kind}\t{number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
