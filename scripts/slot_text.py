"""Sentences as pieces with changes in them: what every slot edit is put together from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lemminflect import getInflection
from slot_claims import Fact, Word

from factcheck.claims.inflect import verb_lemma

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {word: value for value, word in enumerate(ONES)} | {TENS[i]: 10 * i for i in range(2, 10)}


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes (start, end, new text) of one kind to a fact's text. `exact`: the meaning is neither more nor less."""

    type: str
    changes: tuple[tuple[int, int, str], ...]
    exact: bool = True

    def touches(self, start: int, end: int) -> bool:
        """Whether a change lies in or around a span."""
        return any(a < end and start < b or a == b == start for a, b, _ in self.changes)

    def clashes(self, other: Edit) -> bool:
        """Whether both change the same place."""
        return any(self.touches(max(0, a - 1), b + 1) for a, b, _ in other.changes)


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the fact's text as it stands; `inside` takes the capital from a word that had it from its place."""

    start: int
    end: int
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence as pieces of the fact and words between them."""

    type: str
    pieces: tuple[Piece | str, ...]
    exact: bool = True


def as_is(fact: Fact) -> Form:
    """The fact's own wording."""
    return Form("", (Piece(0, len(fact.text)),))


def render(fact: Fact, form: Form, must: Iterable[Edit] = (), may: Iterable[Edit] = ()) -> str | None:
    """The sentence; None if a `must` edit does not fit into the form. Edits of `may` that do not fit are left out."""
    places: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    chosen: list[Edit] = []
    for edit, needed in [*((e, True) for e in must), *((e, False) for e in may)]:
        found = [_place(form, a, b) for a, b, _ in edit.changes]
        fits = None not in found and not any(edit.clashes(other) for other in chosen)
        if not fits and needed:
            return None
        if fits:
            chosen.append(edit)
            for place, change in zip(found, edit.changes, strict=True):
                places[place or 0].append(change)
    out = []
    for number, piece in enumerate(form.pieces):
        if isinstance(piece, str):
            out.append(piece)
            continue
        text, at = "", piece.start
        for a, b, new in sorted(places[number]):
            text += fact.text[at:a] + new
            at = b
        text += fact.text[at : piece.end]
        out.append(uncapitalised(fact, text) if piece.inside and piece.start == 0 else text)
    return tidy("".join(out))


def _place(form: Form, start: int, end: int) -> int | None:
    """The number of the piece that holds a span; the last one, where an empty span lies at the end of several."""
    found = [i for i, p in enumerate(form.pieces) if isinstance(p, Piece) and p.start <= start and end <= p.end]
    return found[-1] if found else None


def uncapitalised(fact: Fact, text: str) -> str:
    """`text`, which opened the fact, as it reads inside a sentence."""
    first = fact.words[0]
    return (
        text
        if first.tag in {"NNP", "NNPS"} or first.text == "I" or len(first.text) > 1 and first.text.isupper()
        else text[:1].lower() + text[1:]
    )


def tidy(text: str) -> str:
    """One space between words, none before commas, a capital in front."""
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    text = re.sub(r" ([,;:.])(?!\d)", r"\1", text)
    text = re.sub(r",(?: ?,)+", ",", text)
    return text[:1].upper() + text[1:]


def children(fact: Fact, head: int) -> list[int]:
    """The tokens that hang directly on a token."""
    return [i for i, w in enumerate(fact.words) if w.head == head and i != head]


def subtree(fact: Fact, head: int) -> list[int]:
    """A token and everything below it, in order."""
    found = {head}
    grown = True
    while grown:
        more = {i for i, w in enumerate(fact.words) if w.head in found} - found
        grown = bool(more)
        found |= more
    return sorted(found)


def extent(fact: Fact, head: int) -> tuple[int, int] | None:
    """The span of a token with everything below it; None where that is not one stretch of the text."""
    tokens = subtree(fact, head)
    if tokens[-1] - tokens[0] + 1 != len(tokens):
        return None
    return fact.words[tokens[0]].start, fact.words[tokens[-1]].end


def root(fact: Fact) -> int:
    """The index of the main verb."""
    return next((i for i, w in enumerate(fact.words) if w.dep == "ROOT"), 0)


def subject(fact: Fact) -> int | None:
    """The index of the main verb's subject."""
    return next((i for i in children(fact, root(fact)) if fact.words[i].dep in {"nsubj", "nsubjpass"}), None)


def helpers(fact: Fact) -> list[int]:
    """The auxiliaries of the main verb."""
    return [i for i in children(fact, root(fact)) if fact.words[i].dep in {"aux", "auxpass"}]


NEGATIVE = re.compile(
    r"\b(not|n't|no|never|nor|neither|none|nobody|nothing|without|hardly|barely|unless|if|whether|deny|denied|denies|"
    r"denying|fail\w*|refus\w+|reject\w*|few|little|rarely|lack\w*|cannot|prevent\w*|avoid\w*|doubt\w*|unlikely)\b|n[’']t\b",
    re.I,
)


def negative(fact: Fact) -> bool:
    """Whether something in the fact turns meaning round, so that less said is not less claimed."""
    return _negative(fact.text)


@lru_cache(maxsize=100_000)
def _negative(text: str) -> bool:
    return bool(NEGATIVE.search(text))


def inflected(lemma: str, tag: str) -> str:
    """A form of a word by its tag; a particle behind the word is kept."""
    word, _, rest = lemma.partition(" ")
    forms = getInflection(word, tag) or (word,)
    return f"{forms[0]} {rest}".strip()


def base(word: Word) -> str:
    """The dictionary form of a verb."""
    return verb_lemma(word.text.lower(), word.lemma.lower()) or word.lemma.lower()


def like(new: str, old: str) -> str:
    """`new` with the capital that `old` has."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def number_words(value: int) -> str:
    """A number below 1,000 in words."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    rest = value % 100
    return f"{ONES[value // 100]} hundred" + (f" and {number_words(rest)}" if rest else "")


def article(word: str) -> str:
    """The indefinite article that goes before a word."""
    low = word.lower()
    if re.match(r"8|11(?!\d)|18(?!\d)|11,|18,", low):
        return "an"
    if re.match(r"\d|eu|uni|use|usu|one\b|once|ur[aeiou]|uk\b|us\b|u\.", low):
        return "a"
    if word[:2].isupper() and re.match(r"[AEFHILMNORSX][A-Z]", word):
        return "an"
    return "an" if re.match(r"[aeiou]|hour|honou?r|heir|honest", low) else "a"


def swap(fact: Fact, start: int, end: int, new: str) -> tuple[int, int, str]:
    """The change of a span, with an indefinite article before it put right."""
    before = re.search(r"\b([Aa]n?) $", fact.text[:start])
    if not before or not new:
        return start, end, new
    return before.start(), end, f"{like(article(new), before[1])} {new}"
