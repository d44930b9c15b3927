"""Clauses to claims: self-contained propositions with their span, speaker, times, amounts and participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from factcheck.claims import attribution as said
from factcheck.claims.clauses import Clause, find_clauses, own_tokens, shared
from factcheck.claims.inflect import lemma
from factcheck.claims.lexicon import KIN, UNREAL
from factcheck.claims.ownership import Ownership
from factcheck.claims.parse import Parsed
from factcheck.claims.predicate import denies_knowing, kind, modality, negated, predicate
from factcheck.claims.render import Words
from factcheck.claims.roles import arguments
from factcheck.claims.sentences import Sentence
from factcheck.claims.statement import statement
from factcheck.records import Amount, Claim, Mention, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Speaker = tuple[str, str]
"""Name and entity id ("" while unresolved)."""

_THIN = 5
"""A clause of fewer words keeps the adverbial clause that says what it is about."""
_INSIDE = frozenset({"nominal", "xcomp"})
_NAMED = frozenset("name identity body family photo relative picture".split())
"""What is given of some of those counted: "the names of three people shot"."""
_BODIES = frozenset(
    "bank company firm group agency ministry office department government club team union party court council airline "
    "airport hospital school university charity newspaper regulator commission committee army navy force authority "
    "board association federation carrier maker manufacturer retailer operator utility developer "
    "publisher foundation".split()
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A parsed article with what was found in each of its sentences."""

    parsed: Parsed
    times: Sequence[Sequence[When]]
    amounts: Sequence[Sequence[Amount]]
    mentions: Sequence[Sequence[Mention]]


@dataclass(slots=True)
class _Sentence:
    """One sentence as its claims are made. `own` holds the tokens of each clause, keyed by head index."""

    doc: Doc
    clauses: list[Clause]
    by_head: dict[int, Clause]
    own: dict[int, list[Token]]
    belongs: Ownership
    times: dict[int, tuple[When, ...]]
    amounts: Sequence[Amount]
    mentions: list[Mention]
    attributions: dict[int, said.Attribution]
    quotes: list[tuple[int, int]]
    words: Words

    def inside_quote(self, token: Token) -> bool:
        return any(s <= self.words.start(token) < e for s, e in self.quotes)

    @property
    def heads(self) -> set[int]:
        return set(self.by_head)

    def apart(self, clause: Clause) -> set[int]:
        """The heads of the clauses that are shown on their own: all but those told inside another's words."""
        return {c.head.i for c in self.clauses if c.form not in _INSIDE} | {clause.head.i}


def make_claims(
    marked: Marked, before: tuple[Sequence[Sequence[Mention]], Sequence[Claim]] | None = None
) -> list[Claim]:
    """The claims of one article in the order of its text; each body sentence that states something has at least one.

    `before` has other mentions of the same article with the claims that were made with those: what it says of sentences
    whose mentions are the same is taken as it is.
    """
    article, sentences = marked.parsed.article, marked.parsed.sentences
    mentions_before, claims_before = before or ((), ())
    made: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims_before:
        made[claim.sentence].append(claim)
    lede = next((i for i, s in enumerate(sentences) if s.kind == "body"), len(sentences))
    nested = said.nested_quotes(article.text, sentences)

    @cache
    def read(i: int) -> _Sentence:
        return _read(article.text, sentences[i], marked.parsed.docs[i], marked, i)

    @cache
    def speaker(i: int) -> Speaker | None:
        return _last_speaker(read(i))

    def quoting(i: int) -> bool:
        return bool(said.quoted(article.text, sentences[i]))

    def make(i: int) -> Iterator[Claim | None]:
        s = read(i)
        if sentences[i].kind == "dateline" or s.doc.text.rstrip("\"'”’ ").endswith("?"):
            return
        if sentences[i].kind == "headline" and (i > lede or not any(t.pos_ == "VERB" for t in s.doc)):
            return
        running = said.running_speaker(sentences, i, speaker, quoting) if s.quotes and i not in nested else None
        yield from (_claim(article.id, i, sentences[i].paragraph, s, clause, running) for clause in s.clauses)

    claims: list[Claim] = []
    for i in range(len(sentences)):
        same = before is not None and marked.mentions[i] == mentions_before[i] and not quoting(i)
        claims += [c for c in (made[i] if same else make(i)) if c is not None]
    return [c if c.id == (id_ := f"{article.id}:{k}") else replace(c, id=id_) for k, c in enumerate(claims)]


