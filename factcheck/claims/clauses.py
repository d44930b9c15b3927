"""Clauses of a dependency parse: which tokens predicate something, of whom, and which words are theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from factcheck.claims.inflect import lemma
from factcheck.claims.lexicon import (
    ACCUSE,
    ADMIT,
    ASPECT,
    BLAME,
    CARRIERS,
    DISASTERS,
    EVENT_NOUNS,
    EXPECT,
    INTEND,
    LIGHT,
    NOT_EVENTS,
    OCCUR,
    PEOPLE,
    REFUSE,
    SAY,
    TRANSITIVE,
    TRY,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Form = Literal["main", "conj", "relcl", "acl", "advcl", "ccomp", "pcomp", "appos", "nominal", "xcomp"]

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_ADVERBIAL_PREPOSITIONS = frozenset("after before while by since without when upon following".split())
_CONDITION = frozenset("if unless whether than".split())
_CRIME = {"with": frozenset({"charge"}), "of": frozenset("convict acquit guilty innocent".split())}
_TIME_NAMES = frozenset({"DATE", "TIME"})
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC", "ORG"})


_INVERTED = frozenset({"say", "add", "note", "recall"})
_LEADS = {"prep": "pcomp", "advmod": "advcl"}
"""A word that only leads over to a clause of its own, and that clause: "after (killing)", "as far (as we know)"."""
_LEADING = INTEND | TRY | REFUSE | ASPECT
_PROSPECT = INTEND | TRY | {"able", "likely", "unable", "unlikely"}
_GOVERNORS = _LEADING | SAY | ADMIT | ACCUSE | {"have", "be"}
_EMPTY = LIGHT | OCCUR | {"take", "be"}
_CLOSE = 4
"""Tokens from one verb to the next within which they are said in one breath."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with what it is said of. `subject` is None for verbless sentences and nominal events.

    `host` is the verb that governs a nominal event or an infinitive of its own.
    """

    head: Token
    form: Form
    subject: Token | None
    host: Token | None


def is_event_noun(token: Token) -> bool:
    """A noun that names an event rather than a kind of event ("the meeting", not "meeting room")."""
    named = token.lower_ in EVENT_NOUNS or token.lemma_.lower() in EVENT_NOUNS
    if not named or token.dep_ in {"compound", "amod", "nmod"}:
        return False
    if any(c.dep_ == "compound" and (c.lower_, token.lemma_.lower()) in NOT_EVENTS for c in token.children):
        return False
    return token.pos_ in {"NOUN", "PROPN"} or token.dep_ == "dobj" or any(c.dep_ == "det" for c in token.children)


def infinitive(token: Token) -> bool:
    """Whether a verb stands as a to-infinitive."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def interrogative(head: Token) -> bool:
    """Whether a clause asks: it opens with a question word of its own ("who did it", "whether he came")."""
    for c in head.children:
        if c.i > head.i:
            break
        if c.dep_ == "mark" and c.lower_ in {"if", "whether"}:
            return True
        if c.dep_ not in {"advcl", "ccomp", "csubj"} and any(
            t.tag_[0] == "W" and t.lower_ != "that" for t in (c, *c.children)
        ):
            return True
    return False


def _imperative(token: Token) -> bool:
    bare = token.tag_ == "VB" and subject_of(token) is None
    return bare and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)


