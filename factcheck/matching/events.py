"""What a claim says of its event, gathered once: kind, participants, places, times, and the same of its article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from factcheck.claims.calendar import overlaps
from factcheck.claims.lexicon import (
    AFTERMATHS,
    INCIDENTS,
    PEOPLE,
    RELATIVES,
    RESPONDERS,
    RESPONSES,
    predicate_class,
    telling,
    unlike,
)
from factcheck.matching.aspects import find_aspects
from factcheck.matching.dating import dated, own_times
from factcheck.matching.facts import Fact, find_facts, settled
from factcheck.matching.words import content, tokens
from factcheck.records import Amount, Argument, Claim, Mention, When

_PARTY = frozenset({"person", "organization"})
_APPOSED = re.compile(r"(?: ?, [JS]r\.)? ?(?:,|\() ?(?:aged |age )?")
_APPOSED_NOUN = re.compile(r" ?, an? ")
_AGED_NOUN = re.compile(rf"(?: [\w’'.-]+){{0,3}} (?:{'|'.join(sorted(PEOPLE | RELATIVES))})(?:,| named)? ")
_SAYS_AGE = re.compile(r"be |turn$")
_AT_AGE = re.compile(r"\b(?:aged|at the age of|at age) $")
_THE = re.compile(r"\bthe $", re.I)
"""Before an age and one name it may open a relative clause: "the 16-year-old Roe was with"."""
_THEN = re.compile(r"(?:when|since|until|before|after|while)\b", re.I)
_FATAL = re.compile(
    r"\bfatally (?:shot|wounded|injured|hurt|stabbed|struck)|\b(?:shot|stabbed|beaten) (?:dead|to death|fatally)\b"
)
_AGO = re.compile(r"\byears? (?:ago|before|earlier)\b|\blast year\b|\bthe year before\b")
_COUNTED_FIRST = re.compile(r"(?:\w+ ){0,3}?(?:month|year|decade)s? (?:after|since)\b")
_COUNTED = re.compile(r"\b(?:month|year|decade)s? (?:after|before|since)\b")
_GAVE_UP = re.compile(r"\bturn(?:ed|s|ing)? (?:him|her|them)sel(?:f|ves)\b")
_LEADS = 2
_INCIDENT_WORD = re.compile(
    r"\b(?:shot|shooting|stabbed|gunfire|gunshots?|killed|injured|wounded|crash(?:ed)?|fire|explosion|dead)\b"
)
_TOLD = {
    "crash": r"(?:left|leaves|leaving) (?:the|an?) (?:\w+ )?(?:road|rails|tracks?|runway|(?:high|motor|carriage)way)"
    r"|(?:went|ran|veered|skidded|slid) (?:over|off) (?:the|an?) (?:\w+ )?(?:edge|cliff|bridge|road|rails|tracks?)"
    r"|plunged (?:off|into|down) (?:the|an?)|overturned (?:on|near|in|at|after|and)|ran aground|capsized"
    r"|(?:rammed|slammed|ploughed|plowed) into",
    "explode": r"blew up",
    "burn": r"(?:tore|ripped|swept|raced) through|broke out (?:in|at|on|near|just|shortly|early|late)",
    "collapse": r"gave way|(?:burst|broke) its banks",
    "land": r"came ashore|made landfall",
}
"""How the sudden event of a report is told in verbs that mean other things elsewhere, by the kind that it is of."""
_HAPPENED = re.compile("|".join(rf"(?P<{kind}>{words})" for kind, words in _TOLD.items()))
_BARRIERS = frozenset("bank dam levee dyke dike embankment wall".split())
_NEWS_DAYS = 75
_CAST = frozenset({"subject", "object", "at", "in"})
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "on", "from", "to", "into"})


@dataclass(slots=True)
class View:
    """One claim as matching and judging look at it.

    `kinds` are the kind of its predicate and those that its nouns name ("puts its losses at" is of kind "lose" too).
    `actors` are the named people and organisations that take part, `parties` those of all claims of its article on
    the same event, `places` the named places, `times` the expressions that say when it was (relation "at").
    `heads` are the common nouns among its arguments, `roles` those and
    the places that are subject and object. `ages` are (entity, amount)
    pairs. `background` claims are of an earlier time than the news: "in 2019", "four years ago", and what follows it in
    the same paragraph without a time of its own; None when its time is not known.
    `facts` hold whatever the event is; those that the article gives several values are left out.
    `afar` claims are what the rest of their sentence is counted from ("a year after …").
    `words` are the content words of its text, `told` those of its whole sentence and `names` the names in it; `cast`
    are those of each part that can tell what has it from others of its sort.
    `incident` is the kind of sudden event that it tells of, "" for other claims; `lead` claims say when the incident
    was that the article is about.
    """

    claim: Claim
    kind: str
    kinds: frozenset[str]
    actors: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    heads: frozenset[str]
    roles: dict[str, frozenset[str]]
    places: dict[str, Mention]
    times: tuple[When, ...]
    ages: tuple[tuple[str, Amount], ...]
    speaker_kind: str
    facts: tuple[Fact, ...] = ()
    incident: str = ""
    words: frozenset[str] = frozenset()
    cast: dict[str, frozenset[str]] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    names: tuple[Mention, ...] = ()
    background: bool | None = False
    afar: bool = False
    lead: bool = False
    parties: frozenset[str] = frozenset()
    group_times: tuple[When, ...] = ()


@dataclass(slots=True)
class Events:
    """The views of all claims of a run, in claim order, and the entities that each article names."""

    claims: Sequence[Claim]
    views: list[View] = field(default_factory=list)
    article_entities: dict[str, frozenset[str]] = field(default_factory=dict)


def look(claims: Sequence[Claim], published: Mapping[str, date | None]) -> Events:
    """Views of the claims; claims of one article on one event share their participants and times."""
    events = Events(claims, [_view(c) for c in claims])
    by_article: dict[str, list[View]] = defaultdict(list)
    for view in events.views:
        by_article[view.claim.article_id].append(view)
    for article, views in by_article.items():
        events.article_entities[article] = frozenset(
            m.entity for v in views for m in v.claim.mentions if m.entity and m.form == "name"
        )
        _share(views)
        _tell(views)
        _set_back(views, published.get(article))
        for v in views:
            v.facts = tuple(f for f in v.facts if not (f.range and v.background))
        one_value = settled(f for v in views for f in v.facts)
        for v in views:
            v.facts = tuple(f for f in v.facts if (f.sort, f.key, f.scope) in one_value)
        _lead(views)
    return events


def _view(claim: Claim) -> View:
    mentions = {m.entity: m for m in claim.mentions if m.entity}
    by_role = defaultdict(set)
    actors, places = set(), {}
    for a in claim.arguments:
        if not a.entity:
            continue
        kind = mentions[a.entity].kind if a.entity in mentions else a.entity.split(":", 1)[0]
        if kind in _PARTY or a.role in {"subject", "object"}:
            actors.add(a.entity)
            by_role[a.role].add(a.entity)
        if kind == "place" and a.role in _WHERE and a.entity in mentions:
            places[a.entity] = mentions[a.entity]
    ages = _ages(claim)
    return View(
        claim=claim,
        kind=kind_of(claim),
        kinds=_kinds(claim),
        actors=frozenset(actors),
        subjects=frozenset(by_role["subject"]),
        objects=frozenset(by_role["object"]),
        heads=frozenset(a.head for a in claim.arguments if not a.entity),
        roles={r: frozenset(_filler(a) for a in claim.arguments if a.role == r) - {""} for r in ("subject", "object")},
        places=places,
        times=own_times(claim),
        ages=ages,
        speaker_kind=claim.speaker_entity.split(":", 1)[0],
        facts=(*find_facts(claim, ages), *find_aspects(claim)),
        incident=_incident(claim),
        words=content(claim.text),
        cast=_cast(claim),
    )


def _incident(claim: Claim) -> str:
    kind = kind_of(claim)
    if kind in INCIDENTS:
        return kind
    told = _HAPPENED.match(claim.text, max(0, claim.anchor - claim.start))
    if told:
        return told.lastgroup
    breaks = kind == "break" and any(a.role == "subject" and a.head in _BARRIERS for a in claim.arguments)
    return "collapse" if breaks else ""


def _filler(a: Argument) -> str:
    """What fills a role beside people and organisations: a common noun or a place."""
    return a.head if not a.entity else a.entity if a.entity.startswith("place") else ""


def kind_of(claim: Claim) -> str:
    """The class of the claim's predicate; a copula keeps its attribute, since being is no kind of event,
    but for what was done: "was overloaded"."""
    if claim.kind == "statement":
        return "say"
    predicate = claim.predicate
    if predicate_class(predicate) in {"shoot", "injure", "stab", "attack", "hit"} and _FATAL.search(claim.text):
        return "kill"
    if predicate == "fly" and any(a.role in {"into", "to"} for a in claim.arguments):
        return "visit"
    if predicate.startswith("be ") and predicate_class(predicate[3:]) == predicate[3:]:
        done = re.search(rf"\b{re.escape(predicate[3:])}e?d\b", claim.text)
        return predicate[3:] if done else predicate
    return predicate_class(predicate.removeprefix("be "))


def _kinds(claim: Claim) -> frozenset[str]:
    kind = kind_of(claim)
    if kind == "say":
        return frozenset({kind})
    nouns = {
        predicate_class(a.head)
        for a in claim.arguments
        if a.role in {"subject", "object", "attribute"} and predicate_class(a.head) != a.head
    }
    return frozenset({kind} | nouns)


def one_kind(a: View, b: View) -> bool:
    """Whether two claims speak of one kind of event, by the predicate of the one and any word of the other."""
    return a.kind in b.kinds or b.kind in a.kinds


def _cast(claim: Claim) -> dict[str, frozenset[str]]:
    """The words of each part that can tell what has it from another of its sort."""
    found: dict[str, frozenset[str]] = {}
    for x in claim.arguments:
        if x.role in _CAST and not x.entity and (words := telling(tokens(x.text))):
            found[x.role] = found.get(x.role, frozenset()) | words
    return found


def unlike_roles(a: View, b: View) -> bool:
    """Whether what has a part in one claim cannot be what has it in the other: a man and a woman, a mill and a shop."""
    return any(unlike(a.cast[role], b.cast[role]) for role in a.cast.keys() & b.cast.keys())


def _ages(claim: Claim) -> tuple[tuple[str, Amount], ...]:
    """Ages with the person they are of: "Roe, 45,", "Roe, a 45-year-old", "45-year-old Jane Roe", "her 9-year-old son,
    Jim Roe", "Jane Roe is 45"."""
    found = []
    named = [m for m in claim.mentions if m.kind == "person" and m.entity and m.form == "name"]
    subjects = [a.entity for a in claim.arguments if a.role == "subject" and a.entity.startswith("person")]
    people = [a.entity for a in claim.arguments if a.role in ("subject", "object") and a.entity.startswith("person")]
    dead = people if kind_of(claim) == "kill" else []
    for x in claim.amounts:
        if x.kind != "age":
            continue
        after = [
            m
            for m in named
            if (m.start - x.end == 1 or " " in m.text and _aged(x, _between(claim, x.end, m.start)))
            and not (_THE.search(claim.text[: max(0, x.start - claim.start)]) and " " not in m.text)
        ]
        pattern = _APPOSED_NOUN if "year" in x.text else _APPOSED
        before = [
            m
            for m in named
            if pattern.fullmatch(_between(claim, m.end, x.start))
        ]
        if after or before:
            found.append(((after or before[-1:])[0].entity, x))
        elif len(dead) == 1 and _AT_AGE.search(claim.text[: max(0, x.start - claim.start)]):
            found.append((dead[0], x))
        elif _THEN.match(claim.text):
            continue  # "when Roe was 12"
        elif _SAYS_AGE.match(claim.predicate) and len(subjects) == 1 and 0 <= x.start - claim.anchor <= len("turned "):
            found.append((subjects[0], x))
    return tuple(found)


