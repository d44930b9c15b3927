"""The teacher of a distillation: another model's probabilities for the pairs that a student learns from."""

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
    """`predict` gives probabilities (n, 3): entailment, neutral, contradiction.

    `name` is that of the base or, of a foreign model, of the folder; `sha256` is that of the weights.
    """

    name: str
    sha256: str
    predict: Callable[[Sequence[tuple[str, str]]], np.ndarray]


def load_teacher(folder: Path, device: torch.device, bf16: bool) -> Teacher:
    """The model in `folder`, with its own tokenizer: one that `save_model` wrote or a transformers classifier.

    Raises SystemExit when the folder holds neither, or a classifier that `load_nli` refuses.
    """
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
