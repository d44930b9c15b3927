"""Descriptions and pronouns of one article: whom "the police chief" and "she" stand for, where that is plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from factcheck.claims import gazetteer as gaz
from factcheck.claims.gazetteer import Gender, Role
from factcheck.claims.grouping import Entity, Named
from factcheck.claims.lexicon import REFUSE, SAY
from factcheck.records import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from factcheck.claims.sentences import Sentence

_BODIES = gaz.words("bodies")
_RESTRICTING = ("who", "that", "whose", "of", "for", "in", "from", "at", "with")
_ACTS = SAY | REFUSE | {"plan", "agree", "decide", "intend", "threaten", "offer", "propose"}
_STAFF = ("department", "office", "deputy", "deputies", "officials", "spokesman", "spokeswoman")
_HIS = ("his", "her", "their", "its", "my", "our", "your")
_INDEFINITE = ("a", "an", "another", "one", "any", "every", "each", "some", "no", "this", "that", "former")
_PRONOUNS = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself", "it"))


@dataclass(eq=False, slots=True)
class Span:
    """One mention to be: tokens [i, j) of a sentence, `head` its head token, `entity` None while unresolved."""

    i: int
    j: int
    head: Token
    kind: MentionKind
    form: Literal["name", "title", "pronoun"]
    entity: Entity | None = None
    role: Role | None = None
    owner: Token | None = None
    gender: Gender | None = None

    @property
    def subject(self) -> bool:
        t = self.head
        while t.dep_ in ("conj", "appos", "compound", "nmod") and t.head.i != t.i:
            t = t.head
        return t.dep_ in ("nsubj", "nsubjpass")


def _descriptions(doc: Doc, cover: dict[int, Named]) -> Iterator[tuple[Span, str]]:
    """Phrases around the noun of an office or an organisation, with the determiner before them."""
    for t in doc:
        kind: MentionKind = "organization" if t.text in _BODIES else "person"
        follower = doc[t.i + 1] if t.i + 1 < len(doc) else None
        if not (kind == "organization" or gaz.title_word(t.text)) or t.tag_ not in ("NN", "NNP") or t.i in cover:
            continue
        if follower is not None and (follower.tag_.startswith("NN") or follower.text == "-"):
            continue
        if (
            follower is not None
            and follower.text in gaz.POSSESSIVE
            and doc[min(t.i + 2, len(doc) - 1)].lower_ in _STAFF
        ):
            continue
        i = t.i
        while i > 0:
            p = doc[i - 1]
            name = cover.get(i - 2 if p.text in gaz.POSSESSIVE and i > 1 else i - 1)
            if name is not None and name.kind in ("place", "organization"):
                i = name.i
            elif p.text.casefold() not in ("of", "for", "and") and (
                p.lower_ in gaz.FIELDS
                or gaz.demonym(p.text)
                or gaz.title_word(p.text)
                or (p.dep_ == "compound" and p.head.i == t.i)
            ):
                i -= 1
            else:
                break
        j = t.i + 1
        while j + 1 < len(doc) and doc[j].lower_ in ("of", "for"):
            k = j + 2 if doc[j + 1].lower_ == "the" else j + 1
            m = k
            while m < len(doc) and _owner_word(doc, m, cover, field=doc[j].lower_ == "of"):
                m += 1
            if m == k:
                break
            j = m
        before = doc[i - 1].lower_ if i else ""
        role = gaz.read_role(doc[i:j].text) if kind == "person" else Role(t.lower_)
        if role:
            gender = gaz.noun_gender(t.lower_)
            yield Span(i - (before == "the"), j, t, kind, "title", role=role, gender=gender), before


def _owner_word(doc: Doc, m: int, cover: dict[int, Named], field: bool) -> bool:
    """Whether a token can follow "of" or "for" in an office: a name, or a field as in "minister of defense"."""
    if m in cover:
        return cover[m].kind != "person"
    if doc[m].text in gaz.POSSESSIVE:
        return m - 1 in cover
    return field and doc[m].lower_ in gaz.FIELDS - {"of", "for", "and", "first", "second"}


def _introduce(doc: Doc, cover: dict[int, Named], span: Span, before: str) -> bool:
    """Learns the office of a person or organisation that the phrase is in apposition to or the complement of; True
    when it is thereby said."""
    first = span.i - (span.i > 0 and before in ("a", "an", *_HIS))
    after = doc[span.j].text if span.j < len(doc) else "."
    prior = cover.get(first - 2) if first > 1 and doc[first - 1].text == "," else None
    later = cover.get(span.j + 1) if after == "," else None
    ends = not after.isalnum() or after in ("who", "whose", "said", "told", "in", "at")
    if prior is not None and prior.j == first - 1 and prior.kind == span.kind and ends:
        if prior.kind == "person":
            prior.end = span.j
    elif later is not None and later.title == span.j + 1 and later.kind == span.kind == "person":
        stop = doc[later.j].text if later.j < len(doc) else "."
        if stop.isalnum() or (later.title < later.i and span.role.title != "counterpart"):
            return False
        prior, later.title = later, span.i
    elif span.head.dep_ == "attr" and span.head.head.lemma_ == "be" and span.head.head.tag_ in ("VBZ", "VBP"):
        subject = next((c for c in span.head.head.children if c.dep_ == "nsubj"), None)
        prior = cover.get(subject.i) if subject is not None else None
        if prior is None or prior.kind != span.kind or any(c.dep_ == "neg" for c in span.head.head.children):
            return span.head.dep_ == "attr" and before in ("a", "an")
    else:
        return False
    if prior.entity is not None and span.role.title != "counterpart":
        prior.entity.roles.add(span.role)
    return True


def _holder(span: Span, people: Sequence[Entity], nameless: set[Role], plural: set[str]) -> Entity | None:
    """The one entity of the article that a description fits, None with two or with another, nameless candidate."""
    asked = span.role
    fit = [e for e in people if any(gaz.holds(held, asked) for held in e.roles)]
    fit = [e for e in fit if not (span.gender and e.gender and span.gender != e.gender)]
    rival = any(other != asked and gaz.holds(other, asked) for other in nameless)
    return fit[0] if len(fit) == 1 and not rival and asked.title.split()[-1] not in plural else None


def _counterpart(one: Entity, country: str, people: Sequence[Entity]) -> Entity | None:
    """The other holder of a person's office: "his Russian counterpart"."""
    asked = {Role(r.title, country) for r in one.roles if gaz.country_of(r.of) and r.of != country}
    fit = [e for e in people if e is not one and any(gaz.holds(h, a) for h in e.roles for a in asked)]
    return fit[0] if len(fit) == 1 and country else None


