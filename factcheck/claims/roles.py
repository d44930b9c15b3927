"""Who and what takes part in a clause: its subject, objects and prepositional phrases as arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.claims.clauses import Clause, antecedent, expand, light_noun, passive
from factcheck.claims.inflect import lemma
from factcheck.claims.lexicon import ACCUSE, BUILDINGS, TRANSITIVE
from factcheck.claims.predicate import carrier, charges, idiom
from factcheck.claims.render import Words
from factcheck.records import Argument, When

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_AGENT = frozenset(
    "nightfall noon midnight dawn dusk evening morning afternoon night sunset sunrise daybreak end time e-mail email "
    "mail phone telephone hand car bus train boat plane air sea land foot road accident mistake".split()
)
_WHERE = frozenset({"in", "at", "near", "on", "with"})
_PLACES = frozenset({"in", "at", "near", "outside", "inside"})
_CORE = {"dobj": "object", "attr": "attribute", "oprd": "attribute", "acomp": "attribute"}


def arguments(
    words: Words, clauses: Sequence[Clause], clause: Clause, extra: Sequence[Token], times: Sequence[When]
) -> tuple[Argument, ...]:
    """The arguments of a clause in the order subject, then as in the text. `extra` are the tokens that it shares with
    the clause coordinated to it, `times` what is no argument."""
    found: list[Argument] = []
    clocks = [(w.start, w.end) for w in times]

    def add(role: str, token: Token) -> None:
        for t in expand(antecedent(token)):
            begin = words.start(t)
            timed = (
                t.lower_ == "that"
                or any(b <= begin < e for b, e in clocks)
                or t.pos_ in {"VERB", "AUX"}
                and t.tag_ != "VBG"
            )
            if timed or t.pos_ in {"PRON", "PUNCT", "DET"} and words.mention(t) is None:
                continue
            first, last = words.phrase(t)
            text = words.text[first:last]
            if not any(c.isalnum() for c in text):
                continue
            found.append(Argument(role, text, first, last, t.lemma_.lower(), words.entity(t)))
            for m in words.parties(first, last):
                if m.entity != found[-1].entity:
                    found.append(Argument(role, m.text, m.start, m.end, m.name.split()[-1].lower(), m.entity))

    def prepositional(preposition: Token) -> None:
        for inside in _objects(preposition):
            add(_role(preposition, inside), inside)
            if preposition.lower_ in _PLACES and words.mention(inside) is None:
                for place in named_by(inside):
                    add(preposition.lower_, place)
            whereabouts(inside, _WHERE)

    def is_place(token: Token) -> bool:
        return words.entity(token).startswith("place")

    def named_by(noun: Token) -> list[Token]:
        """The place in "the city of Oslo", "the suburbs of Oslo", "their Oslo home"."""
        if (named := [c for c in noun.children if c.dep_ in {"compound", "nmod"} and is_place(c)]) and (
            noun.lemma_.lower() in BUILDINGS
        ):
            return named
        of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
        return [place for p in of for place in _objects(p) if is_place(place)]

    def whereabouts(noun: Token, prepositions: frozenset[str]) -> None:
        """The named place that the parse hangs on a participant ("met Jane Roe in Oslo") is the event's."""
        for deeper in noun.children:
            if deeper.dep_ == "prep" and deeper.lower_ in prepositions:
                for place in _objects(deeper):
                    for named in [place] if words.mention(place) is not None else named_by(place):
                        add(deeper.lower_, named)

    head = clause.head
    inner = carrier(clause)
    noun = head if clause.form == "nominal" else light_noun(head)
    phrase = idiom(inner if inner is not None else head)
    crime = charges(head)
    accuses = inner is not None and lemma(head) in ACCUSE and not passive(head)
    skip = {t.i for t in (noun, inner, phrase[1] if phrase else None) if t is not None}
    if clause.form == "nominal":
        if clause.host is not None:
            host = next((c.subject for c in clauses if c.head.i == clause.host.i), None)
            if host is not None and host.i != head.i and words.entity(host):
                add("subject", host)
    elif clause.subject is not None and clause.subject.i not in skip and not accuses:
        undergoes = passive(head) and not (inner is not None and lemma(head) in ACCUSE) or crime is not None
        if inner is not None and not undergoes:
            undergoes = passive(inner)
        add("object" if undergoes or words.headline and bare_passive(head) else "subject", clause.subject)
    if crime is not None:
        add("object", crime)
    children = [c for t in (head, noun, inner) if t is not None for c in t.children]
    shared = {t.i for t in extra}
    children += [t for t in extra if t.head.i not in shared]
    for c in dict.fromkeys(children):
        if c.i in skip:
            continue
        if c.dep_ in _CORE and not (crime is not None and c.lemma_.lower() in {"charge", "count"}):
            add("subject" if accuses and c.head.i == head.i else _CORE[c.dep_], c)
            if c.dep_ == "dobj" and words.entity(c).startswith("person"):
                whereabouts(c, _WHERE)
        elif c.dep_ in {"dative", "iobj"} and c.pos_ != "ADP":
            add("indirect", c)
        elif c.dep_ == "poss" and noun is not None and c.head.i == noun.i:
            add("subject", c)
        elif c.dep_ in {"prep", "agent", "dative"} and c.lower_ != "according":
            prepositional(c)
    if phrase is not None and phrase[1].dep_ == "ccomp":
        for c in phrase[1].children:
            if c.dep_ == "nsubj":
                add("object", c)
            elif c.dep_ == "prep":
                prepositional(c)
    if clause.form == "relcl":
        where = next((c for c in head.children if c.lower_ == "where"), None)
        m = words.mention(head.head)
        if where is not None and (m is None or m.kind != "person"):
            add("in", head.head)
    if not any(a.role in _PLACES and a.entity.startswith("place") for a in found):
        for participant in (clause.subject, *(c for c in head.children if c.dep_ in {"dobj", "nsubjpass"})):
            if participant is not None and participant.i not in skip and not is_place(participant):
                whereabouts(participant, _PLACES)
    return tuple({(a.role, a.start, a.end, a.entity): a for a in reversed(found)}.values())[::-1]


def _objects(preposition: Token) -> list[Token]:
    return [c for c in preposition.children if c.dep_ == "pobj"]


def _role(preposition: Token, noun: Token) -> str:
    verb = lemma(preposition.head)
    if preposition.dep_ == "agent" and noun.lower_ not in _NO_AGENT:
        return "subject"
    if preposition.lower_ == "with" and verb == "charge":
        return "object"
    return preposition.lower_


def bare_passive(head: Token) -> bool:
    """Whether the verb of a headline is a passive without its auxiliary ("Director jailed for six years")."""
    if head.tag_ not in {"VBN", "VBD"} or lemma(head) not in TRANSITIVE | {"name", "find", "fire"}:
        return False
    return not any(c.dep_ in {"dobj", "aux", "auxpass", "ccomp", "xcomp"} for c in head.children)
