"""What a clause predicates: its lemma or idiom, its kind, whether it is negated, and how far it is asserted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.claims.attribution import Attribution
from factcheck.claims.clauses import Clause, complement, infinitive, light_noun, passive, shares_auxiliary
from factcheck.claims.inflect import lemma
from factcheck.claims.lexicon import (
    ACCUSE,
    ADMIT,
    CHARGE,
    DOUBT,
    EXPECT,
    HEDGES,
    INTEND,
    NEGATORS,
    PEOPLE,
    REFUSE,
    SAY,
    TRY,
)
from factcheck.records import ClaimKind, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_STATES = frozenset("be have remain seem appear contain include own know want need belong consist exist mean".split())
_IDIOMS = {
    ("open", "fire"): "open fire", ("return", "fire"): "return fire", ("exchange", "fire"): "exchange fire",
    ("set", "fire"): "set fire", ("catch", "fire"): "catch fire", ("plead", "guilty"): "plead guilty",
    ("find", "guilty"): "find guilty", ("take", "custody"): "take into custody",
    ("pronounce", "dead"): "pronounce dead", ("declare", "dead"): "pronounce dead",
    ("find", "dead"): "find dead", ("shoot", "dead"): "shoot dead", ("impose", "sanctions"): "sanction",
}  # fmt: skip
_WILL = frozenset({"will", "’ll", "'ll", "shall", "wo"})
_PLANNED = frozenset({"plan", "schedule", "expect", "propose", "slate"})
_FORESEE = frozenset({"expect", "forecast", "predict", "anticipate", "project", "budget"})
_FORMERLY = frozenset("initially originally first wrongly erroneously mistakenly incorrectly".split())
_PLAINLY_SAID = SAY - ADMIT - ACCUSE
_UP = frozenset("jump leap advance add rally spike".split())
_DOWN = frozenset("slip slide dip sink ease shed lose".split())
"""What prices do beside rising and falling: "jumped 4 percent", "shed two points"."""
_TELL = frozenset("report post book record register announce".split())
_RESULTS = frozenset("profit loss income revenue sale earnings turnover deficit surplus".split())
"""What firms and states are said to report, which tells that they had it."""
_KEEP = frozenset("leave hold keep maintain".split())
_KEPT = frozenset("rate price target forecast policy dividend".split())
"""What is left as it was: "left its key rate at", "held rates at"."""
_SHARE = frozenset("percent percentage point points pct".split())
_NEAR = frozenset({"neg", "preconj", "det", "cc", "advmod"})
_NOUNS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def idiom(head: Token) -> tuple[str, Token] | None:
    """A fixed phrase of the verb with one of its words, and that word: "open fire", "plead guilty"."""
    verb = lemma(head)
    if not any(verb == v for v, _ in _IDIOMS):
        return None
    words = [c for c in head.children if c.dep_ in {"dobj", "acomp", "oprd", "ccomp", "advmod", "attr", "xcomp"}]
    words += [g for c in head.children if c.dep_ == "prep" and c.lower_ in {"into", "on"} for g in c.children]
    for word in words:
        if (verb, word.lower_) in _IDIOMS:
            return _IDIOMS[verb, word.lower_], word
    return None


def charges(head: Token) -> Token | None:
    """What somebody is charged with in "faces (two) charges of fraud" or "faces a count of murder"."""
    if lemma(head) != "face":
        return None
    for c in head.children:
        if c.dep_ == "dobj" and c.lemma_.lower() in {"charge", "count"}:
            of = (
                g for p in c.children if p.dep_ == "prep" and p.lower_ == "of" for g in p.children if g.dep_ == "pobj"
            )
            crime = next((t for t in c.children if t.dep_ in {"compound", "amod", "nmod"}), None)
            return next(of, crime or c)
    return None


def carrier(clause: Clause) -> Token | None:
    """The infinitive or gerund that carries the meaning of a clause whose verb only leads to it."""
    if clause.form in {"nominal", "appos", "xcomp"}:
        return None
    if lemma(clause.head) in _PLAINLY_SAID and not passive(clause.head):
        return None
    return complement(clause.head)


def predicate(clause: Clause) -> str:
    """The lemma of what is predicated: "be <attribute>" for copulas, "shut-down" with a particle, or an idiom."""
    head = clause.head
    if clause.form in {"nominal", "appos"}:
        return lemma(head) if clause.form == "nominal" else f"be {lemma(head)}"
    noun = light_noun(head)
    if noun is not None:
        return noun.lemma_.lower()
    if charges(head) is not None:
        return "charge"
    inner = carrier(clause)
    verb = inner if inner is not None else head
    phrase = idiom(verb)
    if phrase is not None:
        return phrase[0]
    if lemma(verb) == "be" or (verb is head and head.dep_ == "ROOT" and head.pos_ not in {"VERB", "AUX"}):
        attribute = next((c for c in verb.children if c.dep_ in {"attr", "acomp", "oprd"}), None)
        if attribute is not None:
            return f"be {'percent' if attribute.text == '%' else attribute.lemma_.lower()}"
    if verb.pos_ == "VERB" and (sense := _sense(verb)):
        return sense
    particle = next((c for c in verb.children if c.dep_ == "prt"), None)
    return f"{lemma(verb)}-{particle.lower_}" if particle is not None else lemma(verb)


def _sense(verb: Token) -> str:
    """Another word for a verb that is also the noun of another event: to fire a shot or a clerk is no blaze."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    word = lemma(verb)
    if word == "deal":
        return "deal with"
    if word in _TELL and (result := next((c for c in objects if c.lemma_.lower() in _RESULTS), None)):
        return result.lemma_.lower()
    if word == "fetch" and any(c.ent_type_ == "MONEY" for c in objects):
        return "sell"
    if word in _KEEP and any(c.lemma_.lower() in _KEPT for c in objects):
        return "keep"
    if (word in _UP or word in _DOWN) and any(t.text == "%" or t.lower_ in _SHARE for t in _near_nouns(verb)):
        return "rise" if word in _UP else "fall"
    if word == "blast":
        return "criticize" if any(c.ent_type_ in {"PERSON", "ORG"} for c in objects) else ""
    if word != "fire":
        return ""
    if any(c.lemma_.lower() in {"missile", "rocket"} for c in objects):
        return "launch"
    if any(c.ent_type_ == "PERSON" or c.lemma_.lower() in PEOPLE for c in objects):
        return "sack"
    return "shoot"


