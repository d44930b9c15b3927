"""A claim's words as subject, predicate and rest, so that they can be put as a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.claims.inflect import is_common, past, past_participle, present, verb_lemma
from factcheck.records import Amount, Argument, Claim

GAP = "…"
"""Stands for the value that is asked for."""

_BE = frozenset("is are was were be been being".split())
_AUXILIARIES = _BE | frozenset("has have had will would can could may might must shall should do does did".split())
_FINITE = _AUXILIARIES - {"be", "been", "being"}
_CONTRACTED = {"wo": "will", "ca": "can", "sha": "shall", "cannot": "can"}
_MANY = {"is": "are", "was": "were", "has": "have", "does": "do"}
_ONE = {many: one for one, many in _MANY.items()}
_ADVERBS = frozenset(
    "also not never still now then already just since soon again later first recently all both only no longer".split()
)
_SMALL = frozenset(
    "the a an this that these those his her its their some one two three four five six seven eight nine ten no there "
    "he she it they many several most all another any each both more former new".split()
)
_NOT_SUBJECTS = frozenset("i we you me us it which who that this there one".split())
_PREPOSITIONS = frozenset("in on at with of for by from to as after before under during without despite among".split())
_RELATIVE = re.compile(r"\b(?:who|which|that|where|when|whose)\b")
_HELD = " took place"
"""How the gist of an event that is only named ends."""
_HANGING = re.compile(r"\s(?:about|around|shortly|approximately|just)(?=$|,|\s(?:in|at|on|of|for)\b)")
"""What is left of "shortly after five" without its time."""
_TRAILING = re.compile(
    r"[\s,;:–—-]+(?:(?:and|or|but|for|of|by|with|as|after|before|from|that|to|in|at|on|while|when|which|the|an?)\b)?$"
)
_TAIL = re.compile(
    r", (?![A-Z\d…]|[\w’' -]{1,25},? and )|\s(?=\w+ of (?:them|whom)\b)|; |: | [–—-] "
    r"|\s(?:after|before|as|while|when|because|although|which|who|where|but)\s"
)
"""Where what belongs closest to the verb ends; the comma of a list does not end it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The parts of a statement. `told` is the predicate as stated ("was closed"), `auxiliary` and `verb` what it
    becomes in a question ("was … closed", "did … close"); `rest` is what follows it."""

    subject: str
    auxiliary: str
    verb: str
    told: str
    rest: str

    def ask(self, word: str = "", rest: str | None = None) -> str:
        """The question, without its mark, with the auxiliary before the subject."""
        return upper(join(word, self.auxiliary, self.subject, self.verb, short(self.rest if rest is None else rest)))

    def about(self, word: str, number: str = "many") -> str:
        """The question, without its mark, that `word` asks for the subject, which is "one" or "many" of its kind."""
        first, _, others = self.told.partition(" ")
        forms = _MANY if number == "many" else _ONE
        if number == "many" and self.verb and first == present(self.verb):
            first = self.verb
        return join(word, forms.get(first, first), others, short(self.rest))


def make_clause(claim: Claim, gist: str) -> Clause | None:
    """The parts of a claim, whose words are `gist`; None when they are not in the plain order of a statement."""
    if gist.endswith(_HELD) and not claim.text.endswith(_HELD):
        event = re.sub(r"^an? ", "the ", lower(gist.removesuffix(_HELD), claim))
        event = f"the {event}" if event.split()[0].lower() == claim.predicate else event
        return Clause(event, "did", "take place", "took place", "")
    words = gist.split(" ")
    at = _find_verb(claim, words)
    if at is None:
        return None
    form = _plain(words[at])
    begin = at
    while begin and _belongs_to_verb(words, begin - 1):
        begin -= 1
    after = max((i for i in range(begin) if words[i][-1:] in {",", ";", ":"}), default=-1) + 1
    begin = next((i for i in range(after + 1, begin) if _plain(words[i]) in _FINITE), begin)
    content, subject = _subject(claim, " ".join(words[:begin]))
    if not subject or (form.endswith("ing") and begin == at):
        return None
    chain = [w for w in map(_plain, words[begin:at]) if w not in _ADVERBS and not (w.endswith("ly") and is_common(w))]
    auxiliary, verb = _invert(claim, chain, form)
    told = f"{auxiliary} {form}" if not chain and auxiliary in {"was", "were"} and verb else join(*chain, form)
    rest = join("," * words[at].endswith(","), *words[at + 1 :])
    if claim.kind == "statement":
        rest = join(rest, "that", lower(content, claim)) if content else rest or "it"
    return Clause(subject, auxiliary, verb, told, rest)


def gist_of(claim: Claim, asked: Amount | None) -> str:
    """The claim without its times; its amounts as written, but `GAP` for the one asked for."""
    gist = re.sub(r"[“”\"*()\[\]]|…", "", claim.gist or claim.statement)
    gist = _HANGING.sub("", re.sub(r"\s+", " ", gist)).strip(" .,")
    amounts = sorted((x for x in claim.amounts if x.kind != "ordinal"), key=lambda x: x.start)
    marks = [(x.start, GAP if x is asked else x.text) for x in amounts]
    for m in re.finditer(r"\bsome\b", claim.text, re.I):
        begin = claim.start + m.start()
        if not any(x.start <= begin < x.end for x in amounts):
            marks.append((begin, m.group()))
    if len(marks) != len(re.findall(r"\bsome\b", gist, re.I)):
        return re.sub(r"\b(an?) some ", r"\1 ", gist)
    values = iter(text for _, text in sorted(marks))
    return re.sub(r"\bsome\b", lambda _: next(values), gist, flags=re.I)


def names_of(argument: Argument, claim: Claim) -> list[str]:
    """What an argument may be called in the claim's gist."""
    names = [m.name for m in claim.mentions if m.entity and m.entity == argument.entity]
    return list(dict.fromkeys([argument.text, *names]))


