"""The facts that pairs are drawn from, by what is in them, with what may be done to a fact whatever the label."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import slot_changes as changes
import slot_kin as kin
import slot_neutrals as neutrals
import slot_rewordings as rewordings
import slot_settings as settings
from slot_claims import Fact, Story
from slot_lexicon import WordNet
from slot_names import Names
from slot_text import Edit, base, negative, root, subject


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair; `type` names what was done to it."""

    premise: str
    hypothesis: str
    label: str
    type: str


def turned(a: str, b: str, label: str, kind: str, rng: Random) -> Pair:
    """The pair in one order or the other, where the label holds in both."""
    return Pair(a, b, label, kind) if rng.random() < 0.5 else Pair(b, a, label, kind)


class Pool:
    """The stories' facts, and edits that need to know the other stories."""

    def __init__(self, stories: Sequence[Story], wordnet: WordNet | None = None) -> None:
        self.stories = list(stories)
        self.names = Names(self.stories)
        self.kin = kin.Kin.of(self.stories)
        self.synonym = rewordings.Synonyms(wordnet)
        self.antonym = changes.Antonyms(wordnet)
        self.exact = [*rewordings.EXACT, (self.synonym, 3)]
        self.facts = {key: self._where(test) for key, test in _POOLS.items()}

    def _where(self, test: Callable[[Fact], bool]) -> list[tuple[Story, Fact]]:
        return [(s, f) for s in self.stories for f in s.facts if readable(f) and test(f)]

    def draw(self, pool: str, rng: Random) -> tuple[Story, Fact]:
        """A fact of a pool, now and then with a date or a speaker given to it."""
        if pool == "time" and rng.random() < 0.35:
            return self._timed(rng)
        if pool == "figures":
            pool = rng.choice(("amount", "amount", "amount", "money", "percent", "age"))
        elif pool == "any" and rng.random() < 0.5:
            pool = rng.choice(
                (
                    "time",
                    "amount",
                    "money",
                    "percent",
                    "age",
                    "name",
                    "role",
                    "order",
                    "open",
                    "open",
                    "open",
                    "open",
                    "open",
                )
            )
        story, fact = rng.choice(self.facts[pool] or self.facts["any"])
        if rng.random() < 0.12 and (more := settings.dated(fact, rng)):
            fact = more
        elif rng.random() < 0.1 and self.names.pools["person"]:
            fact = settings.told(fact, rng.choice(self.names.pools["person"]), rng) or fact
        if fact.amounts and not fact.times and fact.kind == "event" and rng.random() < 0.25:
            fact = settings.stood(fact, rng)
        return story, fact

    def _timed(self, rng: Random) -> tuple[Story, Fact]:
        while True:
            story, fact = rng.choice(self.facts["any"])
            if rng.random() < 0.5:
                more = settings.dated(fact, rng)
            else:
                more = settings.told(fact, rng.choice(self.names.pools["person"] or ["Smith"]), rng)
            if more is not None and more.times:
                return story, more

    def background(self, fact: Fact, rng: Random) -> list[Edit]:
        """Changes that go to both sides, so that made-up values and added words tell nothing of the label."""
        found: list[Edit | None] = []
        if rng.random() < 0.4 and changes.sure(fact):
            ways = (
                changes.time, changes.amount, changes.amount, self.names.change, self.antonym, changes.negation,
                changes.role,
            )  # fmt: skip
            found.append(rng.choice(ways)(fact, rng))
        if rng.random() < 0.5:
            found.append(neutrals.inserted(fact, rng))
        if rng.random() < 0.1:
            found.append(rewordings.less_figure(fact, rng))
        if rng.random() < 0.12:
            found.append(rng.choice((neutrals.forecast, neutrals.hedged))(fact, rng))
        return [e for e in found if e is not None]

    def same(self, fact: Fact, rng: Random, most: int = 3, exact: bool = True) -> list[Edit]:
        """Some rewordings; with `exact` only those that neither add nor take away."""
        found = [
            rng.choices([w for w, _ in self.exact], [p for _, p in self.exact])[0](fact, rng)
            for _ in range(rng.randint(0, most))
        ]
        return [e for e in found if e is not None and (e.exact or not exact)]

    def context(self, story: Story, fact: Fact, rng: Random) -> str | None:
        """One to three sentences of the story that hold the fact, if they hold all of its names and times."""
        whole = story.sentences.get(fact.sentence)
        if (
            whole is None
            or fact.speaker
            or fact.quoted
            or fact.modality not in {"asserted", "planned"}
            or not 6 <= len(whole.split()) <= 60
            or len(fact.words) < 6
        ):
            return None
        if (
            fact.kind == "statement"
            and fact.text[:12] not in whole
            or re.search(r"\b(if|would|may|might|could|unless)\b", whole, re.I)
        ):
            return None
        if not self._told_there(fact, whole):
            return None
        around = [story.sentences.get(fact.sentence + d) for d in (-1, 1)]
        parts = [around[0] if rng.random() < 0.6 else None, whole, around[1] if rng.random() < 0.5 else None]
        text = " ".join(p for p in parts if p)
        held = set(re.findall(r"[\w’']+", text.lower().replace("’", "'")))
        needed = set(re.findall(r"[\w’']+", fact.text.lower().replace("’", "'")))
        missing = needed - held - {"was", "were", "is", "are", "had", "did", "the", "a", "to", "has", "not"}
        if any(w[:4] not in {h[:4] for h in held} for w in missing) or len(missing) > 1 or len(text.split()) > 90:
            return None
        return text if re.search(r"[.!?”\"]$", text) else None

    def _told_there(self, fact: Fact, sentence: str) -> bool:
        """Whether subject and verb of the fact stand together in the sentence, as a main clause or one joined to it."""
        who, at = subject(fact), root(fact)
        if who is None or who > at:
            return False
        core = fact.text[: fact.words[at].end].lower()
        place = sentence.lower().find(core)
        return place == 0 or place > 0 and bool(re.search(r"(?:[,;:—–] |\b(?:and|but) )$", sentence[:place]))


