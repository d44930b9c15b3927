"""Training pairs: local jsonl files and hub data sets as one shape, and seeded batches drawn from them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from nli_model import LABELS
from tokenizers import Tokenizer
from torch import Tensor

NOT_ENTAILMENT, UNLABELLED = 3, 4
CODES: dict[str | None, int] = {label: code for code, label in enumerate(LABELS)} | {
    "not_entailment": NOT_ENTAILMENT,
    None: UNLABELLED,
}
# Hub data set -> (split, premise column, hypothesis column, label column, that column's values in our words).
_NAMED = {label: label for label in LABELS}
HUB = {
    "nyu-mll/multi_nli": ("train", "premise", "hypothesis", "label", dict(enumerate(LABELS))),
    "stanfordnlp/snli": ("train", "premise", "hypothesis", "label", dict(enumerate(LABELS))),
    "alisawuffles/WANLI": ("train", "premise", "hypothesis", "gold", _NAMED),
    "tals/vitaminc": (
        "train",
        "evidence",
        "claim",
        "label",
        {"SUPPORTS": "entailment", "REFUTES": "contradiction", "NOT ENOUGH INFO": "neutral"},
    ),
}


@dataclass(frozen=True)
class Pairs:
    """Rows of one --data argument: parallel lists; `labels` holds CODES; `share` is its part of all draws, 0 to 1.

    `types` name what was done to a pair, "" where a row has none.
    """

    name: str
    sha256: str
    share: float
    sources: list[str]
    premises: list[str]
    hypotheses: list[str]
    labels: list[int]
    types: list[str]


@dataclass(frozen=True)
class Batch:
    """Token arrays of shape (n, longest), labels of shape (n,), values of CODES, and a teacher's probabilities (n, 3).

    Padding has the id 0 in any vocabulary: attention_mask hides it.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    labels: Tensor
    teacher: Tensor | None = None

    def to(self, device: torch.device) -> Batch:
        return Batch(*(tensor if tensor is None else tensor.to(device) for tensor in vars(self).values()))

    def __len__(self) -> int:
        return len(self.labels)


def read_pairs(argument: str, max_chars: int | None = None) -> Pairs:
    """`argument` is FILE or HUB_ID, with =SHARE behind it if wished. Longer pairs than `max_chars` are left out.

    Rows of a file are {source, premise, hypothesis, label, type}; `type` may be missing, and `label` may be missing or
    null in pairs that a teacher is to judge.
    """
    name, _, share = argument.partition("=")
    if Path(name).is_file():
        sha256, rows = _sha256(Path(name)), _local_rows(Path(name))
    elif name in HUB:
        sha256, rows = "hub", _hub_rows(name)
    else:
        raise SystemExit(f"{name}: neither a file nor one of the hub data sets {', '.join(HUB)}")
    kept = [row for row in rows if max_chars is None or len(row["premise"]) + len(row["hypothesis"]) <= max_chars]
    return Pairs(
        Path(name).name if sha256 != "hub" else name,
        sha256,
        float(share) if share else 0.0,
        [row["source"] for row in kept],
        [row["premise"] for row in kept],
        [row["hypothesis"] for row in kept],
        [CODES[row.get("label")] for row in kept],
        [row.get("type", "") for row in kept],
    )