def _form(token: Token) -> Form | None:
    dep, verbal = token.dep_, token.pos_ in _VERBAL and token.lower_ != "aged"
    if dep == "ROOT":
        return None if _imperative(token) else "main"
    if dep in {"ccomp", "parataxis"} and verbal:
        if infinitive(token) and not (lemma(token.head) in EXPECT and subject_of(token) is not None):
            return None
        bare = token.tag_ == "VB" and not any(c.dep_ == "aux" for c in token.children)
        return None if interrogative(token) or bare else "ccomp"
    if dep == "relcl":
        return None if infinitive(token) else "relcl"
    if dep == "advcl" and verbal and not infinitive(token):
        marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "prep", "advmod"} and c.i < token.i}
        return None if marks & _CONDITION else "advcl"
    if dep == "acl" and verbal and token.tag_ in {"VBN", "VBG", "VBD"}:
        return "acl"
    if dep == "pcomp" and token.tag_ == "VBG":
        preposition = token.head
        told = lemma(preposition.head) in _CRIME.get(preposition.lower_, ())
        told = told or preposition.lower_ == "for" and lemma(preposition.head) in BLAME
        return "pcomp" if told or preposition.lower_ in _ADVERBIAL_PREPOSITIONS else None
    if dep == "conj" and verbal and token.head.pos_ in _VERBAL:
        governing = _form(token.head)
        return "conj" if governing or subject_of(token) is not None and not infinitive(token) else None
    if dep == "appos" and token.pos_ == "NOUN" and token.head.ent_type_ in _PLACE_NAMES | {"PERSON"}:
        listed = any(c.dep_ == "conj" and c.i < token.i for c in token.head.children)
        first = token.left_edge
        listed = listed or first.i == 0 or first.nbor(-1).text not in {",", "(", "–", "—"}
        return None if listed else "appos"
    return None


def subject_of(token: Token) -> Token | None:
    """The grammatical subject among the children, or among those of an auxiliary."""
    own = next((c for c in token.children if c.dep_ in _SUBJECT), None)
    if own is not None:
        return own
    auxiliaries = (c for c in token.children if c.dep_ in {"aux", "auxpass"})
    return next((g for c in auxiliaries for g in c.children if g.dep_ in _SUBJECT), None)


def passive(head: Token) -> bool:
    """Whether the subject of a predicate undergoes it: "was shot", "a man shot by", "(was shot and) killed"."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in head.children):
        return True
    if head.dep_ in {"acl", "advcl"}:
        return head.tag_ == "VBN" and not any(c.dep_ == "aux" for c in head.children)
    return (shares_auxiliary(head) or gapped(head)) and passive(head.head)


def gapped(head: Token) -> bool:
    """Whether a participle has a subject and leaves its auxiliary to the verb before it: "… and seven hurt"."""
    deps = {c.dep_ for c in head.children}
    if head.dep_ != "conj" or head.tag_ != "VBN" or not deps & _SUBJECT or deps & {"aux", "auxpass", "dobj"}:
        return False
    return head.head.pos_ in _VERBAL and passive(head.head)


def shares_auxiliary(head: Token) -> bool:
    """Whether a coordinated verb stands under the auxiliaries of the verb before it ("will close and sell")."""
    whole = subject_of(head) is not None or head.lemma_ == "be" and head.tag_ in {"VBD", "VBZ", "VBP"}
    if head.dep_ != "conj" or head.head.pos_ not in _VERBAL or whole:
        return False
    if any(c.dep_ in {"aux", "auxpass", "dobj"} and (c.dep_ != "dobj" or passive(head.head)) for c in head.children):
        return False
    if head.tag_ == head.head.tag_ or {head.tag_, head.head.tag_} == {"VBD", "VBN"} and passive(head.head):
        governor = head.head
        return any(c.dep_ in {"aux", "auxpass"} for c in governor.children) or shares_auxiliary(governor)
    return False


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
        node = token.head
    elif form == "pcomp":
        node = token.head.head
        undergoer = _object_of_blame(token)
        if undergoer is not None:
            return undergoer
    elif form in {"relcl", "acl", "appos"}:
        return token.head
    else:
        return None
    for _ in range(6):
        found = subject_of(node) or next((c for c in node.children if form == "conj" and c.tag_ == "WP"), None)
        if found is not None:
            return antecedent(found)
        if node.dep_ in {"relcl", "acl"}:
            return node.head
        if node.dep_ == "ROOT":
            return None
        node = node.head
    return None


def _object_of_blame(gerund: Token) -> Token | None:
    """Whom a gerund speaks of after a verb of blame with a person for its object: "convicted Roe of stealing"."""
    verb, preposition = gerund.head.head, gerund.head.lower_
    told = preposition == "for" and lemma(verb) in BLAME or lemma(verb) in _CRIME.get(preposition, ())
    if not told or verb.pos_ not in _VERBAL:
        return None
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if preposition != "for":
        return next(iter(objects), None)
    return next((c for c in objects if c.ent_type_ == "PERSON" or c.lemma_.lower() in PEOPLE or c.pos_ == "PRON"), None)


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token for itself."""
    if token.tag_ not in {"WP", "WDT", "WP$"}:
        return token
    node = token.head
    while node.dep_ in {"conj", "xcomp", "ccomp", "pobj", "prep", "nsubj", "nsubjpass", "dobj"}:
        node = node.head
    if node.dep_ != "relcl":
        return token
    noun = node.head
    while lemma(node) in OCCUR and not is_event_noun(noun) and noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        outer = noun.head.head
        single = token.dep_ == "nsubj" and token.head.tag_ == "VBZ"
        single = single and noun.tag_ in {"NNS", "NNPS"} and outer.lower_ == "one"
        person = token.lower_ in {"who", "whom", "whose"} and noun.lemma_.lower() not in PEOPLE
        person = person and (
            noun.ent_type_ in _PLACE_NAMES or outer.lemma_.lower() in PEOPLE or outer.ent_type_ == "PERSON"
        )
        if not person and not single and not _is_time(noun):
            break
        noun = outer
    if _is_time(noun) and noun.dep_ == "pobj" and token.lower_ in {"which", "who"}:
        before = noun.doc[noun.head.i - 1] if noun.head.i else noun
        return before if before.pos_ in {"PROPN", "NOUN"} else noun
    return noun


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in _TIME_NAMES or noun.like_num and len(noun) == 4


