"""Who says it: reporting verbs, "according to", quotations that run over sentences, and the medium that carries it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.claims.clauses import Clause, complement, governor, inverted, passive
from factcheck.claims.inflect import lemma
from factcheck.claims.lexicon import MEDIA, SAY, UTTER
from factcheck.claims.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_QUOTE = re.compile(r"[“”\"]")
_NESTED = re.compile(r"[“\"]\s?[‘'](?=\w)")
_UNNESTED = re.compile(r"[’']\s?[”\"]")
_REACH = 2
"""How many tokens from a reporting verb a speaker may stand that the parse has lost."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` is the head token of whoever says it; None with a `medium` when only an outlet is named."""

    speaker: Token | None
    verb: Token | None
    medium: Token | None = None


def is_medium(token: Token) -> bool:
    """Whether a name is that of an outlet ("Reuters", "the Associated Press", "the state news agency Tass")."""
    words = {token.lower_} | {c.lower_ for c in token.children if c.dep_ in {"compound", "appos", "nmod", "amod"}}
    return bool(words & MEDIA)


def is_saying(head: Token, quoted_near: Callable[[Token], bool]) -> bool:
    """Whether a verb introduces words; some do only next to a quotation ("he joked")."""
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    verb = lemma(head)
    return verb in SAY or verb in UTTER and quoted_near(head)


def _beside(verb: Token, in_quotes: Callable[[Token], bool]) -> Token | None:
    """The name or noun next to a reporting verb outside the quotation, where the parse has lost it."""
    for step in (-1, -2, 1, 2, 3, 4):
        i = verb.i + step
        if 0 <= i < len(verb.doc):
            token = verb.doc[i]
            if (
                token.pos_ in {"PROPN", "NOUN", "PRON"}
                and not in_quotes(token)
                and token.dep_ not in {"compound", "poss"}
            ):
                return token
            if step > _REACH and token.pos_ in {"VERB", "AUX", "ADP", "PUNCT"}:
                return None
    return None


def _contents(verb: Token, heads: set[int]) -> list[Token]:
    """The clause heads that a reporting verb reports."""
    inner = [c for c in verb.children if c.dep_ == "ccomp" and c.i in heads]
    inner += [c for c in verb.children if c.dep_ == "xcomp" and c.i in heads]
    inner += [c for c in verb.children if c.dep_ == "parataxis" and c.i in heads and lemma(c) not in SAY]
    if not inner and inverted(verb) is not None and verb.head.i in heads:
        inner = [verb.head]
    if not inner and verb.dep_ in {"ccomp", "parataxis", "advcl"} and verb.head.i in heads and _comments(verb):
        inner = [verb.head]
    return inner


