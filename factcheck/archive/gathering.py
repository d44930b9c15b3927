"""Gathering: drafts and archived articles linked with one another, as if they had been read in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from factcheck.archive import reading
from factcheck.archive.file import ArchiveFile
from factcheck.archive.records import Gathered
from factcheck.records import Article, Claim

_TOGETHER = 100
"""Articles whose rows are in memory at once, some 200 kB each."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an article: `packed` its reading, its claims when it is read alone, and their vectors."""

    id: str
    packed: bytes
    claims: tuple[Claim, ...]
    vectors: np.ndarray


def rows(file: ArchiveFile, ids: Sequence[str]) -> Iterator[Row]:
    """The rows of articles in the order of `ids`, without those that are not there or could not be read again."""
    query = "SELECT id, reading, r.claims, vectors FROM articles JOIN readings r USING (key)"
    now = reading.reader(), reading.encoder()
    for begin in range(0, len(ids), _TOGETHER):
        part = ids[begin : begin + _TOGETHER]
        found = {row[0]: row for row in file.of(part, f"{query} WHERE reader = ? AND encoder = ? AND id", now)}
        for id_ in part:
            if id_ in found:
                _, packed, claims, vectors = found[id_]
                yield Row(id_, packed, reading.unpack_claims(claims), reading.unpack_vectors(vectors))


def gather(
    file: ArchiveFile,
    drafts: Sequence[Article],
    archived: Sequence[Article],
    progress: Callable[[int, int], None] | None,
) -> Gathered:
    """See `Archive.gather`."""
    from factcheck.claims import link_claims, read
    from factcheck.matching.encode import encode

    by_id = {a.id: a for a in archived}
    if by_id.keys() & {d.id for d in drafts}:
        raise ValueError("a draft has the id of an archived article")
    readings = []
    for count, found in enumerate(read(drafts), 1):
        readings.append(found)
        if progress is not None:
            progress(count, len(drafts))
    articles, known, alone = list(drafts), {}, {}
    for row in rows(file, list(by_id)):
        articles.append(by_id[row.id])
        readings.append(reading.unpack(row.packed, by_id[row.id]))
        alone[row.id] = row.claims
        known.update(zip((c.gist for c in row.claims), row.vectors, strict=True))
    claims = link_claims(readings, alone)
    # Linking gives some claims fuller names, and with them another gist.
    new = list(dict.fromkeys(c.gist for c in claims if c.gist not in known))
    known.update(zip(new, encode(new), strict=True))
    vectors = np.array([known[c.gist] for c in claims]) if claims else encode([])
    return Gathered(tuple(articles), tuple(claims), vectors, sum(len(r.parsed.sentences) for r in readings))
