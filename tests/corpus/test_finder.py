"""Stories in a stream: who joins whom, within limits, whatever the order of the day."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

from factcheck.corpus import finder as module
from factcheck.corpus.finder import StoryFinder
from factcheck.corpus.index import MemoryIndex
from factcheck.corpus.near import Sketch, least, near, of_few, of_many, worth
from factcheck.records import Article, Claim

DAY = date(2024, 3, 5)
NAMES = "Halvar Aldsund Sundt Brenholm Tolby Tarp Marrin Orlow Renn Castell Pryce Calder".split()


def vectors(seed, like=None, size=6):
    """Unit vectors of made claims; those `like` others are close to them."""
    rng = np.random.default_rng(seed)
    found = rng.normal(size=(size, 16)) if like is None else like + 0.1 * rng.normal(size=like.shape)
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


class Stream:
    """Sends made articles to a finder."""

    def __init__(self):
        self.known = {}
        self.index = MemoryIndex(self.known.__getitem__)
        self.finder = StoryFinder(self.index)

    def send(self, id_, names, of, day=DAY):
        self.known[id_] = of
        text = "It was seen by " + ", ".join(names) + "."
        return self.finder.add(Sketch.of(Article(id_, text, published=day), of), of)


@pytest.fixture
def stream():
    return Stream()


def test_articles_on_one_event_share_a_story_and_others_found_their_own(stream):
    ferry, vote = vectors(1), vectors(2)
    assert stream.send("a", NAMES[:4], ferry) == [0]
    assert stream.send("b", NAMES[4:8], vote) == [1]
    assert stream.send("c", NAMES[:4], vectors(3, ferry)) == [0]
    assert stream.send("d", NAMES[4:8], vectors(4, vote)) == [1]
    assert stream.index.stories == [["a", "c"], ["b", "d"]]
    assert stream.index.near["a"].keys() == {"c"} and stream.index.near["a"]["c"] == stream.index.near["c"]["a"]


def test_what_is_told_alike_is_not_near_without_names_in_common(stream):
    ferry = vectors(1)
    stream.send("a", NAMES[:2], ferry)
    assert stream.send("b", NAMES[4:6], vectors(3, ferry), DAY + timedelta(40)) == [1]
    assert stream.send("d", NAMES[:2], vectors(5, ferry), DAY + timedelta(1)) == [0]


def test_near_is_symmetric_and_falls_with_days():
    one, two = vectors(1), vectors(3, vectors(1), 6)
    at = [Sketch.of(Article("x", "In Halvar, Sundt."), two)]
    at += [Sketch.of(Article("x", "In Halvar, Sundt.", published=DAY + timedelta(n)), two) for n in (0, 3, 30, 400, 800)]
    a = Sketch.of(Article("a", "In Halvar, Sundt.", published=DAY), one)
    scores = [near(a, one, b, two) for b in at]
    assert scores == [near(b, two, a, one) for b in at]
    assert scores[1] > scores[2] > scores[3] > scores[4] == scores[5]
    assert scores[4] < scores[0] < scores[2]


def test_names_that_many_articles_have_do_not_bring_two_together(stream):
    form = vectors(1)
    for n in range(60):
        stream.send(f"filler{n}", NAMES[:3], vectors(100 + n), DAY - timedelta(300))
    stream.send("a", [*NAMES[:3], *NAMES[4:7]], form)
    stream.send("b", [*NAMES[:3], *NAMES[7:10]], vectors(3, form), DAY + timedelta(6))
    stream.send("c", NAMES[4:7], vectors(4, form), DAY + timedelta(6))
    assert "b" not in stream.index.near["a"] and "c" in stream.index.near["a"]


def test_a_name_is_worth_less_the_more_articles_have_it():
    found = [worth(having, 100_000) for having in (0, 200, 1000, 4000, 20_000)]
    assert found == sorted(found, reverse=True) and found[0] == 1.0 and found[-1] == 0.0
    assert worth(0, 0) == 1.0 and worth(3, 5) > worth(300, 500)


def test_an_article_without_claims_is_alone(stream):
    none = np.zeros((0, 16), np.float32)
    assert stream.send("a", NAMES[:4], none) == [0]
    assert stream.send("b", NAMES[:4], none) == [1]


def test_an_article_between_two_stories_joins_both(stream):
    ferry, vote = vectors(1), vectors(2)
    stream.send("a", NAMES[:4], ferry)
    stream.send("b", NAMES[4:8], vote)
    both = np.concatenate([vectors(3, ferry), vectors(4, vote)])
    assert sorted(stream.send("c", NAMES[:8], both)) == [0, 1]


def test_a_full_story_goes_on_in_another_with_guests_of_the_first(stream, monkeypatch):
    monkeypatch.setattr(module, "MOST", 5)
    monkeypatch.setattr(module, "GUESTS", 2)
    ferry = vectors(1)
    for n in range(9):
        stream.send(f"a{n}", NAMES[:6], vectors(n + 2, ferry))
    stories = stream.index.stories
    assert stories[0] == [f"a{n}" for n in range(5)]
    assert "a5" in stories[1] and len(set(stories[1]) & set(stories[0])) == 2
    assert max(map(len, stories)) <= 5


def test_a_third_article_brings_two_together():
    limit = of_many({"a": {"c": 2.0}, "b": {"c": 1.0}, "c": {"a": 2.0, "b": 1.0, "d": least()}, "d": {"c": least()}})
    assert limit("a", "c") > limit("a", "b") == limit("b", "a") > limit("c", "d") > limit("a", "d") == -math.inf


def test_of_few_articles_only_the_dated_are_kept_apart():
    own = vectors(1, size=4)
    texts = {"a": "In Halvar, Sundt.", "b": "In Tolby, Renn.", "c": "In Tolby, Renn.", "d": "In Halvar, Sundt."}
    days = {"a": DAY, "b": DAY + timedelta(200), "c": None, "d": DAY + timedelta(2)}
    some = [Article(id_, text, published=days[id_]) for id_, text in texts.items()]
    claims = [Claim(f"{a.id}:1", a.id, 0, 1, "", "", "event", None, (), (), (), "positive", "asserted") for a in some]
    limit = of_few(some, claims, own)
    assert limit("a", "b") == limit("b", "a") == -math.inf
    assert limit("a", "c") == math.inf
    assert limit("a", "d") > limit("d", "b")


def test_of_a_long_stream_the_latest_are_looked_at(stream, monkeypatch):
    monkeypatch.setattr(module, "LATEST", 3)
    ferry = vectors(1)
    stream.send("a", NAMES[:4], ferry)
    for n in range(3):
        stream.send(f"v{n}", NAMES[4:8], vectors(20 + n, vectors(2)))
    assert stream.send("b", NAMES[:4], vectors(3, ferry)) == [2]
    assert stream.send("c", NAMES[:4], vectors(4, ferry)) == [2]
    assert stream.index.stories == [["a"], ["v0", "v1", "v2"], ["b", "c"]]
