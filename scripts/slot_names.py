"""Names in facts, and other names of the same kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from random import Random

from slot_claims import Fact, Span, Story
from slot_text import Edit, children, helpers, root, swap

PAST = {"VBD", "VBN"}


class Names:
    """Other people, organisations and places, from the same news."""

    def __init__(self, stories: Iterable[Story]) -> None:
        count: dict[str, Counter[str]] = {kind: Counter() for kind in ("person", "organization", "place")}
        behind_the: Counter[str] = Counter()
        for story in stories:
            for fact in story.facts:
                for span in fact.names:
                    name = fact.text[span.start : span.end]
                    if span.kind in count and plain_name(name, span.kind):
                        count[span.kind][name] += 1
                        behind_the[name] += fact.text[: span.start].lower().endswith("the ")
        first = Counter(name.split()[0] for name in count["person"])
        total = Counter({n: sum(c[n] for c in count.values()) for c in count.values() for n in c})
        self.pools: dict[str, list[str]] = {}
        for kind, names in count.items():
            good = (n for n in names if names[n] > 0.7 * total[n])
            self.pools[kind] = sorted(
                n for n in good if (first[n.split()[0]] > 2 if kind == "person" else names[n] > 2)
            )
        self.the = {n: behind_the[n] / total[n] for n in total}

    def another(self, name: str, kind: str, rng: Random, the: bool = False) -> str | None:
        """A name of the same kind and like length that shares no word with `name`."""
        pool = self.pools.get(kind, [])
        words = {w.lower() for w in name.split()}
        for _ in range(30 if pool else 0):
            found = rng.choice(pool)
            near = len(found.split()) == len(name.split()) or kind != "person" and rng.random() < 0.3
            if (
                near
                and (self.the[found] > 0.2 if the else self.the[found] < 0.5)
                and not words & {w.lower() for w in found.split()}
            ):
                return found
        return None

    def change(self, fact: Fact, rng: Random) -> Edit | None:
        """Another name where the fact hangs on who, or where, it was."""
        spans = [s for s in fact.names if s.kind in self.pools and plain_name(fact.text[s.start : s.end], s.kind)]
        spans = [s for s in spans if decides(fact, s)]
        if not spans:
            return None
        span = rng.choice(spans)
        old = fact.text[span.start : span.end]
        new = self.another(old, span.kind, rng, fact.text[: span.start].lower().endswith("the "))
        if new is None:
            return None
        places = [m.span() for m in re.finditer(rf"\b{re.escape(old)}\b", fact.text)]
        return Edit(span.kind, tuple(swap(fact, a, b, new) for a, b in places))


def plain_name(name: str, kind: str) -> bool:
    """Whether a name is one by its looks."""
    if not re.fullmatch(r"[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'&-]*|of|and|de|the|for|&))*", name) or len(name) < 3:
        return False
    if re.search(r"[’']\w*$|\bU\.S", name):
        return False
    if kind == "person":
        return 2 <= len(name.split()) <= 3 and all(len(w) > 1 for w in name.split())
    return len(name.split()) <= 4 and (len(name) > 3 or kind == "place")


def decides(fact: Fact, span: Span) -> bool:
    """Whether a name stands where only one can: subject, object or agent of the event, or the place of it."""
    inside = [i for i, w in enumerate(fact.words) if span.start <= w.start < span.end]
    heads = [i for i in inside if fact.words[i].head not in inside]
    if len(heads) != 1 or fact.text[span.end : span.end + 2] in {"’s", "'s"} and span.kind != "place":
        return False
    i, top = heads[0], root(fact)
    word, verb = fact.words[i], fact.words[top]
    if any(fact.words[c].dep in {"conj", "cc", "appos"} for c in children(fact, i)) or word.dep in {"conj", "appos"}:
        return False
    if span.kind == "place":
        prep = fact.words[word.head]
        return (
            word.dep == "pobj"
            and prep.text.lower() in {"in", "at", "near", "from", "to", "outside"}
            and (fact.words[prep.head].tag[:1] == "V" or prep.text in {"in", "near"})
        )
    if fact.kind != "event" or verb.tag not in PAST and not helpers(fact):
        return False
    definite = (
        re.search(r"\b(the|first|second|only)\b", fact.text) is not None or bool(fact.times) or bool(fact.amounts)
    )
    if word.dep in {"nsubj", "nsubjpass"} and word.head == top:
        return definite
    if word.dep == "dobj" and word.head == top:
        return definite
    return word.dep == "pobj" and fact.words[word.head].dep == "agent"