def light_noun(head: Token) -> Token | None:
    """The event noun of a light-verb clause: "had a meeting", "the meeting took place", "took part in talks"."""
    verb = lemma(head)
    if verb not in _EMPTY:
        return None
    if verb in LIGHT:
        for c in head.children:
            disaster = c.lemma_.lower() in DISASTERS and verb != "cause"
            if c.dep_ in {"dobj", "nsubjpass"} and is_event_noun(c) and not disaster:
                return c
    objects = {c.lower_: c for c in head.children if c.dep_ == "dobj"}
    if verb == "take" and "part" in objects:
        for preposition in (*objects["part"].children, *head.children):
            if preposition.lower_ == "in":
                return next((c for c in preposition.children if c.dep_ == "pobj" and is_event_noun(c)), None)
    if verb == "take" and "place" in objects or verb in OCCUR and not objects:
        subject = subject_of(head)
        if subject is not None and is_event_noun(subject):
            return subject
    if verb == "be":
        subject = subject_of(head)
        bare = not any(c.dep_ in {"attr", "acomp"} for c in head.children)
        if subject is not None and is_event_noun(subject) and bare:
            return subject
    return None


def complement(head: Token) -> Token | None:
    """The infinitive or gerund that a governor such as "plan", "begin", "refuse" or "accuse" hands its meaning to."""
    verb = lemma(head)
    if verb not in _GOVERNORS:
        return None
    inner = next((c for c in head.children if c.dep_ == "xcomp" and c.pos_ in _VERBAL), None)
    if verb in _LEADING and inner is not None:
        return inner
    if verb in SAY and inner is not None and (passive(head) or inner.tag_ != "VBG"):
        return inner
    if verb == "have" and inner is not None and infinitive(inner):
        return inner
    if verb in ADMIT and inner is not None and inner.tag_ == "VBG":
        return inner
    if verb in ACCUSE or verb in ADMIT:
        for c in head.children:
            if c.dep_ == "prep" and c.lower_ in {"of", "to"}:
                return next((g for g in c.children if g.dep_ == "pcomp" and g.tag_ == "VBG"), None)
    if verb == "be":
        if inner is not None and any(c.tag_ == "TO" and c.i <= head.i + 2 for c in inner.children):
            return inner
        for c in head.children:
            if c.dep_ == "acomp" and c.lemma_ in _PROSPECT:
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
        if own is None and any(c.dep_ == "expl" for c in token.children):
            subject = None
        speaker = inverted(token)
        if speaker is not None:
            form, subject = "main", speaker
        found.append(Clause(token, form, subject, None))
        inner = complement(token)
        if inner is not None and (verb := lemma(token)) in SAY and verb in INTEND:
            found.append(Clause(inner, "xcomp", subject, token))
    heads = {c.head.i for c in found}
    for token in doc:
        if token.i in taken or token.i in heads or not is_event_noun(token) or _carries_words(token):
            continue
        found.append(Clause(token, "nominal", None, governor(token, heads)))
    return sorted(found, key=lambda c: c.head.i)