def without(text: str, pieces: Sequence[str]) -> str | None:
    """`text` without the first of the pieces that it holds; None when it holds none."""
    for piece in pieces:
        if (found := re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)) is not None:
            left = re.sub(r"^, [A-Z][^,]*", "", text[found.end() :])
            whole = join(text[: found.start()], left.lstrip(",")).strip(" ,")
            return None if re.match(r",? (?:and|or)\b", left) else whole
    return None


def _find_verb(claim: Claim, words: Sequence[str]) -> int | None:
    """Where the claim's verb stands among the words of its gist."""
    written = re.match(r"[\w’'-]+", claim.text[max(0, claim.anchor - claim.start) :])
    if written is None:
        return None
    form = _plain(written.group())
    lemma = verb_lemma(form, claim.predicate.split("-")[0].split(" ")[0])
    if lemma is None:
        return None
    forms = [form, past(lemma), past_participle(lemma), present(lemma), lemma]
    plain = [_plain(w) if _plain(w) in _BE else w.strip(",").lower() for w in words]
    at = next((plain.index(f) for f in forms if f in plain), None)
    return at + 1 if at is not None and plain[at : at + 2] in (["had", "had"], ["has", "had"]) else at


def _plain(word: str) -> str:
    """A word lower case and without a contracted negation."""
    word = re.sub(r"n[’']t$", "", word.lower().strip(","))
    return _CONTRACTED.get(word, word)


def _belongs_to_verb(words: Sequence[str], i: int) -> bool:
    word = _plain(words[i])
    if word == "to":
        return i > 0 and _plain(words[i - 1]) in _BE
    return word in _AUXILIARIES | _ADVERBS or (word.endswith("ly") and words[i].islower() and is_common(word))


