"""Labelled pairs out of facts: each side reworded, and where the label asks for it a slot changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

import slot_changes as changes
import slot_forms as forms
import slot_kin as kin
import slot_neutrals as neutrals
import slot_numbers as numbers
import slot_rewordings as rewordings
import slot_settings as settings
from slot_claims import Fact, Story
from slot_lexicon import WordNet
from slot_open import Open
from slot_pool import Pair, Pool, event, turned
from slot_text import Edit, Form, as_is, negative, render, uncapitalised

_EDITS = {
    "date_format": rewordings.date_format,
    "figure": rewordings.figure_format,
    "name": rewordings.shorter_name,
    "age": rewordings.aged,
    "phrase": rewordings.phrase,
    "contraction": rewordings.short_not,
}
_REWORDED = [
    (("identical", "any"), 0.5), (("shortened", "any"), 4.0), (("form", "any"), 4.0), (("less", "figures"), 2.5),
    (("less", "time"), 3.5), (("less", "any"), 1.0), (("turned", "turned"), 0.7), (("stayed", "stay"), 0.3),
    (("inserted", "any"), 1.5), (("date_format", "time"), 2.5), (("figure", "figures"), 3.0), (("name", "name"), 3.0),
    (("age", "age"), 0.5), (("phrase", "any"), 2.0), (("contraction", "any"), 0.8), (("synonym", "any"), 3.0),
    (("context", "any"), 5.0),
]  # fmt: skip

_BOTH = re.compile(r"\b(had had|that that|a one|a euro\w*)\b", re.I)


class Maker:
    """Makes pairs of the stories' facts. The weights say how often a type is tried, not how often it comes out."""

    def __init__(self, stories: Sequence[Story], wordnet: WordNet | None = None) -> None:
        self.pool = Pool(stories, wordnet)
        neutral = Open(self.pool).ways()
        self.ways: dict[str, list[tuple[Callable[[Random], Pair | None], float]]] = {
            "contradiction": [
                *((lambda rng, t=t: self.changed(*t, rng), w) for t, w in self._changes()),
                (lambda rng: self.order(rng, "contradiction"), 0.5),
            ],
            "entailment": [
                *((lambda rng, t=t: self.reworded(*t, rng), w) for t, w in _REWORDED),
                (lambda rng: self.order(rng, "entailment"), 0.5),
            ],
            "neutral": [*neutral[:-1], (lambda rng: self.order(rng, "neutral"), 0.5), neutral[-1]],
        }

    def _changes(self) -> list[tuple[tuple[changes.Change, str], float]]:
        return [
            ((changes.time, "time"), 8.0), ((changes.amount, "amount"), 6.0),
            ((changes.amount, "money"), 2.5), ((changes.amount, "percent"), 2.5),
            ((changes.amount, "age"), 1.5), ((numbers.swapped_numbers, "amount"), 0.7),
            ((self.pool.names.change, "name"), 6.0), ((changes.role, "role"), 2.0),
            ((changes.order, "order"), 1.0), ((changes.negation, "any"), 4.0),
            ((changes.stayed, "stay"), 0.4), ((rewordings.negated_change, "turned"), 0.6),
            ((self.pool.antonym, "any"), 4.5), ((changes.roles_swapped, "name"), 2.0),
        ]  # fmt: skip

    def make(self, label: str, rng: Random) -> Pair:
        """A pair of that label, of a type drawn by weight."""
        ways = self.ways[label]
        way = rng.choices([w for w, _ in ways], [p for _, p in ways])[0]
        for _ in range(200):
            pair = way(rng)
            if pair is not None and good(pair):
                return pair
        return self.make(label, rng)

    def changed(self, change: changes.Change, pool: str, rng: Random) -> Pair | None:
        """A contradiction: one slot has another value, on one side or the other."""
        story, fact = self.pool.draw(pool, rng)
        if not changes.sure(fact) and change is not changes.negation:
            return None
        edit = change(fact, rng)
        if edit is None or pool in {"money", "percent", "age"} and edit.type != pool:
            return None
        both = [
            e
            for e in self.pool.background(fact, rng)
            if not e.clashes(edit) and e.type not in {"negation", "antonym", "maybe"}
        ]
        if edit.type in {"order", "negation", "antonym"}:
            both = [e for e in both if e.type not in {"added_detail", "forecast_outcome"}]
        span = tuple((a, b) for a, b, _ in edit.changes)
        left, right = (self._form(fact, span, rng) for _ in range(2))
        if edit.type == "negation":
            left = left if left.exact else as_is(fact)
            right = as_is(fact) if right.type == "reported_form" else right
        few = rng.random() < 0.12
        plain = render(fact, as_is(fact) if few else left, both, [] if few else self.pool.same(fact, rng, 5))
        other = render(fact, as_is(fact) if few else right, [*both, edit], [] if few else self.pool.same(fact, rng, 5))
        if plain is None or other is None:
            return None
        if (
            not few
            and rng.random() < 0.2
            and (more := neutrals.inserted(fact, rng))
            and edit.type not in {"order", "negation"}
        ):
            plain = render(fact, left, [*both, more], self.pool.same(fact, rng, 3)) or plain
        if rng.random() < 0.45 and not few and (longer := self.pool.context(story, fact, rng)):
            other = render(fact, right, [edit], self.pool.same(fact, rng, 5))
            return Pair(longer, other, "contradiction", edit.type) if other else None
        return turned(plain, other, "contradiction", edit.type, rng)

    def _form(self, fact: Fact, keep: tuple[tuple[int, int], ...], rng: Random) -> Form:
        way = rng.random()
        if way < 0.4:
            return forms.exact_form(fact, rng)
        if way < 0.85:
            return forms.shortened(fact, rng, keep) or as_is(fact)
        return as_is(fact)

    def reworded(self, kind: str, pool: str, rng: Random) -> Pair | None:
        """An entailment: the hypothesis says the same as the premise, or part of it."""
        story, fact = self.pool.draw(pool, rng)
        if kind == "context":
            longer = self.pool.context(story, fact, rng)
            if longer is None:
                return None
            form = forms.shortened(fact, rng) if rng.random() < 0.5 else None
            text = render(fact, form or forms.exact_form(fact, rng), (), self.pool.same(fact, rng, 2, exact=False))
            return text and Pair(longer, text, "entailment", "story_to_claim")
        both = self.pool.background(fact, rng)
        down = any(e.type in {"negation", "antonym", "forecast_outcome", "maybe"} for e in both) or negative(fact)
        must: list[Edit] = []
        form, name = as_is(fact), kind
        if kind == "identical":
            text = render(fact, form, both)
            return text and Pair(text, text, "entailment", "identical")
        if kind == "shortened":
            found = forms.shortened(fact, rng)
            if found is None or down:
                return None
            form = found
        elif kind == "form":
            form = forms.exact_form(fact, rng)
            if form.type == "" and rng.random() < 0.9:
                return None
            if form.type == "reported_form" and any(e.type == "negation" for e in both):
                return None
            name = form.type or "synonym"
        elif kind == "less":
            way = rng.choices([w for w, _ in rewordings.LESS], [p for _, p in rewordings.LESS])[0]
            edit = way(fact, rng)
            if edit is None or down:
                return None
            must, name = [edit], edit.type
        elif kind == "turned":
            edit = rewordings.negated(fact, rng)
            if edit is None:
                return None
            must, name, both = [edit], edit.type, []
        elif kind == "stayed":
            return self.stayed(fact, rng)
        elif kind == "inserted":
            edit = neutrals.inserted(fact, rng)
            text = edit and render(fact, form, [edit], self.pool.same(fact, rng))
            other = render(fact, form, (), self.pool.same(fact, rng))
            return Pair(text, other, "entailment", "without_detail") if text and other else None
        else:
            edit = _EDITS.get(kind, self.pool.synonym)(fact, rng)
            if edit is None or not edit.exact and down:
                return None
            must, name = [edit], edit.type
        both = [e for e in both if not any(e.clashes(m) for m in must)]
        few = rng.random() < 0.35
        more = [] if few else self.pool.same(fact, rng, 6, exact=down)
        premise = render(
            fact,
            as_is(fact),
            both,
            []
            if few or rng.random() < 0.6
            else [e for e in self.pool.same(fact, rng) if not any(e.clashes(m) for m in (*must, *more))],
        )
        if not few and form.type == "" and rng.random() < 0.4:
            form = forms.exact_form(fact, rng) if not any(e.type == "negation" for e in both) else form
        hypothesis = render(fact, form, [*both, *must], more)
        if premise is None or hypothesis is None or premise == hypothesis:
            return None
        exact = form.exact and all(e.exact for e in (*must, *more))
        if exact:
            return turned(premise, hypothesis, "entailment", name, rng)
        return Pair(premise, hypothesis, "entailment", name)

    def stayed(self, fact: Fact, rng: Random) -> Pair | None:
        """What somebody did not do, and what it comes to: "did not resign" and "stayed in office"."""
        stays, denied = changes.stayed(fact, rng), changes.negation(fact, rng)
        if stays is None or denied is None:
            return None
        a, b = (
            render(fact, as_is(fact), [stays], self.pool.same(fact, rng)),
            render(fact, as_is(fact), [denied], self.pool.same(fact, rng)),
        )
        return a and b and turned(a, b, "entailment", "antonym_negated", rng) or None

    def order(self, rng: Random, label: str) -> Pair | None:
        """One event before or after another of the story."""
        story, a = rng.choice(self.pool.facts["event"])
        pool = [f for f in story.facts if f is not a and event(f) and kin.unlike(f.text, a.text, 0.5)]
        if not event(a) or not pool:
            return None
        b = rng.choice(pool)
        if a.text in b.text or b.text in a.text:
            return None
        said = (("after", a, b), ("before", b, a))
        contrary = (("before", a, b), ("after", b, a))
        premise = self._ordered(*rng.choice(said), rng)
        if label == "entailment":
            return turned(premise, self._ordered(*rng.choice(said), rng), label, "order_reworded", rng)
        if label == "contradiction":
            return Pair(premise, self._ordered(*rng.choice(contrary), rng), label, "order")
        both = f"{a.text} and {uncapitalised(b, b.text)}" if rng.random() < 0.5 else f"{a.text}. {b.text}"
        return Pair(both, premise, label, "order_unknown")

    def _ordered(self, link: str, first: Fact, second: Fact, rng: Random) -> str:
        if rng.random() < 0.3:
            return f"{link.capitalize()} {uncapitalised(second, second.text)}, {uncapitalised(first, first.text)}"
        return settings.joined(first, link, second).text


def good(pair: Pair) -> bool:
    """Whether a pair is worth having: two readable texts that differ, unless they are to be identical."""
    if pair.premise == pair.hypothesis:
        return pair.type == "identical"
    if pair.premise.lower().rstrip(".") == pair.hypothesis.lower().rstrip("."):
        return False
    texts = (pair.premise, pair.hypothesis)
    return not any(
        re.search(r"\b(\w+) \1\b|\bin on\b|\bon in\b|\ba [aeio]\w+|’s’s|\(\)| ,|\bthe the\b", t) and not _BOTH.search(t)
        for t in texts
    ) and all(len(t.split()) >= 4 for t in texts)
