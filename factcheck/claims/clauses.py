"""Clauses of a dependency parse: which tokens predicate something, of whom, and which words are theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from factcheck.claims.lexicon import ASPECT, EVENT_NOUNS, INTEND, LIGHT, OCCUR, REFUSE, SAY, TRY

Form = Literal["main", "conj", "relcl", "acl", "advcl", "ccomp", "pcomp", "appos", "nominal", "xcomp"]

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_ADVERBIAL_PREPOSITIONS = frozenset("after before while by in for since without when upon following".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with what it is said of. `subject` is None for verbless sentences and nominal events."""

    head: Token
    form: Form
    subject: Token | None
    host: Token | None


def is_event_noun(token: Token) -> bool:
    """A noun that names an event rather than a kind of event ("the meeting", not "meeting room")."""
    return (
        (token.pos_ in {"NOUN", "PROPN"} or token.tag_ == "VBG" and any(c.dep_ == "det" for c in token.children))
        and (token.lower_ in EVENT_NOUNS or token.lemma_.lower() in EVENT_NOUNS)
        and token.dep_ not in {"compound", "amod", "nmod"}
    )


def _form(token: Token) -> Form | None:
    dep, verbal = token.dep_, token.pos_ in _VERBAL
    if dep == "ROOT":
        return "main"
    if dep in {"ccomp", "parataxis"} and (verbal or subject_of(token)):
        return "ccomp"
    if dep == "relcl":
        return "relcl"
    if dep == "advcl" and verbal and not (token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)):
        return "advcl"
    if dep == "acl" and token.tag_ in {"VBN", "VBG", "VBD"}:
        return "acl"
    if dep == "pcomp" and token.tag_ == "VBG" and token.head.lower_ in _ADVERBIAL_PREPOSITIONS:
        return "pcomp"
    if dep == "conj" and verbal and token.head.pos_ in _VERBAL:
        governor = _form(token.head)
        if governor:
            return "conj"
        if token.head.dep_ == "xcomp" and not subject_of(token):
            return None
        return "conj" if subject_of(token) else None
    if dep == "appos" and token.pos_ in {"NOUN"} and token.head.ent_type_ in {"PERSON", "ORG", "GPE", "FAC", "LOC"}:
        return "appos"
    return None


def subject_of(token: Token) -> Token | None:
    """The grammatical subject among the children."""
    return next((c for c in token.children if c.dep_ in _SUBJECT and c.dep_ != "expl"), None)


def expand(token: Token) -> list[Token]:
    """The heads of a coordination: "Putin and Shoigu" gives both."""
    heads = [token]
    for c in token.children:
        if c.dep_ == "conj" and c.pos_ not in _VERBAL:
            heads += expand(c)
    return heads


def _inherited(token: Token, form: Form) -> Token | None:
    """The subject of a clause that has none of its own."""
    if form in {"conj", "advcl", "ccomp", "xcomp"}:
        governor = token.head
    elif form == "pcomp":
        governor = token.head.head
    elif form in {"relcl", "acl", "appos"}:
        return token.head
    else:
        return None
    for _ in range(6):
        found = subject_of(governor)
        if found is not None:
            return antecedent(found)
        if governor.dep_ in {"relcl", "acl"}:
            return governor.head
        if governor.dep_ == "ROOT":
            return None
        governor = governor.head
    return None


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token for itself."""
    if token.tag_ in {"WP", "WDT"}:
        node = token.head
        while node.dep_ in {"conj", "xcomp", "ccomp", "pobj", "prep"} and node.dep_ != "relcl":
            node = node.head
        if node.dep_ == "relcl":
            return node.head
    return token


def light_noun(head: Token) -> Token | None:
    """The event noun of a light-verb clause: "had a meeting", "the meeting took place"."""
    if head.lemma_ in LIGHT:
        for c in head.children:
            if c.dep_ in {"dobj", "nsubjpass"} and is_event_noun(c):
                return c
    took_place = head.lemma_ == "take" and any(c.dep_ == "dobj" and c.lower_ == "place" for c in head.children)
    if took_place or head.lemma_ in OCCUR:
        subject = subject_of(head)
        if subject is not None and is_event_noun(subject):
            return subject
    if head.lemma_ == "be":
        subject = subject_of(head)
        bare = not any(c.dep_ in {"attr", "acomp"} for c in head.children)
        if subject is not None and is_event_noun(subject) and bare:
            return subject
    return None


def complement(head: Token) -> Token | None:
    """The infinitive or participle that a governor such as "plan", "begin" or "refuse" hands its meaning to."""
    if head.lemma_ in INTEND | TRY | REFUSE | ASPECT or head.lemma_ in SAY:
        return next((c for c in head.children if c.dep_ == "xcomp" and c.pos_ in _VERBAL), None)
    if head.lemma_ == "be":
        for c in head.children:
            if c.dep_ == "acomp" and c.lemma_ in INTEND | TRY | {"able", "likely", "unable", "unlikely"}:
                return next((x for x in c.children if x.dep_ == "xcomp"), None)
    return None


def find_clauses(doc: Doc) -> list[Clause]:
    """Every clause of the sentence in the order of the text, the verbless main clause included."""
    found: list[Clause] = []
    taken = set()
    for token in doc:
        form = _form(token)
        if form is None:
            continue
        noun = light_noun(token)
        if noun is not None:
            taken.add(noun.i)
        own = subject_of(token)
        subject = antecedent(own) if own is not None else _inherited(token, form)
        found.append(Clause(token, form, subject, None))
        inner = complement(token)
        if inner is not None and token.lemma_ in SAY & INTEND:
            found.append(Clause(inner, "xcomp", subject, token))
    heads = {c.head.i for c in found}
    for token in doc:
        if token.i in taken or token.i in heads or not is_event_noun(token):
            continue
        host = governor(token, heads)
        found.append(Clause(token, "nominal", None, host))
    return sorted(found, key=lambda c: c.head.i)


def governor(token: Token, heads: Iterable[int]) -> Token | None:
    """The nearest clause head above the token."""
    heads = set(heads)
    node = token
    while node.dep_ != "ROOT":
        node = node.head
        if node.i in heads:
            return node
    return node if node.i in heads else None


def own_tokens(clause: Clause, heads: Iterable[int]) -> list[Token]:
    """The tokens of a clause without those of the clauses below it, in the order of the text."""
    heads = set(heads) - {clause.head.i}
    stack, kept = [clause.head], []
    while stack:
        token = stack.pop()
        kept.append(token)
        stack += [c for c in token.children if c.i not in heads]
    return sorted(kept, key=lambda t: t.i)