def _aged(age: Amount, words: str) -> bool:
    """Whether the words between an age and a name say that it is the age of the one named."""
    return "year" in age.text and bool(_AGED_NOUN.fullmatch(words))


def _between(claim: Claim, start: int, end: int) -> str:
    """The text of a claim between two places of its article; empty when they are not in this order."""
    return claim.text[max(0, start - claim.start) : max(0, end - claim.start)]


def _share(views: list[View]) -> None:
    """Gives claims of one article that speak of one event each other's participants and times.

    Same kind of event, a common named participant or none on one side, and no times that exclude each other.
    """
    by_kind: dict[str, list[View]] = defaultdict(list)
    for view in views:
        view.parties, view.group_times = view.actors, view.times
        if view.kind != "say" and not view.kind.startswith("be "):
            by_kind[view.kind].append(view)
    for group in by_kind.values():
        for view in group:
            others = [o for o in group if o is not view and o.actors & view.actors and not exclude(o.times, view.times)]
            for other in others:
                view.parties |= other.actors
                if not view.group_times:
                    view.group_times = other.times


def _tell(views: list[View]) -> None:
    """Gives claims of one sentence the words and the names of all of it."""
    sentences: dict[int, list[View]] = defaultdict(list)
    for view in views:
        sentences[view.claim.sentence].append(view)
    for told in sentences.values():
        words = frozenset().union(*(v.words for v in told))
        names = {(m.start, m.end): m for v in told for m in v.claim.mentions if m.entity and m.form == "name"}
        for view in told:
            view.told, view.names = words, tuple(names.values())