def _near_nouns(verb: Token) -> Iterator[Token]:
    """The nouns that say how far: objects, measures, and those after "by" and "to"."""
    for c in verb.children:
        if c.dep_ in {"dobj", "npadvmod"}:
            yield c
        elif c.dep_ == "prep" and c.lower_ == "by":
            yield from (g for g in c.children if g.dep_ == "pobj")


def kind(clause: Clause, predicated: str) -> ClaimKind:
    """ "state" for copulas, possession and verbless clauses, "event" for what happens."""
    head = clause.head
    if clause.form == "appos" or head.pos_ not in {"VERB", "AUX", "NOUN"}:
        return "state" if clause.form != "nominal" else "event"
    return "state" if predicated.split()[0] in _STATES and light_noun(head) is None else "event"


def denies_knowing(verb: Token) -> bool:
    """Whether a verb of saying is negated, so that its content is nobody's word: "I don't think he hit anyone"."""
    return lemma(verb) != "deny" and any(c.dep_ == "neg" and not _only(c) for c in verb.children)


def negated(clause: Clause) -> bool:
    """Whether the clause says that something is not so; two negations cancel."""
    head, inner = clause.head, carrier(clause)
    count = sum(_negators(t) for t in (head, inner) if t is not None)
    if shares_auxiliary(head):
        count += any(c.dep_ == "neg" for c in head.head.children) and not any(c.dep_ == "neg" for c in head.children)
    if inner is not None and lemma(head) in REFUSE:
        count += 1
    if inner is not None and any(c.dep_ == "acomp" and c.lemma_ == "unable" for c in head.children):
        count += 1
    if clause.form == "pcomp" and head.head.lower_ == "without":
        count += 1
    return count % 2 == 1