def _comments(verb: Token) -> bool:
    """Whether a reporting verb stands as a comment beside what it reports ("…, police said")."""
    return not any(c.dep_ in {"dobj", "xcomp", "mark"} for c in verb.children)


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

    def beside_quotes(token: Token) -> bool:
        return bool(quotes) and not in_quotes(token)

    heads = {c.head.i for c in clauses}
    result: dict[int, Attribution] = {}
    for clause in clauses:
        verb = clause.head
        if clause.form == "nominal" or not is_saying(verb, beside_quotes):
            continue
        speaker = clause.subject
        if passive(verb) or speaker is None:
            speaker = next(
                (g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None
            )
        if (speaker is None or in_quotes(speaker)) and quotes and not in_quotes(verb) and not passive(verb):
            speaker = _beside(verb, in_quotes)
        if speaker is None or speaker.pos_ == "PRON" and speaker.lower_ in {"that", "this", "which", "what"}:
            continue
        medium = speaker if is_medium(speaker) else None
        for content in _contents(verb, heads):
            for head in _below(content, clauses, heads, {verb.i}):
                inner = result.get(head.i)
                if inner is not None and (
                    medium is not None or inner.verb is not None and verb.is_ancestor(inner.verb)
                ):
                    own_words = inner.speaker is not None and inner.speaker.lower_ in {"i", "we"}
                    if not own_words or medium is not None:
                        continue
                    result[head.i] = Attribution(speaker, inner.verb, inner.medium)
                    continue
                result[head.i] = Attribution(None if medium is not None else speaker, verb, medium)
    for token in doc:
        if token.lower_ == "according" and token.dep_ in {"prep", "advmod", "pcomp"}:
            to = next((c for c in token.children if c.lower_ == "to"), None)
            source = next((c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"), None)
            head = governor(token, heads)
            if source is None or head is None:
                continue
            medium = source if is_medium(source) else None
            for h in _below(head, clauses, heads, set()):
                if h.i not in result:
                    result[h.i] = Attribution(None if medium is not None else source, None, medium)
    return result


def stands_for_speaker(clause: Clause, speaker: Token, kin: dict[str, frozenset[str]], is_body: bool) -> bool:
    """Whether the pronoun that is the subject of a reported clause is who says it ("the bank said it had lost money").

    `is_body` tells that the speaker is an organisation or the like. He and she are left alone but for nouns that fix
    the sex; they stands for a plural speaker only as who sees, knows or plans.
    """
    subject = clause.subject
    if (
        subject is None
        or subject.pos_ != "PRON"
        or subject.head.i != clause.head.i
        or subject.dep_ not in {"nsubj", "nsubjpass"}
    ):
        return False
    pronoun = subject.lower_
    if pronoun == "it":
        extraposed = any(c.dep_ in {"acomp", "attr"} for c in clause.head.children) and lemma(clause.head) in {
            "be",
            "seem",
            "become",
        }
        return is_body and speaker.tag_ in {"NN", "NNP"} and not extraposed and clause.form in {"ccomp", "main", "conj"}
    if pronoun == "they":
        inner = complement(clause.head)
        verbs = {lemma(clause.head)} | ({lemma(inner)} if inner is not None else set())
        return speaker.tag_ in {"NNS", "NNPS"} and bool(verbs & _OFFICIAL)
    return speaker.lemma_.lower() in kin.get(pronoun, ())


_OFFICIAL = frozenset(
    "see hear know believe think expect plan hope want seek receive find recover arrest investigate search "
    "intend".split()
)
"""What somebody who speaks for a group says of the group itself."""


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


def nested_quotes(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """The sentences inside a quotation within a quotation, whose words are not those of who is quoted."""
    found: set[int] = set()
    inside = False
    for i, s in enumerate(sentences):
        words = text[s.start : s.end]
        opens, closes = _NESTED.search(words) is not None, _UNNESTED.search(words) is not None
        if inside or opens:
            found.add(i)
        inside = (inside or opens) and not closes and (opens or s.inside_quote)
    return found


def running_speaker(
    sentences: Sequence[Sentence],
    index: int,
    speaker: Callable[[int], tuple[str, str] | None],
    quoting: Callable[[int], bool],
) -> tuple[str, str] | None:
    """The speaker of a sentence that is quotation from end to end: of the same paragraph, else of the quote it goes on.

    `speaker` gives the last named speaker (name, entity) of a sentence, `quoting` whether it has a quotation at all.
    """
    here = sentences[index]
    for j in range(index + 1, min(index + 4, len(sentences))):
        if not sentences[j].inside_quote:
            break
        if speaker(j):
            return speaker(j)
    for j in range(index - 1, -1, -1):
        if (
            sentences[j].paragraph != here.paragraph
            and not here.inside_quote
            and here.paragraph - sentences[j].paragraph > 1
        ):
            break
        if sentences[j].paragraph != here.paragraph and not quoting(j) and not speaker(j):
            break  # somebody else may have been introduced
        if speaker(j):
            same = sentences[j].paragraph == here.paragraph
            return speaker(j) if same or here.inside_quote or quoting(j) else None
    for j in range(index + 1, min(index + 3, len(sentences))):
        if sentences[j].paragraph == here.paragraph and speaker(j):
            return speaker(j)
    return None
