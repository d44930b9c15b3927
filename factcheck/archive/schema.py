"""The archive's file: one SQLite database, its tables by version, and its errors in words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from factcheck.errors import FactcheckError

APPLICATION = 0x46436B31
"""The application id in the file's header, which tells an archive from other SQLite files."""
WAIT = 60.0
"""Seconds to wait for another writer; each writes one article at a time and is done in milliseconds."""

_WORDS = "tokenize = 'porter unicode61 remove_diacritics 2'"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # What derives from a text stands in its row or goes with it, so that no article is ever there by half.
        """CREATE TABLE articles (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            address TEXT UNIQUE,
            digest TEXT NOT NULL UNIQUE,
            title TEXT, source TEXT, published TEXT, url TEXT, lang TEXT NOT NULL, path TEXT,
            added TEXT NOT NULL,
            reader TEXT NOT NULL, encoder TEXT NOT NULL,
            claims INTEGER NOT NULL,
            mean BLOB NOT NULL,
            text TEXT NOT NULL
        )""",
        "CREATE INDEX articles_published ON articles (published)",
        """CREATE TABLE readings (
            key INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
            reading BLOB NOT NULL,
            claims BLOB NOT NULL,
            vectors BLOB NOT NULL
        )""",
        f"CREATE VIRTUAL TABLE statements USING fts5 (statement, {_WORDS})",
        f"CREATE VIRTUAL TABLE texts USING fts5 (title, text, content = 'articles', content_rowid = 'key', {_WORDS})",
        """CREATE TRIGGER texts_insert AFTER INSERT ON articles BEGIN
            INSERT INTO texts (rowid, title, text) VALUES (new.key, new.title, new.text);
        END""",
        """CREATE TRIGGER texts_delete AFTER DELETE ON articles BEGIN
            INSERT INTO texts (texts, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
        END""",
    ),
    (
        """CREATE TABLE decisions (
            fingerprint TEXT PRIMARY KEY,
            choice TEXT NOT NULL CHECK (choice IN ('accepted', 'dismissed')),
            reason TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
        )""",
        """CREATE TABLE fetches (
            url TEXT PRIMARY KEY,
            id TEXT, etag TEXT, modified TEXT, stamp TEXT
        )""",
    ),
    (
        # An article of which there is no sketch has no stories yet; a story is to be judged when `judge` is empty.
        """CREATE TABLE sketches (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            article INTEGER NOT NULL UNIQUE REFERENCES articles ON DELETE CASCADE,
            proper TEXT NOT NULL
        )""",
        "CREATE TABLE stories (number INTEGER PRIMARY KEY, judge TEXT NOT NULL DEFAULT '', told BLOB)",
        """CREATE TABLE members (
            story INTEGER NOT NULL REFERENCES stories,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            PRIMARY KEY (story, article)
        ) WITHOUT ROWID""",
        "CREATE INDEX members_article ON members (article)",
        """CREATE TABLE near (
            a INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            b INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            score REAL NOT NULL,
            PRIMARY KEY (a, b)
        ) WITHOUT ROWID""",
        "CREATE INDEX near_b ON near (b)",
        """CREATE TRIGGER members_insert AFTER INSERT ON members BEGIN
            UPDATE stories SET judge = '' WHERE number = new.story;
        END""",
        """CREATE TRIGGER members_delete AFTER DELETE ON members BEGIN
            UPDATE stories SET judge = '' WHERE number = old.story;
            DELETE FROM stories WHERE number = old.story AND NOT EXISTS (SELECT 1 FROM members WHERE story = old.story);
        END""",
    ),
    (
        """CREATE TABLE words (
            word TEXT NOT NULL,
            place INTEGER NOT NULL REFERENCES sketches ON DELETE CASCADE,
            PRIMARY KEY (word, place)
        ) WITHOUT ROWID""",
        "CREATE INDEX words_place ON words (place)",
        """INSERT INTO words
            WITH RECURSIVE parts (word, place, rest) AS (
                SELECT '', place, proper || ' ' FROM sketches
                UNION ALL
                SELECT substr(rest, 1, instr(rest, ' ') - 1), place, substr(rest, instr(rest, ' ') + 1)
                FROM parts WHERE rest != ''
            )
            SELECT word, place FROM parts WHERE word != ''""",
        "ALTER TABLE stories ADD COLUMN nli BLOB NOT NULL DEFAULT x''",
        "CREATE INDEX articles_read ON articles (reader, encoder, claims)",
    ),
)
"""Statements that lead from each version of the schema to the next; the first begins with an empty file."""
VERSION = len(MIGRATIONS)


class ArchiveError(FactcheckError):
    """An archive that cannot be opened, read or written; the message names the file and what to do."""


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file is an archive, by its header; False for what is missing or unreadable."""
    try:
        with Path(path).open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72], "big") == APPLICATION


def connect(path: Path, create: bool) -> sqlite3.Connection:
    """An open archive of the newest schema; older ones are brought up to it, or left as they were.

    `create` makes the file when there is none. Raises ArchiveError.
    """
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder; an archive is one file, name it")
    new = not path.exists() or path.stat().st_size == 0
    if new and not create:
        raise ArchiveError(f"there is no archive {path}; make it with: factcheck archive add --archive {path} PATH")
    if not new and not is_archive(path):
        raise ArchiveError(f"{path} is no archive; name another file")
    with told(path):
        # The lock of the archive keeps threads apart, and transactions are begun by hand.
        db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            # After a commit the journal's deletion is on the disk too: what was acknowledged outlives a power cut.
            db.execute("PRAGMA synchronous = EXTRA")
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    if _version(db) == VERSION:
        return
    with transaction(db):
        begin = _version(db)  # again, now that no other process can be at it
        if begin > VERSION:
            raise ArchiveError(f"{path} was written by a newer factcheck (schema {begin}); upgrade: pip install -U")
        for statements in MIGRATIONS[begin:]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing; other writers wait."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # a full disk may have rolled it back already
            db.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ArchiveError."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        reason = next((text for start, text in _TROUBLES if name.startswith(start)), f"cannot be used ({error})")
        raise ArchiveError(f"{path} {reason}") from error


_KEPT = "what was added before is kept"
_TROUBLES = (
    ("SQLITE_FULL", f"cannot be written: the disk is full; make room and run it again, {_KEPT}"),
    ("SQLITE_IOERR", f"cannot be read or written: check the disk and its free space, {_KEPT}"),
    ("SQLITE_BUSY", f"has been locked by another program for {WAIT:.0f} seconds; let it end and run this again"),
    ("SQLITE_READONLY", "cannot be written; check the permissions of the file and its folder"),
    ("SQLITE_CANTOPEN", "cannot be opened; check that its folder is there, and the permissions"),
    ("SQLITE_NOTADB", "is damaged; restore a copy of it, or add the articles to a new one"),
    ("SQLITE_CORRUPT", "is damaged; restore a copy of it, or add the articles to a new one"),
)
