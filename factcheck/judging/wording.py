"""Typed comparison of whether it happened and how it was put: negation, opposites, quotations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.claims.lexicon import predicate_class
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View

_OPPOSITES = """
rise fall|win lose|approve reject|convict acquit|open close|begin end|support oppose|accept reject|accept refuse|agree disagree
confirm deny|buy sell|arrive leave|gain lose|appoint fire_job|be guilty be innocent|be alive be dead|survive kill|pass fail|increase decrease
succeed fail|allow ban|permit prohibit|allow prohibit|lift impose|enter leave|advance retreat|strengthen weaken|improve worsen
expand shrink|attend skip|join quit|hire fire_job|admit deny|release arrest|free arrest|raise cut|raise lower|uphold overturn
be open be closed|be safe be unsafe|be legal be illegal|be responsible be innocent|praise criticize|include exclude|remember forget
"""
OPPOSITES = frozenset(
    frozenset(predicate_class(w) if not w.startswith("be ") else w for w in re.findall(r"be \w+|\w+", pair))
    for line in _OPPOSITES.strip().splitlines()
    for pair in line.split("|")
)
_QUOTE = re.compile(r"[“\"]([^“”\"]{20,400})[”\"]")


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Polarity, opposite predicates, and the words of one quotation."""
    yield from _quotes(a, b, known)
    if a.kind == "say" or b.kind == "say":
        return
    opposite = a.claim.polarity != b.claim.polarity
    span_a, span_b = _predicate_span(a, known), _predicate_span(b, known)
    values = known.texts[a.claim.article_id][slice(*span_a)], known.texts[b.claim.article_id][slice(*span_b)]
    if a.kind == b.kind and opposite:
        norm = tuple(("not " if v.claim.polarity == "negative" else "") + v.claim.predicate for v in (a, b))
        yield Comparison("negation", "contradiction", span_a, span_b, *values, *norm, strength=-0.8, slot="whether")
    elif frozenset({a.kind, b.kind}) in OPPOSITES and not opposite:
        yield Comparison(
            "antonym", "contradiction", span_a, span_b, *values, a.claim.predicate, b.claim.predicate,
            strength=-1.0, slot="whether",
        )


def _predicate_span(v: View, known: Background) -> tuple[int, int]:
    """The predicate's word with a negation right before it."""
    text = known.texts[v.claim.article_id]
    word = re.compile(r"\w+(?:[’']\w+)?").match(text, v.claim.anchor)
    end = word.end() if word else v.claim.anchor + 1
    start = v.claim.anchor
    if v.claim.polarity == "negative":
        before = re.search(r"(?:\w+n[’']t|\bnot|\bnever|\bno)(?:\s+\w+){0,2}\s+$", text[max(v.claim.start, start - 40) : start], re.I)
        if before:
            start = max(v.claim.start, start - 40) + before.start()
    return start, end


def _quotes(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Two wordings of one quotation by one speaker: information, since translations and trims differ."""
    if a.claim.speaker is None or a.claim.speaker != b.claim.speaker or a.claim.kind != "statement" or b.claim.kind != "statement":
        return
    left = _QUOTE.search(a.claim.text)
    right = _QUOTE.search(b.claim.text)
    if not left or not right:
        return
    x, y = _plain(left.group(1)), _plain(right.group(1))
    likeness = difflib.SequenceMatcher(None, x, y, autojunk=False).ratio()
    if likeness < 0.6 or x == y or x in y or y in x:
        return
    spans = [(v.claim.start + m.start(1), v.claim.start + m.end(1)) for v, m in ((a, left), (b, right))]
    yield Comparison(
        "quote", "contradiction", *spans, left.group(1), right.group(1), left.group(1), right.group(1),
        strength=2.0 * (likeness - 0.8), cap="info", note="the same quotation in other words", slot="quote",
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
