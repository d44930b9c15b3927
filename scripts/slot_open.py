"""Neutral pairs: of facts that neither settle each other nor rule each other out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

import slot_changes as changes
import slot_forms as forms
import slot_kin as kin
import slot_neutrals as neutrals
import slot_numbers as numbers
import slot_rewordings as rewordings
import slot_settings as settings
from slot_claims import Fact
from slot_pool import Pair, Pool, readable, turned
from slot_text import Edit, as_is, negative, render

_FILLERS = frozenset(
    "many cases additi howeve exampl meanwh instan statem also furthe therefo moreov indeed course result".split()
)
_FORECAST = re.compile("|".join((*neutrals.FORECASTS, *neutrals.FORECASTS_MANY)))


class Open:
    """Makes the neutral pairs of a pool's facts."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def ways(self) -> list[tuple[Callable[[Random], Pair | None], float]]:
        """The kinds of pairs and how often each is tried."""
        return [
            (self.related, 4.0), (self.vaguer, 5.5), (self.detail, 3.5), (self.insertion, 2.2), (self.elsewhere, 2.5),
            (self.forecast, 2.5), (self.maybe, 1.0), (self.running, 0.6), (self.rates, 1.0), (self.subsets, 1.0),
            (self.speakers, 1.5), (self.reported, 0.7), (self.unsaid, 1.5),
        ]  # fmt: skip

    def related(self, rng: Random) -> Pair | None:
        """Other claims: of the story, of the same one, of an event of the kind."""
        way = rng.choice(
            (
                "other_sentence",
                "other_event",
                "other_event",
                "other_doing",
                "other_doing",
                "story",
                "story",
                "story",
                "story",
            )
        )
        story, fact = self.pool.draw("any", rng)
        if way == "story":
            longer = self.pool.context(story, fact, rng)
            pool = [
                f
                for f in story.facts
                if abs(f.sentence - fact.sentence) > 1 and readable(f) and longer and kin.unlike(f.text, longer, 0.5)
            ]
            return Pair(longer, rng.choice(pool).text, "neutral", "other_sentence") if longer and pool else None
        find = {"other_sentence": kin.other_sentence, "other_event": kin.other_event, "other_doing": kin.other_doing}[
            way
        ]
        facts = find(story, fact, self.pool.kin, rng)
        if facts is None:
            return None
        if rng.random() < 0.25 and (denied := changes.negation(facts[1], rng)):
            a, b = facts[0].text, render(facts[1], as_is(facts[1]), [denied], self.pool.same(facts[1], rng))
            return b and turned(a, b, "neutral", way, rng) or None
        a, b = (
            render(f, forms.exact_form(f, rng), self.pool.background(f, rng)[:1], self.pool.same(f, rng)) for f in facts
        )
        return a and b and Pair(a, b, "neutral", way) or None

    def vaguer(self, rng: Random) -> Pair | None:
        """A premise that says less than the hypothesis."""
        _, fact = self.pool.draw(rng.choice(("time", "figures", "figures", "any")), rng)
        if negative(fact):
            return None
        way = rng.choices([w for w, _ in rewordings.LESS], [p for _, p in rewordings.LESS])[0]
        edit = way(fact, rng) if way is not rewordings.negated else rewordings.less_date(fact, rng)
        if (
            edit is not None
            and edit.type == "vaguer_date"
            and re.search(r"\b\d{1,2}(st|nd|rd|th)?\b(?!:)", edit.changes[0][2])
        ):
            return None
        if edit is None or edit.changes[0][2].startswith("at least") and edit.type == "at_least" and rng.random() < 0.5:
            return None
        both = [
            e for e in self.pool.background(fact, rng) if not e.clashes(edit) and e.type not in {"negation", "antonym"}
        ]
        few = rng.random() < 0.55
        exact = numbers.at_least_so(fact, edit) if edit.type == "at_least" and rng.random() < 0.7 else None
        premise = render(fact, as_is(fact), [*both, edit], [] if few else self.pool.same(fact, rng, 2))
        both += [exact] if exact else []
        hypothesis = render(
            fact, as_is(fact) if few else forms.exact_form(fact, rng), both, [] if few else self.pool.same(fact, rng, 2)
        )
        return Pair(premise, hypothesis, "neutral", "vaguer") if premise and hypothesis else None

    def detail(self, rng: Random) -> Pair | None:
        """A hypothesis with a detail of the story that the premise does not have."""
        _, fact = self.pool.draw("any", rng)
        form = forms.shortened(fact, rng)
        if form is None:
            return None
        premise = render(fact, form, (), self.pool.same(fact, rng, 2))
        hypothesis = render(
            fact, forms.exact_form(fact, rng) if rng.random() < 0.3 else as_is(fact), (), self.pool.same(fact, rng, 2)
        )
        less = render(fact, form)
        gone = kin.content(fact.text) - kin.content(less or "") - _FILLERS
        if not premise or not hypothesis or len(gone) < 2 and not any(w.isdigit() or w.endswith("day") for w in gone):
            return None
        return Pair(premise, hypothesis, "neutral", "added_detail")

    def insertion(self, rng: Random) -> Pair | None:
        """A hypothesis with a detail that was made up."""
        story, fact = self.pool.draw("any", rng)
        edit = neutrals.inserted(fact, rng)
        if edit is None:
            return None
        longer = self.pool.context(story, fact, rng) if rng.random() < 0.75 else None
        few = rng.random() < 0.6
        premise = longer or render(fact, as_is(fact), (), [] if few else self.pool.same(fact, rng))
        hypothesis = render(fact, as_is(fact), [edit], [] if few else self.pool.same(fact, rng))
        return Pair(premise, hypothesis, "neutral", "added_detail") if premise and hypothesis else None

    def unsaid(self, rng: Random) -> Pair | None:
        """A hypothesis with a date, where the premise has none."""
        _, fact = rng.choice(self.pool.facts["any"])
        more = settings.dated(fact, rng)
        if more is None:
            return None
        premise, hypothesis = (
            render(fact, as_is(fact), (), self.pool.same(fact, rng, 2)),
            render(more, as_is(more), (), self.pool.same(more, rng, 2)),
        )
        return Pair(premise, hypothesis, "neutral", "added_date") if premise and hypothesis else None

    def elsewhere(self, rng: Random) -> Pair | None:
        """The sentence with place, time and figures of another event."""
        _, fact = rng.choice(self.pool.facts["name"])
        if not fact.times:
            fact = settings.dated(fact, rng) or fact
        edits = neutrals.elsewhere(fact, self.pool.names, rng)
        return edits and self._both(fact, edits, "other_event", rng)

    def _both(self, fact: Fact, edits: list[Edit], kind: str, rng: Random) -> Pair | None:
        few = rng.random() < 0.55
        a = render(fact, as_is(fact), (), [] if few else self.pool.same(fact, rng))
        b = render(
            fact, as_is(fact) if few else forms.exact_form(fact, rng), edits, [] if few else self.pool.same(fact, rng)
        )
        return a and b and turned(a, b, "neutral", kind, rng) or None

    def forecast(self, rng: Random) -> Pair | None:
        """What was to come, and what came."""
        _, fact = self.pool.draw("any", rng)
        edit = neutrals.forecast(fact, rng)
        pair = edit and self._both(fact, [edit], "forecast_outcome", rng)
        if pair and rng.random() < 0.5 and _FORECAST.search(pair.hypothesis):
            return replace(pair, premise=pair.hypothesis, hypothesis=pair.premise)
        return pair or None

    def maybe(self, rng: Random) -> Pair | None:
        """What may be so, and that it is."""
        _, fact = self.pool.draw("any", rng)
        edit = neutrals.hedged(fact, rng)
        few = rng.random() < 0.6
        a = edit and render(fact, as_is(fact), [edit], [] if few else self.pool.same(fact, rng))
        b = render(fact, as_is(fact), (), [] if few else self.pool.same(fact, rng))
        return Pair(a, b, "neutral", "maybe") if a and b else None

    def running(self, rng: Random) -> Pair | None:
        """Counts as they stood at two times."""
        texts = neutrals.running_count(rng.choice(self.pool.facts["amount"])[1], rng)
        return texts and turned(*texts, "neutral", "running_count", rng)

    def rates(self, rng: Random) -> Pair | None:
        """Figures of different things."""
        _, fact = self.pool.draw(rng.choice(("percent", "money")), rng)
        edits = neutrals.other_percentage(fact, rng)
        return edits and self._both(fact, edits, "other_percentage", rng)

    def subsets(self, rng: Random) -> Pair | None:
        """Some of those counted, or others."""
        _, fact = self.pool.draw("amount", rng)
        edits = neutrals.subset(fact, rng)
        return edits and self._both(fact, edits, edits[0].type, rng)

    def speakers(self, rng: Random) -> Pair | None:
        """Different people who say something."""
        story, fact = rng.choice(self.pool.facts["any"])
        texts = neutrals.other_speaker(story, fact, self.pool.names, rng)
        return texts and Pair(*texts, "neutral", "other_speaker")

    def reported(self, rng: Random) -> Pair | None:
        """What somebody believes, and that it is so."""
        texts = neutrals.only_reported(rng.choice(self.pool.facts["any"])[1], self.pool.names, rng)
        return texts and Pair(*texts, "neutral", "only_reported")
