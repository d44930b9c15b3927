"""Names in one another's place: two articles say the same of somebody, and each knows only its own name for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.claims.linking import same_entity
from factcheck.judging.comparison import Background, Comparison
from factcheck.judging.participants import (
    are_alike,
    is_open,
    name_parts,
    of_two_ages,
    one_of_several,
    sorts,
    spelled_alike,
    two_ends,
)
from factcheck.judging.scope import nested
from factcheck.judging.wording import says_no
from factcheck.matching.events import View, exclude, unlike_roles
from factcheck.matching.words import CAPITAL, in_common, in_full, tokens
from factcheck.records import Mention

_LEAST_WORDS, _TOLD = 3, 0.2
"""Content words that two sentences have in common at the least, and their share of the shorter one's."""
_SOME, _MANY, _MOST, _NEVER = 0.2, 0.3, 0.6, 2.0
"""The share of the words beside the names that both sentences must have, by what else tells that the names stand in one
place. A word counts for less the more often the articles have it."""
_AROUND, _SAME_WORDS = 0.5, 0.75
"""Agreement of the words around two names from which they stand in one place, and from which nothing else matters."""
_REACH = 60
_AND = re.compile(r",? and |, ")
_NAMED = rf"{CAPITAL}[\w.’']*(?: {CAPITAL}[\w.’']*)*"
_BEFORE, _AFTER = re.compile(rf"(?:{_NAMED}(?:{_AND.pattern}))+$"), re.compile(rf"(?:(?:{_AND.pattern}){_NAMED})+")
_SPEAK_FOR_IT = frozenset("spokesman spokeswoman spokesperson".split())
"""Titles of which a house has several, who each may say what the other says."""
_DIRECTIONS = frozenset("n s e w ne nw se sw".split())
_BETWEEN = re.compile(
    rf"(?: (?:of|from) (?:{CAPITAL}[\w.]* ?){{1,3}}| ?\([^)]{{1,30}}\))?(?: ?, ?\d+)?(?: ?[,;]| and| &)+ "
    rf"(?:{CAPITAL}[\w’'.]* (?:[’']s )?){{0,3}}"
)
"""What stands between two names of a list: "Ann Roe, 45, and Mayor Jim Fox", "Ann Roe of Tornby, Bergen's Jim Fox"."""


def told_alike(a: View, b: View) -> bool:
    """Whether the sentences of two claims may say the same of somebody."""
    if len(a.told & b.told) < _LEAST_WORDS:
        return False
    return in_common(a.told, b.told) >= _TOLD or len(_company(a, b)) > 1


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """The people and the places in two claims of whom each is in the place of one other, those of one title first."""
    if a.claim.article_id == b.claim.article_id or not told_alike(a, b) or unlike_roles(a, b):
        return
    left, right = _unknown(a, b, known), _unknown(b, a, known)
    planned = (a.claim.modality == "planned") != (b.claim.modality == "planned")
    for kind in ("person",) if planned and exclude(a.times, b.times) else ("person", "place"):
        pairs = [(m, n) for m in left for n in right if _kind(m, n) == kind and _in_one_place(a, m, b, n, known)]
        pairs = [(m, n) for m, n in pairs if _title(a, m, known) == _title(b, n, known) != set()] or pairs
        for m, n in pairs:
            if sum(m in pair or n in pair for pair in pairs) == 1:
                yield Comparison(
                    kind, "contradiction", (m.start, m.end), (n.start, n.end), m.text, n.text, m.name, n.name,
                    slot=f"named:{kind}", strength=0.8 if kind == "person" else -0.4, cap="warning",
                )  # type: ignore[arg-type]  # fmt: skip


def _unknown(here: View, there: View, known: Background) -> list[Mention]:
    """The names in a claim, of people in full, that the article of the other claim does not know.

    A place that only says where another one lies ("Tornby, Holm County") is left out, and so are those of a long list,
    which need not be whole, and who signs a post.
    """
    words, text = known.alignment.words(there.claim.article_id), known.texts[here.claim.article_id]
    own = {x.entity for x in here.claim.mentions}
    strange = {
        m.entity: m for m in here.names
        if m.entity in own and (" " in m.name or m.kind != "person") and _own_words(m) and not _own_words(m) <= words
        and not text.startswith(" (@", m.end)
    }  # fmt: skip
    ends = {m.end for m in strange.values()}
    return [
        m for m in strange.values()
        if m.kind == "person" or not any(text[e : m.start].strip() == "," for e in ends) and not _in_long_list(text, m)
    ]  # fmt: skip


def _in_long_list(text: str, m: Mention) -> bool:
    """Whether a place is one of four or more that are listed: "Holm, Tornby, Dunmere and Calwyn"."""
    before, after = text[max(0, m.start - _REACH) : m.start], text[m.end : m.end + _REACH]
    listed = "".join(match[0] for match in (_BEFORE.search(before), _AFTER.match(after)) if match)
    return len(_AND.findall(listed)) > 2


def _own_words(m: Mention) -> set[str]:
    return set(tokens(m.name.split()[-1])) if m.kind == "person" else name_parts(m) - _DIRECTIONS


