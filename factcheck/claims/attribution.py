"""Who says it: reporting verbs, "according to", quotations that run over sentences, and the medium that carries it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factcheck.claims.clauses import Clause, governor
from factcheck.claims.lexicon import MEDIA, SAY
from factcheck.claims.sentences import Sentence

_QUOTE = re.compile(r"[“”\"]")
_FACTIVE = frozenset("see know show learn find realize realise discover notice mean ensure make".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` is the head token of whoever says it; None with a `medium` when only an outlet is named."""

    speaker: Token | None
    verb: Token | None
    medium: str | None = None


def is_medium(token: Token) -> bool:
    """Whether a name is that of an outlet ("Reuters", "the Associated Press", "the state news agency Tass")."""
    words = {token.lower_} | {c.lower_ for c in token.children if c.dep_ in {"compound", "appos", "nmod", "amod"}}
    return bool(words & MEDIA)


def _beside(verb: Token, in_quotes: Callable[[Token], bool]) -> Token | None:
    """The name or noun next to a reporting verb outside the quotation, where the parse has lost it."""
    for i in (verb.i - 1, verb.i - 2, verb.i + 1, verb.i + 2):
        if 0 <= i < len(verb.doc):
            token = verb.doc[i]
            if token.pos_ in {"PROPN", "NOUN", "PRON"} and not in_quotes(token):
                return token
    return None


def _contents(verb: Token, heads: set[int]) -> list[Token]:
    """The clause heads that a reporting verb reports."""
    inner = [c for c in verb.children if c.dep_ == "ccomp" and c.i in heads]
    inner += [c for c in verb.children if c.dep_ == "xcomp" and c.i in heads]
    inner += [c for c in verb.children if c.dep_ == "parataxis" and c.i in heads and c.lemma_ not in SAY]
    if not inner and verb.dep_ in {"ccomp", "parataxis"} and verb.head.i in heads and not _objects(verb):
        inner = [verb.head]
    return inner


def _objects(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "xcomp"} for c in verb.children)


def _below(head: Token, clauses: Sequence[Clause], heads: set[int], stop: set[int]) -> list[Token]:
    """A clause head with all the clause heads under it, except behind the reporting verbs in `stop`."""
    found = [head]
    for c in clauses:
        if c.head.i == head.i or c.head.i in stop:
            continue
        node = governor(c.head, heads)
        while node is not None and node.i not in stop:
            if node.i == head.i:
                found.append(c.head)
                break
            if node.dep_ == "ROOT":
                break
            node = governor(node, heads)
    return found


def attribute(
    doc: Doc, clauses: Sequence[Clause], quotes: Sequence[tuple[int, int]], offset: int
) -> dict[int, Attribution]:
    """The attribution of each clause of a sentence, keyed by the index of the clause head.

    `quotes` are the quoted stretches and `offset` the start of the sentence, both in the article's text.
    """

    def in_quotes(token: Token) -> bool:
        return any(s <= offset + token.idx < e for s, e in quotes)

    heads = {c.head.i for c in clauses}
    result: dict[int, Attribution] = {}
    verbs = [c for c in clauses if c.head.lemma_ in SAY and c.head.pos_ in {"VERB", "AUX"} and c.form != "nominal"]
    for clause in verbs:
        verb = clause.head
        speaker = clause.subject
        if speaker is None:
            speaker = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        if speaker is not None and in_quotes(speaker) and not in_quotes(verb):
            speaker = _beside(verb, in_quotes)
        if speaker is None or speaker.pos_ == "PRON" and speaker.lower_ in {"it", "that", "this", "which"}:
            continue
        medium = speaker.text if is_medium(speaker) else None
        for content in _contents(verb, heads):
            for head in _below(content, clauses, heads, {verb.i}):
                if medium and head.i in result:
                    continue
                result[head.i] = Attribution(None if medium else speaker, verb, medium)
    for token in doc:
        if token.lower_ == "according" and token.dep_ in {"prep", "advmod", "pcomp"}:
            to = next((c for c in token.children if c.lower_ == "to"), None)
            source = next((c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"), None)
            head = governor(token, heads)
            if source is None or head is None:
                continue
            medium = source.text if is_medium(source) else None
            for h in _below(head, clauses, heads, set()):
                if h.i not in result:
                    result[h.i] = Attribution(None if medium else source, None, medium)
    return result


def quoted(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of a sentence inside quotation marks, as offsets in the article's text."""
    spans = []
    inside = sentence.inside_quote
    begin = sentence.start
    for m in _QUOTE.finditer(text, sentence.start, sentence.end):
        mark = m.group()
        if mark == "“" or (mark == '"' and not inside):
            inside, begin = True, m.end()
        elif inside:
            spans.append((begin, m.start()))
            inside = False
    if inside:
        spans.append((begin, sentence.end))
    return [(s, e) for s, e in spans if e - s > 1]


def factive(verb: Token) -> bool:
    """Whether a governor presupposes its complement ("showed that") rather than somebody's word for it."""
    return verb.lemma_ in _FACTIVE


def running_speaker(
    sentences: Sequence[Sentence], index: int, speakers: Sequence[tuple[str, str] | None], quotes: Sequence[bool]
) -> tuple[str, str] | None:
    """The speaker of a sentence that is quotation from end to end: of the same paragraph, else of the quote it goes on.

    `speakers` holds the last named speaker (name, entity) of each sentence, `quotes` whether it holds a quotation at all.
    """
    here = sentences[index]
    for j in range(index - 1, -1, -1):
        if sentences[j].paragraph != here.paragraph and not here.inside_quote and here.paragraph - sentences[j].paragraph > 1:
            break
        if speakers[j]:
            same = sentences[j].paragraph == here.paragraph
            return speakers[j] if same or here.inside_quote or quotes[j] else None
    for j in range(index + 1, min(index + 3, len(sentences))):
        if sentences[j].paragraph == here.paragraph and speakers[j]:
            return speakers[j]
    return None


