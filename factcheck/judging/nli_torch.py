"""Foreign NLI models: any transformers sequence classifier with safetensors weights, on a CPU or a GPU."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from factcheck.errors import FactcheckWarning
from factcheck.judging.nli import (
    BATCH_TOKENS,
    LABELS,
    ModelError,
    label_columns,
    length_batches,
    padded_width,
    softmax,
)

MAX_LENGTH = 256
PROBES = (
    ("A woman is playing the violin on the stage.", "A woman is making music.", "entailment"),
    ("A man is sitting in a restaurant.", "The man ordered a steak.", "neutral"),
    ("The shop is open on Sundays.", "The shop is closed on Sundays.", "contradiction"),
)


class TorchNLI:
    """A sequence classifier in float32; the order of its labels is read from id2label, never assumed."""

    def __init__(self, source: str | Path, device: str = "auto") -> None:
        try:
            import torch
            from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer
        except ModuleNotFoundError as error:
            raise ModelError(f"{source}: needs {error.name}; pip install torch transformers") from error
        self.name = str(source)
        where = device if device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
        try:
            self._device = torch.device(where)
        except RuntimeError as error:
            raise ModelError(f"{device}: not a torch device; use auto, cpu or cuda") from error
        if self._device.type == "cuda" and not torch.cuda.is_available():
            raise ModelError(f"{source}: torch sees no GPU for device {device!r}; use device cpu")
        try:
            config = AutoConfig.from_pretrained(source)
        except (OSError, ValueError) as error:
            raise ModelError(_unreadable(source, error)) from error
        architecture = (config.architectures or ["unknown architecture"])[0]
        if architecture.endswith("ForPairs"):
            raise ModelError(f"{source}: a training checkpoint; export it first with scripts/export_nli.py")
        self._columns = label_columns(config.id2label or {}, str(source))
        if isinstance(source, Path) and not any(source.glob("*.safetensors")):
            raise ModelError(f"{source}: no weights in safetensors; pickled ones are never loaded, convert them first")
        try:
            model, report = AutoModelForSequenceClassification.from_pretrained(
                source, use_safetensors=True, output_loading_info=True, dtype=torch.float32
            )
            self._tokenizer = AutoTokenizer.from_pretrained(source)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(_unreadable(source, error)) from error
        if report["missing_keys"]:
            raise ModelError(
                f"{source}: has no trained classifier ({sorted(report['missing_keys'])[0]} is missing); "
                "choose a model fine-tuned for NLI"
            )
        self._model = model.eval().to(self._device)
        self.max_length = min(MAX_LENGTH, self._tokenizer.model_max_length)
        self._probe()

    def predict(self, pairs: Sequence[tuple[str, str]], batch_tokens: int = BATCH_TOKENS) -> np.ndarray:
        """Probabilities of shape (n, 3); see NLI. `batch_tokens` trades memory for speed, never the result."""
        import torch

        logits = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        if not len(pairs):
            return logits
        premises, hypotheses = ([str(text) for text in side] for side in zip(*pairs, strict=True))
        encoded = self._tokenizer(premises, hypotheses, truncation="longest_first", max_length=self.max_length)
        lengths = [len(ids) for ids in encoded["input_ids"]]
        for rows in length_batches(lengths, batch_tokens):
            tokens = self._tokenizer.pad(
                {name: [column[row] for row in rows] for name, column in encoded.items()},
                padding="max_length",
                max_length=min(padded_width(lengths[rows[0]]), self.max_length),
                return_tensors="pt",
            ).to(self._device)
            with torch.inference_mode():
                logits[rows] = self._model(**tokens).logits.float().cpu().numpy()
        return softmax(logits[:, self._columns])

    def _probe(self) -> None:
        probabilities = self.predict([(premise, hypothesis) for premise, hypothesis, _ in PROBES])
        got = [LABELS[index] for index in probabilities.argmax(axis=1)]
        wrong = [label for label, answer in zip([label for *_, label in PROBES], got, strict=True) if label != answer]
        if len(wrong) > 1:
            warnings.warn(
                f"{self.name}: misjudges plain examples of {' and '.join(wrong)}; its id2label may be wrong",
                FactcheckWarning,
                stacklevel=4,
            )


def _unreadable(source: str | Path, error: Exception) -> str:
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    if isinstance(source, Path):
        return f"{source}: not a sequence classifier in safetensors ({first})"
    return (
        f"{source}: cannot be loaded from the hub ({first}); check the name and the network, or give a folder that "
        "holds config.json, model.safetensors and a tokenizer"
    )
