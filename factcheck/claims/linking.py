"""Entities: which spellings are one person, organisation or place, in an article and across articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from factcheck.claims.gazetteer import (
    COURTESY,
    Gender,
    Place,
    Role,
    acronyms,
    gender,
    holds,
    key,
    name_parts,
    one_person,
    org_key,
    part_of_name,
    place,
    read_role,
    words,
)
from factcheck.claims.spellings import agree
from factcheck.records import Mention

_SOLE = re.compile(
    r"^(?:.* )?(?:minister|president|chancellor|king|queen|pope|mayor|governor|chief|sheriff|leader|chief executive)$"
    r"|^secretary of "
)
_AREA = words("areas")
_COUNTIES = frozenset({"County", "Parish", "Township", "Borough"})


def roles_of(mention: Mention) -> set[Role]:
    """The offices that a mention states: all of a description, the titles before and after a person's name."""
    if mention.kind != "person" or mention.form == "pronoun":
        return set()
    own = set(name_parts(mention.name)) if mention.form == "name" else set()
    parts = [" ".join(w for w in part.split() if not set(name_parts(w)) & own) for part in mention.text.split(",")]
    return {role for part in parts if part and (role := read_role(part))}


@dataclass(eq=False, slots=True)
class _Entity:
    """One entity of one article, or after linking one of the run."""

    kind: str
    name: str
    gender: Gender | None = None
    count: int = 0
    spellings: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def _gather(article: str, sentences: Iterable[Iterable[Mention]]) -> dict[str, _Entity]:
    out: dict[str, _Entity] = {}
    for mention in (m for sentence in sentences for m in sentence if m.entity):
        entity = out.setdefault(mention.entity, _Entity(mention.kind, mention.name, articles={article}))
        entity.count += mention.form == "name"
        if mention.form == "name" and mention.kind != "person":
            entity.spellings.add(mention.text)
        entity.roles |= roles_of(mention)
        if mention.kind == "person":
            entity.gender = entity.gender or _stated_gender(mention)
    for entity in out.values():
        entity.spellings.add(entity.name)
        if entity.kind == "person" and entity.gender is None and " " in entity.name:
            entity.gender = gender(entity.name.split()[0])
    return out


