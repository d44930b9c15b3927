"""A clause as a sentence of its own: its subject in front, no relative words, verbs in a finite form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.claims.clauses import (
    Clause,
    antecedent,
    expand,
    gapped,
    infinitive,
    passive,
    shares_auxiliary,
    subject_of,
)
from factcheck.claims.inflect import lemma, past, past_participle
from factcheck.claims.render import Words, clean
from factcheck.claims.roles import bare_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
_PLACED = frozenset({"nsubj", "nsubjpass", "pobj"})
_TIMELY = frozenset("day night year time month week moment hour date period reason way case".split())


def statement(
    words: Words,
    clause: Clause,
    shown: Sequence[Token],
    speaker: str | None,
    modality: str = "asserted",
) -> tuple[str, str]:
    """The claim as a sentence of its own, and its gist: the same without times, with "some" for amounts.

    `shown` are its tokens, `speaker` stands for I and my inside a quotation.
    """
    head = clause.head
    swap = _swaps(words, clause, shown)
    lead, tail = "", ""
    own = subject_of(head)
    if clause.form == "relcl":
        lead, tail = _relative(words, clause, shown, swap)
    elif (
        clause.subject is not None
        and own is None
        and clause.form not in {"nominal", "main"}
        and not _has_subject(clause, shown)
    ):
        lead = words.subject(clause.subject)
    if clause.form == "xcomp" and clause.host is not None:
        lead = f"{lead} {clause.host.text}"
    lead = f"{lead} {_auxiliary(clause, bool(lead))}".strip()
    if words.headline and bare_passive(head):
        swap[head.i] = f"{_was(own or clause.subject)} {head.text}"
    if clause.form == "ccomp" and infinitive(head):
        to = next(c for c in head.children if c.tag_ == "TO")
        swap[to.i] = f"{_was(own, head.head)} {past_participle(lemma(head.head))} to"
    swap |= _finite(clause)
    lowered = lead and shown and shown[0].is_sent_start and shown[0].pos_ != "PROPN" and shown[0].i not in swap
    if clause.form == "nominal":
        tail = {"planned": "will take place", "hedged": "may take place"}.get(modality, "took place")

    def told(gist: bool) -> str:
        body = words.render(shown, swap, speaker, gist)
        return clean(f"{lead} {body[:1].lower() + body[1:] if lowered else body} {tail}")

    whole = told(gist=False)
    return whole, told(gist=True) if words.measured else whole


def _has_subject(clause: Clause, shown: Sequence[Token]) -> bool:
    """Whether the tokens bring a subject of their own, though not as a child of the head."""
    before = [t for t in shown if t.i < clause.head.i]
    if any(c.dep_ == "expl" for c in clause.head.children):
        return True
    return clause.subject in before or any(t.dep_ in {"nsubj", "nsubjpass"} and t.head in shown for t in before)


def _finite(clause: Clause) -> dict[int, str]:
    """Participles of a clause as the past: "striking" gives "struck", "having spent" gives "had spent"."""
    head = clause.head
    if clause.form not in {"acl", "advcl", "pcomp", "conj", "ccomp"} or shares_auxiliary(head):
        return {}
    if gapped(head):
        return {head.i: f"{_was(subject_of(head))} {head.text}"}
    auxiliaries = [c for c in head.children if c.dep_ in {"aux", "auxpass"}]
    if head.tag_ == "VBG" and not auxiliaries and clause.form == "pcomp" and head.head.lower_ == "without":
        return {head.i: f"did not {lemma(head)}"}
    if head.tag_ == "VBG" and not auxiliaries:
        return {head.i: past(lemma(head))}
    first = auxiliaries[0] if auxiliaries else None
    if first is not None and first.lower_ in {"having", "being"}:
        return {first.i: "had" if first.lower_ == "having" else _was(subject_of(head) or clause.subject)}
    return {}


def _swaps(words: Words, clause: Clause, shown: Sequence[Token]) -> dict[int, str]:
    """What falls out of a clause that stands alone: its conjunction, and the commas around what was cut from it."""
    head = clause.head
    here = {t.i for t in shown}
    swap = {t.i: "" for t in shown if t.dep_ == "mark" and t.head.i == head.i}
    if clause.form in {"advcl", "relcl", "ccomp"}:
        swap |= {c.i: "" for c in head.children if c.tag_ == "WRB" and c.i < head.i}
    if clause.form not in {"main", "conj"} and shown and shown[0].lower_ == "that" and shown[0].dep_ != "det":
        swap[shown[0].i] = ""
    for t in reversed(shown):
        left = [c for c in t.children if not c.is_punct]
        if t.text not in {",", ";", ":", "–", "—"} and not (
            t.dep_ in {"prep", "agent", "cc"} and left and not any(c.i in here for c in left)
        ):
            break
        swap[t.i] = ""
    if clause.form == "advcl":
        mark = next((c for c in head.children if c.dep_ == "mark"), None)
        swap |= {t.i: "" for t in shown if mark is not None and t.i < mark.i}
    kept = 0
    for t in shown:
        if t.dep_ == "cc":
            first = next((c for c in t.head.children if c.dep_ == "conj" and c.i > t.i), None)
            mine = t.head.i == head.i
            joins_others = first is not None and first.i not in here and (mine or t.head.i in here)
            if joins_others or mine and (first is None or t.i < head.i):
                swap[t.i] = ""
        if t.is_punct and t.text in {",", "–", "—", "-", "--", ";", ":"}:
            before, after = t.i - 1 in here, t.i + 1 in here
            if before and after or not before and after and kept % 2:
                kept += t.text == ","
            else:
                swap[t.i] = ""
    return swap


def _relative(words: Words, clause: Clause, shown: Sequence[Token], swap: dict[int, str]) -> tuple[str, str]:
    """Puts the noun of a relative clause where its pronoun stood: words before the clause and after it."""
    head = clause.head
    relative = next((t for t in shown if t.tag_ in _RELATIVE and t.lower_ not in {"when", "where", "why", "how"}), None)
    where = next((c for c in head.children if c.lower_ == "where"), None)
    if relative is None:
        own = subject_of(head)
        if own is None:
            return words.subject(head.head), ""
        if where is not None:
            m = words.mention(head.head)
            if m is not None and m.kind == "person":
                return "", ""
            return "", f"{'in' if m is not None and m.kind == 'place' else 'at'} {words.subject(head.head)}"
        _fill_gap(words, head, swap)
        return "", ""
    if (
        any(c.dep_ == "dobj" and c is not relative for c in head.children)
        and relative.dep_ not in _PLACED
        and relative.tag_ != "WP$"
    ):
        swap[relative.i] = ""
        return "", ""
    noun = words.subject(antecedent(relative), brief=relative.tag_ == "WP$")
    if relative.tag_ == "WP$":
        swap[relative.i] = f"{noun}’" if noun.endswith("s") and _plural(antecedent(relative)) else f"{noun}’s"
        return "", ""
    if relative.dep_ in {"nsubj", "nsubjpass"} and relative.head.i == head.i:
        swap[relative.i] = ""
        return noun, ""
    swap[relative.i] = ""
    if relative.dep_ == "pobj" and relative.head.i < head.i:
        preposition = relative.head
        swap[preposition.i] = ""
        return "", f"{preposition.text} {noun}"
    if relative.dep_ == "dobj":
        _after(relative.head, noun, swap)
        return "", ""
    if relative.dep_ == "pobj":
        swap[relative.head.i] = f"{relative.head.text} {noun}"
        return "", ""
    return "", ""


def _after(verb: Token, noun: str, swap: dict[int, str]) -> None:
    """Writes a noun right behind a verb and its particle."""
    last = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), verb)
    swap[last.i] = f"{last.text} {noun}"


def _fill_gap(words: Words, head: Token, swap: dict[int, str]) -> None:
    """Puts the noun of a relative clause without a pronoun ("the money he stole") back behind its verb."""
    noun = head.head
    if noun.lemma_.lower() in _TIMELY or any(c.dep_ in {"ccomp", "dobj"} for c in head.children):
        return
    stranded = next((c for c in head.children if c.dep_ == "prep" and not list(c.children)), None)
    if stranded is not None:
        swap[stranded.i] = f"{stranded.text} {words.subject(noun)}"
        return
    verb = head
    while (inner := next((c for c in verb.children if c.dep_ == "xcomp"), None)) is not None:
        verb = inner
    if verb.pos_ == "VERB" and not passive(head) and not any(c.dep_ == "dobj" for c in verb.children):
        _after(verb, words.subject(noun), swap)


def _auxiliary(clause: Clause, led: bool) -> str:
    """The auxiliaries that a clause leaves to another or does without: "(was) killed", "(will) sell"."""
    head = clause.head
    if clause.form == "appos":
        return "are" if clause.subject is not None and _plural(clause.subject) else "is"
    if not led:
        return ""
    if shares_auxiliary(head):
        first = head.head
        while shares_auxiliary(first):
            first = first.head
        kept = [c.text for c in first.children if c.dep_ in {"aux", "auxpass", "neg"} and c.i < first.i]
        return " ".join(w if w.lower() not in {"n't", "n’t"} else "not" for w in kept)
    bare = not any(c.dep_ in {"aux", "auxpass"} for c in head.children)
    if clause.form in {"acl", "advcl"} and head.tag_ == "VBN" and bare:
        return _was(clause.subject)
    return ""


def _was(subject: Token | None, governor: Token | None = None) -> str:
    plural = subject is not None and _plural(subject)
    if governor is not None and governor.tag_ in {"VBZ", "VBP"}:
        return "are" if plural else "is"
    return "were" if plural else "was"


def _plural(subject: Token) -> bool:
    if len(expand(subject)) > 1 or subject.tag_ in {"NNS", "NNPS"}:
        return True
    if subject.lower_ in {"they", "we", "you", "both", "many", "several", "some", "few", "others", "police"}:
        return True
    return subject.pos_ == "NUM" and subject.lower_ not in {"one", "1"}
