import json
import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from factcheck import articles as module
from factcheck.articles import ArticleError, foreign_language, load_articles
from factcheck.readers import KINDS
from factcheck.records import Article

STORY = "The ferry to Aldsund ran aground on Monday. Nobody was hurt."
FRENCH = (
    "Le ferry qui relie la ville à son île s'est échoué lundi matin devant le port. Personne n'a été blessé, "
    "a déclaré la capitaine, mais les quatre-vingts passagers ont dû attendre trois heures avant de pouvoir "
    "rejoindre la terre ferme. La compagnie promet une enquête et rembourse tous les billets de la journée."
)
ENGLISH = (
    "The ferry that links the town to its island ran aground off the harbour on Monday morning. Nobody was hurt, the "
    "captain said, but the eighty passengers had to wait three hours before they could go ashore. The company "
    "promises an inquiry and will pay back every ticket of the day, Jean-Baptiste Lefèvre of the prefecture added."
)
CHINESE = "周一上午，开往小岛的渡轮在港口外搁浅。船长说，没有人受伤，但八十名乘客不得不等了三个小时才能上岸。"


@pytest.fixture
def problems():
    return []


@pytest.fixture
def load(problems):
    """Load from a path; problems go to `problems` as "where: message" with the folders left out."""

    def load(paths):
        def note(problem):
            problems.append(f"{Path(problem.where).name}: {problem.message}")

        return load_articles(paths, on_problem=note)

    return load


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path, load, problems):
    write(
        tmp_path, b_txt=f" date 2024-03-05 \n\n{STORY}", a_md=f"# Aground\n\n{STORY}", c__d_txt=STORY, photo_jpg="?",
        README_md="How this folder came to be.", LICENSE_txt="All yours.",
    )  # fmt: skip
    write(tmp_path / ".git", x_txt=STORY)
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / "notice-to-mariners.txt").write_text(STORY)
    found = load(tmp_path)
    assert [article.id for article in found] == ["a.md", "b.txt", "c/d.txt", "notice-to-mariners.txt"]
    assert found[0] == Article("a.md", f"# Aground\n\n{STORY}", title="Aground", path=str(tmp_path / "a.md"))
    assert found[1] == Article("b.txt", STORY, published=date(2024, 3, 5), path=str(tmp_path / "b.txt"))
    assert problems == []


def test_one_record_with_all_its_fields(tmp_path, load, problems):
    record = {
        "id": 17,
        "headline": " Ferry\naground ",
        "body": f"  {STORY}\r\n",
        "publisher": {"name": "Aldsund Post"},
        "pubDate": "Tue, 05 Mar 2024 23:00:00 -0500",
        "link": "https://www.aldsund-post.example/ferry",
    }
    (tmp_path / "a.json").write_text(json.dumps(record))
    assert load(tmp_path / "a.json") == [
        Article(
            id="17",
            text=f"  {STORY}\r\n",
            title="Ferry aground",
            source="Aldsund Post",
            published=date(2024, 3, 5),
            url="https://www.aldsund-post.example/ferry",
            path=str(tmp_path / "a.json"),
        )
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("record", "source"),
    [
        ({"url": "https://www.aldsund-post.example/ferry"}, "aldsund-post.example"),
        ({"source": "https://aldsund-post.example/", "url": "https://cache.example/1"}, "aldsund-post.example"),
        ({"site": "Aldsund  Post"}, "Aldsund Post"),
        ({}, None),
    ],
)
def test_the_source_is_given_or_the_domain(tmp_path, load, record, source):
    (tmp_path / "a.json").write_text(json.dumps({"text": STORY} | record))
    assert load(tmp_path / "a.json")[0].source == source


@pytest.mark.parametrize(
    ("record", "published", "problem"),
    [
        ({"date": "4/5/2024"}, None, "a.json: unreadable date '4/5/2024'; write it as YYYY-MM-DD"),
        ({"date": "last week", "timestamp": 1709620000}, date(2024, 3, 5), None),
        ({"date": "", "published_at": "2024-03-05"}, date(2024, 3, 5), None),
        ({"date": ["x"]}, None, "a.json: unreadable date \"['x']\"; write it as YYYY-MM-DD"),
        ({}, None, None),
    ],
)
def test_an_unreadable_date_is_unknown_and_told(tmp_path, load, problems, record, published, problem):
    (tmp_path / "a.json").write_text(json.dumps({"text": STORY} | record))
    assert load(tmp_path / "a.json")[0].published == published
    assert problems == ([problem] if problem else [])


