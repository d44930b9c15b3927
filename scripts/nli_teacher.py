"""The teacher of a distillation: another model's probabilities for the pairs that a student learns from.

A teacher is a model, or what soft_labels.py kept of one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from nli_eval import EVAL_TOKENS, torch_probabilities
from nli_model import ARCHITECTURES, load_model


@dataclass(frozen=True)
class Teacher:
    """`predict` gives probabilities (n, 3): entailment, neutral, contradiction; NaN for pairs it knows nothing of.

    `name` is that of the base or, of a foreign model, of the folder; `sha256` is that of the weights or the file.
    """

    name: str
    sha256: str
    predict: Callable[[Sequence[tuple[str, str]]], np.ndarray]


@dataclass(frozen=True)
class SoftLabels:
    """A teacher's probabilities by pair_key: `keys` uint64 (n,), ascending, and `probabilities` float16 (n, 3).

    `name` and `sha256` are those of the teacher.
    """

    name: str
    sha256: str
    keys: np.ndarray
    probabilities: np.ndarray

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """Probabilities (n, 3), NaN where a pair is not among them."""
        wanted = np.array([pair_key(*pair) for pair in pairs], dtype=np.uint64)
        at = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        found = np.full((len(pairs), 3), np.nan, dtype=np.float32)
        known = self.keys[at] == wanted if len(self.keys) else np.zeros(len(pairs), dtype=bool)
        found[known] = self.probabilities[at[known]]
        return found

    def save(self, path: Path) -> None:
        """Replaces the file at once."""
        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as file:
            np.savez_compressed(file, **vars(self))
        part.replace(path)


def pair_key(premise: str, hypothesis: str) -> int:
    """64 bits that stand for the texts, of which they tell nothing."""
    return int.from_bytes(hashlib.blake2b(f"{premise}\0{hypothesis}".encode(), digest_size=8).digest())


def read_soft_labels(path: Path) -> SoftLabels:
    """What `SoftLabels.save` wrote; raises SystemExit for any other file."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return SoftLabels(str(arrays["name"]), str(arrays["sha256"]), arrays["keys"], arrays["probabilities"])
    except (ValueError, KeyError, OSError, AttributeError, TypeError) as error:
        raise SystemExit(f"{path}: not a file of soft_labels.py ({error})") from error


def load_teacher(path: Path, device: torch.device, bf16: bool) -> Teacher:
    """The model in the folder `path`, with its own tokenizer: one that `save_model` wrote or a transformers classifier;
    or the labels in the file `path` of soft_labels.py.

    Raises SystemExit when it holds none of these, or a classifier that `load_nli` refuses.
    """
    if path.is_file():
        labels = read_soft_labels(path)
        return Teacher(labels.name, hashlib.sha256(path.read_bytes()).hexdigest(), labels.predict)
    folder = path
    weights = sorted(folder.glob("*.safetensors"))
    if not weights or not (folder / "config.json").is_file():
        raise SystemExit(f"{folder}: no model in safetensors with a config.json; --teacher takes the folder of one")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if set(config.get("architectures") or ()) & set(ARCHITECTURES.values()):
        model, tokenizer = load_model(folder)
        predict = partial(torch_probabilities, model.to(device), tokenizer, device=device, bf16=bf16)
    else:
        predict = _foreign(folder, device, bf16)
    return Teacher(str(config.get("base") or folder.resolve().name), digest.hexdigest(), predict)


def _foreign(folder: Path, device: torch.device, bf16: bool) -> Callable[[Sequence[tuple[str, str]]], np.ndarray]:
    from factcheck.judging.nli import ModelError
    from factcheck.judging.nli_torch import TorchNLI

    try:
        model = TorchNLI(folder, str(device))
    except ModelError as error:
        raise SystemExit(str(error)) from error

    def predict(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            return model.predict(pairs, EVAL_TOKENS)

    return predict