def _invert(claim: Claim, chain: Sequence[str], form: str) -> tuple[str, str]:
    """Auxiliary and verb phrase of the question."""
    many = _is_many(claim)
    if chain and chain[0] in {"has", "have", "had"} and form != "been":
        if "been" in chain:
            was = {"has": "was", "have": "were"}.get(chain[0], "were" if many else "was")
            return was, join(*chain[chain.index("been") + 1 :], form)
        first, *others = [*chain[1:], form]
        return "did", join(verb_lemma(first, claim.predicate) or first, *others)
    if chain:
        return chain[0], join(*chain[1:], form)
    if form in _BE:
        return form, ""
    undergone = any(a.role == "object" and a.start < claim.anchor for a in claim.arguments)
    if undergone and not any(a.role == "subject" for a in claim.arguments):
        return "were" if many else "was", form
    lemma = verb_lemma(form, claim.predicate.split("-")[0].split(" ")[0]) or form
    return "does" if form == present(lemma) and not claim.headline else "did", lemma


def _is_many(claim: Claim) -> bool:
    doers = [a for a in claim.arguments if a.role == "subject"] or [a for a in claim.arguments if a.role == "object"]
    if not doers or doers[0].entity:
        return len(doers) > 1
    last = doers[0].text.split()[-1].lower()
    return len(doers) > 1 or last != doers[0].head or last in {"people", "police", "troops"}


def _subject(claim: Claim, left: str) -> tuple[str, str]:
    """What stands before the subject, and the subject as it reads inside a sentence, "" when it is not plain."""
    parts = [p.strip() for p in re.split(r"[,;:] |,$", left) if p.strip()]
    named = {m.entity: m for m in claim.mentions if m.entity and m.form == "name" and m.kind == "person"}
    doers = [a for a in claim.arguments if a.role in {"subject", "object"} and a.start < claim.end]
    for i, part in enumerate(parts):
        for a in doers:
            m = named.get(a.entity)
            if m is not None and part.endswith(m.name) and a.text.endswith(m.text):
                return ", ".join(parts[:i]), m.name
            if any(name.split()[-1] in part.split() for name in names_of(a, claim)):
                return ", ".join(parts[:i]), _plain_subject(claim, part)
    return "", _plain_subject(claim, parts[0]) if len(parts) == 1 else ""


def _plain_subject(claim: Claim, words: str) -> str:
    first, last = words.split()[0].lower(), words.split()[-1].lower()
    odd = last == "there" or "|" in words or set(words.lower().split()) & _FINITE
    if odd or words.lower() in _NOT_SUBJECTS or first in _PREPOSITIONS or len(words) > 70 or _RELATIVE.search(words):
        return ""
    words = lower(words, claim)
    bare = claim.headline and words.islower() and first not in _SMALL and last in {a.head for a in claim.arguments}
    return f"the {words}" if bare else words


def lower(text: str, claim: Claim) -> str:
    """`text` with a small first letter, unless it begins with a name."""
    first, _, others = text.partition(" ")
    if re.fullmatch(r"I(?:[’']\w+)?", first):
        return text
    names = [name for m in claim.mentions if m.form == "name" for name in (m.name, m.text)]
    named = any(re.match(rf"{re.escape(first)}\b", name) for name in names)
    capital = others[:1].isupper() and first.lower() not in _SMALL
    small = first.lower() in _SMALL | _PREPOSITIONS or any(text.startswith(x.text) for x in claim.amounts)
    if small or not (named or capital or first[1:] != first[1:].lower()) and is_common(first.lower()):
        return text[:1].lower() + text[1:]
    return text


def upper(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def join(*parts: str) -> str:
    """The parts with one space between words and none before a comma."""
    return re.sub(r"\s+([,;])", r"\1", " ".join(" ".join(parts).split()))


def short(text: str) -> str:
    """What belongs closest to the verb: up to the first comma or subordinate clause."""
    kept = _TAIL.split(text if text.startswith(",") else f" {text}", maxsplit=1)[0].strip()
    return kept if kept == text.strip() else _TRAILING.sub("", kept)


def cut(text: str, most: int) -> str:
    """At most `most` characters, cut between words."""
    if len(text) <= most:
        return text
    return _TRAILING.sub("", text[: most - 1].rsplit(" ", 1)[0]) + " …"
