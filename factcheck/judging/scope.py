"""Whether two amounts are of one thing in full: a part and the whole, a city and its state, a quarter and the year."""

from __future__ import annotations

import re

from factcheck.claims import gazetteer
from factcheck.claims.lexicon import CROWD, INCIDENTS, PEOPLE, RELATIVES
from factcheck.claims.linking import same_entity
from factcheck.judging.comparison import Background
from factcheck.matching.events import View
from factcheck.records import Amount, Mention, Relation

_HITS = frozenset({"shoot", "stab", "hit", "attack"})
_DEAD = re.compile(r"\b(?:dead|died|killed|fatally|deaths?|fatal)\b")
_HURT = re.compile(r"\b(?:injured|wounded|hurt)\b")
PART = "one counts a part"
_PART = re.compile(
    r"\b(others?|another|more(?! than)|additional|remaining|of the|of them|of those|of whom|first|last|including|each"
    r"|per|every|(?<!a )total)\b"
)
_OTHERS = frozenset({"other", "others"})
"""What is no part where both say before it how many died."""
_PEOPLE = PEOPLE | RELATIVES | CROWD | {"", "dead", "injured", "wounded", "other"}
"""What counts of people are of."""
_SUBSET = re.compile(r"\s+of\s+(?:them|those|whom)\b(?!\s+(?:was|were|is|are|had|has|have|died|remain))")
_ONE = re.compile(r"\bone (?:man|woman|person|boy|girl|victim)\b")
_ANOTHER = re.compile(r"\b(one|another|others?|a second|the second|the rest)\b")
_FORECAST = re.compile(r"\b(?:expected|forecast|predicted|projected|anticipated|budgeted)\b")
_FISCAL = re.compile(r"\b(?:fiscal|financial year)\b|\bFY ?\d")
_SPELL = re.compile(r"\b(?:month|quarter|half|year)s?\b")
_TERM = re.compile(
    r"\b(?:(?:first|second|third|fourth)[- ](?:quarter|half)|[QH][1-4]|(?:full|half)[- ]year|(?:six|nine)[- ]months?)\b"
)
"""Which part of a business year a figure is of, as an adjective."""
_ALL_OVER = re.compile(
    r"\b(?:nation|country|state|world|city)-?wide\b|\b(?:across|around|throughout) the (?:nation|country)\b",
    re.I,
)
_GRADE = re.compile(r"\b(?:life[- ]threatening|(?:serious|critical|grave|severe)(?:ly)?|minor)\b")
_CHARGES = frozenset({"count", "charge"})
_FEW = "two three four five six seven eight nine ten".split()
_KILLED = re.compile(rf"\b(one|{'|'.join(_FEW)}) (?:person |people |man |woman )?(?:was |were )?(?:killed|dead|died)\b")
_MORE_OF_THEM = re.compile(rf"(?:\band|,)(?: \w+ing| \w+ed)? (?:another|one other|(?P<few>{'|'.join(_FEW)}))\b")
_PERIODS = frozenset({"month", "quarter", "season", "year", "decade"})
_THAT = re.compile(r"That [a-z]")
"""How a claim begins that is of what the sentence before it told: "That flood killed 23"."""
_RATE = re.compile(
    r"(?: [\w-]+){0,3}? (?:an?|per|each|every) (second|minute|hour|day|week|month|year)\b"
    r"(?! (?:earlier|ago|before|later|after)\b)"
)
_SIZES = {
    "country": 3, "nation": 3, "republic": 3, "kingdom": 3, "state": 2, "province": 2, "region": 2, "county": 2,
    "territory": 2, "township": 2, "oblast": 2, "prefecture": 2, "city": 1, "town": 1, "village": 1,
}  # fmt: skip
_AT_ONE_SPOT = frozenset("shoot stab rob crash explode collapse derail hit kidnap".split())
"""Kinds of events of which a city and its state are two ways to say where."""
_NEWS_DAYS = 75
_SAME_CHARGE = 0.75
_SORT = re.compile(r"\b(\w+) of (?:the )?$")


