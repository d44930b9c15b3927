"""What the NLI model said of pairs of texts: kept with the story they are of, so that a new article costs its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.corpus import reading

if TYPE_CHECKING:
    from factcheck.judging.nli import NLI

_ROW = np.dtype([("pair", "V16"), ("scores", "<f4", 3)])
"""A pair by its digest, and its probabilities in the order of `NLI.predict`."""


class Remembering:
    """An NLI model that is asked only for pairs that it was not asked for before; see `judging.nli.NLI`."""

    def __init__(self, nli: NLI | None, packed: bytes) -> None:
        """`packed` is what `pack` gave the last time, of any model; `nli` as in `factcheck.check`."""
        self._nli = nli
        self.name = name_of(nli)
        self._known = {row["pair"].tobytes(): row["scores"] for row in np.frombuffer(packed, _ROW)}
        self._asked: dict[bytes, np.ndarray] = {}

    def predict(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        from factcheck.pipeline import bundled_nli

        keys = [self._key(*pair) for pair in pairs]
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in self._known}
        if new:
            scores = (self._nli or bundled_nli()).predict(list(new.values()))
            self._known.update(zip(new, scores, strict=True))
        self._asked.update((key, self._known[key]) for key in keys)
        return np.array([self._known[key] for key in keys], np.float32).reshape(-1, 3)

    def pack(self) -> bytes:
        """The pairs that were asked for, with what was said of them: 28 bytes each."""
        return np.array([(key, tuple(scores)) for key, scores in self._asked.items()], _ROW).tobytes()

    def _key(self, premise: str, hypothesis: str) -> bytes:
        text = "\0".join((_model(self.name), premise, hypothesis))
        return hashlib.blake2b(text.encode(), digest_size=_ROW["pair"].itemsize).digest()


def name_of(nli: NLI | None) -> str:
    """The name of a model, "" for the bundled one."""
    return "" if nli is None else getattr(nli, "name", type(nli).__name__)


@cache
def _model(name: str) -> str:
    """Names what the scores depend on: the model by its name, its weights where it is bundled, and the code."""
    from factcheck.judging import nli

    return reading.digest([Path(nli.__file__), nli.bundled_model() / "config.json"], [name])