def _local_rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _hub_rows(name: str) -> Iterator[dict[str, str]]:
    from datasets import load_dataset

    split, premise, hypothesis, label, values = HUB[name]
    for row in load_dataset(name, split=split):
        if row[label] in values:
            yield {"source": name, "premise": row[premise], "hypothesis": row[hypothesis], "label": values[row[label]]}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Sampler:
    """Draws pairs without state: chunk k of seed s is always the same, so a run resumes at (chunk, batch).

    Within one data argument a source of n rows is drawn in proportion to min(n, cap) ** 0.7, each type of edits as a
    source of its own; a source that never says neutral (FEVER and its like) to half of that, or a model would learn
    that evidence always decides. Edits that contradict are drawn in either order, since neither claim is the premise.
    """

    def __init__(self, data: list[Pairs], seed: int, cap: int = 30_000, chunk: int = 4096) -> None:
        self.seed, self.chunk = seed, chunk
        open_share = max(0.0, 1.0 - sum(pairs.share for pairs in data))
        unset = sum(len(pairs.labels) for pairs in data if not pairs.share)
        self.groups: list[tuple[Pairs, np.ndarray]] = []
        weights = []
        not_decided = {CODES["neutral"], NOT_ENTAILMENT, UNLABELLED}
        for pairs in data:
            rows = defaultdict(list)
            seen: dict[str, set[int]] = defaultdict(set)
            for index, (source, kind, label) in enumerate(zip(pairs.sources, pairs.types, pairs.labels, strict=True)):
                rows[source, kind].append(index)
                seen[source].add(label)
            raw = {
                (source, kind): min(len(indices), cap) ** 0.7 * (1.0 if seen[source] & not_decided else 0.5)
                for (source, kind), indices in rows.items()
            }
            share = pairs.share or open_share * len(pairs.labels) / max(unset, 1)
            for group, weight in raw.items():
                self.groups.append((pairs, np.array(rows[group])))
                weights.append(share * weight / sum(raw.values()))
        self.weights = np.array(weights) / sum(weights)

    def draw(self, number: int) -> tuple[list[tuple[str, str]], np.ndarray]:
        """The pairs and label codes of chunk `number`."""
        rng = np.random.default_rng([self.seed, number])
        chosen, labels = [], []
        for group in rng.choice(len(self.groups), size=self.chunk, p=self.weights):
            pairs, rows = self.groups[group]
            row = int(rows[rng.integers(len(rows))])
            pair = (pairs.premises[row], pairs.hypotheses[row])
            either = pairs.types[row] and pairs.labels[row] == CODES["contradiction"] and rng.random() < 0.5
            chosen.append(pair[::-1] if either else pair)
            labels.append(pairs.labels[row])
        return chosen, np.array(labels)

    def batches(
        self,
        number: int,
        tokenizer: Tokenizer,
        budget: int,
        longest: int,
        teach: Callable[[list[tuple[str, str]]], np.ndarray] | None = None,
    ) -> list[Batch]:
        """Chunk `number` as batches of like length, `budget` tokens each with padding, in a shuffled order.

        Pairs of more than `longest` tokens are skipped, not cut: a cut premise may have lost its evidence. `teach`
        gives probabilities (n, 3) for the batches; it is asked once, for the pairs that were not skipped.
        """
        pairs, labels = self.draw(number)
        made = make_batches(tokenizer, pairs, labels, budget, longest, skip=True)
        if teach is not None:
            kept = [row for rows, _ in made for row in rows]
            taught = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
            taught[kept] = teach([pairs[row] for row in kept])
            made = [(rows, replace(batch, teacher=torch.from_numpy(taught[rows]))) for rows, batch in made]
        order = np.random.default_rng([self.seed, number, 1]).permutation(len(made))
        return [made[index][1] for index in order]


def make_batches(
    tokenizer: Tokenizer, pairs: list[tuple[str, str]], labels: np.ndarray, budget: int, longest: int, skip: bool
) -> list[tuple[np.ndarray, Batch]]:
    """Batches by length, each with the indices of its pairs. Pairs over `longest` tokens are skipped or else cut."""
    tokenizer.no_padding()
    if skip:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(longest, strategy="longest_first")
    encodings = tokenizer.encode_batch(pairs)
    lengths = np.array([len(encoding.ids) for encoding in encodings])
    order = [int(index) for index in np.argsort(lengths, kind="stable") if lengths[index] <= longest]
    batches, start = [], 0
    for end in range(1, len(order) + 1):
        if end == len(order) or (end + 1 - start) * lengths[order[end]] > budget:
            batches.append(
                (np.array(order[start:end]), _batch([encodings[i] for i in order[start:end]], labels[order[start:end]]))
            )
            start = end
    return batches


def _batch(encodings: list, labels: np.ndarray) -> Batch:
    width = max(len(encoding.ids) for encoding in encodings)
    arrays = np.zeros((3, len(encodings), width), dtype=np.int64)
    for row, encoding in enumerate(encodings):
        size = len(encoding.ids)
        arrays[0, row, :size] = encoding.ids
        arrays[1, row, :size] = 1
        arrays[2, row, :size] = encoding.type_ids
    return Batch(*(torch.from_numpy(array) for array in arrays), torch.from_numpy(labels.astype(np.int64)))