def test_ids_are_kept_and_made_and_unique(tmp_path, load, problems):
    rows = [{"id": "x", "text": "One."}, {"text": "Two."}, {"id": "x", "text": "Three."}, {"id": "x", "text": "Four."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert [article.id for article in load(tmp_path / "a.jsonl")] == ["x", "a.jsonl#2", "x-2", "x-3"]
    assert problems == [
        "a.jsonl:3: the id 'x' is there already; this article is called 'x-2'",
        "a.jsonl:4: the id 'x' is there already; this article is called 'x-3'",
    ]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path, load, problems):
    write(tmp_path, post__a_txt="One.", herald__a_txt="Two.", herald__b_txt="Three.")
    found = load([tmp_path / "post" / "a.txt", tmp_path / "herald"])
    assert [article.id for article in found] == ["a.txt", "herald/a.txt", "b.txt"]
    assert problems == []


def test_a_file_named_twice_is_read_once(tmp_path, load):
    write(tmp_path, a_txt=STORY)
    assert len(load([tmp_path, str(tmp_path / "*.txt"), tmp_path / "a.txt"])) == 1


def test_patterns(tmp_path, load, problems):
    write(tmp_path, a_txt="One.", b_md="Two.", c_pdf="Three.", d__e_txt="Four.")
    assert [article.text for article in load(f"{tmp_path}/*")] == ["One.", "Two."]
    assert [article.text for article in load(f"{tmp_path}/**/*.txt")] == ["One.", "Four."]
    assert problems == []
    assert load(f"{tmp_path}/*.html") == []
    assert "no readable file matches; readable are .txt .md" in problems[0]


def test_bad_files_are_told_and_the_others_read(tmp_path, load, problems):
    write(
        tmp_path, a_txt="", b_json='{"text": "x"', c_jsonl='{"text": "Late."}\n{"id": 1}\n', d_txt="Good.", e_pdf="%PDF",
        f_csv="label,value\n1,2\n",
    )  # fmt: skip
    (tmp_path / "g.txt").write_bytes(b"\0\1\2")
    names = ["a.txt", "b.json", "c.jsonl", "d.txt", "e.pdf", "f.csv", "g.txt", "h.txt"]
    found = load([*(tmp_path / name for name in names), "https://aldsund-post.example/ferry"])
    assert [article.text for article in found] == ["Late.", "Good."]
    assert problems == [
        "a.txt: is empty; give it some text or leave it out",
        "b.json: broken JSON at line 1; correct the file",
        'c.jsonl:2: has no text; name the field one of "text", "body", "content"',
        f"e.pdf: is of an unknown kind; save it as text, HTML or JSON ({' '.join(KINDS)})",
        'f.csv:1: has no text; name the field one of "text", "body", "content"',
        "g.txt: is not text; save it as UTF-8 text, HTML or JSON",
        "h.txt: no such file or folder; check the spelling",
        "ferry: is an address; save the page as .html and give the file",
    ]


def test_a_file_that_cannot_be_opened_is_told(tmp_path, load, problems, monkeypatch):
    write(tmp_path, a_txt=STORY)

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert load(tmp_path / "a.txt") == []
    assert problems == ["a.txt: cannot be read (Permission denied); check the file and its permissions"]


def test_a_table_without_text_does_not_fill_the_screen(tmp_path, load, problems):
    (tmp_path / "a.csv").write_text("label\n" + "1\n" * 1000)
    assert load(tmp_path) == []
    assert len(problems) == 21
    assert problems[-1] == "a.csv: and 980 more problems in this file"


@pytest.mark.parametrize(("length", "kept"), [(200_000, 200_000), (200_001, 200_000)])
def test_long_texts_are_cut(tmp_path, load, problems, length, kept):
    (tmp_path / "a.txt").write_text("x" * length)
    assert len(load(tmp_path)[0].text) == kept
    told = "a.txt: truncated: only the first 200,000 of 200,001 characters are read; cut the text up"
    assert problems == ([told] if kept < length else [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, None),
        (ENGLISH + FRENCH, None),
        (FRENCH[:120], None),
        (CHINESE, "zh"),
        ("北京", None),
        ("1,200 | 3,400 | 5,600 " * 60, None),
        ("", None),
    ],
)
def test_texts_in_another_language_are_known_when_there_is_enough_of_them(text, language):
    assert foreign_language(text) == language


def test_texts_in_another_language_are_left_out(tmp_path, load, problems):
    write(tmp_path, a_txt=FRENCH, b_txt=ENGLISH)
    assert [article.id for article in load(tmp_path)] == ["b.txt"]
    assert problems == ["a.txt: is in French (fr); only English is read"]


def test_standard_input(load, monkeypatch, tmp_path):
    (tmp_path / "in").write_text(f"date 2024-03-05\n{STORY}")
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert load("-") == [Article("stdin", STORY, published=date(2024, 3, 5))]


def test_without_a_listener_problems_are_logged(tmp_path, caplog):
    write(tmp_path, a_txt=STORY, b_txt="")
    with caplog.at_level(logging.WARNING, logger="factcheck"):
        assert [article.id for article in load_articles([str(tmp_path)])] == ["a.txt"]
    assert caplog.messages == [f"{tmp_path / 'b.txt'}: is empty; give it some text or leave it out"]


def test_nothing_at_all_is_an_error(tmp_path):
    with pytest.raises(ArticleError, match=r"no articles in this folder; readable are \.txt"):
        load_articles(tmp_path)
    with pytest.raises(ArticleError, match=r"nowhere\.txt: no such file or folder; check the spelling \(and 1 more\)$"):
        load_articles([tmp_path / "nowhere.txt", tmp_path / "neither.txt"])
    assert load_articles([]) == []


def test_the_length_limit_is_one_constant(tmp_path, load, monkeypatch):
    monkeypatch.setattr(module, "MAX_CHARACTERS", 9)
    write(tmp_path, a_txt=STORY)
    assert load(tmp_path)[0].text == "The ferry"


def test_importing_the_reader_loads_no_library():
    heavy = {"trafilatura", "htmldate", "pyarrow", "py3langid", "numpy", "yaml", "charset_normalizer"}
    code = "import sys, factcheck.articles; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & set(loaded)
