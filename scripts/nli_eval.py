"""Dev figures: accuracy per source with a 95 % interval; balanced accuracy where only entailment or not is known.

    python scripts/nli_eval.py --dev dev.jsonl.gz slots_dev.jsonl.gz [--model RUN/model]

prints them for the bundled or another model, and for sources whose rows have a type also the accuracy of every type and
how often the order of a pair changes the probability of a contradiction.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from nli_data import NOT_ENTAILMENT, UNLABELLED, make_batches, read_pairs
from nli_model import LABELS, PairModel
from tokenizers import Tokenizer

EVAL_LONGEST = 256
EVAL_TOKENS = 2000


@dataclass(frozen=True)
class DevSet:
    """Pairs of one source; `labels` holds the codes of nli_data, `types` the type of each pair or nothing."""

    source: str
    pairs: list[tuple[str, str]]
    labels: np.ndarray
    types: tuple[str, ...] = ()

    def sample(self, size: int, seed: int) -> DevSet:
        """At most `size` rows, the same ones for the same seed."""
        if size >= len(self.pairs):
            return self
        rows = np.sort(np.random.default_rng(seed).permutation(len(self.pairs))[:size])
        types = tuple(self.types[row] for row in rows) if self.types else ()
        return DevSet(self.source, [self.pairs[row] for row in rows], self.labels[rows], types)


@dataclass(frozen=True)
class Score:
    """`value` and its 95 % interval `low`..`high`, 0 to 1, over `rows` pairs; `metric` says accuracy or balanced."""

    source: str
    metric: str
    rows: int
    value: float
    low: float
    high: float


def read_dev(path: Path) -> list[DevSet]:
    """One DevSet per source in the file. Raises SystemExit for a row without a label."""
    rows = read_pairs(str(path))
    if UNLABELLED in rows.labels:
        raise SystemExit(f"{path}: line {rows.labels.index(UNLABELLED) + 1} has no label; dev data needs them all")
    sources = np.array(rows.sources)
    sets = []
    for source in dict.fromkeys(rows.sources):
        chosen = np.flatnonzero(sources == source)
        pairs = [(rows.premises[i], rows.hypotheses[i]) for i in chosen]
        types = tuple(rows.types[i] for i in chosen)
        sets.append(DevSet(source, pairs, np.array(rows.labels)[chosen], types if any(types) else ()))
    return sets


def torch_probabilities(
    model: PairModel,
    tokenizer: Tokenizer,
    pairs: list[tuple[str, str]],
    device: torch.device | None = None,
    bf16: bool = False,
) -> np.ndarray:
    """Probabilities of a torch model, shape (n, 3); leaves it in eval mode."""
    device = device or torch.device("cpu")
    model.eval()
    out = np.zeros((len(pairs), 3), dtype=np.float32)
    for rows, batch in make_batches(tokenizer, pairs, np.zeros(len(pairs)), EVAL_TOKENS, EVAL_LONGEST, skip=False):
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            logits = model(*(t.to(device) for t in (batch.input_ids, batch.attention_mask, batch.token_type_ids)))
        out[rows] = torch.softmax(logits.float(), -1).cpu().numpy()
    return out


def evaluate(predict: Callable[[list[tuple[str, str]]], np.ndarray], dev: list[DevSet]) -> list[Score]:
    """Scores of anything that maps pairs to probabilities (n, 3)."""
    return [score(rows, predict(rows.pairs)) for rows in dev]


def score(dev: DevSet, probabilities: np.ndarray) -> Score:
    """Accuracy of the arg max, or balanced accuracy of p(entailment) > .5 where `not_entailment` is a label."""
    if (dev.labels == NOT_ENTAILMENT).any():
        right = (probabilities[:, 0] > 0.5) == (dev.labels == 0)
        groups = [right[dev.labels == 0], right[dev.labels == NOT_ENTAILMENT]]
        value = float(np.mean([group.mean() for group in groups]))
        error = float(np.sqrt(sum(group.mean() * (1 - group.mean()) / len(group) for group in groups)) / 2)
        return Score(
            dev.source, "balanced", len(right), value, max(0, value - 1.96 * error), min(1, value + 1.96 * error)
        )
    right = probabilities.argmax(1) == dev.labels
    low, high = wilson(int(right.sum()), len(right))
    return Score(dev.source, "accuracy", len(right), float(right.mean()), low, high)


def score_types(dev: DevSet, probabilities: np.ndarray) -> list[Score]:
    """Accuracy of every label and type, such as "contradiction: weekday", in the order of their names."""
    names = np.array([f"{LABELS[label]}: {kind}" for label, kind in zip(dev.labels, dev.types, strict=True)])
    right = probabilities.argmax(1) == dev.labels
    scores = []
    for name in np.unique(names):
        chosen = right[names == name]
        low, high = wilson(int(chosen.sum()), len(chosen))
        scores.append(Score(str(name), "accuracy", len(chosen), float(chosen.mean()), low, high))
    return scores


def order_share(
    dev: DevSet, probabilities: np.ndarray, predict: Callable[[list[tuple[str, str]]], np.ndarray], most: float = 0.1
) -> Score:
    """The share of entailed and contradicting pairs whose p(contradiction) both ways round differs by less than `most`.

    Neither of those labels lets the order of the two texts decide whether they contradict each other.
    """
    chosen = np.flatnonzero((dev.labels == 0) | (dev.labels == 2))
    back = predict([dev.pairs[i][::-1] for i in chosen])
    near = np.abs(probabilities[chosen, 2] - back[:, 2]) < most
    low, high = wilson(int(near.sum()), len(near))
    return Score(dev.source, f"order within {most}", len(near), float(near.mean()), low, high)


def wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a proportion."""
    z, p = 1.96, right / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return float(middle - half), float(middle + half)


def table(scores: list[Score]) -> str:
    """Scores as a Markdown table, in percent."""
    lines = ["| dev source | rows | metric | % | 95 % interval |", "|---|---|---|---|---|"]
    for item in scores:
        lines.append(
            f"| {item.source} | {item.rows:,} | {item.metric} | {100 * item.value:.1f} "
            f"| {100 * item.low:.1f} to {100 * item.high:.1f} |"
        )
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Print the figures of a model that factcheck can load."""
    from factcheck import load_nli

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, nargs="+", required=True, help="jsonl[.gz] to measure on")
    parser.add_argument("--model", help="folder or hub id; the bundled model when not given")
    parser.add_argument("--sample", type=int, default=10**9, help="at most so many rows per source")
    args = parser.parse_args(argv)
    predict = load_nli(args.model).predict
    dev = [rows.sample(args.sample, seed=0) for path in args.dev for rows in read_dev(path)]
    scored = [(rows, predict(rows.pairs)) for rows in dev]
    print(table([score(rows, found) for rows, found in scored]))
    for rows, found in scored:
        if rows.types:
            print(f"\n{rows.source}\n\n{table([*score_types(rows, found), order_share(rows, found, predict)])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
