"""Sentences built in another way: shortened, passive, with the time in front, told by somebody, joined to another."""

from __future__ import annotations

import re
from random import Random

from slot_claims import Fact, Word
from slot_dates import read_day
from slot_text import (
    Form,
    Piece,
    as_is,
    base,
    children,
    extent,
    helpers,
    inflected,
    negative,
    root,
    subject,
)

_LOOSE = frozenset({"advcl", "relcl", "appos", "acl", "npadvmod", "prep", "advmod", "parataxis"})
_PREPOSITIONS = frozenset(
    "in on at during after before since following amid despite for near over because with under as".split()
)
_NOT_PASSIVE = frozenset(
    "have be become cost want like need mean see say get know let make take give resemble lack last weigh fit suit "
    "enjoy join leave enter reach contain include face hold tell ask help total deny expect feel think "
    "tend rise fall drop gain climb jump slip grow average earn lose slide".split()
)
SAYING = frozenset({"say", "state", "add", "report", "announce"})


def droppable(fact: Fact) -> list[tuple[int, int]]:
    """Spans that may be left out of a fact: details of time and place, clauses and descriptions on the side."""
    if negative(fact):
        return []
    at, found = root(fact), []
    full = any(fact.words[i].dep in {"dobj", "attr", "acomp", "agent", "ccomp"} for i in children(fact, at))
    passive = any(fact.words[i].dep == "auxpass" for i in children(fact, at))
    for i, word in enumerate(fact.words):
        if word.dep not in _LOOSE or i == at:
            continue
        span = extent(fact, i)
        if span is None or span[0] == 0 and word.dep in {"appos", "relcl", "acl"}:
            continue
        text = fact.text[span[0] : span[1]]
        timed = any(span[0] <= t.start and t.end <= span[1] for t in fact.times)
        if word.dep == "prep":
            low = word.text.lower()
            place = any(n.kind == "place" and span[0] <= n.start and n.end <= span[1] for n in fact.names)
            if word.head != at or low not in _PREPOSITIONS or not (timed or place or full or passive) or len(text) < 5:
                continue
            if fact.words[at].lemma == "be" and not full or low == "as" or low == "with" and not passive:
                continue
            if low in {"for", "on", "over", "at", "with", "in", "under", "near"} and not (timed or place) and not full:
                continue
            if passive and base(fact.words[at]) in {"locate", "base", "situate", "know", "hold", "use", "make"}:
                continue
        if word.dep == "npadvmod" and not (timed and word.head == at):
            continue
        if word.dep == "advmod" and (word.head != at or not word.text.lower().endswith("ly") or len(children(fact, i))):
            continue
        if word.dep == "advcl" and re.search(
            r"\b((?:moment|second|minute|hour|day|week|month|year)s?|just|even|only|shortly|soon|long) $",
            fact.text[: span[0]],
        ):
            continue
        if word.dep == "advcl" and (word.head != at or re.match(r"(if|unless|so|as if|than|as though)\b", text, re.I)):
            continue
        if word.dep in {"relcl", "acl"} and (
            fact.text[span[0] - 2 : span[0]] != ", "
            or word.dep == "acl"
            and span[1] < len(fact.text)
            and fact.text[span[1]] != ","
        ):
            continue
        if word.dep == "appos" and (
            fact.text[span[0] - 2 : span[0]] != ", " or fact.text[span[1] : span[1] + 1] not in {",", ""}
        ):
            continue
        found.append(span)
    return found


