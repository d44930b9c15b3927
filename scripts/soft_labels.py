"""Keep a teacher's probabilities for training pairs, for students that are trained without it.

    python scripts/soft_labels.py --teacher runs/teacher/model --data train.jsonl.gz=60000 pairs.jsonl.gz \\
        --out models/soft_labels.npz

Of each file so many pairs are drawn, or all are taken. The file made has hashes of the texts and no text; train_nli.py
takes it as --teacher. A second call goes on from what is there.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from nli_data import read_pairs
from nli_teacher import SoftLabels, Teacher, load_teacher, pair_key, read_soft_labels
from train_nli import has_bf16_units

TOGETHER = 4096
"""Pairs scored between two saves."""


def drawn(argument: str, longest: int) -> list[tuple[str, str]]:
    """The pairs of FILE, or COUNT of them by a seeded draw for FILE=COUNT; none of more than `longest` characters."""
    rows = read_pairs(argument, max_chars=longest)
    pairs = list(zip(rows.premises, rows.hypotheses, strict=True))
    Random(0).shuffle(pairs)
    return pairs[: int(rows.share) or None]


def score(teacher: Teacher, pairs: Sequence[tuple[str, str]], known: SoftLabels | None = None) -> Iterator[SoftLabels]:
    """`known` with more and more of the pairs that are not in it. Raises SystemExit when another teacher gave it."""
    known = known or SoftLabels(teacher.name, teacher.sha256, np.zeros(0, np.uint64), np.zeros((0, 3), np.float16))
    if known.sha256 != teacher.sha256:
        raise SystemExit(f"the labels there are of {known.name} (sha256 {known.sha256}); choose another --out")
    there = set(known.keys.tolist())
    todo = {key: pair for pair in pairs if (key := pair_key(*pair)) not in there}
    rest = list(todo.items())
    for start in range(0, len(rest), TOGETHER):
        part = rest[start : start + TOGETHER]
        keys = np.concatenate([known.keys, np.array([key for key, _ in part], dtype=np.uint64)])
        found = teacher.predict([pair for _, pair in part]).astype(np.float16)
        order = np.argsort(keys)
        known = SoftLabels(known.name, known.sha256, keys[order], np.concatenate([known.probabilities, found])[order])
        yield known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of a run's model or of a classifier")
    parser.add_argument("--data", nargs="+", required=True, metavar="FILE[=COUNT]")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--longest", type=int, default=900, help="characters a pair")
    parser.add_argument("--threads", type=int, default=min(os.cpu_count() or 1, 8))
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    teacher = load_teacher(args.teacher, device, has_bf16_units(device))
    pairs = [pair for argument in args.data for pair in drawn(argument, args.longest)]
    known = read_soft_labels(args.out) if args.out.exists() else None
    begin = time.monotonic()
    for labels in score(teacher, pairs, known):
        labels.save(args.out)
        print(f"{len(labels.keys):,} labels, {time.monotonic() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