def difference(a: View, x: Amount, b: View, y: Amount, known: Background) -> tuple[Relation, str] | None:
    """What two amounts are to each other that are not of the same whole, and why; None where they may be."""
    if x.kind == "duration":
        return None
    if x.kind == "count" and len({frozenset(_GRADE.findall(v.claim.text.lower())) for v in (a, b)}) > 1:
        return "scope", "one counts those hurt so badly"
    if x.kind in {"count", "measure"} and _is_part(a, x, b, y, known):
        return "scope", PART
    articles = a.claim.article_id, b.claim.article_id
    if _rate(articles[0], x, known) != _rate(articles[1], y, known):
        return "scope", "of different spans"
    if x.unit in _CHARGES and known.alignment.follows(articles[0], x.end, articles[1], y.end) < _SAME_CHARGE:
        return "scope", "counts of other charges"
    wide = [bool(_ALL_OVER.search(v.claim.text)) for v in (a, b)]
    if wide[0] != wide[1]:
        return "scope", "only one counts them all over"
    if _holds_the_other(a, x, b, y, known):
        return "scope", "one place holds the other"
    if a.places and b.places and all(same_entity(m, n) is False for m in a.places.values() for n in b.places.values()):
        return "different_event", "of different places"
    if _other_period(a, b):
        return "scope", "of different periods"
    old = a.afar or long_ago(a, known), b.afar or long_ago(b, known)
    told_of_one = a.kind in INCIDENTS and _parties(a) & _parties(b)
    if old[0] != old[1] and False in {a.background, b.background} and not told_of_one:
        return "different_event", "only one is of an earlier time"
    left, right = (_FORECAST.search(_before(v, z, known)) for v, z in ((a, x), (b, y)))
    return ("scope", "one is a forecast") if bool(left) != bool(right) else None


def _rate(article: str, x: Amount, known: Background) -> str:
    """What an amount is counted by: "day" of "300 cars a day"."""
    found = _RATE.match(known.around(article, x.end, x.end, 0, 40))
    return found[1] if found else ""


def nested(a: View, m: Mention, b: View, n: Mention, known: Background) -> int:
    """1 when the second place may lie in the first, -1 the other way round, else 0; of known places the gazetteer says.

    Of others it is told by what they are called: "the state of Calwyn", "the city of Marrin Bay", "Holm County".
    """
    x, y = gazetteer.place(m.name), gazetteer.place(n.name)
    if x is not None and y is not None:
        return (x.name in y.inside) - (y.name in x.inside)
    one, other = max(_size(a, m, known), 1), max(_size(b, n, known), 1)
    return (one > other) - (other > one)


def long_ago(v: View, known: Background) -> bool:
    """Whether all times that a claim gives of itself lie well before its report, or it points back to such a time."""
    if v.background and _THAT.match(v.claim.text):
        return True
    day = known.published[v.claim.article_id]
    ends = [w.latest for w in v.times]
    return bool(ends) and day is not None and all(end is not None and (day - end).days > _NEWS_DAYS for end in ends)


def _parties(v: View) -> set[str]:
    """The people and organisations that a claim names anywhere."""
    return {m.entity for m in v.claim.mentions if m.entity and m.form == "name" and m.kind != "place"}


def _before(v: View, x: Amount, known: Background) -> str:
    return known.texts[v.claim.article_id][max(v.claim.start, x.start - 40) : x.start].lower()


# --- parts ---


def _is_part(a: View, x: Amount, b: View, y: Amount, known: Background) -> bool:
    left, right = (set(_PART.findall(_phrase(v, z, known))) for v, z in ((a, x), (b, y)))
    if all(_DEAD.search(known.around(v.claim.article_id, z.start, z.start, 60, 0)) for v, z in ((a, x), (b, y))):
        left, right = left - _OTHERS, right - _OTHERS
    return (
        left != right and not left & right
        or any(_SUBSET.match(known.texts[v.claim.article_id], z.end) for v, z in ((a, x), (b, y)))
        or _one_of_several(a, x, b, y, known)
        or _adds_up(a, x, b, y, known)
        or _without_the_dead(a, x, b, y, known)
    )


def _one_of_several(a: View, x: Amount, b: View, y: Amount, known: Background) -> bool:
    """Whether exactly one side says "one was … and another …", which counts them one by one."""
    single = [(v, z) for v, z in ((a, x), (b, y)) if z.low == z.high == 1]
    if len(single) != 1:
        return False
    v, z = single[0]
    article = v.claim.article_id
    before, after = known.around(article, z.start, z.start, 80, 0), known.around(article, z.end, z.end, 0, 120)
    return bool(_ANOTHER.search(after) or _ONE.search(before))


