"""Typed comparison of who and where: persons, organisations and places in one part of one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from factcheck.claims.amounts import disjoint
from factcheck.claims.gazetteer import place
from factcheck.claims.linking import same_entity
from factcheck.judging.comparison import Background, Comparison
from factcheck.judging.scope import nested
from factcheck.matching.events import View
from factcheck.records import Mention, Severity

_OPEN = frozenset("say meet be have live know cooperate agree obtain review see hear".split())
"""Kinds of events with any number of participants: one more name is no conflict."""
EXCHANGED = "roles"
"""The slot of two names in one another's place."""
_ONE_WAY = frozenset("beat win buy sue succeed replace overtake".split())
"""Kinds of events that nobody does to somebody who does the same to him at once."""
_WHERE = {r: "where" for r in ("in", "at", "near", "outside")} | {"from": "from", "to": "to", "into": "to"}
"""The part that a place has, by its preposition."""
_COURTESY = frozenset("mr mrs ms miss dr sir the".split())
_PLACED = frozenset(_WHERE.values())
_ROLES = frozenset({"subject", "object", "attribute", "with"})
_ALIKE, _SAME_WORDS = 0.6, 0.7
"""Agreement of the words around two names from which they stand in one part, and from which unknown places differ."""
_INSIDE = re.compile(r"\b(?:in|near|at|outside(?: of)?)(?: (?:the|their|his|her|its|an?))? $")
_WAY = re.compile(r"\b(?:in)?(from|to) (?:the )?$")
_ONE_OF = re.compile(r"(?:an?|one of|among) ", re.I)
_OF_STREETS = re.compile(
    r" (?:and|&) [A-Z][\w’'.]*(?: [A-Z][\w’'.]*)? (?:streets|avenues|roads|drives|lanes|boulevards)\b"
)
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_QUOTE_MARK = re.compile(r"[\"“”]|(?<!\w)['‘’]|['’](?!\w)")
_ONE_SPOT = 0.75
"""From here they differ also where only one of them is known to the gazetteer."""
_ONE_AGE = 0.3
_SAME_SPELLING = 0.84
_SMALL = frozenset(
    "the of and for de in at on north south east west northeast northwest southeast southwest jr sr".split()
)
_SORTS = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane ln way court ct place pl highway hwy route parkway "
    "circle terrace trail county township parish school college university hospital park church bridge "
    "club supperclub bar restaurant hotel mall market station airport stadium theater theatre".split()
)

_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split(),
        strict=True,
    )
)


_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_LONG_FORMS = {
    "st": "street", "ave": "avenue", "rd": "road", "dr": "drive", "blvd": "boulevard", "ln": "lane", "ct": "court",
    "pl": "place", "hwy": "highway", "pkwy": "parkway",
}  # fmt: skip


def street_word(word: str) -> str:
    """One form of a lower-case word of a street's name: "st" and "street", "first" and "1st"."""
    return _LONG_FORMS.get(word, _ORDINALS.get(word, word))


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Names in one part: the same role of one kind of event, or the same words around them.

    A name that the other article knows as well is no conflict: both are in the story.
    """
    if a.claim.article_id == b.claim.article_id:
        return
    yield from _exchanged(a, b)
    left, right = _names(a), _names(b)
    shared = {m.entity for m in left} & {m.entity for m in right}
    roles_a, roles_b = _roles(a, left), _roles(b, right)
    one_kind = a.kind == b.kind != "say"

    def taken(role: str) -> set[str]:
        """The names that both claims have in a role."""
        return set.intersection(*({m.entity for m, r in roles.items() if r == role} for roles in (roles_a, roles_b)))

    for m in left:
        for n in right:
            role = roles_a.get(m, "")
            several = a.kind in _OPEN or one_of_several(a) or one_of_several(b)
            if role != roles_b.get(n, "") or not one_kind or several and role not in _PLACED:
                role = ""
            if m.entity == n.entity or _letters(m.name) == _letters(n.name):
                if role and m.kind == n.kind:
                    yield _result(role, "compatible", m, n)
            elif role in _PLACED and any(x in shared and _are_in(a, x) and _are_in(b, x) for x in (m.entity, n.entity)):
                continue  # "4 percent in Porto and 7 percent in Lisbon"
            elif role and not ({m.entity, n.entity} & taken(role)):
                alone = _alone(role, roles_a, roles_b)
                yield from _apart(a, m, b, n, role if alone else "", known)
            elif not {m.entity, n.entity} & shared and not (m.kind == "organization" and _both_list(left, right)):
                yield from _apart(a, m, b, n, "", known)


def _exchanged(a: View, b: View) -> Iterator[Comparison]:
    """Who did it and to whom it was done in one another's place: "Roe beat Fox", "Fox beat Roe"."""
    if a.kind != b.kind or a.kind not in _ONE_WAY or a.claim.polarity != b.claim.polarity:
        return
    parts = [{x.role: x for x in reversed(v.claim.arguments) if x.role in ("subject", "object")} for v in (a, b)]
    if any(len(part) < 2 for part in parts):
        return
    (doer, sufferer), (other, its) = ([part[role] for role in ("subject", "object")] for part in parts)
    names = [x.text.split()[-1].lower() for x in (doer, sufferer, other, its)]
    if names[0] == names[3] != names[1] == names[2]:
        bodies = {m.start for m in a.claim.mentions if m.kind == "organization"}
        kind = "organization" if bodies & {doer.start, sufferer.start} else "person"
        yield Comparison(
            kind, "contradiction", (doer.start, doer.end), (other.start, other.end), doer.text, other.text, doer.text,
            other.text, slot=EXCHANGED, strength=0.4, cap="warning",
        )  # fmt: skip


