"""Slot edits from whole articles: claims kept and read again, pairs made of stories, and the command that writes them."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import make_slot_edits
import slot_claims
from slot_names import Names
from slot_pairs import Maker, good
from slot_pool import Pair

PARAGRAPHS = (
    "Two people were killed in a fire at a mill in Norwich on Monday. Anna Reed, the mayor of Norwich, visited the mill "
    "on 16 April 2019. The owner, Acme Holdings Corp, paid £4 million for the mill in 1987. The council did not approve "
    "the plan. About 40 percent of the houses near the river were built before 1950.",
    "The striker Boris Lang, 34, scored 12 goals in March. Lang resigned as captain after the match against Derby. The "
    "club sold 1,200 tickets on Friday. Bolton Mills bought the club in 2004. The chairman said on Tuesday that profits "
    "rose 5 percent.",
    "A storm destroyed 17 barns near Brask on Sunday. The storm injured three farmers. Ministers rejected the request for "
    "help last week. The minister of finance will visit the town in June. Insurers paid $3m to the farmers.",
)


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "own.jsonl"
    names = ("Clara Moss", "Dora Finch", "Emil Stone", "Clara Finch", "Dora Stone", "Clara Stone", "Dora Moss")
    rows = [
        {"id": f"{n}-{k}", "text": text.replace("Anna Reed", names[n % 7]).replace("Boris Lang", names[(n + 3) % 7])}
        for n in range(14)
        for k, text in enumerate(PARAGRAPHS)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stories(news):
    return list(slot_claims.read_stories(slot_claims.read_articles(news, 40, 1)))


def test_claims_come_back_from_the_cache(stories, tmp_path):
    slot_claims.save(tmp_path / "kept.jsonl.gz", stories)
    assert list(slot_claims.load(tmp_path / "kept.jsonl.gz")) == stories
    assert any(f.amounts for s in stories for f in s.facts) and any(f.times for s in stories for f in s.facts)


def test_telex_and_lower_case_are_made_plain():
    assert slot_claims.plain("Net rose 5 pct\nto 40 mln dlrs.\n    It gave no\nreason.") == (
        "Net rose 5 percent to 40 million dollars.\n\nIt gave no reason."
    )
    assert slot_claims.with_capitals("the mayor of norwich left. he died.", {"norwich": "Norwich"}) == (
        "The mayor of Norwich left. He died."
    )


def test_rows_repeat_and_hold_every_label_and_many_types(stories):
    first, again = (list(make_slot_edits.make(stories, 600, seed=5)) for _ in range(2))
    assert first == again and first != list(make_slot_edits.make(stories, 600, seed=6))
    by_label = {label: {r["type"] for r in first if r["label"] == label} for label in make_slot_edits.LABELS}
    assert {"number", "money", "date", "negation", "antonym"} <= by_label["contradiction"]
    assert {"at_least", "shortened", "synonym", "story_to_claim"} <= by_label["entailment"]
    assert {"vaguer", "added_detail", "other_sentence", "forecast_outcome"} <= by_label["neutral"]
    assert len({(r["premise"], r["hypothesis"]) for r in first}) == 600
    for row in first:
        assert (row["premise"] == row["hypothesis"]) == (row["type"] == "identical")
        assert not re.search(r"  | ,|\b(in on|on in|a a|the the)\b", row["premise"] + "|" + row["hypothesis"])


def test_a_bound_entails_in_one_direction_only(stories):
    maker = Maker(stories)
    rng = Random(2)
    less = [p for _ in range(400) if (p := maker.reworded("less", "figures", rng)) and p.type == "at_least"]
    vaguer = [p for _ in range(400) if (p := maker.ways["neutral"][1][0](rng))]
    bound = re.compile(r"at least|more than|over|no (fewer|less) than", re.I)
    assert less and vaguer
    assert [p for p in less if not bound.search(p.hypothesis)] == [] and {p.label for p in less} == {"entailment"}
    assert all(p.label == "neutral" and p.type == "vaguer" for p in vaguer)


def test_command_writes_train_and_held_out_rows(news, tmp_path, capsys):
    argv = ["--news", f"{news}=40", "--claims", str(tmp_path / "claims"), "--count", "90", "--dev-count", "30"]
    for name in ("one", "two"):
        out = ["--out", str(tmp_path / f"{name}.jsonl.gz"), "--dev", str(tmp_path / f"{name}_dev.jsonl.gz")]
        assert make_slot_edits.main([*argv, *out]) == 0
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()
    with gzip.open(tmp_path / "one_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len(rows) == 30 and {r["source"] for r in rows} == {"slot_edits_dev"}
    assert "contradiction\t" in capsys.readouterr().out


def test_bad_pairs_are_refused():
    assert not good(Pair("A fire broke out in May", "A fire broke out on in May", "contradiction", "date"))
    assert not good(Pair("The mill burned down", "the mill burned down.", "entailment", "synonym"))
    assert good(Pair("The mill burned down on Monday", "The mill burned down on Friday", "contradiction", "weekday"))


def test_names_come_from_the_same_news(stories):
    names = Names(stories)
    assert set(names.pools) == {"person", "organization", "place"}
    assert names.another("Anna Reed", "person", Random(1)) != "Anna Reed"