def _set_back(views: list[View], published: date | None) -> None:
    """Marks the claims that tell of an earlier time than the article's news."""
    paragraph: int = -1
    earlier: bool | None = False
    for view in _told_from_afar(views):
        view.background = view.afar = True
    for view in views:
        if view.claim.paragraph != paragraph:
            paragraph, earlier = view.claim.paragraph, False
        times = [w for w in view.claim.times if w.relation == "at" and dated(w)]
        if times:
            told = [_is_earlier(w, published) for w in times]
            earlier = True if True in told else None if None in told else False
        view.background = view.background or earlier


def _told_from_afar(views: Sequence[View]) -> Iterator[View]:
    """The claims that the rest of their sentence is counted from: "comes a year after nine were shot"."""
    sentences: dict[int, list[View]] = defaultdict(list)
    for view in views:
        sentences[view.claim.sentence].append(view)
    yield from (v for v in views if _COUNTED_FIRST.match(v.claim.text))
    for view, whole in ((v, w) for told in sentences.values() for v in told for w in told):
        at = view.claim.start - whole.claim.start
        if 0 < at <= len(whole.claim.text) + 1:
            before = whole.claim.text[max(0, at - 25) : at].rstrip()
            if _COUNTED.search(f"{before} {view.claim.text[:7]}"):
                yield view