def _kind(m: Mention, n: Mention) -> str:
    """What two names are of; of two places one may be read as the name of an organisation."""
    kinds = {m.kind, n.kind}
    return m.kind if len(kinds) == 1 else "place" if kinds == {"place", "organization"} else ""


def _in_one_place(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether two names stand in one place of sentences that say the same, and cannot be one name."""
    if _kind(m, n) == "person":
        if not _two_people(a, m, b, n):
            return False
        if _one_list(a, m, b, n, known):
            return True
    elif not _two_places(a, m, b, n, known):
        return False
    return _in_common(a, m, b, n, known) >= _needed(a, m, b, n, known)


def _needed(a: View, m: Mention, b: View, n: Mention, known: Background) -> float:
    """The share of words that two sentences must have in common, the less the more the names' surroundings tell.

    Titles are one with more than half of their words in common, "Judge Roe" and "a judge, Fox,"; of one who speaks and
    one who is spoken of with all.
    """
    kind, articles = _kind(m, n), (a.claim.article_id, b.claim.article_id)
    around = known.alignment.agreement(articles[0], (m.start, m.end), articles[1], (n.start, n.end))
    one, other = _title(a, m, known), _title(b, n, known)
    titled = 2 * len(one & other) > min(len(one), len(other))
    titled &= not (is_open(a, m) and is_open(b, n) and one & other & _SPEAK_FOR_IT)
    speakers = is_open(a, m) + is_open(b, n) if kind == "person" else 0
    if speakers == 1 and not one == other != set() or speakers == 2 and not titled and around < _SAME_WORDS:
        return _NEVER
    if m.kind != n.kind:
        either = sorts(m) & sorts(n) or " " not in m.name + n.name
        return _MANY if around >= _SAME_WORDS and either else _NEVER
    if around >= _SAME_WORDS:
        return _SOME if kind == "person" else 0.0
    if kind == "person" and titled or around >= _AROUND:
        return _SOME
    one_part = a.kind != "charge" and _role(a, m) == _role(b, n) != ""
    if kind == "place" and (titled or sorts(m) & sorts(n) or _one_lead(a, m, b, n, known)):
        return _MANY
    if one_part and a.kind == b.kind:
        return _MANY
    return _MOST if one_part and kind == "person" else _NEVER


def _one_lead(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether one word stands before two places: "the rocks of Tornby", "the rocks off Dunmere"."""
    one, other = (known.alignment.leads(v.claim.article_id, x.start) for v, x in ((a, m), (b, n)))
    return one == other != ""


def _two_people(a: View, m: Mention, b: View, n: Mention) -> bool:
    """Whether two names are of two people, of whom neither is one of several nor denies what the other says."""
    if are_alike(m, n) or of_two_ages(a, m, b, n) or one_of_several(a) or one_of_several(b):
        return False
    return not (is_open(a, m) and is_open(b, n) and says_no(a) != says_no(b))


def _two_places(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether two names are of two places of one sort, of which neither may lie in the other nor both on one way.

    One that speaks is no place: "says Radio Tornby".
    """
    if is_open(a, m) or is_open(b, n):
        return False
    if spelled_alike(m, n) or same_entity(m, n) or sorts(m) != sorts(n) and not sorts(m) & sorts(n):
        return False
    if nested(a, m, b, n, known) or two_ends(a, m, b, n, known):
        return False
    return not _own_words(m) & _own_words(n)


def _role(v: View, m: Mention) -> str:
    """The part that a name has in its claim; "" deeper in a phrase."""
    return next((x.role for x in v.claim.arguments if x.entity == m.entity), "")


def _in_common(a: View, m: Mention, b: View, n: Mention, known: Background) -> float:
    """The share of the words of two sentences beside the names in dispute that both have, 0..1."""
    names = set(tokens(m.name)) | set(tokens(n.name))
    articles = a.claim.article_id, b.claim.article_id
    one, other, both = (
        known.alignment.weight(words - names, *articles) for words in (a.told, b.told, a.told & b.told)
    )
    return both / (min(one, other) or 1.0)


def _title(v: View, m: Mention, known: Background) -> frozenset[str]:
    """The words that say who a name is of."""
    first, last = m.name.split()[0], m.name.split()[-1]
    start = m.start + max(m.text.find(first), 0)
    at = m.text.find(last, start - m.start)
    return known.alignment.title(v.claim.article_id, start, m.start + at + len(last) if at >= 0 else m.end)


def _company(a: View, b: View) -> set[str]:
    """The people that both sentences name in full."""
    one, other = ({m.entity for m in v.names if in_full(m)} for v in (a, b))
    return one & other


def _one_list(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether two names stand in one list of people, of whom the sentences name two others both."""
    company = _company(a, b)
    return len(company) > 1 and all(
        any(x.entity in company and _listed(known.texts[v.claim.article_id], *sorted((x, y), key=lambda z: z.start))
            for x in v.names)
        for v, y in ((a, m), (b, n))
    )  # fmt: skip


def _listed(text: str, first: Mention, then: Mention) -> bool:
    """Whether two names follow one another in a list, each with its age and title."""
    return bool(_BETWEEN.fullmatch(text[first.end : then.start]))
