"""Typed comparison of whether it happened and how it was put: negation, opposites, quotations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from factcheck.claims.lexicon import opposite
from factcheck.judging.comparison import Background, Comparison
from factcheck.judging.scope import long_ago
from factcheck.matching.events import View, exclude
from factcheck.matching.words import content

_QUOTE = re.compile(r"[“\"]([^“”\"]{20,400})[”\"]")

_NOT_YET = re.compile(r"\b(?:yet|so far|still)\b", re.I)
_MODAL = re.compile(r"\b(?:can|could|must|should|may|might)(?:not|n[’']t)?\b|\bcan[’']t\b", re.I)
"""What tells of a power or a duty, not of a deed: he "cannot block" them, and he blocked them."""
_NO = re.compile(r"\b(?:no|not|never|nobody|none|neither|nor|without)\b|n[’']t\b|\bcannot\b", re.I)
_REASON = re.compile(r"\b(?:because|unless|until|if)\b")
"""What follows a denial that holds for its own time: "he was not arrested because …"."""
_IN_PART = re.compile(r"\bnon-", re.I)
"""What may be both denied and true, since only a part is denied ("non-serious injuries")."""
_TEMPORAL = frozenset("after before during since until following".split())
"""Roles of what tells when, which a denial need not repeat."""
_VOTED = re.compile(r"\b(?:vot(?:ed?|es|ing)|ballots?) (?:\w+ly )?(for|in favou?r of|against)\b")
_UNTIL_THEN = re.compile(r"\b(?:prior to|previously|never before|(?:before|until) (?:this|that|then|now))\b", re.I)
"""What denies only an earlier time: before this race they had never lost."""


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Polarity, opposite predicates, and the words of one quotation."""
    yield from _quotes(a, b, known)
    if a.kind == "say" or b.kind == "say":
        return
    differs = a.claim.polarity != b.claim.polarity
    span_a, span_b = _predicate_span(a, known), _predicate_span(b, known)
    values = known.texts[a.claim.article_id][slice(*span_a)], known.texts[b.claim.article_id][slice(*span_b)]
    if differs and _says_no(a, known) and _says_no(b, known):
        return
    if bool(_MODAL.search(_before(a, known))) != bool(_MODAL.search(_before(b, known))):
        return
    bounded = any(x.kind == "count" and (x.low != x.high) for v in (a, b) for x in v.claim.amounts)
    if a.kind == b.kind and differs and not bounded and not _came_later(a, b, known):
        norm = tuple(("not " if v.claim.polarity == "negative" else "") + v.claim.predicate for v in (a, b))
        apart = bool(a.claim.times) != bool(b.claim.times) or exclude(a.times, b.times)
        strength = -1.6 if apart else -0.2 if a.times and b.times else -0.8
        strength -= 0.0 if _same_scope(a, b) else 1.2
        cap = "error" if _others(a) & _others(b) else "warning"
        cap = "info" if exclude(a.times, b.times) else cap
        cap = "warning" if cap != "info" and any(_REASON.search(v.claim.text) for v in (a, b)) else cap
        cap = "info" if any(p.search(v.claim.text) for v in (a, b) for p in (_NOT_YET, _IN_PART, _UNTIL_THEN)) else cap
        yield Comparison(
            "negation", "contradiction", span_a, span_b, *values, *norm, strength=strength, slot="whether", cap=cap
        )
    elif not differs:
        votes = _split_vote(a, b)
        if (votes or opposite(a.kind, b.kind)) and _one_occasion(a, b, known):
            norm = a.claim.predicate, b.claim.predicate
            if votes:
                told = zip((a, b), votes, strict=True)
                span_a, span_b = (tuple(v.claim.start + x for x in m.span()) for v, m in told)
                norm = values = votes[0][0], votes[1][0]
            strength = -0.2 - (0.8 if bool(_others(a)) != bool(_others(b)) else 0.0)
            yield Comparison(
                "antonym", "contradiction", span_a, span_b, *values, *norm, strength=strength, slot="whether"
            )


