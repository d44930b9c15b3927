"""Gathering: drafts and archived articles linked with one another, as if they had been read in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from factcheck.archive.file import CURRENT, ArchiveFile, current
from factcheck.corpus import rows as corpus
from factcheck.corpus.rows import Gathered, Row
from factcheck.records import Article

_TOGETHER = 100
"""Articles whose rows are in memory at once, some 200 kB each."""


def rows(file: ArchiveFile, articles: Sequence[Article]) -> Iterator[Row]:
    """The rows of archived articles in order, without those that are not there or could not be read again."""
    query = "SELECT id, reading, r.claims, vectors FROM articles JOIN readings r USING (key)"
    for begin in range(0, len(articles), _TOGETHER):
        part = {a.id: a for a in articles[begin : begin + _TOGETHER]}
        found = {row[0]: row[1:] for row in file.of(part, f"{query} WHERE {CURRENT} AND id", current())}
        yield from (Row(article, *found[id_]) for id_, article in part.items() if id_ in found)


def gather(
    file: ArchiveFile,
    drafts: Sequence[Article],
    archived: Sequence[Article],
    progress: Callable[[int, int], None] | None,
) -> Gathered:
    """See `Archive.gather`."""
    from factcheck.claims import read

    if {a.id for a in archived} & {d.id for d in drafts}:
        raise ValueError("a draft has the id of an archived article")
    readings = []
    for count, found in enumerate(read(drafts), 1):
        readings.append(found)
        if progress is not None:
            progress(count, len(drafts))
    return corpus.gather(rows(file, archived), readings)