def shortened(fact: Fact, rng: Random, keep: tuple[tuple[int, int], ...] = ()) -> Form | None:
    """The fact without one or more details, those in `keep` staying; None where nothing can go."""
    spans = [s for s in droppable(fact) if not any(a < s[1] and s[0] < b for a, b in keep)]
    if not spans:
        return None
    chosen = {s for s in spans if rng.random() < 0.5} or {rng.choice(spans)}
    cut = [False] * len(fact.text)
    for start, end in chosen:
        left, right = fact.text[:start].rstrip(), fact.text[end:].lstrip()
        if left.endswith(",") and (right.startswith(",") or not right):
            start = len(left) - 1
            end += len(fact.text[end:]) - len(right) + right.startswith(",")
        elif not left and right.startswith(","):
            end = len(fact.text) - len(right) + 1
        for k in range(start, min(end, len(cut))):
            cut[k] = True
    pieces, k = [], 0
    while k < len(cut):
        if cut[k]:
            k += 1
            continue
        end = next((j for j in range(k, len(cut)) if cut[j]), len(cut))
        pieces.append(Piece(k, end))
        k = end
    left = "".join(fact.text[p.start : p.end] for p in pieces)
    if len(left.split()) < 4 or left.count('"') % 2 or re.search(r"\b(and|or|of|the|a|to|in|that)$", left.strip()):
        return None
    return Form("shortened", tuple(pieces), exact=False)


def fronted(fact: Fact, rng: Random) -> Form | None:
    """The time moved from the end to the front, or from the front to the end."""
    if m := re.match(r"((?:On|In|At) [^,]{3,30}), ", fact.text):
        if any(1 < t.start < 5 and t.end == m.end(1) for t in fact.times) and not negative(fact):
            return Form("fronted", (Piece(m.end(), len(fact.text)), " ", m[1][0].lower(), Piece(1, m.end(1))))
        return None
    at = root(fact)
    for i in children(fact, at):
        span = extent(fact, i)
        if (
            fact.words[i].dep != "prep"
            or fact.words[i].text not in {"in", "on"}
            or span is None
            or span[1] != len(fact.text)
        ):
            continue
        day = read_day(fact.text[fact.words[i].end + 1 : span[1]])
        if day is not None and (fact.words[i].text == "on") == bool(day.day or day.weekday):
            return _front(fact, span)
    return None


def _front(fact: Fact, span: tuple[int, int]) -> Form:
    end = len(fact.text)
    return Form("fronted", (Piece(*span), ", ", Piece(0, span[0], inside=True), Piece(end, end)))


def passive(fact: Fact, rng: Random) -> Form | None:
    """Active as passive, passive as active; sometimes a passive without its agent, which says less."""
    at = root(fact)
    verb, who = fact.words[at], subject(fact)
    aux = [fact.words[i] for i in helpers(fact)]
    if who is None or any(
        fact.words[i].dep in {"neg", "dative", "prt", "conj", "cc", "ccomp", "xcomp"} for i in children(fact, at)
    ):
        return None
    a = extent(fact, who)
    if a is None or a[0] != 0:
        return None
    if any(fact.words[i].dep == "auxpass" for i in children(fact, at)):
        return _active(fact, at, a, aux)
    whom = next((i for i in children(fact, at) if fact.words[i].dep == "dobj"), None)
    b = extent(fact, whom) if whom is not None else None
    if (
        b is None
        or verb.tag not in {"VBD", "VB"}
        or base(verb) in _NOT_PASSIVE
        or fact.words[who].tag in {"PRP", "WP", "DT", "WDT"}
    ):
        return None
    if (
        [w.text for w in aux] not in ([], ["will"], ["has"], ["had"], ["have"])
        or b[0] - verb.end > 1
        or fact.words[whom].tag in {"PRP", "CD"}
    ):
        return None
    if verb.start - (aux[-1].end if aux else a[1]) != 1 or aux and aux[0].start != a[1] + 1:
        return None
    if any(
        x.kind != "count" and b[0] <= x.start < b[1] for x in fact.amounts if x.start <= fact.words[whom].start < x.end
    ):
        return None
    many = fact.words[whom].tag in {"NNS", "NNPS"} or any(fact.words[i].dep == "conj" for i in children(fact, whom))
    be = (
        ("were" if many else "was")
        if not aux
        else {"will": "will be", "had": "had been"}.get(aux[0].text, "have been" if many else "has been")
    )
    done = inflected(base(verb), "VBN")
    rest = Piece(b[1], len(fact.text))
    if rng.random() < 0.2 and not negative(fact):
        return Form("active_passive", (Piece(*b), f" {be} {done}", rest), exact=False)
    return Form("active_passive", (Piece(*b), f" {be} {done} by ", Piece(0, a[1], inside=True), rest))


