"""Make more pairs of labelled ones, without labels, for a teacher: a student needs more than people have labelled.

    python scripts/make_open_pairs.py --data mnli.jsonl.gz --kinds sibling neighbour words=40000 --out open.jsonl.gz

Kinds, all of them or COUNT of each by a seeded draw:

- sibling: two hypotheses of one premise, in both orders;
- neighbour: a premise with one of the hypotheses of other premises that the sentence encoder finds nearest to it;
- words: a hypothesis in which some words are others that are near them among the encoder's word vectors, as TinyBERT's
  data augmentation does it (Jiao et al. 2020, arXiv:1909.10351).

Every row has {source, premise, hypothesis}, none is in the data, none is there twice.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from make_slot_edits import write
from nli_data import read_pairs
from nli_teacher import pair_key
from tokenizers import Tokenizer

from factcheck.matching.encode import encode, encoder_folder
from factcheck.matching.minilm import read_tensors

Pair = tuple[str, str]
LONGEST = 600
"""Characters of a pair."""
NEAREST = 5
"""Of so many hypotheses one is drawn."""
OTHER_WORDS = 12
CHANGED = 0.25
"""The share of words that are exchanged, at least one."""
_WORD = re.compile(r"(?<!['’])\b[A-Za-z]{3,}\b(?!['’])")
_BLOCK = 2048


def siblings(pairs: Sequence[Pair], random: Random) -> Iterator[Pair]:
    """Both orders of two hypotheses of one premise."""
    of_premise: dict[str, list[str]] = defaultdict(list)
    for premise, hypothesis in pairs:
        of_premise[premise.strip().lower()].append(hypothesis)
    for hypotheses in of_premise.values():
        yield from ((a, b) for a in hypotheses for b in hypotheses if a != b)


def neighbours(pairs: Sequence[Pair], random: Random) -> Iterator[Pair]:
    """Each premise with a hypothesis of another that is near it."""
    premises = list(dict.fromkeys(premise for premise, _ in pairs))
    own = list(dict.fromkeys(pairs))
    there = encode([hypothesis for _, hypothesis in own])
    for begin in range(0, len(premises), _BLOCK):
        block = premises[begin : begin + _BLOCK]
        for premise, near in zip(block, _nearest(encode(block) @ there.T, 2 * NEAREST), strict=True):
            others = [own[k][1] for k in near if own[k][0] != premise][:NEAREST]
            if others:
                yield premise, random.choice(others)


def with_other_words(pairs: Sequence[Pair], random: Random) -> Iterator[Pair]:
    """Each premise with its hypothesis in other words, not always of one meaning."""
    near = _near_words({word for _, hypothesis in pairs for word in _WORD.findall(hypothesis.lower())})
    for premise, hypothesis in pairs:
        places = [match for match in _WORD.finditer(hypothesis) if match.group().lower() in near]
        if not places:
            continue
        drawn = [match for match in places if random.random() < CHANGED] or [random.choice(places)]
        for match in reversed(drawn):
            word = random.choice(near[match.group().lower()])
            word = word.capitalize() if match.group()[0].isupper() else word
            hypothesis = hypothesis[: match.start()] + word + hypothesis[match.end() :]
        yield premise, hypothesis


def _near_words(words: set[str]) -> dict[str, list[str]]:
    """The words with the nearest vectors, of those that are one token."""
    folder = encoder_folder()
    vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    tokens = sorted(word for word in vocabulary if _WORD.fullmatch(word))
    tensors = read_tensors(np.fromfile(folder / "model.safetensors", np.uint8))
    vectors = tensors["embeddings.word_embeddings.weight"][[vocabulary[word] for word in tokens]].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = [index for index, word in enumerate(tokens) if word in words]
    near: dict[str, list[str]] = {}
    for begin in range(0, len(asked), _BLOCK):
        block = asked[begin : begin + _BLOCK]
        similar = vectors[block] @ vectors.T
        similar[np.arange(len(block)), block] = -1.0
        for index, others in zip(block, _nearest(similar, OTHER_WORDS), strict=True):
            near[tokens[index]] = [tokens[k] for k in others]
    return near


def _nearest(similar: np.ndarray, count: int) -> np.ndarray:
    """The `count` columns with the highest values of each row, highest first."""
    columns = np.argpartition(-similar, min(count, similar.shape[1]) - 1, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(similar, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)


KINDS: dict[str, Callable[[Sequence[Pair], Random], Iterator[Pair]]] = {
    "sibling": siblings,
    "neighbour": neighbours,
    "words": with_other_words,
}


def rows(pairs: Sequence[Pair], kinds: Sequence[str], seed: int) -> Iterator[dict[str, str]]:
    """The rows of every KIND=COUNT in `kinds`; without a count all."""
    known = {pair_key(*pair) for pair in pairs}
    for argument in kinds:
        kind, _, count = argument.partition("=")
        random = Random(f"{seed} {kind}")
        found = list(KINDS[kind](pairs, random))
        random.shuffle(found)
        left = int(count or len(found))
        for premise, hypothesis in found:
            key = pair_key(premise, hypothesis)
            if left and key not in known and len(premise) + len(hypothesis) <= LONGEST:
                known.add(key)
                left -= 1
                yield {"source": f"open_{kind}", "premise": premise, "hypothesis": hypothesis}


def main(argv: list[str] | None = None) -> int:
    """Write the pairs and print how many of each kind there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, metavar="FILE")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), metavar="KIND[=COUNT]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    if unknown := [kind for kind in args.kinds if kind.partition("=")[0] not in KINDS]:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(KINDS)}")
    read = [read_pairs(argument, LONGEST) for argument in args.data]
    pairs = [pair for data in read for pair in zip(data.premises, data.hypotheses, strict=True)]
    for source, number in sorted(write(args.out, rows(pairs, args.kinds, args.seed), ("source",)).items()):
        print("\t".join(source), number, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
