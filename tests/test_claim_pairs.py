"""Pairs of claims without a label, as a teacher is asked to judge them."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import make_claim_pairs

TEXTS = (
    "The ferry Linnet sank off Harwich on Monday. Nine passengers died.",
    "The ferry Linnet sank off Harwich on Tuesday. Nine passengers died.",
    "The ferry Linnet sank off Harwich on Friday.",
)


def test_pairs_are_those_the_model_is_asked_about_in_both_orders(tmp_path, capsys):
    news = tmp_path / "wrecks.jsonl"
    lines = [json.dumps({"id": k, "text": text, "date": "2024-03-15"}) for k, text in enumerate(TEXTS)]
    news.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "pairs.jsonl.gz"
    assert make_claim_pairs.main(["--news", str(news), "--together", "2", "--out", str(out)]) == 0
    with gzip.open(out, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert {key for row in rows for key in row} == {"source", "premise", "hypothesis"}
    pairs = [(row["premise"], row["hypothesis"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert {pair[::-1] for pair in pairs} == set(pairs)
    assert any("Monday" in a and "Tuesday" in b for a, b in pairs)
    assert not any("Friday" in a for a, _ in pairs)  # the third article is in a group of its own
    assert capsys.readouterr().out == f"claim_pairs_wrecks\t{len(pairs)}\n"