# --- pronouns


def _quoted(doc: Doc, inside: bool) -> list[bool]:
    marks = []
    for t in doc:
        if t.text in ("“", "``") or (t.text == '"' and not inside):
            inside = True
        elif t.text in ("”", "''", '"'):
            inside = False
        marks.append(inside)
    return marks


def _antecedent(t: Token, here: list[Span], ahead: list[Span], before: list[Span]) -> Entity | None:
    """Whom he, she, him, her or his stands for: the only fitting person so far in the sentence when that one is its
    subject or also the only one in the sentence before, else the only one there; None when two fit."""
    gender = _sex(t)

    def fits(spans: list[Span]) -> list[Span]:
        return [s for s in spans if s.kind == "person" and _gender(s) in (None, gender)]

    mates = {s.i for s in here if t.dep_ == "nsubj" and _fronted(s.head, t.head)}
    if t.dep_ in ("dobj", "dative", "pobj"):
        verb = t.head.head if t.dep_ == "pobj" else t.head
        mates = {s.i for s in here if s.subject and s.head.head.i == verb.i}
    if t.lower_.endswith("self"):
        own = {s.entity for s in here if s.subject and s.head.head.i == t.head.i and _gender(s) in (None, gender)}
        return next(iter(own)) if len(own) == 1 else None
    if t.dep_ == "poss" and (later := _coming_subject(t, ahead)) is not None:
        return later if later.gender in (None, gender) else None
    near, past = fits([s for s in here if s.i not in mates]), fits(before)
    mine, theirs = {s.entity for s in near}, {s.entity for s in past}
    if len(mine) == 1 and (theirs == mine or any(s.subject or _hangs_on(t, s) for s in near)):
        return next(iter(mine))
    if near or not past:
        return None
    if len(theirs) == 1:
        return next(iter(theirs))
    speakers = {s.entity for s in past if s.subject and _says(s.head.head)}
    says = t.dep_ == "nsubj" and _says(t.head)
    return next(iter(speakers)) if says and len(speakers) == 1 else None


def _hangs_on(t: Token, span: Span) -> bool:
    """Whether a pronoun hangs on the name: "Jane Roe, who died after she fell", "Jane Roe and her son"."""
    if t.dep_ == "poss" and t.head.dep_ == "conj" and t.head.head.i == span.head.i:
        return True
    return any(a.dep_ == "relcl" and a.head.i == span.head.i for a in t.ancestors)


def _says(verb: Token) -> bool:
    """Whether a verb of saying heads the sentence, or is what a source at its end is quoted for."""
    outer = verb if verb.dep_ == "ROOT" else verb.head if verb.dep_ == "ccomp" and verb.i < verb.head.i else None
    return verb.lemma_ in SAY and outer is not None and outer.dep_ == "ROOT" and outer.lemma_ in SAY


def _fronted(t: Token, verb: Token) -> bool:
    """Whether a token stands in a phrase before the verb and so is not its subject: "In a talk with Li, he"."""
    while t.head.i != t.i and t.dep_ in ("pobj", "prep", "compound", "poss", "conj", "appos", "nmod", "pcomp"):
        t = t.head
        if t.head.i == verb.i and t.dep_ == "prep":
            return t.i < verb.i
    return False