def _adds_up(a: View, x: Amount, b: View, y: Amount, known: Background) -> bool:
    """Whether one claim gives the parts of what the other gives as a whole: "two children and two stepchildren", "three
    and another" of four."""
    for whole, parts in ((x, b), (y, a)):
        exact = (z for z in parts.claim.amounts if z.kind == "count" and z.low == z.high)
        counts = [z.low for z in exact if _of_one_sort(z, whole)]
        if len(counts) > 1 and sum(counts) == whole.low == whole.high:
            return True
    for whole, part, v in ((x, y, b), (y, x, a)):
        more = _MORE_OF_THEM.search(known.around(v.claim.article_id, part.end, part.end, 0, 60))
        if more and whole.low == part.low + (_FEW.index(more["few"]) + 2 if more["few"] else 1):
            return True
    return False


def _of_one_sort(x: Amount, y: Amount) -> bool:
    """Whether two counts can be added: of one thing, of children and stepchildren, or of people."""
    return x.unit.endswith(y.unit) or y.unit.endswith(x.unit) or x.unit in _PEOPLE and y.unit in _PEOPLE


def _without_the_dead(a: View, x: Amount, b: View, y: Amount, known: Background) -> bool:
    """Whether one counts those hit and the other the injured beside the dead: "five shot" and "four hurt, one dead"."""
    for whole, few, v in ((x, y, b), (y, x, a)):
        dead = _KILLED.search(known.around(v.claim.article_id, few.start, few.start, 60, 0))
        other = a if v is b else b
        both = _DEAD.search(known.around(other.claim.article_id, whole.start, whole.end, 60, 60))
        if dead and not both and v.kind == "injure" and whole.low == few.low + (["one", *_FEW].index(dead[1]) + 1):
            return True
    for hit, hurt, few in ((a, b, y), (b, a, x)):
        article = hurt.claim.article_id
        injured = hurt.kind == "injure" or _HURT.search(known.around(article, few.end, few.end, 0, 30))
        if hit.kind in _HITS and hurt.kind not in _HITS and injured:
            return bool(_DEAD.search(known.around(article, few.start, few.end, 80, 80)))
    return False


def _phrase(v: View, x: Amount, known: Background) -> str:
    """The amount with the words around it that tell whether it counts all or a part, inside its claim."""
    text = known.texts[v.claim.article_id]
    end = max(x.end, (x.head or 0) + len(x.unit))
    return text[max(v.claim.start, x.start - 14) : min(v.claim.end, end + 10)].lower().split(", including")[0]


# --- places and periods ---


def _holds_the_other(a: View, x: Amount, b: View, y: Amount, known: Background) -> bool:
    """Whether one amount is of a city and the other, no smaller, of the state or the country around it."""
    if a.places.keys() & b.places.keys() or a.actors & b.actors or a.lead and b.lead or a.kind in _AT_ONE_SPOT:
        return False
    for m in a.places.values():
        for n in b.places.values():
            if way := nested(a, m, b, n, known):
                whole, part = (x, y) if way > 0 else (y, x)
                return x.kind in {"percent", "points"} or whole.high >= part.low
    return False


def _size(v: View, m: Mention, known: Background) -> int:
    """3 for a country, 2 for a state or county, 1 for a town, 0 where neither the name nor the words before it say."""
    place = gazetteer.place(m.name)
    if place is not None:
        return min(_SIZES[level] for level in place.levels)
    sort = _SORT.search(known.around(v.claim.article_id, m.start, m.start, 30, 0))
    return _SIZES.get(sort[1] if sort else "", 0) or _SIZES.get(m.name.split()[-1].lower(), 0)


def _other_period(a: View, b: View) -> bool:
    """Whether one is of another month, quarter or year than the other, or of a fiscal one."""
    fiscal = [v for v in (a, b) if _FISCAL.search(v.claim.text)]
    if len(fiscal) == 1:
        other = b if fiscal[0] is a else a
        return any(w.granularity in _PERIODS for w in other.times) or bool(_SPELL.search(other.claim.text))
    terms = [{t.lower().replace("-", " ") for t in _TERM.findall(v.claim.text)} for v in (a, b)]
    since = [any(w.relation == "since" for w in v.claim.times) for v in (a, b)]
    if terms[0] != terms[1] or since[0] != since[1]:
        return True
    left, right = (
        {(w.earliest, w.latest, w.granularity) for w in v.times if w.granularity in _PERIODS} for v in (a, b)
    )
    return bool(left and right) and all(
        p[:2] != q[:2] and None not in p + q and (p[2] != q[2] or p[2] == "quarter" or p[1] < q[0] or q[1] < p[0])
        for p in left for q in right
    )  # fmt: skip
