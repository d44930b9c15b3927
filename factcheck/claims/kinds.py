"""The kind of each name in an article: one for one string, by its neighbours, its own words and the gazetteer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.claims import gazetteer as gaz
from factcheck.claims.grouping import Named
from factcheck.records import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ORGANIZATIONS = gaz.words("organizations")
_TRADES = gaz.words("trades")
_SPOTS = gaz.words("spots")
_GROUNDS = gaz.words("grounds")
_CIVIC = gaz.words("civic")
_STORMS = gaz.words("storms")
_MOTION = gaz.words("motion")
_HELD = frozenset(("share", "stake", "stock", "investor", "confidence", "faith", "trust", "interest", "invest"))
_DATELINE = re.compile(r"\W*([^\W\d][\w .'-]+?)(?:,[^()]{2,20})? ?\([^()]{2,40}\)[ .]*[-–—]")
_OUTCOMES = frozenset(("share", "stock", "profit", "loss", "earnings", "chief", "executive", "employee", "branch"))


def settle_kinds(names: list[Named], docs: Sequence[Doc]) -> None:
    """Sets one kind for all mentions of one string, by the votes of the parser, the context and the name itself.

    Names that the votes turn into persons keep `title` at their first token; the caller finds their titles.
    """
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    parser: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for n in names:
        parser[gaz.key(n.text)][n.kind] += 1
        votes[gaz.key(n.text)][n.kind] += 1
        votes[gaz.key(n.text)].update(_context(n, docs[n.sentence]))
    nations = {t.text for doc in docs for t in doc if t.text.endswith(("ian", "an", "ese", "ish")) and t.text.istitle()}
    singles = {n.text.casefold() for n in names if n.kind == "person" and " " not in n.text}
    full = {p for n in names if n.kind == "person" and n.title < n.i for p in gaz.name_parts(n.text)}
    bodies = {gaz.key(n.text) for n in names if n.kind == "organization"}
    sites = {gaz.key(n.text).rsplit(" ", 1)[0] for n in names if n.text.split()[-1].casefold() in _SPOTS}
    storms = {gaz.key(n.text).split()[-1] for n in names if _storm(n.text)}
    titled = {gaz.key(n.text) for n in names if n.kind == "person" and n.title < n.i}
    for text in sorted({n.text for n in names}, key=lambda text: (-len(text.split()), text)):
        vote, words = votes[gaz.key(text)], text.split()
        vote.update(_own(text, gaz.key(text) in titled))
        last = words[-1].casefold()
        if len(words) == 1:
            vote["place"] += gaz.key(text) in sites
            if full & set(gaz.name_parts(text)):
                vote["person"] += 8 + parser[gaz.key(text)]["organization"] + parser[gaz.key(text)]["other"]
            vote["other"] += 20 * (last in storms)
            if gaz.gender(text) is None and f"{text}n" in nations | {w for w in nations if w.startswith(text + "a")}:
                vote["place"] += 6
        vote["person"] += 3 * (len(words) > 1 and vote["organization"] > 0 and last in singles)
        tails = {k.removeprefix(gaz.key(text) + " ") for k in bodies if k.startswith(gaz.key(text) + " ")}
        unplaced = gaz.place(text) is None and vote["place"] <= parser[gaz.key(text)]["place"]
        if unplaced and any(not set(tail.split()) & (_CIVIC | _SPOTS) for tail in tails):
            vote["organization"] += 3
        if len(words) > 1 and vote.most_common(1)[0][0] == "person":
            full |= set(gaz.name_parts(text))
    for n in names:
        n.kind = votes[gaz.key(n.text)].most_common(1)[0][0]


def _storm(text: str) -> bool:
    words = gaz.key(text).split()
    return len(words) > 1 and words[-2] in _STORMS


def _own(text: str, titled: bool) -> Counter[MentionKind]:
    """What the words of a name say of its kind."""
    vote: Counter[MentionKind] = Counter()
    words = [w.casefold().rstrip(".") for w in text.split()]
    known = gaz.place(text)
    if known is not None:
        vote["place"] += 6 if "country" in known.levels and not gaz.gender(text) else 2
    if len(words) > 1:
        vote["place"] += 20 * (words[-1] in _SPOTS and not titled)
        vote["organization"] += 3 * (len(words) > 2 and gaz.place(words[0]) is not None and not gaz.gender(words[0]))
        land = words[0] in gaz.words("landforms_before") or words[-1] in gaz.words("landforms_after")
        vote["place"] += 6 * (land and not set(words) & _ORGANIZATIONS and not gaz.gender(words[0]))
        vote["other"] += 20 * _storm(text)
        vote["organization"] += 4 * (words[-1] in _TRADES and not gaz.gender(words[0]))
    vote["organization"] += 4 * (words[-1] in _ORGANIZATIONS) + 2 * (text.isupper() and 1 < len(text) < 6)
    if len(words) in (2, 3) and gaz.gender(words[0]) and known is None:
        vote["person"] += 2
    return vote


def _context(n: Named, doc: Doc) -> Counter[MentionKind]:
    """What stands around a name: "in Marlow", "the firm Marlow", "Ann Marlow, 41,"."""
    vote: Counter[MentionKind] = Counter()
    single = " " not in n.text
    after = [t.text for t in doc[n.j : n.j + 3]]
    before = doc[n.i - 1] if n.i else None
    following = after[0].casefold() if after else ""
    if len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) < 3:
        vote["person"] += 6
    vote["place"] += 3 * (following == "," and len(after) > 1 and gaz.state(after[1]) is not None)
    vote["person"] += 4 * (n.kind == "person" and n.title < n.i)
    owned = " ".join(after[1:3]).casefold() if following in gaz.POSSESSIVE else " ".join(after[:2]).casefold()
    office = gaz.read_role(owned)
    if office is not None and office.title in ("foreign minister", "prime minister", "defense minister"):
        vote["place"] += 3
    if following in gaz.POSSESSIVE:
        vote["place"] += 3 * (len(after) > 1 and after[1] in gaz.words("national"))
    elif n.j < len(doc):
        vote["place"] += 2 * (doc[n.j].lower_ in _GROUNDS)
        vote["organization"] += 2 * (doc[n.j].lemma_.lower() in _OUTCOMES and doc[n.j].is_lower)
    dateline = _DATELINE.match(doc.text) if before is None else None
    vote["place"] += 6 * (dateline is not None and gaz.key(dateline[1]) == gaz.key(n.text))
    if before is None:
        return vote
    if before.lower_ == "the" and single and n.kind == "person" and not n.text.endswith("s"):
        vote["organization"] += 3
    if before.lower_ in gaz.words("businesses"):
        vote["organization"] += 4
    elif before.lower_ in ("in", "near") and following not in gaz.POSSESSIVE:
        held = before.lower_ == "in" and before.head.lemma_.lower() in _HELD
        vote["organization" if held else "place"] += 2 if single or held else 1
    elif before.lower_ == "to" and before.head.lemma_ in _MOTION | {"on"}:
        vote["place"] += 2
    elif before.lower_ in ("of", ",") and n.i > 1 and doc[n.i - 2].lower_ in _GROUNDS:
        vote["place"] += 4
    elif before.lower_ == "at" and single:
        vote["place"] += 1 + (before.head.lower_ in _GROUNDS)
    return vote
