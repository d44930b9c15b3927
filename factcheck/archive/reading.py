"""Readings: what is read of one article alone, so that it can be linked with any others later without parsing again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
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


def read(article: Article) -> Marked:
    """The article's parse with the times, amounts and mentions in it, linked with no other article."""
    from factcheck.claims import as_written
    from factcheck.claims.amounts import find_amounts
    from factcheck.claims.names import find_mentions
    from factcheck.claims.parse import parse
    from factcheck.claims.split import Marked
    from factcheck.claims.when import find_times

    (parsed,) = parse([article])
    text, sentences, docs = article.text, parsed.sentences, parsed.docs
    times = [as_written(text, ws) for ws in find_times(text, sentences, docs, article.published)]
    mentions = [as_written(text, ms) for ms in find_mentions(text, sentences, docs)]
    amounts = [
        as_written(text, find_amounts(doc, sentence.start, times[i], mentions[i]))
        for i, (sentence, doc) in enumerate(zip(sentences, docs, strict=True))
    ]
    return Marked(parsed, times, amounts, mentions)


def link_claims(readings: Sequence[Marked], alone: Mapping[str, Sequence[Claim]] | None = None) -> list[Claim]:
    """The claims of all the articles in order, entities linked across them.

    `alone` are claims of articles, by id, that were made when each was linked with no other; they are taken where
    linking with these others changes nothing.
    """
    from factcheck.claims.linking import link
    from factcheck.claims.split import make_claims

    alone = alone or {}
    mentions = {r.parsed.article.id: [list(ms) for ms in r.mentions] for r in readings}
    linked = link(mentions)
    claims: list[Claim] = []
    for r in readings:
        id_ = r.parsed.article.id
        same = id_ in alone and linked[id_] == link({id_: mentions[id_]})[id_]
        claims += alone[id_] if same else make_claims(replace(r, mentions=linked[id_]))
    return claims


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
    from spacy.tokens import DocBin

    from factcheck.claims.parse import Parsed, pipeline
    from factcheck.claims.split import Marked

    packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    docs = DocBin(attrs=_TOKENS).from_bytes(packed.docs).get_docs(pipeline().vocab)
    return Marked(Parsed(article, packed.sentences, tuple(docs)), packed.times, packed.amounts, packed.mentions)


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
    return _digest([root / "records.py", *_files(root / "claims")], installed)


@cache
def encoder() -> str:
    """Names what vectors depend on: the encoder's weights and the code that runs it."""
    from factcheck.matching import encode

    folder = Path(encode.__file__).parent
    return _digest([folder / "encode.py", folder / "minilm.py"], [encode.SHA256])


def _files(folder: Path) -> Iterable[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in {".py", ".json"})


def _digest(files: Iterable[Path], more: Iterable[str]) -> str:
    state = hashlib.sha256("\n".join(more).encode())
    for file in files:
        state.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()[:16]
