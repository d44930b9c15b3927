import gzip
from pathlib import Path

import pytest

from factcheck.articles import load_articles
from factcheck.places import Place, Places, locate, place
from factcheck.records import Span


def where(path, words):
    """The place of words in the file, and what stands there."""
    (article,) = load_articles([path])
    start = article.text.index(words)
    found = Places({article.id: article}).of(Span(article.id, start, start + len(words)))
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = raw.decode().replace("\r\n", "\n").split("\n")
    return found, found and lines[found.line - 1][found.column - 1 : found.end_column - 1]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "date 2024-03-05\n\nThe ferry ran aground\non Monday night.\n", Place(4, 4, 4, 10)),
        ("a.txt", "The ferry ran aground\r\non Monday night.\r\n", Place(2, 4, 2, 10)),
        ("a.md", "---\ntitle: Monday\n---\n\nÜber the “reef” on Monday.", Place(5, 20, 5, 26)),
        ("a.json", '{"title": "Monday",\n "text": "He said \\"no\\" on Monday."}', Place(2, 29, 2, 35)),
        ("a.txt.gz", "It was late. On Monday.", Place(1, 17, 1, 23)),
    ],
)
def test_a_word_is_found_in_its_file(tmp_path, name, text, expected):
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    assert where(path, "Monday") == (expected, "Monday")


def test_a_word_is_found_in_a_web_page(tmp_path):
    path = tmp_path / "a.html"
    said = (
        "The ferry <b>Halvar</b> ran aground off Aldsund&nbsp;on <i>Monday</i> night, the coast guard said in a note."
    )
    more = "<p>Passengers waited on deck for hours before boats came out of the harbour to take them ashore.</p>"
    path.write_text(
        f"<html><head><title>Monday</title></head>\n<body><article>\n<p>{said}</p>\n{more}</article></body></html>"
    )
    found, words = where(path, "Monday")
    assert (found.line, words) == (3, "Monday")


def test_what_is_not_known_is_not_guessed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("It was on Monday.")
    (article,) = load_articles([path])
    span = Span(article.id, 10, 16)
    path.write_text("It has been rewritten.")
    assert Places({article.id: article}).of(span) is None
    path.unlink()
    assert Places({article.id: article}).of(span) is None
    assert locate("", "Monday", 0, 6) is None


def test_a_place_over_several_lines():
    assert place("one\ntwo\nthree", 2, 9) == Place(1, 3, 3, 2)


def test_long_markup_does_not_stall():
    text = " ".join(f"word{n}" for n in range(60))
    source = "<p>" + text.replace(" ", "&nbsp;<b></b>\\n ") + "&amp;" * 20_000 + Path(__file__).read_text()
    assert locate(source, f"{text} missing", len(text) + 1, len(text) + 8) is None