def _coming_subject(t: Token, ahead: list[Span]) -> Entity | None:
    """The subject that follows a fronted phrase: "In his speech, Li …"."""
    verb = next((a.head for a in t.ancestors if a.dep_ == "prep" and a.head.pos_ in ("VERB", "AUX")), None)
    return next(
        (s.entity for s in ahead if s.subject and s.kind == "person" and verb and s.head.head.i == verb.i), None
    )


def _gender(span: Span) -> Gender | None:
    return span.gender or (span.entity.gender if span.entity else None)


def _it(t: Token, here: list[Span], before: list[Span]) -> Entity | None:
    """The organisation or country that "it" stands for as the subject of a verb of saying or deciding."""
    if t.dep_ != "nsubj" or t.head.lemma_ not in _ACTS:
        return None
    for spans in (here, before):
        subjects = {s.entity for s in spans if s.subject}
        if subjects:
            found = next(iter(subjects)) if len(subjects) == 1 else None
            return found if found is not None and found.kind in ("organization", "place") else None
    return None


def _bystanders(doc: Doc, taken: set[int]) -> Iterator[Span]:
    """Nouns for a human being without a name, who may be the one a pronoun means."""
    for t in doc:
        human = t.tag_ in ("NN", "CD") and (t.lower_ in gaz.HUMANS or t.lemma_.endswith("-old"))
        if human and t.i not in taken and t.dep_ not in ("compound", "appos", "attr", "nmod", "amod"):
            yield Span(t.i, t.i + 1, t, "person", "title", gender=gaz.noun_gender(t.lower_))


def resolve(names: list[Named], sentences: Sequence[Sentence], docs: Sequence[Doc]) -> Iterator[list[Span]]:
    """The mentions of every sentence as token spans: names, descriptions and pronouns, in no order.

    Extends the spans of names over their appositions and adds the offices these state to the entities.
    """
    covers: list[dict[int, Named]] = [{} for _ in docs]
    for n in names:
        covers[n.sentence].update((k, n) for k in range(n.title, n.j))
    described: list[list[Span]] = []
    for doc, cover in zip(docs, covers, strict=True):
        row = []
        for span, before in _descriptions(doc, cover):
            sure = before == "the" or (gaz.country_of(span.role.of) is not None and before not in (*_INDEFINITE, *_HIS))
            counterpart = before in _HIS and span.role.title == "counterpart"
            if not _introduce(doc, cover, span, before) and (sure or counterpart) and span.role.title != "head":
                span.owner = doc[span.i - 1] if counterpart else None
                row.append(span)
        described.append(row)
    entities = list({id(n.entity): n.entity for n in names if n.entity is not None}.values())
    people = [e for e in entities if e.kind == "person"]
    bodies = [e for e in entities if e.kind == "organization"]
    for e in bodies:
        e.roles.add(Role(e.name.split()[-1].casefold().rstrip(".")))
    plural = {t.lemma_.lower() for doc in docs for t in doc if t.tag_ == "NNS"}
    nameless = {
        s.role for row in described for s in row if not any(gaz.holds(h, s.role) for e in people for h in e.roles)
    }
    past: list[Span] = []
    for s, (doc, sentence) in enumerate(zip(docs, sentences, strict=True)):
        spans = [
            Span(n.title, n.end, doc[n.i : n.j].root, n.kind, "name", n.entity, gender=n.gender)
            for n in names
            if n.sentence == s
        ]
        for span in described[s]:
            loose = span.j < len(doc) and doc[span.j].lower_ in _RESTRICTING
            if span.owner is None and not (loose and not span.role.of):
                span.entity = _holder(span, people if span.kind == "person" else bodies, nameless, plural)
            spans.append(span)
        taken = {k for x in spans for k in range(x.i, x.j)}
        others = list(_bystanders(doc, taken))
        quoted = _quoted(doc, sentence.inside_quote)
        for t in doc:
            if t.lower_ in _PRONOUNS and t.i not in taken and t.pos_ == "PRON":
                free = [x for x in sorted([*spans, *others], key=lambda x: x.i) if x.j <= t.i and not quoted[x.i]]
                ahead = [x for x in spans if x.i > t.i]
                thing = t.lower_ == "it"
                known = _it(t, free, past) if thing else _antecedent(t, free, ahead, past)
                known = None if quoted[t.i] else known
                if known is not None or not thing:
                    kind, gender = known.kind if known else "person", None if thing else _sex(t)
                    spans.append(Span(t.i, t.i + 1, t, kind, "pronoun", known, gender=gender))
                    if known and known.kind == "person":
                        known.gender = known.gender or _sex(t)
                        for span in spans:
                            if span.owner is not None and span.owner.i == t.i:
                                span.entity = _counterpart(known, span.role.of, people)
        past = [x for x in [*spans, *others] if not quoted[x.i]]
        yield spans


def _sex(t: Token) -> Gender:
    return "f" if t.lower_ in ("she", "her", "hers", "herself") else "m"