def _read(text: str, sentence: Sentence, doc: Doc, marked: Marked, i: int) -> _Sentence:
    words = Words(text, doc, sentence, marked.mentions[i], marked.times[i], marked.amounts[i])
    timed = {k for w in marked.times[i] for k in words.covered(w.start, w.end)}
    clauses = [c for c in find_clauses(doc) if c.head.i not in timed]
    heads = {c.head.i for c in clauses}
    own = {c.head.i: own_tokens(c, heads) for c in clauses}
    quotes = said.quoted(text, sentence)
    belongs = Ownership(clauses, own, words)
    s = _Sentence(
        doc, clauses, {c.head.i: c for c in clauses}, own, belongs, belongs.times(marked.times[i]), marked.amounts[i],
        list(marked.mentions[i]), said.attribute(doc, clauses, quotes, sentence.start), quotes, words,
    )  # fmt: skip
    _name_speakers(s)
    return s


def _name_speakers(s: _Sentence) -> None:
    """Lets the pronoun of a reported clause stand for the speaker where it can be nobody else."""
    for clause in s.clauses:
        a = s.attributions.get(clause.head.i)
        if a is None or a.speaker is None or a.verb is None or clause.subject is None:
            continue
        mention = s.words.mention(clause.subject)
        if mention is not None and mention.entity or s.inside_quote(clause.head):
            continue
        speaker = s.words.mention(a.speaker)
        body = speaker is not None and speaker.kind == "organization" or a.speaker.lemma_.lower() in _BODIES
        if not said.stands_for_speaker(clause, a.speaker, KIN, body):
            continue
        start = s.words.start(clause.subject)
        name, entity = s.words.name(a.speaker), s.words.entity(a.speaker)
        if not name:
            continue
        found = Mention(
            clause.subject.text, start, start + len(clause.subject.text), speaker.kind if speaker else "other", entity,
            name, "pronoun",
        )  # fmt: skip
        s.words.rename(clause.subject, found)
        s.mentions = sorted([m for m in s.mentions if m.start != start] + [found], key=lambda m: m.start)


def _last_speaker(s: _Sentence) -> Speaker | None:
    named = [a.speaker for a in s.attributions.values() if a.speaker is not None]
    name = s.words.name(named[-1]) if named else None
    return (name, s.words.entity(named[-1])) if name else None


def _claim(
    article: str, i: int, paragraph: int, s: _Sentence, clause: Clause, running: Speaker | None
) -> Claim | None:
    """What a clause of sentence `i` claims, still without an id; None when it states nothing."""
    head = clause.head
    also = shared(clause, s.heads, s.by_head)
    shown, says = _shown(s, clause, also)
    if not _states(s, clause):
        return None
    start, end = s.words.extent(shown)
    if end <= start:
        return None
    a = s.attributions.get(head.i)
    in_quote = s.inside_quote(head)
    speaker, entity = _speaker(s, clause, a, says, running)
    times = s.times[head.i]
    mine = {t.i for t in (*s.own[head.i], *also)}
    if clause.form == "acl" and _is_whole(clause.subject):
        mine |= {clause.subject.i, *(c.i for c in clause.subject.children if c.dep_ == "nummod")}
    amounts = tuple(x for x in s.amounts if (top := s.belongs.top(x.start, x.end)) is not None and top.i in mine)
    predicated = predicate(clause)
    how = modality(clause, a, speaker is not None or a is not None, s.words.headline)
    quoter = speaker if in_quote else None
    anchor = s.words.start(head) if any(c.isalnum() for c in head.text) else start
    told, gist = statement(s.words, clause, shown, quoter, how)
    if " " not in told:
        return None
    return Claim(
        id="", article_id=article, start=start, end=end, text=s.words.text[start:end], statement=told,
        kind="statement" if says else kind(clause, predicated), speaker=speaker, times=times, amounts=amounts,
        mentions=tuple(m for m in s.mentions if start <= m.start and m.end <= end),
        polarity="negative" if negated(clause) else "positive", modality=how, predicate=predicated,
        arguments=arguments(s.words, s.clauses, clause, also, times), anchor=anchor, sentence=i,
        paragraph=paragraph, quoted=in_quote, gist=gist,
        medium=s.words.name(a.medium) if a is not None and a.medium is not None else None,
        speaker_entity=entity, headline=s.words.headline,
    )  # fmt: skip


