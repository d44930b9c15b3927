import gzip
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from factcheck import readers
from factcheck.readers import Unreadable, decode, kind_of, read_file, read_stream

STORY = "The ferry to Aldsund ran aground on Monday. Nobody was hurt."


def rows(path):
    problems = []
    return list(read_file(path, lambda number, message: problems.append((number, message)))), problems


def one(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found, problems = rows(path)
    assert not problems
    ((number, record),) = found
    assert number is None
    return {name: value for name, value in record.items() if value is not None}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Renée paid £30 – “enough”."),
        ("utf-8-sig", "Renée paid £30."),
        ("utf-16", "Renée paid £30 – “enough”."),
        ("utf-32", "Renée paid £30."),
        ("cp1252", "The mayor’s house cost £30 million, Renée Dupont said."),
        ("cp1252", "“We will rebuild,” said José Núñez – the town’s mayor."),
        ("latin-1", "It cost £30 million."),
        ("cp1252", "£5 a head"),
        ("mac_roman", "The mayor said “we will rebuild” on Monday."),
        ("cp1251", "Паром сел на мель в понедельник утром, никто не пострадал, сообщил начальник порта."),
    ],
)
def test_encodings(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_binary_data_is_refused():
    with pytest.raises(Unreadable, match="is not text"):
        decode(b"%PDF-1.7\0\0\1")


@pytest.mark.parametrize(
    ("written", "published", "text"),
    [
        (f"{STORY}\n", None, STORY),
        (f" date 2024-03-05 \n\n\n{STORY}\n\nMore.\n", "2024-03-05", f"{STORY}\n\nMore."),
        (f" date 2024-03-05 {STORY}", "2024-03-05", STORY),
        (f"\ufeffDate: 2024-03-05\r\n{STORY}\r\nMore.\rLast.", "2024-03-05", f"{STORY}\nMore.\nLast."),
        (f"date 2024-02-30\n{STORY}", "2024-02-30", STORY),
        (f"date palms die\n{STORY}", None, f"date palms die\n{STORY}"),
        (f"date 2024-03-05th\n{STORY}", None, f"date 2024-03-05th\n{STORY}"),
        (f"{STORY}\ndate 2024-03-05", None, f"{STORY}\ndate 2024-03-05"),
    ],
)
def test_plain_text(tmp_path, written, published, text):
    record = one(tmp_path / "a.txt", written)
    assert record == {"text": text} | ({"published": published} if published else {})


def test_markdown_with_front_matter(tmp_path):
    record = one(
        tmp_path / "a.md",
        f"---\r\ntitle: Ferry aground\r\nsource: Aldsund Post\r\ndate: 2024-03-05\r\n---\r\n\r\n# Ferry\r\n\r\n*{STORY}*\r\n",
    )
    assert record["text"] == f"# Ferry\n\n*{STORY}*"
    assert (record["title"], record["source"], str(record["date"])) == ("Ferry aground", "Aldsund Post", "2024-03-05")


@pytest.mark.parametrize(
    ("written", "record"),
    [
        (f"# Ferry aground #\n\n{STORY}", {"title": "Ferry aground", "text": f"# Ferry aground #\n\n{STORY}"}),
        (f"{STORY}\n\n# Weather", {"text": f"{STORY}\n\n# Weather"}),
        (f"---\n---\n{STORY}", {"text": STORY}),
        (f"---\n\n{STORY}", {"text": f"---\n\n{STORY}"}),
    ],
)
def test_markdown_without_front_matter(tmp_path, written, record):
    assert one(tmp_path / "a.md", written) == record


def test_broken_front_matter_names_the_line(tmp_path):
    (tmp_path / "a.md").write_text(f"---\nsource: Post\ntitle: Ferry: aground: again\n---\n{STORY}")
    with pytest.raises(Unreadable, match="broken front matter at line 3; quote values"):
        rows(tmp_path / "a.md")


PAGE = """<!doctype html><html><head>{head}<title>Ferry aground | Aldsund Post</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry aground</h1>
<p>The ferry to Aldsund ran aground on Monday with eighty passengers on board, the harbour master said.</p>
<p>Nobody was hurt. The company recalled the great storm of March 3, 2019, when three boats were lost.</p></article>
<footer>© 2021 Aldsund Post</footer></body></html>"""
TEXT = (
    "Ferry aground\nThe ferry to Aldsund ran aground on Monday with eighty passengers on board, the harbour master said.\n"
    "Nobody was hurt. The company recalled the great storm of March 3, 2019, when three boats were lost."
)


def test_a_web_page_gives_its_article_and_what_its_head_says(tmp_path):
    head = (
        '<meta property="og:site_name" content="Aldsund Post">'
        '<meta property="article:published_time" content="2024-03-05T23:40:00-05:00">'
        '<link rel="canonical" href="https://www.aldsund-post.example/ferry">'
    )
    record = one(tmp_path / "a.html", PAGE.format(head=head))
    assert record == {
        "text": TEXT,
        "title": "Ferry aground",
        "source": "Aldsund Post",
        "url": "https://www.aldsund-post.example/ferry",
        "published": "2024-03-05",
    }


def test_a_date_in_the_running_text_is_not_the_publish_date(tmp_path):
    assert "published" not in one(tmp_path / "a.html", PAGE.format(head=""))


def test_a_web_page_in_the_encoding_that_it_declares(tmp_path):
    page = PAGE.format(head='<meta charset="windows-1252">').replace("Nobody", "Renée’s crew says nobody")
    assert "Renée’s crew says nobody was hurt" in one(tmp_path / "a.htm", page.encode("cp1252"))["text"]


def test_a_page_without_an_article_is_refused(tmp_path):
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    with pytest.raises(Unreadable, match="no article text"):
        rows(tmp_path / "a.html")


A, B = {"id": "a", "text": STORY}, {"id": "b", "text": "Another."}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (A, [(None, A)]),
        ([A, B], [(1, A), (2, B)]),
        ({"status": "ok", "articles": [A, B]}, [(1, A), (2, B)]),
        ([], []),
    ],
)
def test_json(tmp_path, value, found):
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-16")
    assert rows(tmp_path / "a.json") == (found, [])