def _alone(role: str, roles_a: dict[Mention, str], roles_b: dict[Mention, str]) -> bool:
    """Whether a part is filled by one name on each side, or by lists that differ in one name alone."""
    one, other = ({m.entity for m, r in roles.items() if r == role} for roles in (roles_a, roles_b))
    return len(one) == len(other) == len(one & other) + 1


def _both_list(left: list[Mention], right: list[Mention]) -> bool:
    """Whether two organisations and more are in both claims: lists, of which one may be longer."""
    return len({m.entity for m in left if m.kind == "organization"} & {m.entity for m in right}) > 1


def _apart(a: View, m: Mention, b: View, n: Mention, role: str, known: Background) -> Iterator[Comparison]:
    """A conflict of two names, when they cannot be one and neither article knows the other's; a place and one in it
    are compatible."""
    articles = a.claim.article_id, b.claim.article_id
    if _short_for(m.name, n.name) or _short_for(n.name, m.name):
        return
    if m.kind == n.kind == "place" and nested(a, m, b, n, known):
        if role:
            yield _result(role, "compatible", m, n)
        return
    if m.kind == n.kind == "place" and two_ends(a, m, b, n, known):
        return
    if m.kind == n.kind == "person" and (are_alike(m, n) or of_two_ages(a, m, b, n)):
        return
    strength, aged = _strength(a, m, b, n)
    spans = (m.start, m.end), (n.start, n.end)
    context = aged + known.alignment.agreement(articles[0], spans[0], articles[1], spans[1])
    only_a, only_b = name_parts(m) - name_parts(n), name_parts(n) - name_parts(m)
    words_a, words_b = (known.alignment.words(article) for article in articles)
    strange = bool(only_a and only_b and not only_a & words_b and not only_b & words_a)
    if role and m.kind == n.kind and same_entity(m, n) is False:
        if strange or role in _PLACED:
            yield _result(role, "contradiction", m, n, strength=strength, cap="warning")
    elif strange and context >= _ALIKE and not is_open(a, m) and not is_open(b, n) and _are_two(m, n, context):
        cap: Severity = "error" if context >= _SAME_WORDS and m.kind == "person" else "warning"
        yield _result("name", "contradiction", m, n, strength=strength, cap=cap)