def readable(fact: Fact) -> bool:
    """Whether a fact stands well alone, not on a "this" or "what" of unknown meaning."""
    if re.search(
        r"\b(19|20)\d\d (one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) ?(st|nd|rd|th)?$", fact.text
    ):
        return False
    return (
        not re.match(r"(What|Which|Who|That|This|These|Those|There|It|To|Such|As|If|For|Than|Where|When)\b", fact.text)
        or len(fact.words) > 9
        and fact.text.startswith(("There", "It", "This"))
    )


def event(fact: Fact) -> bool:
    """A short plain event of the past."""
    return (
        fact.kind == "event" and 4 <= len(fact.words) <= 13 and not negative(fact) and fact.modality == "asserted"
        and fact.words[root(fact)].tag == "VBD" and not fact.times
        and not re.search(r"\b(before|after|when|while|until|since|had|and|that|which)\b|,", fact.text, re.I)
    )  # fmt: skip


_POOLS: dict[str, Callable[[Fact], bool]] = {
    "any": lambda f: True,
    "event": event,
    "time": lambda f: bool(f.times),
    "amount": lambda f: bool(f.amounts),
    "money": lambda f: any(a.kind == "money" for a in f.amounts),
    "percent": lambda f: any(a.kind in {"percent", "points"} for a in f.amounts),
    "age": lambda f: any(a.kind == "age" for a in f.amounts),
    "name": lambda f: bool(f.names),
    "open": lambda f: neutrals.inserted(f, Random(0)) is not None,
    "turned": lambda f: base(f.words[root(f)]) in rewordings.TURNED,
    "stay": lambda f: base(f.words[root(f)]) in changes.STAYED,
    "role": lambda f: bool(changes.ROLE.search(f.text)),
    "order": lambda f: bool(re.search(r"\b([Bb]efore|[Aa]fter)\b", f.text)),
}