def test_a_json_list_keeps_its_good_items(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([A, "text alone", B]))
    assert rows(tmp_path / "a.json") == ([(1, A), (3, B)], [(2, "is not a JSON object; give each article as one")])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('{"id": "a",\n"text": }', "broken JSON at line 2; correct the file"),
        ('{"text": "a"}\n{"text": "b"}', "broken JSON at line 2; one object a line is read from a .jsonl file"),
        ('"a"', "is no article"),
        ("[" * 100_000, "broken JSON"),
        ("", "is empty"),
        (" \n", "is empty"),
    ],
)
def test_broken_json(tmp_path, written, message):
    (tmp_path / "a.json").write_text(written)
    with pytest.raises(Unreadable, match=message):
        rows(tmp_path / "a.json")


LINES = b'\xef\xbb\xbf{"text": "a\\r\\n\xc3\xa9"}\r\n\n{"text": \n["b"]\n{"text": "\xe9"}\n{"text": "c"}'
FOUND = [(1, {"text": "a\r\né"}), (6, {"text": "c"})]
BAD = [
    (3, "broken JSON; each line must be one complete object"),
    (4, "is not a JSON object; give each article as one"),
    (5, "is not UTF-8; save the file as UTF-8"),
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "A.JSONL"])
def test_json_lines_number_their_lines_and_go_on_after_bad_ones(tmp_path, name):
    (tmp_path / name).write_bytes(LINES)
    assert rows(tmp_path / name) == (FOUND, BAD)


def test_compressed_json_lines(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES))
    assert rows(tmp_path / "a.jsonl.gz") == (FOUND, BAD)


@pytest.mark.parametrize("broken", [gzip.compress(LINES)[:-20], b"no gzip at all"])
def test_broken_compression(tmp_path, broken):
    (tmp_path / "a.jsonl.gz").write_bytes(broken)
    with pytest.raises(Unreadable, match="broken gzip"):
        rows(tmp_path / "a.jsonl.gz")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.csv", 'id,text\n7,"Late, again.\nVery."\n8,On time\n'),
        ("a.csv", '\ufeffid;text\r\n7;"Late, again.\nVery."\r\n8;On time\r\n'),
        ("a.csv", 'id\ttext\n7\t"Late, again.\nVery."\n8\tOn time\n'),
        ("a.tsv", 'id\ttext\n7\t"Late, again.\nVery."\n8\tOn time\n'),
        ("a.csv", 'id,text\n7,"Late, again.\nVery."\n\n8,On time,too many,cells\n'),
    ],
)
def test_tables(tmp_path, name, written):
    (tmp_path / name).write_bytes(written.encode())
    assert rows(tmp_path / name) == (
        [(1, {"id": "7", "text": "Late, again.\nVery."}), (2, {"id": "8", "text": "On time"})],
        [],
    )


def test_parquet(tmp_path):
    pyarrow.parquet.write_table(pyarrow.table({"id": [7, 8], "text": [STORY, None]}), tmp_path / "a.parquet")
    assert rows(tmp_path / "a.parquet") == ([(1, {"id": 7, "text": STORY}), (2, {"id": 8, "text": None})], [])
    (tmp_path / "b.parquet").write_text("not parquet")
    with pytest.raises(Unreadable, match="broken Parquet"):
        rows(tmp_path / "b.parquet")


def test_files_beyond_the_limit_are_refused_and_rows_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "MAX_BYTES", 30)
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.jsonl").write_text(json.dumps(A))
    with pytest.raises(Unreadable, match=r"is larger than 0 MB; cut it up, or give it as \.jsonl"):
        rows(tmp_path / "a.txt")
    assert rows(tmp_path / "a.jsonl") == ([(1, A)], [])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (STORY.encode(), [(None, {"text": STORY, "published": None})]),
        (b'"So it goes," she said.', [(None, {"text": '"So it goes," she said.', "published": None})]),
        (b'[Photo] {"x"}', [(None, {"text": '[Photo] {"x"}', "published": None})]),
        (f"---\nsource: Wire\n---\n# Fire\n\n{STORY}".encode(), [(None, {"source": "Wire", "title": "Fire", "text": f"# Fire\n\n{STORY}"})]),
        (f"# Fire\r\n\r\n{STORY}".encode(), [(None, {"title": "Fire", "text": f"# Fire\n\n{STORY}"})]),
        (b"--- So it goes ---", [(None, {"text": "--- So it goes ---", "published": None})]),
        (json.dumps(A, indent=1).encode(), [(None, A)]),
        (json.dumps([A, B]).encode(), [(1, A), (2, B)]),
        (f"{json.dumps(A)}\n{json.dumps(B)}\n".encode(), [(1, A), (2, B)]),
    ],
)
def test_standard_input_is_read_by_how_it_begins(data, found):
    assert list(read_stream(io.BytesIO(data), lambda number, message: None)) == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", ".txt"),
        ("a.html.gz", ".html"),
        ("a.parquet", ".parquet"),
        ("a.parquet.gz", None),
        ("a.pdf", None),
        ("gz", None),
        ("txt", None),
    ],
)
def test_kinds_by_the_ending(name, kind):
    assert kind_of(Path(name)) == kind
