"""Typed comparison of whether it happened and how it was put: negation, opposites, quotations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.claims.lexicon import opposite
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View, exclude

_QUOTE = re.compile(r"[“\"]([^“”\"]{20,400})[”\"]")

_NOT_YET = re.compile(r"\b(?:yet|so far|still)\b|\bnon-", re.I)
"""What may be both denied and true: not yet, or only in part ("non-serious injuries")."""
_QUOTED_WORDS = 6


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Polarity, opposite predicates, and the words of one quotation."""
    yield from _quotes(a, b, known)
    yield from _who_said(a, b)
    if a.kind == "say" or b.kind == "say":
        return
    differs = a.claim.polarity != b.claim.polarity
    span_a, span_b = _predicate_span(a, known), _predicate_span(b, known)
    values = known.texts[a.claim.article_id][slice(*span_a)], known.texts[b.claim.article_id][slice(*span_b)]
    if a.kind == b.kind and differs:
        norm = tuple(("not " if v.claim.polarity == "negative" else "") + v.claim.predicate for v in (a, b))
        strength = -0.8 - (0.8 if bool(a.claim.times) != bool(b.claim.times) or exclude(a.times, b.times) else 0.0)
        strength -= 0.0 if _same_scope(a, b) else 1.2
        cap = "info" if any(_NOT_YET.search(v.claim.text) for v in (a, b)) else "error"
        yield Comparison(
            "negation", "contradiction", span_a, span_b, *values, *norm, strength=strength, slot="whether", cap=cap
        )
    elif opposite(a.kind, b.kind) and not differs:
        yield Comparison(
            "antonym",
            "contradiction",
            span_a,
            span_b,
            *values,
            a.claim.predicate,
            b.claim.predicate,
            strength=-0.2,
            slot="whether",
        )


def _same_scope(a: View, b: View) -> bool:
    """Whether what is denied is what is asserted: beside the subject they share a participant, or neither has any."""
    left, right = ({x.entity or x.head for x in v.claim.arguments if x.role != "subject"} for v in (a, b))
    return bool(left & right) or not (left or right)


def _predicate_span(v: View, known: Background) -> tuple[int, int]:
    """The predicate's word with a negation right before it."""
    text = known.texts[v.claim.article_id]
    word = re.compile(r"\w+(?:[’']\w+)?").match(text, v.claim.anchor)
    end = word.end() if word else v.claim.anchor + 1
    start = v.claim.anchor
    if v.claim.polarity == "negative":
        before = re.search(
            r"(?:\w+n[’']t|\bnot|\bnever|\bno)(?:\s+\w+){0,2}\s+$", text[max(v.claim.start, start - 40) : start], re.I
        )
        if before:
            start = max(v.claim.start, start - 40) + before.start()
    return start, end


def _quotes(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Two wordings of one quotation by one speaker: information, since translations and trims differ."""
    if a.kind != "say" or b.kind != "say" or not a.subjects & b.subjects:
        return
    texts = [known.texts[v.claim.article_id] for v in (a, b)]
    left, right = (
        _QUOTE.search(t, max(0, v.claim.start - 1), v.claim.end + 1) for v, t in zip((a, b), texts, strict=True)
    )
    if not left or not right:
        return
    x, y = _plain(left.group(1)), _plain(right.group(1))
    likeness = difflib.SequenceMatcher(None, x, y, autojunk=False).ratio()
    if likeness < 0.6 or x == y or x in y or y in x:
        return
    words = left.group(1), right.group(1)
    yield Comparison(
        "quote", "contradiction", left.span(1), right.span(1), *words, *words,
        strength=2.0 * (likeness - 0.8), cap="info", note="the same quotation in other words", slot="quote",
    )  # fmt: skip


def _who_said(a: View, b: View) -> Iterator[Comparison]:
    """One quotation put into two named mouths."""
    if not (a.claim.quoted and b.claim.quoted and a.claim.speaker and b.claim.speaker):
        return
    x, y = _plain(a.claim.text), _plain(b.claim.text)
    if a.claim.speaker == b.claim.speaker or x != y or len(x.split()) < _QUOTED_WORDS:
        return
    spans = (a.claim.start, a.claim.end), (b.claim.start, b.claim.end)
    speakers = a.claim.speaker, b.claim.speaker
    if any(len(v.claim.speaker.split()) < 2 or v.speaker_kind != "person" for v in (a, b)):
        return
    yield Comparison("person", "contradiction", *spans, *speakers, *speakers, strength=0.6, slot="speaker")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