def _active(fact: Fact, at: int, a: tuple[int, int], aux: list[Word]) -> Form | None:
    agent = next((i for i in children(fact, at) if fact.words[i].dep == "agent"), None)
    by = extent(fact, agent) if agent is not None else None
    verb = fact.words[at]
    if by is None or [w.text for w in aux] not in (["was"], ["were"]) or fact.words[agent].text != "by":
        return None
    if by[0] != verb.end + 1 or aux[0].start != a[1] + 1 or verb.start != aux[0].end + 1:
        return None
    if fact.words[subject(fact) or 0].tag in {"PRP", "WDT", "WP", "DT"} or not re.search(
        "[A-Za-z]", fact.text[by[0] + 3 : by[1]]
    ):
        return None
    done = inflected(base(verb), "VBD")
    return Form(
        "active_passive",
        (Piece(by[0] + 3, by[1]), f" {done} ", Piece(0, a[1], inside=True), Piece(by[1], len(fact.text))),
    )


def cleft(fact: Fact, rng: Random) -> Form | None:
    """The subject put first: "it was Ann Roe who opened the school"."""
    who, at = subject(fact), root(fact)
    if who is None or fact.words[at].tag != "VBD" or negative(fact) or fact.kind != "event":
        return None
    a = extent(fact, who)
    kind = next((s.kind for s in fact.names if a and (s.start, s.end) == a), None)
    if a is None or a[0] != 0 or kind not in {"person", "organization"}:
        return None
    return Form("cleft", ("It was ", Piece(*a), " who" if kind == "person" else " that", Piece(a[1], len(fact.text))))


def said(fact: Fact, rng: Random) -> Form | None:
    """What was said in front: "The plan failed, Roe said" for "Roe said that the plan failed"."""
    at = root(fact)
    told = next((i for i in children(fact, at) if fact.words[i].dep == "ccomp"), None)
    who = subject(fact)
    if (
        told is None
        or who is None
        or base(fact.words[at]) not in SAYING
        or fact.words[at].tag != "VBD"
        or len(helpers(fact))
    ):
        return None
    a, b = extent(fact, who), extent(fact, told)
    if a is None or b is None or a[0] != 0 or b[1] < len(fact.text) or b[0] < fact.words[at].end:
        return None
    start = b[0] + 5 if fact.text[b[0] : b[0] + 5] == "that " else b[0]
    first = next((w for w in fact.words if w.start >= start), None)
    if first is None or first.tag.startswith(("VB", "MD", "IN", "CC")) or "said:" in fact.text:
        return None
    if fact.words[who].tag == "PRP" or len(fact.text[start:].split()) < 4:
        return None
    between = re.sub(r"\bthat$", "", fact.text[fact.words[at].end : start].strip()).strip()
    if between and not any(t.start >= fact.words[at].end and t.end <= start for t in fact.times):
        return None
    end = fact.text.rfind(between, 0, start) + len(between) if between else fact.words[at].end
    if between or rng.random() < 0.6:
        return Form("reported_form", (Piece(start, b[1]), ", ", Piece(0, end, inside=True)))
    return Form("reported_form", ("According to ", Piece(0, a[1], inside=True), ", ", Piece(start, b[1])))


FORMS = [(fronted, 2.0), (passive, 3.0), (cleft, 0.3), (said, 2.0)]


def exact_form(fact: Fact, rng: Random) -> Form:
    """The fact in another build that says the same, or as it is."""
    for make, _ in sorted(FORMS, key=lambda item: rng.random() ** (1 / item[1]), reverse=True):
        form = make(fact, rng)
        if form is not None and form.exact:
            return form
    return as_is(fact)