def inverted(verb: Token) -> Token | None:
    """Who speaks in "…, said Officer Roe", where the parse takes the speaker for an object."""
    if verb.i == 0 or lemma(verb) not in _INVERTED or subject_of(verb) is not None:
        return None
    after = next((c for c in verb.children if c.dep_ in {"dobj", "attr", "oprd"} and c.i > verb.i), None)
    closed = verb.nbor(-1).text in {",", "”", '"', "’", "'"}
    return after if closed and after is not None and after.pos_ in {"PROPN", "NOUN"} else None


def _carries_words(noun: Token) -> bool:
    """Whether a noun only says in what form something was said ("in a statement"), or what a gun does ("open fire")."""
    if noun.dep_ == "dobj":
        return noun.lower_ == "fire" and lemma(noun.head) in {"open", "return", "exchange", "cease", "hold"}
    spoken = noun.dep_ == "pobj" and noun.head.dep_ == "prep" and lemma(noun.head.head) in SAY
    return spoken and noun.lemma_.lower() in CARRIERS


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
    """The tokens of a clause without those of the clauses below it, in the order of the text.

    What stands beside an event in a list is of the clause that lists them: "charged with murder and three counts".
    """
    doc = clause.head.doc
    below = set(heads) - {clause.head.i}
    below |= {doc[i].head.i for i in below if _LEADS.get(doc[i].head.dep_) == doc[i].dep_}
    stack, kept = [clause.head], []
    while stack:
        token = stack.pop()
        kept.append(token)
        beside = clause.form == "nominal" and token.i == clause.head.i
        for c in token.children:
            if c.i in below:
                listed = c.children if c.pos_ == "NOUN" and token.dep_ == "prep" else ()
                stack += [x for x in listed if x.dep_ == "conj" and x.pos_ == "NOUN" and x.i not in below]
            elif not (beside and token.dep_ == "pobj" and c.dep_ == "conj" and c.pos_ == "NOUN"):
                stack.append(c)
    return sorted(kept, key=lambda t: t.i)


def shared(clause: Clause, heads: Iterable[int], by_head: dict[int, Clause]) -> list[Token]:
    """What a bare verb shares with the verb coordinated to it: "was shot and killed on Sunday" says Sunday of both."""
    head = clause.head
    nxt = next((c for c in head.children if c.dep_ == "conj" and c.i in by_head), None)
    if nxt is None or subject_of(nxt) is not None or head.pos_ not in _VERBAL:
        return []
    between = [c for c in head.children if c.i > head.i and c.dep_ not in {"cc", "conj", "punct"} and c.i < nxt.i]
    late = [c for c in head.children if c.i > nxt.i and c.dep_ not in {"punct", "conj"}]
    alike = passive(head) and passive(nxt) or lemma(head) in TRANSITIVE and head.tag_ == nxt.tag_ and not passive(head)
    if between or late or not alike or nxt.i - head.i > _CLOSE:
        return []
    follower = by_head[nxt.i]
    tokens = [t for t in own_tokens(follower, heads) if t.i > nxt.i]
    tokens = tokens or shared(follower, heads, by_head)
    return tokens
