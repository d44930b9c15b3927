import os
import sqlite3
from dataclasses import replace

import pytest

from factcheck.archive import Added, Archive, ArchiveError, is_archive, schema
from tests.archive.sample import FERRY, VOTE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.db"


def test_an_archive_of_the_first_schema_is_brought_up_to_date(path, monkeypatch):
    with monkeypatch.context() as first:
        first.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        first.setattr(schema, "VERSION", 1)
        with Archive.open(path, create=True) as old:
            old.add([FERRY])
            claims = old.claims()
    with Archive.open(path) as archive:
        assert archive.info().schema == schema.VERSION == 4
        assert archive.claims() == claims
        assert archive.decisions() == {}
        assert archive.add([FERRY]) == Added(known=1)


def test_sketches_of_the_third_schema_are_found_by_their_words(path, monkeypatch):
    with monkeypatch.context() as third:
        third.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        third.setattr(schema, "VERSION", 3)
        with Archive.open(path, create=True) as old:
            old.add([FERRY, VOTE])
            with old.file.writing() as db:
                sketches = [(1, "aldsund d'arcy sundt"), (2, "")]
                db.executemany("INSERT INTO sketches (article, proper) VALUES (?, ?)", sketches)
    with Archive.open(path) as archive:
        assert archive.file.all("SELECT * FROM words") == [("aldsund", 1), ("d'arcy", 1), ("sundt", 1)]


def test_a_migration_that_fails_leaves_the_archive_as_it_was(path, monkeypatch):
    Archive.open(path, create=True).close()
    broken = (*schema.MIGRATIONS, ("CREATE TABLE more (x)", "CREATE TABLE articles (x)"))
    with monkeypatch.context() as next_version:
        next_version.setattr(schema, "MIGRATIONS", broken)
        next_version.setattr(schema, "VERSION", 5)
        with pytest.raises(ArchiveError):
            Archive.open(path)
    with Archive.open(path) as archive:
        assert archive.info().schema == 4
        assert archive.file.all("SELECT 1 FROM sqlite_master WHERE name = 'more'") == []


def test_an_archive_of_a_newer_factcheck_is_not_touched(path):
    Archive.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9")
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"news.db was written by a newer factcheck \(schema 9\); upgrade"):
        Archive.open(path, create=True)
    assert path.read_bytes() == before


def test_what_is_no_archive_is_named_and_not_touched(path, tmp_path):
    with pytest.raises(ArchiveError, match=r"there is no archive .*news.db; make it with: factcheck archive add"):
        Archive.open(path)
    assert not path.exists()
    with pytest.raises(ArchiveError, match="is a folder; an archive is one file"):
        Archive.open(tmp_path, create=True)
    with pytest.raises(ArchiveError, match="cannot be opened; check that its folder is there"):
        Archive.open(tmp_path / "no" / "news.db", create=True)
    path.write_text("An article about a ferry, long enough to have a header." * 3)
    with pytest.raises(ArchiveError, match="is no archive; name another file"):
        Archive.open(path, create=True)
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    with pytest.raises(ArchiveError, match="is no archive"):
        Archive.open(path, create=True)


def test_archives_are_told_from_articles_by_their_header(path, tmp_path):
    Archive.open(path, create=True).close()
    (tmp_path / "a.txt").write_text("SQLite format 3 is what this text is about.")
    assert is_archive(path)
    assert [is_archive(tmp_path / name) for name in ("a.txt", "missing.db", ".")] == [False] * 3


def test_an_empty_file_becomes_an_archive_when_something_is_added(path):
    path.touch()
    with pytest.raises(ArchiveError, match="there is no archive"):
        Archive.open(path)
    with Archive.open(path, create=True) as archive:
        assert archive.add([VOTE]) == Added(new=1)


def test_a_damaged_archive_is_one_clear_line(path):
    with Archive.open(path, create=True) as archive:
        archive.add([replace(FERRY, id=str(n), url=None, text=f"{FERRY.text} Case {n}.") for n in range(3)])
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\xaa" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"news.db is damaged; restore a copy"), Archive.open(path) as archive:
        archive.claims()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_archive_on_a_read_only_medium_is_read(path):
    with Archive.open(path, create=True) as archive:
        archive.add([FERRY])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Archive.open(path) as archive:
            assert [c.article_id for c in archive.claims()][:1] == [archive.find(FERRY)]
            with pytest.raises(ArchiveError, match=r"news.db cannot be written; check the permissions"):
                archive.add([VOTE])
    finally:
        path.parent.chmod(0o755)
