"""Every example of docs/VERDICTS.md, told in two reports of one story."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

import factcheck
from factcheck.judging.calibration import severity
from factcheck.judging.verdict import compare_pairs, judge
from factcheck.matching.candidates import candidate_pairs
from factcheck.matching.encode import encode
from factcheck.matching.stories import Stories
from factcheck.records import Article, ConflictType, Relation
from tests.pairs import MONDAY, article, read

PAGE = (Path(__file__).parent.parent / "docs" / "VERDICTS.md").read_text(encoding="utf-8")
STORIES = (
    "The ferry Osprey sank off Marrin Bay on Sunday after striking a rock. {} Coastguard chief Ellen Tarrant said "
    "divers would search the wreck. The Osprey carried freight between Marrin Bay and Holm Island.",
    "The ferry Osprey sank off Marrin Bay on Sunday when it struck a rock. {} Divers will search the wreck, said Ellen "
    "Tarrant, the chief of the coastguard. Freight went between Marrin Bay and Holm Island on the Osprey.",
)
PUBLISHED = re.compile(r"(?:(undated)|(\d+ May)): ")


class Row(NamedTuple):
    name: str
    sentences: tuple[str, str]
    says: str


def rows(heading: str) -> list[Row]:
    """The rows of the first table under a heading of the page."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    table = re.search(r"(?:^\|.*\n)+", part, re.M)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [Row(name, (one, other), says) for name, one, other, says in cells]


RELATIONS = rows("What two claims can be to each other")
TYPES = rows("What is compared")


def told(sentence: str) -> tuple[str, date | None]:
    """The sentence and the publish date before it."""
    found = PUBLISHED.match(sentence)
    if not found:
        return sentence, MONDAY
    undated, day = found.groups()
    return sentence[found.end() :], None if undated else datetime.strptime(f"{day} 2024", "%d %B %Y").date()


def reports(row: Row) -> list[Article]:
    pairs = zip("ab", STORIES, map(told, row.sentences), strict=True)
    return [article(name, story.format(text), published) for name, story, (text, published) in pairs]


@pytest.mark.parametrize("row", RELATIONS + TYPES, ids=lambda row: f"{row.name}: {row.sentences[1][:40]}")
def test_example(row, nli):
    found = [
        (f"{'information' if f.severity == 'info' else 'conflict'}: {f.type}", f.relation)
        for f in factcheck.check(reports(row), nli=nli).findings
    ]
    relation = "update" if row.name == "update" else "contradiction"
    assert found == ([] if row.says == "silent" else [(row.says, relation)])


@pytest.mark.parametrize(
    "row", [r for r in RELATIONS if r.says == "silent"], ids=lambda row: f"{row.name}: {row.sentences[1][:40]}"
)
def test_relation_behind_a_silence(row):
    """The verdicts on what the two sentences say, without the model."""
    articles = reports(row)
    events, known = read(*(a.text for a in articles), published=tuple(a.published for a in articles))
    claims = events.claims
    vectors = encode([c.gist for c in claims])
    pairs = compare_pairs(events, candidate_pairs(events, vectors), Stories(articles, claims, vectors), known)
    inside = set()
    for a, sentence in zip(articles, row.sentences, strict=True):
        text = told(sentence)[0]
        start = a.text.index(text)
        inside |= {c.id for c in claims if c.article_id == a.id and start <= c.start and c.end <= start + len(text)}
    verdicts = [v for v in judge(pairs, events, known) if {v.a, v.b} <= inside]
    found = {v.relation for v in verdicts if v.relation != "contradiction" or severity(v.probability, v.cap)}
    if row.name in {"planned", "different_event"} and not found:
        return  # not compared at all
    assert row.name in found
    assert not found & {"contradiction", "update"}


def test_every_relation_and_type_has_its_examples():
    assert {r.name for r in RELATIONS} == {*get_args(Relation), "attribution", "planned"}
    names = {r.name for r in TYPES}
    assert names == set(get_args(ConflictType))
    for name in names:
        says = {r.says for r in TYPES if r.name == name}
        assert "silent" in says
        assert name == "other" or says & {f"conflict: {name}", f"information: {name}"}