def two_ends(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether one place is where a way began and the other where it led: "sent from Tornby", "sent to Dunmere"."""
    ways = {_WAY.search(known.around(v.claim.article_id, x.start, x.start, 12, 0)) for v, x in ((a, m), (b, n))}
    return {way[1] for way in ways if way} == {"from", "to"}


def one_of_several(v: View) -> bool:
    """Whether it says that somebody is one of a sort ("is a staff writer"), which others may be too."""
    return v.kind.startswith("be ") and any(a.role == "attribute" and _ONE_OF.match(a.text) for a in v.claim.arguments)


def is_open(v: View, m: Mention) -> bool:
    """Whether others may stand in the part of a name just as well: they said it too, met or agreed."""
    if one_of_several(v) and m.entity in v.subjects:
        return True
    return m.entity == v.claim.speaker_entity or v.kind in _OPEN - {"be", "have"} and m.entity in v.subjects | v.objects


def are_alike(m: Mention, n: Mention) -> bool:
    """Whether two people have one first name and one surname, or one is only called by a part of the other's name."""
    x, y = _words(m.name), _words(n.name)
    if len(x) > 1 < len(y) and (x[0], x[-1]) == (y[0], y[-1]):
        return True
    if _QUOTE_MARK.search(m.text + n.text) and set(x) & set(y):
        return True  # a nickname
    x, y = _words(m.text), _words(n.text)
    return bool(x and y) and (set(x) <= set(y) or set(y) <= set(x))


def _are_two(m: Mention, n: Mention, context: float) -> bool:
    apart = same_entity(m, n) is False
    if m.kind == n.kind == "person" or m.kind == n.kind == "place" and apart:
        return apart
    if m.kind == n.kind == "place" and context >= _ONE_SPOT and (place(m.name) is None) != (place(n.name) is None):
        return not name_parts(m) & name_parts(n)
    if "person" in {m.kind, n.kind}:
        return False
    if spelled_alike(m, n):
        return False
    return bool(sorts(m) & sorts(n)) or context >= _SAME_WORDS and sorts(m) == sorts(n) and apart


def spelled_alike(m: Mention, n: Mention) -> bool:
    """Whether two names are all but letter for letter the same."""
    return SequenceMatcher(None, m.name.lower(), n.name.lower()).ratio() > _SAME_SPELLING


def of_two_ages(a: View, m: Mention, b: View, n: Mention) -> bool:
    """Whether both claims give the ages of the people named, and they differ: two people of one story."""
    x, y = ([age for entity, age in v.ages if entity == z.entity] for v, z in ((a, m), (b, n)))
    return bool(x and y) and disjoint(x[0], y[0])


def _short_for(short: str, name: str) -> bool:
    """Whether one name has an abbreviation that begins as the words of the other do: "NMA agents", "Norvale Marine"."""
    initials = "".join(w[0] for w in re.findall(r"\b[A-Z][a-z]+", name))
    return len(initials) > 1 and any(initials.startswith(w) or w.startswith(initials) for w in _CAPITALS.findall(short))


def _strength(a: View, m: Mention, b: View, n: Mention) -> tuple[float, float]:
    """The log-odds of a conflict, and what is added to the agreement: one age or one title speaks for one person."""
    ages = [{x.low for entity, x in v.ages if entity == z.entity} for v, z in ((a, m), (b, n))]
    titles = [set(_words(z.text)) - set(_words(z.name)) - _COURTESY for z in (m, n)]
    strength = -0.2 + 0.8 * bool(titles[0] & titles[1])
    return (strength + 1.4, _ONE_AGE) if ages[0] & ages[1] else (strength, 0.0)


def _names(view: View) -> list[Mention]:
    return [
        m for m in {x.entity: x for x in view.claim.mentions if x.entity and x.form == "name"}.values()
        if m.kind != "other" and " and " not in m.name
    ]  # fmt: skip


def _roles(view: View, names: list[Mention]) -> dict[Mention, str]:
    by_entity = {m.entity: m for m in names}
    roles: dict[Mention, str] = {}
    for argument in view.claim.arguments:
        m = by_entity.get(argument.entity)
        if m is None or m in roles or _of_two_streets(view, m):
            continue
        if m.kind == "place" and argument.role in _WHERE:
            roles[m] = _WHERE[argument.role]
        elif m.kind != "place" and argument.role in _ROLES:
            roles[m] = argument.role
    if "where" not in roles.values():
        deeper = [m for m in names if m.kind == "place" and m not in roles and _says_where(view, m)]
        if len(deeper) == 1:
            roles[deeper[0]] = "where"
    return roles


def _says_where(view: View, m: Mention) -> bool:
    """Whether a place deep in a phrase is where it was: "in a truck near a park in Holm County", "their Oslo home"."""
    before = view.claim.text[: max(0, m.start - view.claim.start)]
    return bool(_INSIDE.search(before)) and not _of_two_streets(view, m)


def _are_in(view: View, entity: str) -> bool:
    """Whether a claim says of something that it is in a place, and not how far from there."""
    return any(m.entity == entity and _says_where(view, m) for m in view.claim.mentions)


def _of_two_streets(view: View, m: Mention) -> bool:
    """Whether a place is the first of two streets that share their sort: "Fairley and Elm avenues"."""
    return bool(_OF_STREETS.match(view.claim.text, max(0, m.end - view.claim.start)))


def _words(name: str) -> list[str]:
    return [_ORDINAL.sub("", _ORDINALS.get(w, w)) for w in re.findall(r"[^\W_]+", name.lower())]


def sorts(m: Mention) -> set[str]:
    """The words of a name that say what it is of: a street, a school."""
    return {w for w in _words(m.text) if w in _SORTS}


def name_parts(m: Mention) -> set[str]:
    """What tells a name from others of its sort."""
    return {w for w in _words(m.text) if w not in _SMALL and w not in _SORTS}


def _letters(name: str) -> str:
    """A name without what spellings differ in: "K-9" and "K9" are one."""
    return "".join(c for c in name.lower() if c.isalnum())


def _result(role: str, relation: str, m: Mention, n: Mention, **more) -> Comparison:
    kind = m.kind if m.kind == n.kind else "organization"
    return Comparison(
        kind, relation, (m.start, m.end), (n.start, n.end), m.text, n.text, m.name, n.name, slot=role, **more
    )  # type: ignore[arg-type]
