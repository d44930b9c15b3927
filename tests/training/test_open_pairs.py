"""Pairs without a label that are made of labelled ones."""

from __future__ import annotations

import gzip
import json

import make_open_pairs
import pytest

PAIRS = [
    ("A fire at the mill killed two weavers.", "Two people died."),
    ("A fire at the mill killed two weavers.", "Nobody was hurt at the mill."),
    ("The council hasn't chosen a mayor.", "There is no new mayor yet."),
    ("Rain stopped the final in Leeds.", "The final was played in sunshine."),
]


def made(tmp_path, *kinds, name="open"):
    data, out = tmp_path / "pairs.jsonl", tmp_path / f"{name}.jsonl.gz"
    rows = [{"source": "ours", "premise": p, "hypothesis": h, "label": "neutral"} for p, h in PAIRS]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert make_open_pairs.main(["--data", str(data), "--kinds", *kinds, "--out", str(out)]) == 0
    with gzip.open(out, "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    assert all(list(row) == ["source", "premise", "hypothesis"] for row in found)
    assert not {(row["premise"], row["hypothesis"]) for row in found} & set(PAIRS)
    return found


def test_siblings_are_two_hypotheses_of_one_premise_in_both_orders(tmp_path):
    found = {(row["premise"], row["hypothesis"]) for row in made(tmp_path, "sibling")}
    both = (PAIRS[0][1], PAIRS[1][1])
    assert found == {both, both[::-1]}


def test_neighbours_are_hypotheses_of_other_premises(tmp_path):
    found = made(tmp_path, "neighbour")
    own = {}
    for premise, hypothesis in PAIRS:
        own.setdefault(premise, set()).add(hypothesis)
    assert {row["premise"] for row in found} == set(own)
    assert all(row["hypothesis"] not in own[row["premise"]] for row in found)


def test_other_words_take_the_place_of_words_and_of_nothing_else(tmp_path):
    found = made(tmp_path, "words")
    assert len(found) == len(PAIRS)
    for row in found:
        before = [h for p, h in PAIRS if p == row["premise"]]
        assert row["hypothesis"].split()[-1].endswith(".")
        assert any(len(row["hypothesis"].split()) == len(h.split()) for h in before)


def test_a_count_limits_a_kind_and_every_run_makes_the_same(tmp_path, capsys):
    kinds = ["sibling=1", "words=2"]
    assert made(tmp_path, *kinds) == made(tmp_path, *kinds, name="again")
    assert capsys.readouterr().out == "open_sibling\t1\nopen_words\t2\n" * 2


def test_a_kind_that_is_none_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        make_open_pairs.main(["--data", "x", "--kinds", "sbiling", "--out", str(tmp_path / "o.jsonl.gz")])
    assert "sbiling: not one of sibling, neighbour, words" in capsys.readouterr().err