def _is_whole(noun: Token | None) -> bool:
    """Whether a noun with a participle counts all of whom that is told: "reached nine miners trapped since", but not
    "two people shot there went home" or "the names of two people shot"."""
    if noun is None or noun.dep_ not in {"dobj", "pobj"}:
        return False
    return noun.dep_ == "dobj" or noun.head.head.lemma_.lower() not in _NAMED


def _speaker(
    s: _Sentence, clause: Clause, a: said.Attribution | None, says: bool, running: Speaker | None
) -> tuple[str | None, str]:
    """Who says a claim: the subject of its reporting verb, else, in a quotation, whoever speaks it."""
    if a is not None and a.speaker is not None:
        name = s.words.name(a.speaker)
        if name:
            return name, s.words.entity(a.speaker)
    if not s.inside_quote(clause.head) or says or running is None:
        return None, ""
    unresolved = a is not None and a.speaker is not None and a.speaker.lower_ in {"he", "she"}
    if a is None or a.verb is None or unresolved and running[1].startswith("person"):
        return running
    return None, ""


def _states(s: _Sentence, clause: Clause) -> bool:
    """Whether a clause says something: a nominal event when it was or who took part, a verbless one its figures."""
    head, own = clause.head, s.own[clause.head.i]
    if clause.form == "nominal":
        if clause.host is not None and (
            lemma(clause.host) in UNREAL or any(c.dep_ == "neg" for c in clause.host.children)
        ):
            return False
        if any(c.dep_ == "det" and c.lower_ in {"no", "any", "every", "each"} for c in head.children):
            return False
        parties = [s.words.mention(t) for t in own]
        return bool(s.times[head.i]) or any(m is not None and m.kind in {"person", "organization"} for m in parties)
    a = s.attributions.get(head.i)
    if a is not None and a.verb is not None and denies_knowing(a.verb):
        return False
    if clause.form == "main" and head.pos_ not in {"VERB", "AUX"}:
        mine = {t.i for t in own}
        units = [x for x in s.amounts if x.unit]
        counted = any((top := s.belongs.top(x.start, x.end)) is not None and top.i in mine for x in units)
        return counted or bool(s.times[head.i]) or any(t.pos_ in {"VERB", "AUX"} for t in own)
    return True


def _shown(s: _Sentence, clause: Clause, also: Sequence[Token]) -> tuple[list[Token], bool]:
    """The tokens that tell a clause, and whether it is an act of saying; such a clause shows what was said."""
    head = clause.head
    tokens = {t.i: t for t in (*own_tokens(clause, s.apart(clause)), *also)}
    says = clause.form not in _INSIDE and any(
        a.verb is not None and a.verb.i == head.i for a in s.attributions.values()
    )  # fmt: skip
    if says:
        below = {head.i}
        for _ in range(4):
            below |= {h for h, x in s.attributions.items() if x.verb is not None and x.verb.i in below}
        below.remove(head.i)
        inside = {c.head.i for c in s.clauses if c.form in _INSIDE}
        for other in s.clauses:
            if other.head.i in below:
                tokens |= {t.i: t for t in own_tokens(other, s.heads - inside)}
        tokens |= {
            t.i: t for t in s.doc if t.head.i in tokens and any(c.i in tokens and c.i in s.by_head for c in t.children)
        }
    for c in head.children:
        if c.dep_ == "ccomp" and c.i > head.i and c.i in s.by_head and not says:
            tokens |= {t.i: t for t in c.subtree}
    for c in head.children:
        mark = next((m for m in c.children if m.dep_ == "mark"), None) if c.dep_ == "advcl" else None
        if mark is not None and any(w.start <= s.words.start(mark) < w.end for w in s.times[head.i]):
            tokens |= {t.i: t for t in c.subtree}
    if not says and sum(not t.is_punct for t in tokens.values()) < _THIN:
        for c in head.children:
            if c.dep_ == "advcl" or c.dep_ == "prep" and c.lower_ in {"with", "of"}:
                tokens |= {t.i: t for t in c.subtree}
    return [tokens[k] for k in sorted(tokens)], says
