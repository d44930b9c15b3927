"""Readings as bytes: what is read of one article alone, to be linked with any others later without parsing again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

import factcheck
from factcheck.claims.sentences import Sentence
from factcheck.records import Amount, Article, Claim, Mention, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from factcheck.claims.split import Marked

_TOKENS = ["LEMMA", "TAG", "POS", "DEP", "HEAD", "MORPH", "ENT_IOB", "ENT_TYPE"]
"""What claims are made from of the parse."""


@dataclass(frozen=True, slots=True)
class _Packed:
    sentences: tuple[Sentence, ...]
    times: tuple[tuple[When, ...], ...]
    amounts: tuple[tuple[Amount, ...], ...]
    mentions: tuple[tuple[Mention, ...], ...]
    docs: bytes


def pack(reading: Marked) -> bytes:
    """A reading as bytes, without the article itself; the same bytes for the same reading."""
    from spacy.tokens import DocBin

    docs = DocBin(attrs=_TOKENS, docs=reading.parsed.docs)
    packed = _Packed(
        reading.parsed.sentences,
        *(tuple(map(tuple, found)) for found in (reading.times, reading.amounts, reading.mentions)),
        docs.to_bytes(),
    )
    return zlib.compress(msgspec.msgpack.encode(packed))


def unpack(data: bytes, article: Article) -> Marked:
    """The reading of `article` that `pack` wrote; claims made from it are equal to those of the first reading."""
    from factcheck.claims.parse import Parsed
    from factcheck.claims.split import Marked

    packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    docs = _Docs(packed.docs, len(packed.sentences))
    return Marked(Parsed(article, packed.sentences, docs), packed.times, packed.amounts, packed.mentions)


class _Docs(Sequence["Doc"]):
    """The parses of so many sentences, unpacked when one of them is asked for, which is seldom."""

    def __init__(self, packed: bytes, count: int) -> None:
        self._packed, self._count = packed, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place):
        return self._docs[place]

    @cached_property
    def _docs(self) -> tuple[Doc, ...]:
        from factcheck.claims.parse import pipeline

        vocab = pipeline().vocab
        from spacy.tokens import DocBin  # after the pipeline, which loads spaCy without torch

        return tuple(DocBin(attrs=_TOKENS).from_bytes(self._packed).get_docs(vocab))


def pack_claims(claims: Sequence[Claim]) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(tuple(claims)))


def unpack_claims(data: bytes) -> tuple[Claim, ...]:
    """Claims equal to those that were packed, in every field."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=tuple[Claim, ...])


def pack_vectors(vectors: np.ndarray) -> bytes:
    return np.ascontiguousarray(vectors, "<f4").tobytes()


def unpack_vectors(data: bytes) -> np.ndarray:
    """Unit vectors, float32 (n, dimensions), read-only."""
    from factcheck.matching.encode import DIMENSIONS

    return np.frombuffer(data, "<f4").reshape(-1, DIMENSIONS)


def mean(vectors: np.ndarray) -> np.ndarray:
    """The direction of the mean of unit vectors, float32 (dimensions,); zero for none."""
    if not len(vectors):
        return np.zeros(vectors.shape[1], np.float32)
    total = vectors.sum(axis=0)
    return total / (np.linalg.norm(total) or 1.0)


@cache
def reader() -> str:
    """Names what readings depend on: the code and word lists of claims, the records, and the installed pipeline."""
    from factcheck.claims.parse import PIPELINES

    pipeline = next((name for name in PIPELINES if find_spec(name)), "")
    installed = [f"{name} {version(name)}" for name in ("spacy", pipeline) if name]
    root = Path(factcheck.__file__).parent
    return digest([root / "records.py", *_files(root / "claims")], installed)


@cache
def encoder() -> str:
    """Names what vectors depend on: the encoder's weights and the code that runs it."""
    from factcheck.matching import encode

    folder = Path(encode.__file__).parent
    return digest([folder / "encode.py", folder / "minilm.py"], [encode.SHA256])


def _files(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in {".py", ".json"})


def digest(files: Iterable[Path], more: Iterable[str]) -> str:
    """Sixteen hexadecimal digits of the content of files, whatever their line ends, and of more words."""
    state = hashlib.sha256("\n".join(more).encode())
    for file in files:
        state.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()[:16]