def _split_vote(a: View, b: View) -> tuple[re.Match[str], re.Match[str]] | None:
    """Where one claim tells of a vote for something and the other of one against."""
    one = _VOTED.search(a.claim.text)
    other = one and _VOTED.search(b.claim.text)
    return (one, other) if one and other and (one[1] == "against") != (other[1] == "against") else None


def says_no(v: View) -> bool:
    """Whether a word of denial stands anywhere in a claim."""
    return bool(_NO.search(v.claim.text))


def _says_no(v: View, known: Background) -> bool:
    """Whether a word of denial stands close to the predicate, whatever the parse makes of it."""
    text = known.texts[v.claim.article_id]
    return bool(_NO.search(text[max(v.claim.start, v.claim.anchor - 30) : min(v.claim.end, v.claim.anchor + 12)]))


def _before(v: View, known: Background) -> str:
    """The words before a predicate, where its modal verb stands."""
    return known.texts[v.claim.article_id][max(v.claim.start, v.claim.anchor - 25) : v.claim.anchor]


def _came_later(a: View, b: View, known: Background) -> bool:
    """Whether what had not happened yet is told as done by a report of the same day or later."""
    no, yes = (a, b) if a.claim.polarity == "negative" else (b, a)
    days = known.later(no.claim.article_id, yes.claim.article_id)
    return bool(_NOT_YET.search(no.claim.text)) and (days is None or days >= 0)


def _one_occasion(a: View, b: View, known: Background) -> bool:
    """Whether opposite predicates are of one thing at one time, as far as the claims' words tell."""
    if exclude(a.times or a.group_times, b.times or b.group_times) or long_ago(a, known) != long_ago(b, known):
        return False
    if _repeated(a, known) != _repeated(b, known):
        return False
    left, right = _others(a), _others(b)
    if left and right and not left & right:
        return False
    things = [{x.entity or x.head for x in v.claim.arguments if x.role == "object"} for v in (a, b)]
    if all(things) and not things[0] & things[1]:
        return False
    doers = [{x.entity or x.head for x in v.claim.arguments if x.role == "subject"} for v in (a, b)]
    if a.subjects and b.subjects and not (a.subjects & b.parties or b.subjects & a.parties):
        return False
    if doers[0] & doers[1]:
        only = _doer(a, known) - _doer(b, known), _doer(b, known) - _doer(a, known)
        return not all(only)
    return bool(things[0] & things[1])


def _others(v: View) -> set[str]:
    """Who and what takes part beside the subject, but for amounts."""
    amounts = [(x.start, x.end) for x in v.claim.amounts if x.kind != "count"]
    return {
        x.entity or x.head
        for x in v.claim.arguments
        if x.role not in {"subject", "attribute"} and not any(s < x.end and x.start < e for s, e in amounts)
    }


def _doer(v: View, known: Background) -> frozenset[str]:
    """The content words of the subject with what hangs on it: shares in which company."""
    subject = next((x for x in v.claim.arguments if x.role == "subject"), None)
    if subject is None or subject.start > v.claim.anchor:
        return frozenset()
    return content(known.texts[v.claim.article_id][subject.start : v.claim.anchor])


def _repeated(v: View, known: Background) -> bool:
    """Whether it tells of several occasions ("lost four finals") or of what is usual ("the river rises fast")."""
    if any(x.kind == "count" and x.low > 1 and x.start > v.claim.anchor for x in v.claim.amounts):
        return True
    word = known.texts[v.claim.article_id][slice(*_predicate_span(v, known))].lower()
    return not v.claim.headline and word in {v.claim.predicate + "s", v.claim.predicate + "es"}


def _same_scope(a: View, b: View) -> bool:
    """Whether what is denied is what is asserted: beside the subject they share a participant, or neither has any."""
    doers = {x.entity or x.head for v in (a, b) for x in v.claim.arguments if x.role == "subject"}
    left, right = (
        {x.entity or x.head for x in v.claim.arguments if x.role not in _TEMPORAL} - doers for v in (a, b)
    )
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


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
