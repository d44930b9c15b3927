"""Facts that are like another and yet tell of something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from slot_claims import Fact, Story
from slot_text import base, children, root, subject

Facts = tuple[Fact, Fact]


@dataclass(frozen=True)
class Kin:
    """The facts of all stories by what they have in common: verb and noun, or the one they are about."""

    by_words: dict[tuple[str, str], list[tuple[str, Fact]]]
    by_subject: dict[str, list[tuple[str, Fact]]]

    @classmethod
    def of(cls, stories: Iterable[Story]) -> Kin:
        words: dict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
        about: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
        for story in stories:
            for fact in story.facts:
                if (
                    fact.kind != "event"
                    or fact.modality == "hedged"
                    or fact.text.endswith("took place")
                    and len(fact.words) % 4
                ):
                    continue
                for key in _keys(fact):
                    words[key].append((story.cluster, fact))
                if name := about_whom(fact):
                    about[name].append((story.cluster, fact))
        return cls({k: v for k, v in words.items() if len(v) > 1}, {k: v for k, v in about.items() if len(v) > 1})


def _keys(fact: Fact) -> list[tuple[str, str]]:
    at = root(fact)
    nouns = [
        i
        for i in children(fact, at)
        if fact.words[i].dep in {"nsubj", "nsubjpass", "dobj"} and fact.words[i].tag in {"NN", "NNS"}
    ]
    return [
        (base(fact.words[at]), fact.words[i].lemma.lower())
        for i in nouns
        if base(fact.words[at]) not in {"be", "have", "do"}
    ]


def about_whom(fact: Fact) -> str | None:
    """The name that is the fact's subject."""
    who = subject(fact)
    if who is None:
        return None
    at = fact.words[who].start
    return next((fact.text[s.start : s.end] for s in fact.names if s.start <= at < s.end and s.end - s.start > 4), None)


@lru_cache(maxsize=100_000)
def content(text: str) -> frozenset[str]:
    """The longer words of a text, without their endings."""
    return frozenset(w.lower()[:6] for w in re.findall(r"[A-Za-z]{4,}|\d+", text))


def unlike(a: str, b: str, most: float = 0.5) -> bool:
    """Whether two texts share less than a part of their words."""
    x, y = content(a), content(b)
    return len(x & y) < most * max(1, min(len(x), len(y)))


def other_event(story: Story, fact: Fact, kin: Kin, rng: Random) -> Facts | None:
    """The same kind of event, elsewhere."""
    for key in rng.sample(keys := _keys(fact), len(keys)):
        pool = [(c, f) for c, f in kin.by_words.get(key, ()) if c != story.cluster and unlike(f.text, fact.text, 0.6)]
        if pool:
            return fact, rng.choice(pool)[1]
    return None


def other_doing(story: Story, fact: Fact, kin: Kin, rng: Random) -> Facts | None:
    """Something else that the same company or person did."""
    name = about_whom(fact)
    pool = [
        f for _, f in kin.by_subject.get(name or "", ())
        if f is not fact and unlike(f.text.replace(name or "", ""), fact.text.replace(name or "", ""), 0.4)
    ]  # fmt: skip
    return (fact, rng.choice(pool)) if pool else None


def other_sentence(story: Story, fact: Fact, kin: Kin, rng: Random) -> Facts | None:
    """Another claim of the story."""
    pool = [
        f for f in story.facts if f.sentence != fact.sentence and unlike(f.text, fact.text, 0.5) and len(f.words) > 5
    ]
    near = [f for f in pool if content(f.text) & content(fact.text)] or pool
    return (fact, rng.choice(near)) if near else None
