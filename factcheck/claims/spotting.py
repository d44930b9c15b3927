"""Names that the parser does not see, by the words in and around them: authorities, firms, places, nicknames."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from factcheck.claims import gazetteer as gaz
from factcheck.records import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRADES = gaz.words("trades")
_OPENING, _CLOSING = frozenset('"“‘('), frozenset('"”’)')


def is_capital(t: Token) -> bool:
    return t.text[:1].isupper() and any(c.isalpha() for c in t.text)


def is_title(t: Token) -> bool:
    return _may_be_title(t.text) and not (t.is_lower and t.pos_ == "VERB")  # "will judge Marlow"


@cache
def _may_be_title(word: str) -> bool:
    courtesy = word.casefold().rstrip(".") in gaz.COURTESY
    return courtesy or bool(gaz.title_word(word)) or word in ("DI", "DCI", "DS", "DC", "PC")


def nicknamed(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Capitalised words around one or two in quotation marks: "Ann “Bell” Roe"."""
    for t in doc[1:-2]:
        if t.text not in _OPENING or not (is_capital(doc[t.i - 1]) and doc[t.i - 1].pos_ == "PROPN"):
            continue
        close = next((k for k in range(t.i + 2, min(t.i + 4, len(doc) - 1)) if doc[k].text in _CLOSING), None)
        if close is None or not all(is_capital(doc[k]) for k in (*range(t.i + 1, close), close + 1)):
            continue
        if gaz.gender(doc[t.i - 1].text) is not None or doc[close + 1].ent_type_ == "PERSON":
            yield t.i - 1, close + 2, "person"


def bodies(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Capitalised names of authorities: "the Marlow Police Department", "Department of Education"."""
    for t in doc:
        if t.lower_ not in ("department", "ministry", "office", "bureau", "agency") or not t.text[0].isupper():
            continue
        i, j = t.i, t.i + 1
        if j < len(doc) and is_capital(doc[j]):
            continue
        while (
            i > 0
            and doc[i - 1].tag_ != "DT"
            and (
                is_capital(doc[i - 1])
                or (
                    i > 1
                    and (
                        (doc[i - 1].text in "&-" and is_capital(doc[i - 2]))
                        or (doc[i - 1].text in gaz.POSSESSIVE and is_title(doc[i - 2]))
                    )
                )
            )
        ):
            i -= 1
        if i == t.i and j + 1 < len(doc) and doc[j].text == "of" and is_capital(doc[j + 1]):
            j += 2
            while j < len(doc) and (
                is_capital(doc[j]) or (doc[j].text == "and" and j + 1 < len(doc) and is_capital(doc[j + 1]))
            ):
                j += 1
        if j - i > 1:
            yield i, j, "organization"


def firms(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Capitalised names that end in a trade: "Marlow Engineering"; not in a headline with a capital for every word."""
    if not any(t.is_lower and t.pos_ in ("VERB", "AUX") for t in doc):
        return
    for t in doc:
        i, j = t.i, t.i + 1
        if t.lower_ not in _TRADES or not t.text.istitle() or j < len(doc) and is_capital(doc[j]):
            continue
        while i > 0 and t.i - i < 3 and is_capital(doc[i - 1]) and doc[i - 1].pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            i -= 1
        if i < t.i and doc[i].ent_type_ != "PERSON" and not gaz.gender(doc[i].text):
            yield i, j, "organization"


def places(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Places of the gazetteer that the parser did not see."""
    for t in doc:
        if not is_capital(t) or t.pos_ not in ("PROPN", "NOUN", "ADJ"):
            continue
        for j in range(min(len(doc), t.i + 4), t.i, -1):
            text = doc[t.i : j].text
            if (
                not doc[j - 1].is_punct
                and gaz.place(text)
                and not gaz.gender(text)
                and (j - t.i > 1 or t.pos_ == "PROPN")
            ):
                yield t.i, j, "place"
                break
            if j == t.i + 1 and t.i > 0 and doc[t.i - 1].text == "," and gaz.state(text):
                yield t.i, j, "place"


def landforms(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Places that neither knows: "Cape Marlow", and a single name in "near Marlow" or "the port of Marlow"."""
    for t in doc:
        if t.pos_ != "PROPN" or not t.text.istitle() or t.ent_type_ or t.i == 0:
            continue
        follower = doc[t.i + 1] if t.i + 1 < len(doc) else None
        joined = follower is not None and (is_capital(follower) or follower.text in (*gaz.POSSESSIVE, "-", "&"))
        if t.lower_ in gaz.words("landforms_before") and follower is not None and follower.text.istitle():
            yield t.i, t.i + 2, "place"
        elif t.dep_ == "pobj" and not joined and not is_title(t):
            prep = t.head
            ground = prep.lower_ in ("of", "at") and prep.i > 0 and doc[prep.i - 1].lower_ in gaz.words("grounds")
            moved = prep.lower_ == "to" and any(v.lemma_ in gaz.words("motion") for v in (prep.head, prep.head.head))
            if prep.i == t.i - 1 and (ground or moved or prep.lower_ == "near"):
                yield t.i, t.i + 1, "place"
