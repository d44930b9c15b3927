import os
import random
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest

from factcheck.bench import charts, speed
from factcheck.bench.tasks import FIXTURES
from factcheck.errors import FactcheckError
from factcheck.matching.stories import proper_words
from factcheck.records import Article


def test_growth_is_fitted_over_the_logarithms():
    assert speed.exponent([(10, 3.0), (100, 300.0), (1000, 30000.0)]) == 2.0
    assert speed.exponent([(10, 5.0), (40, 10.0)]) == 0.5
    assert speed.exponent([(10, 5.0)]) is None
    assert speed.exponent([(10, 5.0), (20, 0)]) is None


@pytest.mark.parametrize(("before", "after"), [({}, "PASSIVE"), ({"OMP_WAIT_POLICY": "ACTIVE"}, "ACTIVE")])
def test_torch_is_told_how_to_wait_before_it_is_loaded(before, after):
    code = (
        "import os, sys; from factcheck.bench import machine, run, speed; machine.wait_asleep(); "
        "assert 'torch' not in sys.modules; print(os.environ['OMP_WAIT_POLICY'])"
    )
    env = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"} | before
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == after


def test_engines_take_turns():
    calls = []
    pairs = [("a", "b")] * 270
    engines = {name: lambda some, name=name: calls.append((name, len(some))) for name in ("int8", "fp32")}
    assert set(speed.by_turns(engines, pairs)) == {"int8", "fp32"}
    assert calls == [("fp32", 128), ("int8", 128), ("int8", 128), ("fp32", 128), ("fp32", 14), ("int8", 14)]


def test_pairs_across_articles_are_counted_and_sampled():
    articles = [Article("a", "One. Two. Three."), Article("b", "Four. Five."), Article("c", "Six.")]
    drawn, count = speed.sentence_pairs(articles, 50, random.Random(0))
    assert count == 3 * 2 + 3 * 1 + 2 * 1
    assert len(drawn) == 50
    home = {"One.": "a", "Two.": "a", "Three.": "a", "Four.": "b", "Five.": "b", "Six.": "c"}
    assert all(home[a] != home[b] for a, b in drawn)
    assert speed.sentence_pairs(articles[:1], 5, random.Random(0)) == ([], 0)


def test_made_articles_are_the_same_every_time_and_differ():
    made = speed.made_articles(120)
    assert [a.text for a in made] == [a.text for a in speed.made_articles(120)]
    assert len({a.id for a in made}) == 120 and len({a.text for a in made}) == 120


def test_made_articles_beyond_the_tellings_are_other_events():
    told = sum(1 for _ in (FIXTURES / "stories").glob("*/articles/*"))
    once = speed.TELLINGS * told
    made = speed.made_articles(once + told)
    assert [a.text for a in made[:once]] == [a.text for a in speed.made_articles(once)]
    for a, b in zip(made, made[once:], strict=False):
        one, other = proper_words(a.text), proper_words(b.text)
        assert len(one & other) <= 0.2 * min(len(one), len(other))
        assert a.published is None or a.published - b.published == timedelta(weeks=52)


def test_too_few_articles_are_told(tmp_path):
    (tmp_path / "one.txt").write_text("The ferry sank on Monday near the lighthouse.")
    with pytest.raises(FactcheckError, match="holds 1 articles, and 10 are asked for"):
        speed.read_articles(str(tmp_path), 10)


def test_a_result_comes_after_each_size(monkeypatch):
    class Here:
        def apply(self, function, words):
            return {"articles": words[1], "naive_pairs": words[1] ** 2, "nli_pairs": 5} | dict.fromkeys(
                ("seconds", "processor_seconds", "naive_seconds", "naive_processor_seconds"), 1
            )

        close = join = lambda self: None

    monkeypatch.setattr(speed.multiprocessing, "get_context", lambda kind: SimpleNamespace(Pool=lambda size: Here()))
    one, two = speed.measure(None, [20, 10])
    assert [len(result["sizes"]) for result in (one, two)] == [1, 2]
    assert one["growth"]["naive_pairs"] is None and two["growth"]["naive_pairs"] == 2.0
    assert [row["pairs_ratio"] for row in two["sizes"]] == [20.0, 80.0]


def test_the_table_shows_ratios_first():
    row = {name: 2.0 for name in speed._LABELS} | {"articles": 10, "int8_peak_tops": 1.5, "int8_peak_share": 0.25}
    result = {
        "sizes": [row, {**row, "articles": 1000, "fp32_ratio": None}], "growth": {"seconds": 0.9}, "sample": 64,
        "machine": {"processor": "Own", "cores": 2, "memory_gb": 8},
    }  # fmt: skip
    lines = speed.markdown(result).splitlines()
    assert lines[0] == "| | 10 | 1,000 | growth |"
    assert lines[2] == "| naive pipeline, times our time | 2.0 | 2.0 |  |"
    assert "| fp32 CrossEncoder, times our time on the same pairs | 2.0 | – |  |" in lines
    assert "| our seconds, cold start to HTML | 2.0 | 2.0 | n^0.9 |" in lines


def test_charts_hold_their_points_and_escape_names():
    lines = charts.curves([("factcheck", [(0.0, 1.0), (1.0, 0.5)]), ("a<b", [(0.5, 0.5)])], "a & b")
    assert 'points="44.0,10.0 284.0,130.0"' in lines
    assert "a&lt;b" in lines and "a<b" not in lines and "a &amp; b" in lines
    value = {"value": 0.5, "low": 0.25, "high": 0.75}
    bars = charts.bars([("date <3>", [("factcheck", value), ("naive", {"value": None})])], "by type")
    assert 'width="150.0"' in bars and "date &lt;3&gt;" in bars and bars.count("<rect") == 1
    assert charts.reliability([("factcheck", [(0.9, 0.8, 10)])], "r").count("<circle") == 1
