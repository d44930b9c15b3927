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
)
from factcheck.judging.scope import nested
from factcheck.judging.wording import says_no
from factcheck.matching.events import View
from factcheck.matching.words import in_common, in_full, tokens
from factcheck.records import Mention

_LEAST_WORDS, _LEAST_SHARE = 3, 0.3
"""Content words that two sentences have in common at the least, beside the names, and their share of the shorter one's:
enough where the words around the names agree, or a word right beside them ("the neighbor, Moss", "Orr, a neighbor")."""
_WORDS, _SHARE = 5, 0.6
"""The same where the rest alone must tell."""
_AROUND, _SAME_WORDS = 0.6, 0.75
"""Agreement of the words around two names from which they stand in one place, of people and of what else there is."""

_BETWEEN = re.compile(
    r"(?: (?:of|from) (?:[A-Z][\w.]* ?){1,3}| ?\([^)]{1,30}\))?(?: ?, ?\d+)?(?: ?[,;]| and| &)+ "
    r"(?:[A-Z][\w’'.]* (?:[’']s )?){0,3}"
)
"""What stands between two names of a list: "Ann Roe, 45, and Mayor Jim Fox", "Ann Roe of Tornby, Bergen's Jim Fox"."""


def told_alike(a: View, b: View) -> bool:
    """Whether the sentences of two claims may say the same of somebody."""
    if len(a.told & b.told) < _LEAST_WORDS:
        return False
    return in_common(a.told, b.told) >= _LEAST_SHARE or len(_company(a, b)) > 1


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """The one person, and the one place, in each claim that the other article does not name."""
    if a.claim.article_id == b.claim.article_id or not told_alike(a, b):
        return
    for kind in ("person", "place"):
        pair = _pair(a, _unknown(a, b, kind, known), b, _unknown(b, a, kind, known), known)
        if pair is not None and _apart(a, pair[0], b, pair[1], known):
            m, n = pair
            yield Comparison(
                kind, "contradiction", (m.start, m.end), (n.start, n.end), m.text, n.text, m.name, n.name,
                slot=f"named:{kind}", strength=0.8 if kind == "person" else -0.4, cap="warning",
            )  # type: ignore[arg-type]  # fmt: skip


def _unknown(here: View, there: View, kind: str, known: Background) -> list[Mention]:
    """The names of a kind in a claim's sentence, of people in full, that the article of the other has no word of.

    A place that only says where another one lies ("Tornby, Holm County") is left out.
    """
    words = known.alignment.words(there.claim.article_id)
    text = known.texts[here.claim.article_id]
    strange = {
        m.entity: m for m in here.names
        if m.kind == kind and not _own_words(m) & words and (in_full(m) if kind == "person" else _own_words(m))
    }  # fmt: skip
    ends = {m.end for m in strange.values()}
    return [m for m in strange.values() if kind == "person" or not any(text[e : m.start].strip() == "," for e in ends)]


def _pair(
    a: View, left: list[Mention], b: View, right: list[Mention], known: Background
) -> tuple[Mention, Mention] | None:
    """The one name in each claim, or of several people the two that are called by one title."""
    pairs = [(m, n) for m in left for n in right]
    if len(pairs) > 1:
        titles = {m: _title(v, m, known) for v, names in ((a, left), (b, right)) for m in names if m.kind == "person"}
        pairs = [(m, n) for m, n in pairs if m in titles and titles[m] == titles[n] and len(titles[m]) > 1]
    own = {x.entity for v in (a, b) for x in v.claim.mentions}
    return pairs[0] if len(pairs) == 1 and {x.entity for x in pairs[0]} <= own else None


def _own_words(m: Mention) -> set[str]:
    return set(tokens(m.name)[-2:]) if m.kind == "person" else name_parts(m)


def _apart(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether two names of one kind cannot be one, in sentences that say the same."""
    if m.kind == "person":
        if are_alike(m, n) or of_two_ages(a, m, b, n) or one_of_several(a) or one_of_several(b):
            return False
    elif spelled_alike(m, n) or nested(a, m, b, n, known) or same_entity(m, n) or name_parts(m) & name_parts(n):
        return False
    if m.kind == "person" and _one_list(a, m, b, n, known):
        return True
    common, share = _in_common(a, m, b, n)
    if common < _LEAST_WORDS or share < _LEAST_SHARE:
        return False
    if is_open(a, m) and is_open(b, n) and says_no(a) != says_no(b):
        return False
    if m.kind == "person" and _one_title(a, m, b, n, known):
        return True
    if is_open(a, m) != is_open(b, n):
        return False
    articles = a.claim.article_id, b.claim.article_id
    around = known.alignment.agreement(articles[0], (m.start, m.end), articles[1], (n.start, n.end))
    if around >= (_AROUND if m.kind == "person" and not is_open(a, m) else _SAME_WORDS):
        return True
    if m.kind == "person":
        one_part = not is_open(a, m) and a.kind != "charge" and _role(a, m) == _role(b, n) != ""
    else:
        one_part = bool(sorts(m) & sorts(n))
    return one_part and common >= _WORDS and share >= _SHARE


def _one_title(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether what two people are called has more than half of its words in common: "Judge Roe", "a judge, Fox,"."""
    one, other = _title(a, m, known), _title(b, n, known)
    return 2 * len(one & other) > min(len(one), len(other))


def _role(v: View, m: Mention) -> str:
    """The part that a name has in its claim; "" deeper in a phrase."""
    return next((x.role for x in v.claim.arguments if x.entity == m.entity), "")


def _in_common(a: View, m: Mention, b: View, n: Mention) -> tuple[int, float]:
    """How many words two sentences have in common beside the names in dispute, a name of several words as one."""
    names = set(tokens(m.name)) | set(tokens(n.name))
    theirs = {x.entity for x in b.claim.mentions}
    shared = [set(tokens(x.name)) for x in a.claim.mentions if x.entity and x.form == "name" and x.entity in theirs]
    left, right = a.told - names, b.told - names
    doubled = sum(max(len(name & left & right) - 1, 0) for name in {frozenset(s) for s in shared})
    return len(left & right) - doubled, in_common(left, right)


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
