"""Facts in a setting: with a date, as of a day, told by somebody, joined to another."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from slot_claims import Fact, Span, Word
from slot_dates import MONTHS, WEEKDAYS
from slot_text import helpers, negative, root, uncapitalised


def dated(fact: Fact, rng: Random) -> Fact | None:
    """The fact with a day, month or year at its end, where it has no time."""
    verb = fact.words[root(fact)]
    future = any(fact.words[i].text == "will" for i in helpers(fact))
    if (
        fact.times
        or fact.kind != "event"
        or not 4 <= len(fact.words) <= 20
        or negative(fact)
        or fact.modality == "hedged"
    ):
        return None
    if (
        verb.tag not in {"VBD", "VBN"}
        and not future
        or re.search(r"\b(had|since|already|has|have|after|before|by|ago|while)\b", fact.text)
    ):
        return None
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1985, 2024)
    shapes = [
        ("on", rng.choice(WEEKDAYS)), ("on", rng.choice(WEEKDAYS)), ("in", month), ("in", f"{month} {year}"),
        ("on", f"{day} {month}"), ("on", f"{month} {day}"), ("on", f"{day} {month} {year}"), ("in", str(year)),
    ]  # fmt: skip
    word, text = rng.choice(shapes)
    start = len(fact.text) + len(word) + 2
    span = Span(start, start + len(text), "day", unit="at")
    at = root(fact)
    more = (
        Word(word, len(fact.text) + 1, "IN", "prep", at, word),
        Word(text, start, "NNP", "pobj", len(fact.words), text),
    )
    return replace(fact, text=f"{fact.text} {word} {text}", words=fact.words + more, times=(span,))


def stood(fact: Fact, rng: Random) -> Fact:
    """The fact as it stood at some time: "as of Monday night"."""
    link, day = rng.choice(("by", "as of", "up to")), rng.choice(WEEKDAYS)
    when = f"{link} {day}" + rng.choice(("", " morning", " afternoon", " evening", " night"))
    more = tuple(
        Word(w, len(fact.text) + 1 + when.index(w), "IN", "prep", root(fact), w) for w in when.split()
    )  # fmt: skip
    return replace(fact, text=f"{fact.text} {when}", words=fact.words + more)


def told(fact: Fact, speaker: str, rng: Random) -> Fact | None:
    """The fact as somebody told it: "Roe said on Monday that" before it."""
    if len(fact.words) > 22 or fact.kind == "statement" or re.search(r"\b(I|we|We|my|our)\b", fact.text):
        return None
    when = rng.choice(("", f" on {rng.choice(WEEKDAYS)}", f" on {rng.choice(WEEKDAYS)}", f" in {rng.choice(MONTHS)}"))
    verb = rng.choice(("said", "said", "said", "announced", "stated"))
    lead = f"{speaker} {verb}{when} that "
    body = uncapitalised(fact, fact.text)
    words = [
        Word(speaker, 0, "NNP", "nsubj", 1, speaker),
        Word(verb, len(speaker) + 1, "VBD", "ROOT", 1, {"said": "say", "stated": "state"}.get(verb, "announce")),
    ]
    times = list(_moved(fact.times, len(lead)))
    if when:
        start = len(speaker) + len(verb) + 2
        words.append(Word(when[1:3], start, "IN", "prep", 1, when[1:3]))
        words.append(Word(when[4:], start + 3, "NNP", "pobj", 2, when[4:]))
        times.insert(0, Span(start + 3, start + len(when) - 1, "day", unit="at"))
    words.append(Word("that", len(lead) - 5, "IN", "mark", len(words) + 1 + root(fact), "that"))
    offset = len(words)
    for i, w in enumerate(fact.words):
        head, dep = (1, "ccomp") if w.dep == "ROOT" else (w.head + offset, w.dep)
        words.append(Word(w.text if i else body[: len(w.text)], w.start + len(lead), w.tag, dep, head, w.lemma))
    return replace(
        fact, text=lead + body, kind="statement", words=tuple(words), times=tuple(times),
        amounts=_moved(fact.amounts, len(lead)), names=(Span(0, len(speaker), "other"), *_moved(fact.names, len(lead))),
    )  # fmt: skip


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(replace(s, start=s.start + by, end=s.end + by, head=s.head + by if s.head >= 0 else -1) for s in spans)


def joined(first: Fact, link: str, second: Fact) -> Fact:
    """Two facts as one sentence with a conjunction between them."""
    offset, at = len(first.words) + 1, len(first.text) + len(link) + 2
    body = uncapitalised(second, second.text)
    mark = Word(link, len(first.text) + 1, "IN", "mark", offset + root(second), link)
    words = []
    for i, w in enumerate(second.words):
        head, dep = (root(first), "advcl") if w.dep == "ROOT" else (w.head + offset, w.dep)
        words.append(Word(w.text if i else body[: len(w.text)], w.start + at, w.tag, dep, head, w.lemma))

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(replace(s, start=s.start + at, end=s.end + at) for s in spans)

    return replace(
        first, text=f"{first.text} {link} {body}", words=(*first.words, mark, *words),
        times=first.times + moved(second.times),
        amounts=first.amounts + moved(second.amounts), names=first.names + moved(second.names),
    )  # fmt: skip
