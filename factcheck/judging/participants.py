"""Typed comparison of who and where: persons, organisations and places in the same role of one event."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.claims.linking import same_entity
from factcheck.judging.comparison import Background, Comparison
from factcheck.matching.events import View
from factcheck.records import Argument, Mention

_OPEN = frozenset({"say", "meet", "be", "have", "cooperate", "agree"})
"""Kinds of events with any number of participants: one more name is no conflict."""
_WHERE = frozenset({"in", "at", "near", "outside"})


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """Names in the same role. A name that the other article knows as well is no conflict: both are in the story."""
    if a.kind != b.kind or a.kind == "say" or a.claim.article_id == b.claim.article_id:
        return
    left, right = _slots(a), _slots(b)
    for role in sorted(left.keys() & right.keys()):
        if a.kind in _OPEN and role != "where":
            continue
        xs, ys = left[role], right[role]
        shared = {m.entity for _, m in xs} & {m.entity for _, m in ys}
        for x, m in xs:
            for y, n in ys:
                if m.kind != n.kind or m.kind == "other":
                    continue
                if m.entity == n.entity or _letters(m.name) == _letters(n.name):
                    yield _result(role, "compatible", x, y, m, n)
                elif not shared and len(xs) == len(ys) == 1 and same_entity(m, n) is False:
                    yield _result(role, "contradiction", x, y, m, n, strength=-0.2, cap="warning")


def _letters(name: str) -> str:
    """A name without what spellings differ in: "K-9" and "K9" are one."""
    return "".join(c for c in name.lower() if c.isalnum())


def _slots(view: View) -> dict[str, list[tuple[Argument, Mention]]]:
    mentions = {m.entity: m for m in view.claim.mentions if m.entity and m.form == "name" and " and " not in m.name}
    slots: dict[str, list[tuple[Argument, Mention]]] = {}
    for argument in view.claim.arguments:
        m = mentions.get(argument.entity)
        if m is None:
            continue
        if m.kind == "place" and argument.role in _WHERE:
            role = "where"
        elif argument.role in {"subject", "object", "attribute", "with"} and m.kind != "place":
            role = argument.role
        else:
            continue
        slots.setdefault(role, []).append((argument, m))
    return slots


def _result(role: str, relation: str, x: Argument, y: Argument, m: Mention, n: Mention, **more) -> Comparison:
    return Comparison(
        m.kind, relation, (m.start, m.end), (n.start, n.end), m.text, n.text, m.name, n.name, slot=role, **more
    )  # type: ignore[arg-type]
