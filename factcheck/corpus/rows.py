"""Rows: what is kept of an article once it is read, and articles linked with one another from their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from factcheck.corpus import reading
from factcheck.records import Article, Claim

if TYPE_CHECKING:
    from factcheck.claims.split import Marked


@dataclass(frozen=True, slots=True)
class Row:
    """An article with what was read of it, as bytes: some 100 kB.

    `reading` is the parse with its times, amounts and mentions; `packed_claims` are the claims of the article when it
    is linked with no other, `packed_vectors` those of their gists.
    """

    article: Article
    reading: bytes
    packed_claims: bytes
    packed_vectors: bytes
    sentences: int = 0

    @classmethod
    def of(cls, found: Marked, claims: Sequence[Claim], vectors: np.ndarray) -> Row:
        """The row of a reading with the claims of it and float32 unit vectors (claims, dimensions) of their gists."""
        packed = reading.pack(found), reading.pack_claims(claims), reading.pack_vectors(vectors)
        return cls(found.parsed.article, *packed, len(found.parsed.sentences))

    @property
    def claims(self) -> tuple[Claim, ...]:
        return reading.unpack_claims(self.packed_claims)

    @property
    def vectors(self) -> np.ndarray:
        """Unit vectors, float32 (claims, dimensions), read-only."""
        return reading.unpack_vectors(self.packed_vectors)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles with all that comparing them needs, as if they had been read in one run.

    `claims` are in the order of `articles` with their entities linked across them; `vectors` float32 (claims,
    dimensions), one for the gist of each claim; `sentences` is how many sentences were read.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    vectors: np.ndarray
    sentences: int


def read_rows(articles: Sequence[Article]) -> Iterator[Row | Exception]:
    """The row of each article in order; for one that cannot be read, what was raised. One batch serves them all."""
    from factcheck.claims import link_claims, read
    from factcheck.matching.encode import encode

    try:
        found = [(r, link_claims([r])) for r in read(articles)]
    except Exception as error:
        if len(articles) == 1:
            yield error
        else:
            for article in articles:
                yield from read_rows([article])
        return
    vectors = encode([c.gist for _, claims in found for c in claims])
    begin = 0
    for r, claims in found:
        yield Row.of(r, claims, vectors[begin : begin + len(claims)])
        begin += len(claims)


def gather(rows: Iterable[Row], drafts: Iterable[Marked] = ()) -> Gathered:
    """Drafts and the articles of rows, drafts first, linked with one another.

    The same as reading them all in one run, for the price of encoding the claims that linking changes.
    """
    from factcheck.claims import link_claims
    from factcheck.matching.encode import encode

    readings = list(drafts)
    alone: dict[str, Sequence[Claim]] = {}
    known: dict[str, np.ndarray] = {}
    for row in rows:
        readings.append(reading.unpack(row.reading, row.article))
        claims = alone[row.article.id] = row.claims
        known.update(zip((c.gist for c in claims), row.vectors, strict=True))
    together = link_claims(readings, alone)
    # Linking gives some claims fuller names, and with them another gist.
    new = list(dict.fromkeys(c.gist for c in together if c.gist not in known))
    known.update(zip(new, encode(new), strict=True))
    vectors = np.array([known[c.gist] for c in together]) if together else encode([])
    articles = tuple(r.parsed.article for r in readings)
    return Gathered(articles, tuple(together), vectors, sum(len(r.parsed.sentences) for r in readings))
