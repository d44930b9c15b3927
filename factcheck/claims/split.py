"""Clauses to claims: self-contained propositions with their span, speaker, times, amounts, participants and modality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factcheck.claims import attribution as said
from factcheck.claims.clauses import Clause, antecedent, complement, expand, find_clauses, light_noun, own_tokens
from factcheck.claims.lexicon import HEDGES, INTEND, NEGATORS, REFUSE, SAY, TRY
from factcheck.claims.parse import Parsed
from factcheck.claims.render import Words
from factcheck.claims.sentences import Sentence
from factcheck.records import Amount, Argument, Claim, ClaimKind, Mention, Modality, When

Speaker = tuple[str, str]
"""Name and entity id ("" while unresolved)."""

_STATES = frozenset("be have remain seem appear contain include own know want need belong consist exist mean".split())


@dataclass(frozen=True, slots=True)
class Marked:
    """A parsed article with what was found in each of its sentences."""

    parsed: Parsed
    times: Sequence[Sequence[When]]
    amounts: Sequence[Sequence[Amount]]
    mentions: Sequence[Sequence[Mention]]


@dataclass(slots=True)
class _Sentence:
    doc: Doc
    offset: int
    clauses: list[Clause]
    heads: set[int]
    attributions: dict[int, said.Attribution]
    quotes: list[tuple[int, int]]
    words: Words

    def start(self, token: Token) -> int:
        return self.offset + token.idx

    def inside_quote(self, token: Token) -> bool:
        return any(s <= self.start(token) < e for s, e in self.quotes)


def make_claims(marked: Marked) -> list[Claim]:
    """The claims of one article in the order of its text; every body sentence that states something gives at least one."""
    article, sentences = marked.parsed.article, marked.parsed.sentences
    read = [
        _read(article.text, sentence, doc, marked, i)
        for i, (sentence, doc) in enumerate(zip(sentences, marked.parsed.docs, strict=True))
    ]
    speakers = [_last_speaker(s) for s in read]
    quotes = [bool(s.quotes) for s in read]
    claims: list[Claim] = []
    lede = next((i for i, s in enumerate(sentences) if s.kind == "body"), len(sentences))
    for i, s in enumerate(read):
        if sentences[i].kind == "dateline" or s.doc.text.rstrip("\"'”’ ").endswith("?"):
            continue
        if sentences[i].kind == "headline" and (i > lede or not any(t.pos_ == "VERB" for t in s.doc)):
            continue
        running = said.running_speaker(sentences, i, speakers, quotes) if s.quotes else None
        for clause in s.clauses:
            claim = _claim(marked, i, s, clause, running, f"{article.id}:{len(claims)}")
            if claim is not None:
                claims.append(claim)
    return claims


def _read(text: str, sentence: Sentence, doc: Doc, marked: Marked, i: int) -> _Sentence:
    timed = {t.i for w in marked.times[i] for t in doc if w.start <= sentence.start + t.idx < w.end}
    clauses = [c for c in find_clauses(doc) if c.head.i not in timed]
    quotes = said.quoted(text, sentence)
    return _Sentence(
        doc, sentence.start, clauses, {c.head.i for c in clauses}, said.attribute(doc, clauses, quotes, sentence.start),
        quotes, Words(text, doc, sentence, marked.mentions[i], marked.times[i], marked.amounts[i]),
    )  # fmt: skip


def _last_speaker(s: _Sentence) -> Speaker | None:
    named = [a.speaker for a in s.attributions.values() if a.speaker is not None]
    name = s.words.name(named[-1]) if named else None
    return (name, s.words.entity(named[-1])) if name else None


def _claim(marked: Marked, i: int, s: _Sentence, clause: Clause, running: Speaker | None, claim_id: str) -> Claim | None:
    head = clause.head
    own = own_tokens(clause, s.heads)
    separate = {c.head.i for c in s.clauses if c.form not in {"nominal", "xcomp"}} | {head.i}
    shown = own_tokens(clause, separate)
    says = head.lemma_ in SAY and clause.form not in {"nominal", "xcomp"} and any(
        a.verb is not None and a.verb.i == head.i for a in s.attributions.values()
    )  # fmt: skip
    if says:
        shown = _with_contents(s, head, shown)
    elif sum(not t.is_punct for t in shown) < 5:
        shown = _with_adverbials(s, head, shown)
    if clause.form == "nominal" and not _is_told(marked, i, s, clause, own):
        return None
    start, end = s.words.extent(shown)
    if end <= start:
        return None
    text = marked.parsed.article.text[start:end]
    a = s.attributions.get(head.i)
    in_quote = s.inside_quote(head)
    speaker = s.words.name(a.speaker) if a is not None and a.speaker is not None else None
    entity = s.words.entity(a.speaker) if a is not None and a.speaker is not None else ""
    if speaker is None and in_quote and not says and (a is None or a.verb is None) and running is not None:
        speaker, entity = running
    mine = {t.i for t in own}
    times = tuple(w for w in marked.times[i] if _owner(s, w.start, w.end, mine))
    amounts = tuple(x for x in marked.amounts[i] if _owner(s, x.start, x.end, mine))
    arguments = _arguments(s, clause, own, times)
    predicate, inner = _predicate(clause)
    quoter = speaker if in_quote else None
    return Claim(
        id=claim_id, article_id=marked.parsed.article.id, start=start, end=end, text=text,
        statement=s.words.statement(clause, shown, quoter),
        kind="statement" if says else _kind(head, predicate), speaker=speaker, times=times, amounts=amounts,
        mentions=tuple(m for m in marked.mentions[i] if start <= m.start and m.end <= end),
        polarity="negative" if _negated(head, inner) else "positive",
        modality=_modality(clause, inner, a, speaker, s.words.headline),
        predicate=predicate, arguments=arguments, anchor=s.start(head), sentence=i,
        paragraph=marked.parsed.sentences[i].paragraph, quoted=in_quote,
        medium=a.medium if a is not None else None, gist=s.words.statement(clause, shown, quoter, gist=True),
        speaker_entity=entity, headline=s.words.headline,
    )  # fmt: skip


def _with_contents(s: _Sentence, verb: Token, shown: list[Token]) -> list[Token]:
    """A claim about an act of saying shows what was said: the whole of it, whichever side of the verb it stands on."""
    below = {a for a, x in s.attributions.items() if x.verb is not None and x.verb.i == verb.i}
    tokens = {t.i: t for t in shown}
    for clause in s.clauses:
        if clause.head.i in below:
            for t in own_tokens(clause, s.heads - {c.head.i for c in s.clauses if c.form in {"nominal", "xcomp"}}):
                tokens[t.i] = t
    return [tokens[k] for k in sorted(tokens)]


def _with_adverbials(s: _Sentence, head: Token, shown: list[Token]) -> list[Token]:
    """A bare clause ("the visit comes") keeps the adverbial clause that says what it is about."""
    tokens = {t.i: t for t in shown}
    for c in head.children:
        if c.dep_ == "advcl":
            tokens |= {t.i: t for t in c.subtree}
    return [tokens[k] for k in sorted(tokens)]


def _is_told(marked: Marked, i: int, s: _Sentence, clause: Clause, own: list[Token]) -> bool:
    """A nominal event is a claim when the text says of it when it was, or who took part."""
    mine = {t.i for t in own}
    if any(_owner(s, w.start, w.end, mine) for w in marked.times[i]):
        return True
    parties = [t for t in own if s.words.mention(t) is not None and s.words.mention(t).kind in {"person", "organization"}]
    return bool(parties)


def _owner(s: _Sentence, start: int, end: int, mine: set[int]) -> bool:
    """Whether a span belongs to the clause with tokens `mine`: by the highest of its tokens in the parse."""
    span = [t for t in s.doc if start <= s.start(t) < end]
    if not span:
        return False
    inside = {t.i for t in span}
    top = next((t for t in span if t.head.i not in inside or t.dep_ == "ROOT"), span[0])
    return top.i in mine


def _predicate(clause: Clause) -> tuple[str, Token | None]:
    """The lemma of what is predicated, and the infinitive that carries it, if one does."""
    head = clause.head
    if clause.form in {"nominal", "appos"}:
        return (head.lemma_.lower() if clause.form == "nominal" else f"be {head.lemma_.lower()}"), None
    noun = light_noun(head)
    if noun is not None:
        return noun.lemma_.lower(), None
    inner = complement(head) if head.lemma_ not in SAY else None
    carrier = inner if inner is not None else head
    if carrier.lemma_ == "be" or (carrier is head and head.dep_ == "ROOT" and head.pos_ not in {"VERB", "AUX"}):
        attribute = next((c for c in carrier.children if c.dep_ in {"attr", "acomp", "oprd"}), None)
        if attribute is not None:
            return f"be {attribute.lemma_.lower()}", inner
    particle = next((c for c in carrier.children if c.dep_ == "prt"), None)
    lemma = carrier.lemma_.lower()
    return (f"{lemma}-{particle.lower_}" if particle is not None else lemma), inner


def _kind(head: Token, predicate: str) -> ClaimKind:
    return "state" if head.lemma_ in _STATES and predicate.split()[0] in _STATES or head.pos_ not in {"VERB", "AUX", "NOUN"} else "event"


def _negated(head: Token, inner: Token | None) -> bool:
    count = 0
    for token in (head, inner):
        if token is None:
            continue
        near = [c for c in token.children if c.dep_ in {"neg", "preconj", "det", "cc", "advmod"}]
        near += [g for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} for g in c.children if g.dep_ == "det"]
        near += [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}]
        near += [g for c in token.children if c.dep_ in {"acomp", "oprd", "attr"} for g in c.children if g.dep_ == "neg"]
        count += any(t.lower_ in NEGATORS for t in near)
    if inner is not None and head.lemma_ in REFUSE:
        count += 1
    return count % 2 == 1


def _modality(
    clause: Clause, inner: Token | None, a: said.Attribution | None, speaker: str | None, headline: bool
) -> Modality:
    head = clause.head
    near = [c for c in head.children if c.dep_ in {"aux", "advmod", "mark"}]
    words = {c.lower_ for c in near}
    to_infinitive = head.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)
    if "will" in words or "’ll" in words or "'ll" in words or "shall" in words or clause.form == "xcomp" or (to_infinitive and headline):
        return "planned"
    if inner is not None and (head.lemma_ in INTEND or any(c.dep_ == "acomp" and c.lemma_ in INTEND for c in head.children)):
        return "planned"
    if head.lemma_ in INTEND and head.lemma_ not in SAY | {"agree", "decide", "go", "set", "offer", "propose", "mean", "seek"}:
        return "planned"
    if words & HEDGES or words & {"if", "unless", "whether"} or (inner is not None and head.lemma_ in TRY):
        return "hedged"
    if a is not None and a.verb is not None and a.verb.lemma_ == "deny":
        return "denied"
    if a is not None and a.verb is not None and a.verb.lemma_ in {"allege", "suspect", "believe", "think", "predict", "suggest"}:
        return "hedged"
    return "reported" if speaker else "asserted"


def _arguments(s: _Sentence, clause: Clause, own: list[Token], times: Sequence[When]) -> tuple[Argument, ...]:
    head = clause.head
    found: list[Argument] = []
    clocks = [(w.start, w.end) for w in times]

    def add(role: str, token: Token) -> None:
        for t in expand(antecedent(token)):
            begin = s.start(t)
            if any(b <= begin < e for b, e in clocks) or t.pos_ in {"PRON", "PUNCT", "DET"} and s.words.mention(t) is None:
                continue
            first, last = s.words.phrase(t)
            found.append(Argument(role, s.words.text[first:last], first, last, t.lemma_.lower(), s.words.entity(t)))
            for m in s.words.parties(first, last):
                if m.entity != found[-1].entity:
                    found.append(Argument(role, m.text, m.start, m.end, m.name.split()[-1].lower(), m.entity))

    noun = head if clause.form == "nominal" else light_noun(head)
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in head.children) or (clause.form == "acl" and head.tag_ == "VBN")
    if clause.form == "nominal":
        if clause.host is not None:
            host = next((c.subject for c in s.clauses if c.head.i == clause.host.i), None)
            if host is not None and host.i != head.i and s.words.entity(host):
                add("subject", host)
    elif clause.subject is not None and (noun is None or clause.subject.i != noun.i):
        add("object" if passive else "subject", clause.subject)
    carriers = [head] + [x for x in (noun, complement(head)) if x is not None and x.i != head.i]
    for carrier in carriers:
        for c in carrier.children:
            if c.dep_ in {"dobj", "attr", "oprd", "acomp"} and (noun is None or c.i != noun.i) and c.i != getattr(complement(head), "i", -1):
                add("attribute" if c.dep_ != "dobj" else "object", c)
            elif c.dep_ in {"dative", "iobj"} and c.pos_ != "ADP":
                add("indirect", c)
            elif c.dep_ == "poss" and carrier is noun:
                add("subject", c)
            elif c.dep_ in {"prep", "agent", "dative"}:
                for inside in c.children:
                    if inside.dep_ == "pobj":
                        add("subject" if c.dep_ == "agent" else c.lower_, inside)
                        for deeper in inside.children:
                            if deeper.dep_ == "prep" and deeper.lower_ in {"in", "at", "near", "on", "with"}:
                                for place in deeper.children:
                                    if place.dep_ == "pobj" and s.words.mention(place) is not None:
                                        add(deeper.lower_, place)
    return tuple(dict.fromkeys(found))


