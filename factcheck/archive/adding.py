"""Adding: whether an article is new, changed or known, and its row and all that derives from it in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from factcheck.archive.file import COLUMNS, ArchiveFile, article_of
from factcheck.archive.identity import address, digest, made_id
from factcheck.corpus import reading
from factcheck.corpus.rows import Row, read_rows
from factcheck.records import Article

Outcome = Literal["new", "changed", "known"]

_BITS = 20
"""A statement's row number is its article's key and, in so many bits, the claim's place in the article."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What adding an article comes to: the article to write under its archive id, and the rows that give way to it."""

    outcome: Outcome
    article: Article
    address: str | None
    drop: tuple[int, ...] = ()


def add(file: ArchiveFile, article: Article) -> Outcome:
    """Adds one article. What cannot be read into claims raises whatever reading it raises, and nothing is written."""
    while True:
        plan = _plan(file, article)
        if plan.outcome == "known":
            return plan.outcome
        row = _read(plan.article)
        with file.writing() as db:
            if _plan(file, article) == plan:  # else another writer has come between
                delete(db, plan.drop)
                _insert(db, plan, row)
                return plan.outcome


def read_again(file: ArchiveFile, key: int) -> None:
    """Replaces what derives from the article in a row; a row that is gone meanwhile stays gone."""
    ((*fields, where),) = file.all(f"SELECT {COLUMNS}, address FROM articles WHERE key = ?", (key,))
    plan = _Plan("changed", article_of(fields), where, (key,))
    row = _read(plan.article)
    with file.writing() as db:
        if delete(db, plan.drop):
            _insert(db, plan, row)


def encode_again(file: ArchiveFile, key: int) -> None:
    """Replaces the vectors of the article in a row."""
    from factcheck.matching.encode import encode

    ((packed,),) = file.all("SELECT claims FROM readings WHERE key = ?", (key,))
    vectors = encode([c.gist for c in reading.unpack_claims(packed)])
    mean = reading.pack_vectors(reading.mean(vectors))
    with file.writing() as db:
        db.execute("UPDATE readings SET vectors = ? WHERE key = ?", (reading.pack_vectors(vectors), key))
        db.execute("UPDATE articles SET encoder = ?, mean = ? WHERE key = ?", (reading.encoder(), mean, key))
        for table, column in (("sketches", "article"), ("members", "article"), ("near", "a"), ("near", "b")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))


def delete(db: sqlite3.Connection, keys: Iterable[int]) -> int:
    """Deletes rows with all that derives from them; how many there were."""
    count = 0
    for key in keys:
        db.execute("DELETE FROM statements WHERE rowid BETWEEN ? AND ?", (key << _BITS, (key + 1 << _BITS) - 1))
        count += db.execute("DELETE FROM articles WHERE key = ?", (key,)).rowcount
    return count


def statement_place(row: int) -> tuple[int, int]:
    """The key of the article and the place among its claims of a row of `statements`."""
    return row >> _BITS, row & (1 << _BITS) - 1


def _plan(file: ArchiveFile, article: Article) -> _Plan:
    where, text = address(article), digest(article.text)
    there = file.all("SELECT key FROM articles WHERE address = ?", (where,))
    same = file.all("SELECT key FROM articles WHERE digest = ?", (text,))
    if not there and not same:
        return _Plan("new", replace(article, id=_free_id(file, where or text)), where)
    ((key,),) = there or same
    ((*fields, old_where),) = file.all(f"SELECT {COLUMNS}, address FROM articles WHERE key = ?", (key,))
    stored = article_of(fields)
    if there and there != same:
        # Another article that has the text, if there is one, gives way: what stands at an address is what it says now.
        drop = tuple(sorted({key, *(k for (k,) in same)}))
        return _Plan("changed", _filled(replace(article, id=stored.id), stored), where, drop)
    newer, older = (article, stored) if there else (stored, article)
    both = _filled(newer, older)
    result = replace(stored, title=both.title, source=both.source, published=both.published)
    result = replace(result, url=stored.url or article.url)  # as it was first written
    if result == stored:
        return _Plan("known", stored, old_where)
    return _Plan("changed", result, old_where or where, (key,))


def _filled(article: Article, other: Article) -> Article:
    """The article with what it lacks from the other: that a date is not given again does not make it unknown."""
    names = ("title", "source", "published", "url")
    return replace(article, **{name: getattr(article, name) or getattr(other, name) for name in names})


def _free_id(file: ArchiveFile, basis: str) -> str:
    count, made = 1, made_id(basis)
    while file.all("SELECT 1 FROM articles WHERE id = ?", (made,)):
        count += 1
        made = made_id(f"{basis} {count}")
    return made


def _read(article: Article) -> Row:
    (found,) = read_rows([article])
    if isinstance(found, Exception):
        raise found
    return found


def _insert(db: sqlite3.Connection, plan: _Plan, row: Row) -> None:
    a, claims = plan.article, row.claims
    values = {
        "id": a.id, "text": a.text, "title": a.title, "source": a.source,
        "published": a.published.isoformat() if a.published else None, "url": a.url, "lang": a.lang, "path": a.path,
        "address": plan.address, "digest": digest(a.text), "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "reader": reading.reader(), "encoder": reading.encoder(), "claims": len(claims),
        "mean": reading.pack_vectors(reading.mean(row.vectors)),
    }  # fmt: skip
    marks = ", ".join(f":{name}" for name in values)
    key = db.execute(f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})", values).lastrowid
    packed = row.reading, row.packed_claims, row.packed_vectors
    db.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", (key, *packed))
    statements = ((key << _BITS | n, f"{c.statement} {c.speaker or ''}") for n, c in enumerate(claims))
    db.executemany("INSERT INTO statements (rowid, statement) VALUES (?, ?)", statements)