def _stated_gender(mention: Mention) -> Gender | None:
    """The gender of "Mr Hale" and of a resolved "she"."""
    words = mention.text.casefold().replace(".", "").split()
    if mention.form == "pronoun":
        return {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(words[0])
    return next((g for w in words if (g := COURTESY.get(w))), None)


def _keys(entity: _Entity) -> list[str]:
    """Under which strings an entity that is no person is filed."""
    if entity.kind == "place":
        return [_place_key(entity.name)]
    if entity.kind == "organization":
        return sorted({org_key(s) for s in entity.spellings} - {""})
    return [key(entity.name)]


def _place_key(name: str) -> str:
    known = place(name)
    return key(known.name) if known else key(name)


def _protagonist(bearers: list[_Entity]) -> list[_Entity]:
    """Of two or more bearers of a surname the one with four in five of their mentions, when there is one."""
    if len(bearers) < 2:
        return bearers
    first = max(bearers, key=lambda e: e.count)
    return [first] if first.count >= max(4, 0.8 * sum(e.count for e in bearers)) else bearers


_BODIES = frozenset({"EU", "UN", "AU"})
"""Acronyms of two letters, of which others are too often of two things."""


class _Linker:
    """Collects the entities of all articles into those of the run."""

    def __init__(self) -> None:
        self.found: list[_Entity] = []
        self.index: dict[tuple[str, str], list[int]] = defaultdict(list)

    def new(self, entity: _Entity, keys: Iterable[str]) -> int:
        self.found.append(_Entity(entity.kind, entity.name))
        self.join(len(self.found) - 1, entity, keys)
        return len(self.found) - 1

    def join(self, at: int, entity: _Entity, keys: Iterable[str]) -> None:
        whole = self.found[at]
        whole.name = max(whole.name, entity.name, key=lambda n: (len(n.split()), len(n), n))
        whole.spellings |= entity.spellings
        whole.roles |= entity.roles
        whole.articles |= entity.articles
        whole.count += entity.count
        whole.gender = whole.gender or entity.gender
        for k in keys:
            if at not in self.index[entity.kind, k]:
                self.index[entity.kind, k].append(at)

    def person(self, entity: _Entity, topics: Mapping[str, set[str]]) -> int:
        parts = name_parts(entity.name)
        near = [self.found[i] for i in sorted({i for p in parts for i in self.index["person", p]})]
        near = [e for e in near if not (e.gender and entity.gender and e.gender != entity.gender)]
        (article,) = entity.articles

        def shared(e: _Entity) -> bool:
            return any(topics[article] & topics[other] for other in e.articles) or any(
                holds(a, b) or holds(b, a) for a in entity.roles for b in e.roles
            )

        if len(parts) > 1:
            near = [e for e in near if all(one_person(entity.name, s) for s in e.spellings)]
            exact = [e for e in near if any(name_parts(s) == parts for s in e.spellings)]
            near = exact[:1] or [e for e in near if shared(e)]
        else:
            full = [e for e in near if len(name_parts(e.name)) > 1]
            last = [e for e in full if name_parts(e.name)[-1:] == parts]
            same = [e for e in near if e not in full]
            near = [e for e in last or full if part_of_name(entity.name, e.name) and shared(e)]
            near = _protagonist(near) or [e for e in same if name_parts(e.name) == parts and shared(e)]
        if len(near) == 1:
            at = self.found.index(near[0])
            self.join(at, entity, parts)
            return at
        return self.new(entity, parts)

    def other(self, entity: _Entity) -> int:
        keys = _keys(entity)
        near = sorted({i for k in keys for i in self.index[entity.kind, k]})
        if not near and entity.kind == "organization":
            short = {key(s) for s in entity.spellings if s.isupper() and (2 < len(s) < 8 or s in _BODIES)}
            near = sorted({i for s in short for i in self.index["acronym", s]})
            near = near if len(near) == 1 else []
        if not near and entity.kind == "place" and "," not in entity.name:
            near = self.index["town", keys[0]] if len(self.index["town", keys[0]]) == 1 else []
        at = near[0] if near else self.new(entity, keys)
        self.join(at, entity, keys)
        if entity.kind == "organization":
            for short in {a for s in entity.spellings if " " in s for a in acronyms(s)}:
                if at not in self.index["acronym", short]:
                    self.index["acronym", short].append(at)
        if entity.kind == "place" and "," in entity.name:
            town = key(entity.name.split(",")[0])
            if at not in self.index["town", town]:
                self.index["town", town].append(at)
        return at


def link(mentions: Mapping[str, list[list[Mention]]]) -> dict[str, list[list[Mention]]]:
    """Gives the mentions of all articles run-wide entity ids and names.

    `mentions` maps article ids to the mentions per sentence of `find_mentions`; the answer has the same shape. Ids are
    the kind and the fullest name ("person:li-shangfu"), numbered where two entities have one name. A bare surname
    joins a full name of another article only when one person in the run has it and the articles share another name or
    the office. An unresolved description with a country ("China's defense minister") joins the one person in the run
    who holds that office. The result does not depend on the order of the articles.
    """
    mentions = agree(mentions)
    local = {article: _gather(article, sentences) for article, sentences in sorted(mentions.items())}
    topics = {
        article: {
            k
            for e in entities.values()
            if e.kind != "person" or " " in e.name
            for k in ([" ".join(name_parts(e.name))] if e.kind == "person" else _keys(e))
            if not (known := place(k)) or "country" not in known.levels
        }
        for article, entities in local.items()
    }
    linker = _Linker()
    where: dict[tuple[str, str], int] = {}
    order = sorted(
        ((article, id_, entity) for article, entities in local.items() for id_, entity in entities.items()),
        key=lambda x: (x[2].kind, -len(x[2].name.split()), -len(x[2].name), x[2].name, x[0], x[1]),
    )
    for article, id_, entity in order:
        where[article, id_] = linker.person(entity, topics) if entity.kind == "person" else linker.other(entity)
    ids = _name_ids(linker.found)
    holders = [(i, role) for i, e in enumerate(linker.found) if e.kind == "person" for role in e.roles if role.of]

    def linked(article: str, mention: Mention) -> Mention:
        at = where.get((article, mention.entity))
        if at is None and mention.form == "title" and mention.kind == "person":
            role = read_role(mention.text)
            if role and role.of and _SOLE.match(role.title):
                fit = {i for i, held in holders if holds(held, role)}
                at = next(iter(fit)) if len(fit) == 1 else None
        return mention if at is None else replace(mention, entity=ids[at], name=linker.found[at].name)

    return {article: [[linked(article, m) for m in ms] for ms in sentences] for article, sentences in mentions.items()}


def _name_ids(found: list[_Entity]) -> list[str]:
    seen: dict[str, int] = defaultdict(int)
    ids: list[str] = []
    for entity in found:
        slug = re.sub(r"[^\w]+", "-", key(entity.name)).strip("-") or "unnamed"
        base = f"{entity.kind}:{slug}"
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return ids


def same_entity(a: Mention, b: Mention) -> bool | None:
    """Whether two mentions stand for one entity; None where that cannot be told.

    False is said only of two resolved entities of one kind whose names exclude each other: persons who share no part
    of a name, or a surname with two different first names; places of one level, neither inside the other; organisations
    without a common word of which neither is the other's acronym. Two places that the gazetteer does not know differ
    when neither is a street, a building or an area.
    """
    if not a.entity or not b.entity:
        return None
    if a.entity == b.entity:
        return True
    if a.kind != b.kind or a.kind == "other":
        return None
    return {"person": _same_person, "place": _same_place, "organization": _same_organization}[a.kind](a.name, b.name)


def _same_person(a: str, b: str) -> bool | None:
    x, y = name_parts(a), name_parts(b)
    if SequenceMatcher(None, " ".join(x), " ".join(y)).ratio() > 0.84:
        return None
    if not set(x) & set(y):
        return False
    return None if len(x) < 2 or len(y) < 2 or one_person(a, b) else False


def _same_place(a: str, b: str) -> bool | None:
    x, y = place(a), place(b)
    if x and y:
        if x.name in y.inside or y.name in x.inside or x.name == y.name:
            return None
        return False if len(x.levels) == len(y.levels) == 1 and (x.levels == y.levels or _apart(x, y)) else None
    if "," in a and "," in b:
        return False if key(a) != key(b) else None
    if x or y:
        return None
    if a.split()[-1] == b.split()[-1] in _COUNTIES:
        return False if key(a) != key(b) else None
    words, other = (set(re.sub(r"^(?:cape|fort|mount|port) ", "", key(n)).replace(",", "").split()) for n in (a, b))
    return None if words & other or (words | other) & _AREA else False


def _apart(x: Place, y: Place) -> bool:
    """Whether two known places of different levels lie in different countries."""
    mine, theirs = x.inside or {x.name}, y.inside or {y.name}
    return not mine & theirs


_SMALL = frozenset({"the", "of", "and", "for", "de", "in"})
_COMMON = words("trades") | words("corporate")
"""What the names of two firms may share: "Orrin Shipyards", "Tamble Shipyards"."""


def _same_organization(a: str, b: str) -> bool | None:
    x, y = org_key(a), org_key(b)
    one, other = set(x.split()) - _SMALL, set(y.split()) - _SMALL
    if one & other and (one & other - _COMMON or not one - other or not other - one):
        return None
    return None if x in acronyms(b) or y in acronyms(a) else False