def _negators(token: Token) -> bool:
    near = [c for c in token.children if c.dep_ in _NEAR and not _only(c)]
    near += [c for c in token.children if c.dep_ in _NOUNS]
    for c in token.children:
        if c.dep_ in _NOUNS:
            near += [g for g in c.children if g.dep_ == "det"][:1]
        if c.dep_ in {"acomp", "oprd", "attr", "ccomp"} and c.pos_ == "ADJ":
            near += [g for g in c.children if g.dep_ == "neg"]
    return any(t.lower_ in NEGATORS for t in near)


def _only(token: Token) -> bool:
    """Whether "not" belongs to "not only"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return token.lower_ == "not" and following is not None and following.lower_ in {"only", "just", "least"}


def modality(clause: Clause, a: Attribution | None, speaker: bool, headline: bool) -> Modality:
    """How far a claim is asserted. `a` is its attribution, `speaker` whether somebody or some outlet stands for it."""
    head, inner = clause.head, carrier(clause)
    verb = lemma(head)
    auxiliaries = {c.lower_ for c in head.children if c.dep_ in {"aux", "advmod"}}
    if shares_auxiliary(head):
        auxiliaries |= {c.lower_ for c in head.head.children if c.dep_ in {"aux", "advmod"}}
    said = lemma(a.verb) if a is not None and a.verb is not None else ""
    intends = verb in INTEND or any(c.dep_ == "acomp" and c.lemma_ in INTEND for c in head.children)
    if auxiliaries & _WILL or clause.form == "xcomp" or infinitive(head) and (headline or lemma(head.head) == "expect"):
        return "planned"
    if inner is not None and (
        intends or verb == "have" and head.tag_ != "VBD" or verb == "be" and inner.head.i == head.i
    ):
        return "planned"
    if verb in _FORESEE and any(c.dep_ == "dobj" for c in head.children):
        return "planned"
    if verb in _PLANNED and passive(head) or "would" in auxiliaries and said and a.verb.tag_ in {"VBD", "VBN"}:
        return "planned"
    if clause.form in {"pcomp", "advcl"} and head.tag_ == "VBG":
        outer = _verb_above(head)
        above = {c.lower_ for c in outer.children if c.dep_ == "aux"} if outer is not None else set()
        if above & (_WILL | HEDGES):
            return "planned" if above & _WILL else "hedged"
    if (
        clause.form == "nominal"
        and clause.host is not None
        and (lemma(clause.host) in _PLANNED or any(c.lower_ in _WILL for c in clause.host.children if c.dep_ == "aux"))
    ):
        return "planned"
    if said and _taken_back(a.verb):
        return "denied"
    likely = any(c.dep_ == "acomp" and c.lemma_ in {"likely", "unlikely"} for c in head.children)
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in c.children) for c in head.children
    )
    if auxiliaries & HEDGES or conditional or inner is not None and (verb in TRY | ACCUSE or verb in DOUBT or likely):
        return "hedged"
    if (
        clause.form == "pcomp"
        and _alleged(head)
        or clause.form == "ccomp"
        and infinitive(head)
        and lemma(head.head) in EXPECT
    ):
        return "hedged"
    if said == "deny" or verb == "deny" and inner is not None:
        return "denied"
    if said in DOUBT:
        return "hedged"
    return "reported" if speaker else "asserted"


def _taken_back(verb: Token) -> bool:
    """Whether what was said is told as no longer held: "officials initially said that …"."""
    return any(c.dep_ == "advmod" and c.lower_ in _FORMERLY and c.i < verb.i for c in verb.children)


def _alleged(head: Token) -> bool:
    """Whether a gerund stands for what somebody is charged with, not convicted of."""
    verb = _verb_above(head)
    return verb is not None and lemma(verb) in CHARGE


def _verb_above(head: Token) -> Token | None:
    node = head.head
    for _ in range(6):
        if node.pos_ in {"VERB", "AUX"}:
            return node
        node = node.head
    return None
