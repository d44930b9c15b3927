"""Write the pairs of claims that factcheck would ask its NLI model about in news, without labels, for a teacher.

    python scripts/make_claim_pairs.py --news reuters21578.jsonl.gz=3000 allsides.jsonl.gz=3000 --out pairs.jsonl.gz

Of each news file that many articles are drawn, read as make_slot_edits.py reads them and checked --together at a time,
neighbours by id with one another. Every row has {source, premise, hypothesis}, each pair in both orders.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from make_slot_edits import write
from slot_claims import read_articles

from factcheck.pipeline import check
from factcheck.records import Article


class Asked:
    """An NLI model that knows nothing and keeps what it is asked, each pair once."""

    name = "asked"

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], None] = {}

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.pairs.update(dict.fromkeys(pairs))
        return np.full((len(pairs), 3), 1 / 3, dtype=np.float32)


def claim_pairs(articles: Sequence[Article], together: int) -> Iterator[tuple[str, str]]:
    """Premises and hypotheses, each pair once."""
    asked, told = Asked(), 0
    for begin in range(0, len(articles), together):
        check(articles[begin : begin + together], nli=asked)
        yield from list(asked.pairs)[told:]
        told = len(asked.pairs)


def rows(news: Sequence[str], seed: int, together: int) -> Iterator[dict[str, str]]:
    """The rows of every FILE=ARTICLES in `news`."""
    for argument in news:
        name, _, count = argument.partition("=")
        drawn = [article for _, article in read_articles(Path(name), int(count or 1000), seed)]
        articles = [replace(article, id=f"{number}") for number, article in enumerate(drawn)]
        source = f"claim_pairs_{Path(name).name.partition('.')[0]}"
        for premise, hypothesis in claim_pairs(articles, together):
            yield {"source": source, "premise": premise, "hypothesis": hypothesis}


def main(argv: list[str] | None = None) -> int:
    """Write the pairs and print how many of each source there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", nargs="+", required=True, metavar="FILE[=ARTICLES]")
    parser.add_argument("--together", type=int, default=300, help="articles compared with one another")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    for source, number in sorted(write(args.out, rows(args.news, args.seed, args.together), ("source",)).items()):
        print("\t".join(source), number, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
