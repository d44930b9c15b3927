"""Names in one another's place: two articles say the same of somebody, and each knows only its own name for them."""

from __future__ import annotations

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
from factcheck.matching.words import in_common, tokens
from factcheck.records import Mention

_LEAST_WORDS, _LEAST_SHARE = 3, 0.3
"""Content words that two sentences have in common at the least, beside the names, and their share of the shorter one's:
enough where the words around the names agree, or a word right beside them ("the neighbor, Moss", "Orr, a neighbor")."""
_WORDS, _SHARE = 5, 0.6
"""The same where the rest alone must tell."""
_AROUND, _SAME_WORDS = 0.6, 0.75
"""Agreement of the words around two names from which they stand in one place, of people and of what else there is."""


def told_alike(a: View, b: View) -> bool:
    """Whether the sentences of two claims may say the same of somebody."""
    return len(a.told & b.told) >= _LEAST_WORDS and in_common(a.told, b.told) >= _LEAST_SHARE


def compare(a: View, b: View, known: Background) -> Iterator[Comparison]:
    """The one person, and the one place, in each claim that the other article does not name."""
    if a.claim.article_id == b.claim.article_id or not told_alike(a, b):
        return
    for kind in ("person", "place"):
        left, right = _unknown(a, b, kind, known), _unknown(b, a, kind, known)
        if len(left) == len(right) == 1 and _apart(a, left[0], b, right[0], known):
            (m,), (n,) = left, right
            yield Comparison(
                kind, "contradiction", (m.start, m.end), (n.start, n.end), m.text, n.text, m.name, n.name,
                slot=f"named:{kind}", strength=0.8 if kind == "person" else -0.4, cap="warning",
            )  # type: ignore[arg-type]  # fmt: skip


def _unknown(here: View, there: View, kind: str, known: Background) -> list[Mention]:
    """The one name of a kind in a claim's sentence, of people in full, that the article of the other has no word of."""
    words = known.alignment.words(there.claim.article_id)
    strange = {
        m.entity: m for m in here.names
        if m.kind == kind and not _own_words(m) & words and (" " in m.name if kind == "person" else _own_words(m))
    }  # fmt: skip
    own = {m.entity for m in here.claim.mentions}
    return [m for m in strange.values() if len(strange) == 1 and m.entity in own]


def _own_words(m: Mention) -> set[str]:
    return set(tokens(m.name)) if m.kind == "person" else name_parts(m)


def _apart(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether two names of one kind cannot be one, in sentences that say the same."""
    if m.kind == "person":
        if are_alike(m, n) or of_two_ages(a, m, b, n) or one_of_several(a) or one_of_several(b):
            return False
    elif spelled_alike(m, n) or nested(a, m, b, n, known) or same_entity(m, n) or name_parts(m) & name_parts(n):
        return False
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
        one_part = not is_open(a, m) and _role(a, m) == _role(b, n) != ""
    else:
        one_part = bool(sorts(m) & sorts(n))
    return one_part and common >= _WORDS and share >= _SHARE


def _one_title(a: View, m: Mention, b: View, n: Mention, known: Background) -> bool:
    """Whether what two people are called has more than half of its words in common: "Judge Roe", "a judge, Fox,"."""
    one, other = (known.alignment.title(v.claim.article_id, *_name_span(x)) for v, x in ((a, m), (b, n)))
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


def _name_span(m: Mention) -> tuple[int, int]:
    """Where the name itself stands in a mention with its title."""
    return m.start + max(m.text.find(m.name.split()[0]), 0), m.end
