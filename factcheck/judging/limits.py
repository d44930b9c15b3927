"""The severest level that a difference may reach, however sure: what speaks for caution, and how it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.judging.calibration import calibration
from factcheck.judging.comparison import Background, Comparison
from factcheck.judging.facts import is_aspect, is_fact
from factcheck.judging.participants import EXCHANGED
from factcheck.judging.scope import PART
from factcheck.matching.events import View, one_kind
from factcheck.matching.words import content
from factcheck.records import Severity

if TYPE_CHECKING:
    from factcheck.judging.verdict import Pair

WHEN = frozenset({"when", "clock", "when:before", "when:until", "when:since", "when:after"})
PARTICIPANTS = frozenset({"person", "organization", "place"})
QUANTITIES = frozenset({"number", "money", "percent", "duration", "age"})
_TWO_SPEAKERS = "two speakers may disagree"
_SEPARATE = re.compile(
    r"\b(?:again|also|latest|most recent|separate|another|the other|unrelated|earlier|previous|second|similar)\b"
    r"|^the first (?!time\b)"
)
_OF_ONE = frozenset("take transport rush bring fly airlift hospitalize treat pronounce die succumb identify".split())
"""Predicates that are told of each of several victims."""
_TRIED = frozenset({"answer", "return", "comment", "reply"})
"""What reporters try more than once: nobody answered the door on Monday, nor on Tuesday."""
_CORRECTED = re.compile(r"\b(?:initially|originally|corrected|revised)\b")
"""What tells beside a value that it no longer stands."""
_RETOLD = 0.8
"""The share of the words of both claims in which one article tells the same of one thing twice."""
_CROWDS = frozenset("march protest rally gather attend turn-out".split())
_LONG = re.compile(r"(?:[A-Z]\w+ )?\d{4}")
"""A month or a year as a value is described."""
_UNNAMED = re.compile(r"(?:it|they|he|she|this|these|one|some|others?)\b", re.I)
"""How a claim begins of which nobody knows what it is of."""
_NEW_ONE = re.compile(r"\ban? $", re.I)
"""What introduces somebody: "a 16-year-old was hurt"."""
_TRIED_TOGETHER = frozenset("charge arrest indict convict sentence book hold".split())
"""What happens to each of several people for one crime."""
_FIGURE = re.compile(r"\d+")


def limits(p: Pair, c: Comparison, a: View, b: View, both: bool, known: Background) -> tuple[Severity, list[str]]:
    """The severest level that a difference like this may reach, and what speaks for caution."""
    alike = calibration()["alike"]
    cap, notes = c.cap, [c.note] if c.note else []
    named, fought = c.slot.startswith("named:"), [o for o in p.comparisons if o.relation == "contradiction"]
    if named and c.type == "place" and _of_two_people(a, b):
        return "info", ["perhaps of two people"]
    if c.type in PARTICIPANTS and (named or not is_fact(c.slot)) and any(o.slot in WHEN for o in fought):
        return "info", ["they differ in time too"]
    if is_aspect(c.slot) and two_speakers(a, b):
        return "info", [_TWO_SPEAKERS]
    if is_fact(c.slot):
        return cap, notes
    if c.type in QUANTITIES and (_no_longer(a, c.span_a, known) or _no_longer(b, c.span_b, known)):
        cap = "info"
        notes.append("one may have been corrected")
    if a.claim.article_id == b.claim.article_id:
        alone = c.type == "negation" and c.context < alike["around"]
        cap = _lower(cap) if p.cosine >= alike["one_article"] and c.slot != "clock" and not alone else "info"
        if c.type in {"negation", "antonym"} and a.claim.speaker != b.claim.speaker:
            cap = "info"
            notes.append("only one of them is said by " + (a.claim.speaker or b.claim.speaker or ""))
        if c.slot in WHEN and any(o.slot.startswith("role:") for o in fought):
            cap = "info"
            notes.append("of people of different ages")
        if _UNNAMED.match(a.claim.statement) or _UNNAMED.match(b.claim.statement):
            cap = "info"
            notes.append("one of them does not name what it is of")
        if c.slot in WHEN and not _told_twice(a, b):
            cap = "info"
            notes.append("of two things told in other words")
        if c.type == "age" and any(_NEW_ONE.search(_before(v, x)) for v, x in ((a, c.span_a), (b, c.span_b))):
            cap = "info"
            notes.append("of two people, each told for the first time")
        if abs(a.claim.sentence - b.claim.sentence) == 1:
            cap = "info"
            notes.append("of two things told one after the other")
        if (c.slot in WHEN or c.type in QUANTITIES) and _other_figures(a, c.span_a) ^ _other_figures(b, c.span_b):
            cap = "info"
            notes.append("other figures differ too")
    if both and c.context < alike["around"]:
        one_event = p.identity.coverage == 1.0 if c.slot == "when" else p.cosine >= alike["words"]
        cap = _lower(cap) if one_event or c.type not in QUANTITIES | {"place"} and c.slot != "when" else "info"
        notes.append("one of the articles gives both values")
    if both and c.type in {"negation", "antonym"}:
        cap = "info"
        notes.append("one of the articles says both")
    if c.slot in WHEN:
        if c.slot == "when" and not one_kind(a, b):
            cap = _lower(cap)
        if a.kind == b.kind == "say" and (p.cosine < alike["statements"] or not a.subjects & b.subjects):
            cap = "info"
            notes.append("of two statements")
        if _was_tried(a) or _was_tried(b):
            cap = "info"
            notes.append("it may have been tried again")
        if of_many(p, c, a, b):
            cap = "info"
            notes.append("there may have been several")
        if others_take_part(p, a, b):
            cap = _lower(cap)
            notes.append(_who_differs(a, b))
        if any(o.type == "place" for o in fought):
            cap = "info"
            notes.append("they differ in place too")
        if any(o.slot == EXCHANGED for o in fought):
            cap = "info"
            notes.append("each may have done it to the other")
        if _of_a_part(p):
            cap = "info"
            notes.append("of a part alone")
    if (
        c.type == "person" and not named and {a.kind, b.kind} <= _TRIED_TOGETHER
        and not content(c.value_a) & content(c.value_b)
    ):  # fmt: skip
        cap = "info"
        notes.append("several people may answer for it")
    if c.type == "number" and a.kind in _CROWDS and a.claim.speaker != b.claim.speaker:
        cap = "info" if a.claim.speaker and b.claim.speaker else _lower(cap)
        notes.append("those who count a crowd seldom agree")
    amounts = any(o.type in QUANTITIES for o in fought)
    doers = c.type in QUANTITIES and not c.slot.startswith("age:") and "another doer" in p.identity.terms
    if doers or c.type in PARTICIPANTS - {"place"} and amounts:
        cap = "info"
        notes.append("both the doer and the amount differ")
    if c.type in {"negation", "antonym"} and _answers_for_himself(a) != _answers_for_himself(b):
        cap = "info"
        notes.append("one is what somebody says of himself")
    each = c.slot == "clock" or c.type == "place" and c.context < alike["around"]
    if each and _of_two_people(a, b) or c.slot == "number:time" and not a.actors & b.actors:
        cap = "info"
        notes.append("perhaps of two people")
    if two_speakers(a, b):
        cap = "info" if a.claim.quoted and b.claim.quoted or c.type == "place" else _lower(cap)
        notes.append(_TWO_SPEAKERS)
    return cap, notes


def of_many(p: Pair, c: Comparison, a: View, b: View) -> bool:
    """Whether a date may belong to another event of the kind: one that is told apart, or one of an earlier life."""
    alike = calibration()["alike"]
    if c.slot != "when" or c.context >= alike["around"]:
        return False
    apart = len({frozenset(_SEPARATE.findall(v.claim.text.lower())) for v in (a, b)}) > 1
    past = a.background is True and b.background is True
    return apart or past and (p.cosine < alike["past"] or a.claim.article_id == b.claim.article_id)


def _was_tried(v: View) -> bool:
    """Whether it tells of what reporters try: a deal that is reached is none of that, a spokesman is."""
    predicate = v.claim.predicate.split()[0]
    return predicate in _TRIED or predicate == "reach" and (v.claim.polarity == "negative" or "comment" in v.words)


def of_two_times(p: Pair, c: Comparison) -> bool:
    """Whether two months or years are those of two figures: 340 died in one year, 410 in the next."""
    amounts = (o for o in p.comparisons if o.type in QUANTITIES)
    long = _LONG.fullmatch(c.norm_a) and _LONG.fullmatch(c.norm_b)
    return bool(long) and any(o.relation in {"contradiction", "scope"} for o in amounts)


def _of_a_part(p: Pair) -> bool:
    """Whether one claim counts only a part of what the other counts: three of the hostages, the last two."""
    return any(o.type == "number" and o.relation == "scope" and o.note == PART for o in p.comparisons)


def _told_twice(a: View, b: View) -> bool:
    """Whether two claims have nearly all words in common beside the names that both have, however these are written."""
    both = {m.entity for m in a.claim.mentions} & {m.entity for m in b.claim.mentions}
    one, other = (v.words - content(" ".join(m.text for m in v.claim.mentions if m.entity in both)) for v in (a, b))
    return len(one & other) >= _RETOLD * max(len(one), len(other))


def _no_longer(v: View, span: tuple[int, int], known: Background) -> bool:
    """Whether a value is told as one that was corrected: "initially said nine", "revised from 12"."""
    return bool(_CORRECTED.search(known.around(v.claim.article_id, *span, 60, 25)))


def _of_two_people(a: View, b: View) -> bool:
    """Whether what is told of each of several victims may be told of different ones."""
    return not a.actors & b.actors and any(v.claim.predicate.split()[0] in _OF_ONE for v in (a, b))


def _before(v: View, span: tuple[int, int]) -> str:
    """The words of a claim before a value."""
    return v.claim.text[: max(0, span[0] - v.claim.start)]


def _other_figures(v: View, span: tuple[int, int]) -> set[str]:
    """The figures of a claim beside the value in dispute."""
    start, end = (max(0, x - v.claim.start) for x in span)
    return set(_FIGURE.findall(v.claim.text[:start] + " " + v.claim.text[end:]))


def _answers_for_himself(v: View) -> bool:
    """Whether a claim is what its own subject says."""
    return bool(v.claim.speaker_entity) and v.claim.speaker_entity in v.subjects


def others_take_part(p: Pair, a: View, b: View) -> bool:
    """Whether named people or organisations take part in the one event and not in the other."""
    apart = (a.actors - b.actors and b.actors - a.actors) or (a.actors ^ b.actors) - (a.parties & b.parties)
    return p.identity.coverage is not None and bool(apart or not a.actors & b.actors)


def _who_differs(a: View, b: View) -> str:
    """Which participants only one of the claims names."""
    names = {m.entity: m.name for v in (a, b) for m in v.claim.mentions}
    only = [
        ", ".join(sorted(names.get(e, e) for e in one - other))
        for one, other in ((a.actors, b.actors), (b.actors, a.actors))
    ]
    if all(only):
        return f"one names {only[0]}, the other {only[1]}"
    return f"only one names {only[0] or only[1]}"


def two_speakers(a: View, b: View) -> bool:
    """Whether different people stand for what the claims say."""
    if "statement" in {a.claim.kind, b.claim.kind} or not (a.claim.speaker and b.claim.speaker):
        return False
    quoted = a.claim.quoted and b.claim.quoted
    people = a.speaker_kind == b.speaker_kind == "person"
    return (quoted or people) and a.claim.speaker != b.claim.speaker


def _lower(cap: Severity) -> Severity:
    return "info" if cap == "info" else "warning"
