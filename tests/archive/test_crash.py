import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from factcheck.archive import Archive, export
from tests.archive.sample import FERRY, FERRY_AGAIN, VOTE, kill, writer

CLAIMS = 50


def acknowledged(lines):
    return {int(line.split()[1]) for line in lines if line.startswith("added ")}


def there(path):
    """The numbers of the articles that are in the archive, each of which must be there whole."""
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("INSERT INTO statements (statements) VALUES ('integrity-check')").rowcount
        rows = db.execute(
            "SELECT url, a.claims, length(r.vectors), a.key FROM articles a LEFT JOIN readings r USING (key)"
        ).fetchall()
        for _, claims, size, key in rows:
            assert (claims, size) == (CLAIMS, CLAIMS * 384 * 4)
            count = db.execute("SELECT count(*) FROM statements WHERE rowid >> 20 = ?", (key,)).fetchone()[0]
            assert count == CLAIMS
        assert db.execute("SELECT count(*) FROM statements").fetchone()[0] == CLAIMS * len(rows)
        assert db.execute("SELECT count(*) FROM readings").fetchone()[0] == len(rows)
    return {int(url.rsplit("/", 1)[1]) for url, *_ in rows}


def test_kill_while_adding_loses_nothing_and_leaves_nothing_by_half(tmp_path):
    path = tmp_path / "news.db"
    begin, seen = 0, set()
    for pause in (0.0, 0.05, 0.11, 0.17, 0.23):
        process = writer(path, begin, begin + 100_000)
        first = process.stdout.readline()
        time.sleep(pause)
        kill(process)
        seen |= acknowledged([first, *process.stdout])
        found = there(path)
        assert seen <= found
        assert len(found - seen) <= 1  # written, and killed before it could say so
        begin = max(0, *found) - 2  # the next run meets some that are there already
        seen |= found
    assert len(seen) > 10


def test_kill_while_the_archive_is_made(tmp_path):
    for pause in (0.0, 0.002, 0.004):
        path = tmp_path / f"{pause}.db"
        process = writer(path, 0, 1000)
        deadline = time.monotonic() + 60
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(pause)
        kill(process)
        done = writer(path, 0, 5)
        assert acknowledged(done.communicate(timeout=60)[0].splitlines()) == set(range(5))
        assert there(path) >= set(range(5))


def test_two_writers_at_once_store_each_article_once(tmp_path):
    path = tmp_path / "news.db"
    both = [writer(path, 0, 60), writer(path, 20, 80)]
    said = [process.communicate(timeout=100) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert there(path) == set(range(80))
    counts = [line for out, _ in said for line in out.splitlines() if line.startswith("Added")]
    new = [int(line.split("new=")[1].split(",")[0]) for line in counts]
    known = [int(line.split("known=")[1].split(",")[0]) for line in counts]
    assert (sum(new), sum(known)) == (80, 40)


def test_a_full_disk_is_one_line_and_what_was_added_is_kept(tmp_path):
    path = tmp_path / "news.db"
    limit = 1_000_000
    process = writer(path, 0, 100, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    out, error = process.communicate(timeout=60)
    assert error.splitlines()[-1].startswith("factcheck.archive.schema.ArchiveError: ")
    assert "check the disk and its free space, what was added before is kept" in error or "disk is full" in error
    added = acknowledged(out.splitlines())
    assert 2 <= len(added) < 20
    assert there(path) == added
    rest = writer(path, 0, 12)
    assert acknowledged(rest.communicate(timeout=60)[0].splitlines()) == set(range(12))
    assert there(path) == added | set(range(12))


def test_a_killed_run_that_is_started_again_ends_with_the_same_content(tmp_path):
    """The whole command with the real models, killed after two articles."""
    folder, cut, whole = tmp_path / "articles", tmp_path / "cut.db", tmp_path / "whole.db"
    folder.mkdir()
    for n in range(24):
        text = f"{(FERRY, FERRY_AGAIN, VOTE)[n % 3].text} It was the {n + 2}th such case, police said."
        (folder / f"{n}.txt").write_text(f"date 2024-03-{n % 28 + 1:02}\n{text}")
    command = [sys.executable, "-m", "factcheck", "archive", "add", str(folder), "--quiet", "--archive"]
    process = subprocess.Popen([*command, str(cut)])
    count, deadline = 0, time.monotonic() + 100
    while count < 2 and time.monotonic() < deadline:
        time.sleep(0.005)
        count = _count(cut)
    kill(process)
    for path in (cut, whole):
        subprocess.run([*command, str(path)], check=True, timeout=100)
    assert 2 <= count < 24
    with Archive.open(cut) as a, Archive.open(whole) as b:
        assert a.info().articles == b.info().articles == 24
        assert list(export.lines(a)) == list(export.lines(b))
        derived = "SELECT id, mean, reading, vectors FROM articles JOIN readings USING (key) ORDER BY id"
        assert a.file.all(derived) == b.file.all(derived)


def _count(path: Path) -> int:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM articles").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_a_reader_sees_only_whole_articles_while_one_writes(tmp_path):
    path = tmp_path / "news.db"
    process = writer(path, 0, 400)
    process.stdout.readline()
    try:
        for _ in range(8):
            with sqlite3.connect(path, timeout=30) as db:
                a, c = db.execute("SELECT count(*), (SELECT count(*) FROM statements) FROM articles").fetchone()
            assert c == a * CLAIMS
    finally:
        kill(process)