def _lead(views: list[View]) -> None:
    """Marks the first dated claims of the article's incident: the crash, the shooting, or the call to it."""
    told = {v.claim.sentence for v in views if v.incident}
    dated_incidents = [v for v in views if v.background is not True and _days(v) and _is_incident(v, told)]
    for view in dated_incidents[:_LEADS]:
        view.lead = True


def _is_incident(view: View, told: Collection[int]) -> bool:
    """Whether a claim tells of the incident or of what it led to. `told` are the sentences that name one."""
    if view.claim.modality in {"planned", "denied"} or view.claim.polarity == "negative":
        return False
    if view.incident:
        return True
    aftermath = view.kind in AFTERMATHS and not _GAVE_UP.search(view.claim.text)
    if aftermath and (view.claim.sentence in told or _INCIDENT_WORD.search(view.claim.text)):
        return True
    return view.kind in RESPONSES and any(
        a.head in RESPONDERS for a in view.claim.arguments if a.role in {"subject", "object"}
    )


def _days(view: View) -> bool:
    """Whether it names a day, and not by counting from another event ("the following day")."""
    return any(
        w.granularity in {"day", "time", "weekday"} and w.anchor != "mention" and (w.weekday is not None or w.earliest)
        for w in view.times
    )


def _is_earlier(w: When, published: date | None) -> bool | None:
    if _AGO.search(w.text):
        return True
    if published is None or w.latest is None:
        return None
    return w.latest < published - timedelta(days=_NEWS_DAYS)


def exclude(a: Sequence[When], b: Sequence[When]) -> bool:
    """Whether no time of the one can be a time of the other."""
    if not a or not b:
        return False
    return all(overlaps(x, y) is False for x in a for y in b)
