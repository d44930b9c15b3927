"""Entities of one article: which of its names are one person, organisation, place or storm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factcheck.claims.gazetteer import (
    Gender,
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
    state,
)
from factcheck.records import MentionKind


@dataclass(eq=False, slots=True)
class Entity:
    """What one article says of one name: its fullest spelling, the gender and the offices of a person.

    `first` is the (sentence, token) that introduces the full name, `seen` the sentence that names it last, `bare` how
    often the surname alone has stood for it.
    """

    id: str
    kind: MentionKind
    name: str
    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)
    first: tuple[int, int] = (0, 0)
    seen: int = -9
    bare: int = 0


@dataclass(eq=False, slots=True)
class Named:
    """A name in a sentence: tokens [i, j) without its title, which begins at `title`; `end` is after an apposition.

    `apart` is True for a namesake that the text sets apart: "a different Mr Hale".
    """

    sentence: int
    i: int
    j: int
    kind: MentionKind
    text: str
    title: int
    end: int
    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)
    entity: Entity | None = None
    apart: bool = False


def group(names: list[Named]) -> None:
    """Gives every name of an article, in order, its entity; None stays where two persons could be meant."""
    entities: list[Entity] = []

    def new(n: Named, name: str) -> Entity:
        entities.append(Entity(f"e{len(entities)}", n.kind, name, first=(n.sentence, n.i)))
        return entities[-1]

    people: list[Entity] = []
    persons = [n for n in names if n.kind == "person" and not n.apart]
    for n in (n for n in persons if len(name_parts(n.text)) > 1):
        fit = [e for e in people if one_person(e.name, n.text)]
        if not fit:
            people.append(new(n, n.text))
        n.entity = fit[0] if len(fit) == 1 else people[-1] if not fit else None
        if n.entity:
            _learn(n.entity, n)
    for n in persons:
        if n.entity is None and len(name_parts(n.text)) < 2:
            n.entity = _bearer(n, people) or (None if _shared(n, people) else new(n, n.text))
            if n.entity is not None and n.entity not in people:
                people.append(n.entity)
            if n.entity:
                n.entity.bare += name_parts(n.text) == name_parts(n.entity.name)[-1:]
        if n.entity:
            _learn(n.entity, n)
            n.entity.seen = n.sentence
    other: dict[str, Entity] = {}
    for n in sorted((n for n in names if n.kind != "person"), key=lambda n: -len(n.text)):
        for k in _other_keys(n):
            if found := other.get(k):
                n.entity = found
                break
        else:
            known = place(n.text) if n.kind == "place" else None
            us_state = state(n.text) if n.kind == "place" else None
            n.entity = new(n, known.name if known else us_state or re.sub(r"\s+", " ", n.text))
            if n.kind == "organization":
                for short in acronyms(n.text) if " " in n.text else ():
                    other.setdefault("organization:" + short, n.entity)
        other.setdefault(_other_keys(n)[0], n.entity)


def _other_keys(n: Named) -> list[str]:
    if n.kind == "organization":
        return [f"organization:{org_key(n.text)}"]
    known = place(n.text) if n.kind == "place" else None
    return [f"{n.kind}:{key(known.name if known else state(n.text) or n.text)}"]


def _learn(entity: Entity, n: Named) -> None:
    entity.roles |= n.roles
    if (len(name_parts(n.text)), not n.text.isupper()) > (len(name_parts(entity.name)), not entity.name.isupper()):
        entity.name = n.text
    first = name_parts(n.text)
    entity.gender = entity.gender or n.gender or (gender(first[0]) if len(first) > 1 else None)


def _shared(n: Named, people: list[Entity]) -> list[Entity]:
    """The full names that a single word can stand for; a surname goes before a first name."""
    fit = [e for e in people if part_of_name(n.text, e.name) or key(e.name) == key(n.text)]
    fit = [e for e in fit if not (n.gender and e.gender and n.gender != e.gender)]
    last = [e for e in fit if name_parts(e.name)[-1:] == name_parts(n.text)]
    return last or fit


def _bearer(n: Named, people: list[Entity]) -> Entity | None:
    """The one person that a bare surname or first name stands for, by title, gender, place in the story and recency."""
    fit = _shared(n, people)
    if len(fit) > 1 and n.gender:
        fit = [e for e in fit if e.gender == n.gender] or [e for e in fit if e.gender is None]
    if len(fit) > 1 and n.roles:
        fit = [e for e in fit if any(holds(a, b) or holds(b, a) for a in e.roles for b in n.roles)] or fit
    if len(fit) > 1 and not n.gender and (lead := _lead(n, fit)):
        return lead
    if len(fit) > 1:
        near = [e for e in fit if e.seen >= n.sentence - 1]
        far = [e for e in fit if e not in near]
        fit = near if len(near) == 1 and all(e.seen < n.sentence - 3 and not e.bare for e in far) else fit
    return fit[0] if len(fit) == 1 else None


def _lead(n: Named, fit: list[Entity]) -> Entity | None:
    """The bearer of a surname whom the story is about: introduced well before the others, called by it until they
    came, and not just left for one of them; None when there is no such one."""
    lead, *others = sorted(fit, key=lambda e: e.first)
    if any(e.first[0] < lead.first[0] + 2 for e in others):
        return None
    if all((n.sentence, n.i) < e.first for e in others):
        return lead
    left = any(e.seen >= n.sentence - 2 and e.seen >= lead.seen for e in others)
    return lead if lead.bare and lead.bare > 2 * sum(e.bare for e in others) and not left else None
