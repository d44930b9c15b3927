"""Names before they are linked across articles: one kind for one name, the full name for a shortened one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from factcheck.claims.gazetteer import key, name_parts, org_key, place, words
from factcheck.records import Mention, MentionKind

_ORDER: tuple[MentionKind, ...] = ("person", "place", "organization", "other")
Mentions = Mapping[str, list[list[Mention]]]


def agree(mentions: Mentions) -> dict[str, list[list[Mention]]]:
    """The mentions with one kind for every name in the run, and with whole names of organisations and storms.

    The kind is that of most mentions. A name that an article gives a title ("Mr Holm") stays a person's there, and a
    full name is never that of its last word. "Northmere" becomes "Northmere Bank" when that is the one organisation
    of the run that is called so and something more, and nobody calls a place so; "Tobin" becomes "Hurricane Tobin".
    """
    kinds = _kinds(mentions)
    titled = {(a, m.entity) for a, m in _each(mentions) if m.kind == "person" and m.form == "name" and _titled(m)}

    def settled(article: str, m: Mention) -> Mention:
        kind = kinds.get(key(m.name), m.kind) if m.entity and (article, m.entity) not in titled else m.kind
        return m if kind == m.kind else replace(m, kind=kind)

    same = {a: [[settled(a, m) for m in ms] for ms in sentences] for a, sentences in mentions.items()}
    whole = _whole_names(same)

    def named(m: Mention) -> Mention:
        full = whole.get((m.kind, key(m.name))) if m.entity else None
        return replace(m, name=full[1], kind=full[0]) if full and full[1] != m.name else m

    return {a: [[named(m) for m in ms] for ms in sentences] for a, sentences in same.items()}


def _each(mentions: Mentions) -> Iterator[tuple[str, Mention]]:
    return ((article, m) for article, sentences in mentions.items() for ms in sentences for m in ms if m.entity)


def _titled(m: Mention) -> bool:
    return " " not in m.name and key(m.text) != key(m.name)


def _kinds(mentions: Mentions) -> dict[str, MentionKind]:
    """The usual kind of every name; a surname counts as a name of its own."""
    votes: dict[str, dict[MentionKind, float]] = defaultdict(lambda: dict.fromkeys(_ORDER, 0.0))
    people = [m for _, m in _each(mentions) if m.kind == "person" and (" " in m.name or _titled(m))]
    signs = {word for m in people for word in name_parts(m.name)}
    for _, m in _each(mentions):
        if m.form != "name":
            continue
        votes[key(m.name)][m.kind] += 1
        if m.kind == "person":
            own = [w for w in name_parts(m.text) if w in name_parts(m.name)]
            if len(own) == 1 and " " in m.name:
                votes[own[0]]["person"] += 1
        elif key(m.text) != key(m.name):
            votes[key(m.text)][m.kind] += 1
    for k, vote in votes.items():
        if " " not in k and k not in signs:
            vote["person"] *= 0.4  # the parser's word alone: no title and no full name anywhere
    return {k: max(_ORDER, key=lambda kind, v=v: (v[kind], -_ORDER.index(kind))) for k, v in votes.items()}


def _whole_names(mentions: Mentions) -> dict[tuple[MentionKind, str], tuple[MentionKind, str]]:
    """(kind, name) of what a shortened name stands for, by the kind and the key of the short one."""
    names: dict[MentionKind, dict[str, str]] = {kind: {} for kind in _ORDER}
    articles: dict[tuple[MentionKind, str], set[str]] = defaultdict(set)
    for article, m in sorted(_each(mentions), key=lambda x: (x[1].name, x[0])):
        names[m.kind].setdefault(key(m.name), m.name)
        articles[m.kind, key(m.name)].add(article)
    whole: dict[tuple[MentionKind, str], tuple[MentionKind, str]] = {}
    for k, name in names["other"].items():
        parts = k.split()
        if len(parts) > 1 and parts[-2] in words("storms"):
            whole.update({(kind, parts[-1]): ("other", name) for kind in _ORDER})
    longer: dict[str, list[str]] = defaultdict(list)
    for k in names["organization"]:
        parts = k.split()
        for n in range(1, len(parts)):
            longer[" ".join(parts[:n])].append(k)
    for k in names["organization"]:
        if k in names["place"] or k in names["person"] or place(k):
            continue
        legal = [x for x in longer[k] if set(x.removeprefix(k).split()) <= words("corporate")]
        together = [x for x in longer[k] if not set(x.removeprefix(k).split()) & words("civic")]
        together = [x for x in together if " " not in k and len(k) > 4 and len(x.split()) < 4]
        together = [x for x in together if articles["organization", k] & articles["organization", x]]
        for fit in (legal, together):
            if len({org_key(x) for x in fit}) == 1:
                whole["organization", k] = ("organization", names["organization"][max(fit, key=len)])
                break
    return whole
