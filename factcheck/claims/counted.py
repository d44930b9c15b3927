"""What a number counts: its noun, or the verb that makes a bare number a count; names, years and ages told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from factcheck.claims.numerals import Numeral
from factcheck.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STATES = _words("dead injured wounded hurt missing killed hospitalized homeless displaced arrested infected")
_UNINFLECTED = _words("people police personnel staff crew cattle aircraft troops dead others fish sheep youth clergy")
_LINKS = frozenset({"JJ", "JJR", "JJS", "VBG", "NNP", "NNPS", "HYPH", "``", "''"})
_COMPOUNDS = _words(
    "member person man woman vehicle car seat judge nation room bedroom storey story page count team strong"
)
_KIN = _words(
    "wife husband son daughter mother father brother sister man woman boy girl child teen teenager student baby infant "
    "toddler victim suspect resident driver cousin nephew niece uncle aunt grandson granddaughter friend boyfriend "
    "girlfriend grandmother grandfather"
)
_HARM = _words("kill injure wound hurt leave arrest rescue shoot strand")
_TOLLS = _words("toll number total tally count figure")
_CROWDS = _words("crowd audience attendance turnout gathering congregation family party")
_COUNTED_VERB = _words("was were is are have has had died remain remains remained survived")


def counted(doc: Doc, end: int, number: Numeral) -> tuple[str, int] | None:
    """(lemma, offset in `doc`) of the noun that the number before `end` counts, or None.

    "12 of the soldiers" counts soldiers; a state stands for its people: "12 dead" counts "dead".
    """
    rest = [t for t in doc if t.idx >= end]
    compound = re.match(r"-([a-z]+)\b", doc.text[end:])
    if compound:
        word = next((t for t in rest if t.lower_ == compound.group(1)), None)
        return (word.lemma_.lower(), word.idx) if word is not None and word.lower_ in _COMPOUNDS else None
    if not rest or doc.text[end : rest[0].idx].strip() or rest[0].idx == end:
        return None
    if rest[0].lower_ == "of":
        rest = rest[1:]
        while rest and rest[0].tag_ in ("DT", "PRP$", "PDT", "CD"):
            rest = rest[1:]
    if not rest:
        return None
    head = _noun(doc, rest)
    if head is None:
        return (rest[0].lower_, rest[0].idx) if rest[0].lower_ in STATES else None
    singular = head.tag_ == "NN" and head.lower_ not in _UNINFLECTED
    if singular and number.high != 1:
        return None
    of_crew = _lemma(head) == "member" and head.i and doc[head.i - 1].lower_ in _UNINFLECTED
    return _lemma(doc[head.i - 1] if of_crew else head), head.idx


def _noun(doc: Doc, tokens: Sequence[Token]) -> Token | None:
    """The last noun of the phrase that `tokens` begin with; None when it is a name."""
    shouted = _in_title_case(doc)
    head = None
    for token in tokens[:7]:
        name_like = token.tag_ in ("NNP", "NNPS")
        if token.lower_ in ("age", "ages"):
            break
        if token.tag_ in ("NN", "NNS") or (name_like and (token.ent_type_ == "NORP" or (shouted and _plural(token)))):
            head = token
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if _plural(token) and (following is None or following.tag_ not in ("NN", "NNS")):
                break
        elif (token.tag_ == "VBN" and head is None) or (token.tag_ in _LINKS and token.lower_ != "aged"):
            continue
        else:
            break
    return head


def _plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in _UNINFLECTED or token.lower_.endswith("s")


@cache
def plural(unit: str) -> str:
    """The plural of a counted noun's lemma."""
    from lemminflect import getInflection

    forms = () if unit in _UNINFLECTED | STATES else getInflection(unit, "NNS")
    return forms[0] if forms else unit


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower()
    if token.tag_.startswith("NNP") and lemma == token.lower_ and lemma.endswith("s") and not lemma.endswith("ss"):
        lemma = lemma[:-1]
    return "people" if lemma in ("person", "people") else lemma


def bare_count(doc: Doc, number: Numeral, end: int) -> tuple[str, int | None] | None:
    """What a number without noun counts, or None.

    ("", None) for "killing 12", "12 were hurt" and "12 of them"; the noun of a toll; people for "a crowd of 4,000".
    """
    before = [t for t in doc if t.idx + len(t) <= number.start]
    after = [t for t in doc if t.idx >= end]
    several = len(after) > 2 and after[0].lower_ == "of" and after[1].lower_ in ("them", "whom", "those", "us")
    if several:
        after = after[2:]
    following = after[0].lower_ if after else ""
    if following in ("more", "others") and len(after) > 1:
        following = after[1].lower_
    small_one = doc.text[number.start : number.end].lower() in ("one", "1")
    clause_begins = not before or before[-1].lower_ in ("and", ",", ";", "but", "while")
    group = len(before) > 1 and before[-1].lower_ == "of" and before[-2].lemma_.lower() not in _TOLLS
    if following in _COUNTED_VERB and not group and (clause_begins or not small_one):
        return "", None
    if small_one:
        return None
    if several and before and before[-1].text in (",", "(", "–", "—"):
        return "", None
    if group and before[-2].lemma_.lower() in _CROWDS:
        return "people", before[-2].idx
    closed = not after or after[0].is_punct or after[0].tag_ in ("CC", "IN", "RB")
    if toll := _toll(doc, before):
        return toll if closed else None
    harmed = before and before[-1].lemma_.lower() in _HARM and before[-1].pos_ == "VERB"
    return ("", None) if harmed and closed else None


def _toll(doc: Doc, before: Sequence[Token]) -> tuple[str, int] | None:
    """The toll that "rose to", "stands at" or "of" leads up to: "the death toll rose to" gives death."""
    if not before or before[-1].lower_ not in ("to", "at", "of", "reached", "hit", "is", "was"):
        return None
    for token in reversed(before[-8:]):
        if token.lemma_.lower() in _TOLLS and token.pos_ == "NOUN":
            of = next((t for child in token.children if child.lower_ == "of" for t in child.children), None)
            noun = of or next((t for t in token.children if t.dep_ == "compound"), token)
            return noun.lemma_.lower() if noun.pos_ == "NOUN" else noun.lower_, noun.idx
        if token.is_punct:
            return None
    return None


def is_age(doc: Doc, number: Numeral, mentions: Sequence[Mention], offset: int) -> bool:
    """Whether a bare number is the age of the person named before it: "Jane Doe, 45, of Reno", "she was 91"."""
    if not (number.digits and 0 < number.low <= 115 and number.low == int(number.low)):
        return False
    before = [t for t in doc if t.idx + len(t) <= number.start]
    after = next((t for t in doc if t.idx >= number.end), None)
    ends = after is None or (after.is_punct and after.text not in "-–%") or after.lower_ in ("and", "when")
    turned = len(before) > 1 and before[-1].lower_ == "turned"
    if len(before) < 2 or not (ends or turned and after.pos_ == "ADP"):
        return False
    if turned or before[-1].lower_ in ("was", "is"):
        who = before[-2].lower_ == "who" and len(before) > 3
        person = before[-4 if before[-3].text == "," else -3] if who else before[-2]
        return person.lower_ in ("he", "she") or person.ent_type_ == "PERSON" or person.lemma_.lower() in _KIN
    if before[-1].text not in (",", "("):
        return False
    person = before[-2]
    if person.text in ('"', "”", ")", "Jr.", "Sr.", "'") and len(before) > 2:
        person = before[-4] if before[-3].text == "," and len(before) > 3 else before[-3]
    named = any(m.kind == "person" and m.start <= person.idx + offset < m.end for m in mentions)
    proper = person.tag_ in ("NNP", "NNPS") and person.ent_type_ in ("", "PERSON", "ORG")
    return named or proper or (person.tag_ == "NN" and person.lemma_.lower() in _KIN)


def is_name(doc: Doc, number: Numeral, end: int) -> bool:
    """Whether a number without unit is part of a name, a year or a code rather than a count."""
    text = doc.text
    if re.match(r"[\w/°]|[.:]\d|-\d|['’]s\b", text[end : end + 3]):
        return True
    before = next((t for t in reversed(doc) if t.idx + len(t) <= number.start), None)
    after = next((t for t in doc if t.idx >= end), None)
    written = text[number.start : end]
    if number.digits and after is not None and after.is_upper and len(after) > 1 and not text.isupper():
        return after.lower_ not in STATES
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", written) and not _bounded(text[: number.start]):
        return True
    if not number.digits and written[0].isupper() and before is not None and not _in_title_case(doc):
        return before.text not in ("“", '"', ":", "—", "–", "-", "''", "``")
    proper = before is not None and before.tag_ in ("NNP", "NNPS") and before.text.isalnum() and not before.is_lower
    words = STATES | _COUNTED_VERB
    common = after is not None and (after.tag_ in ("NNS", "JJ", "VBN") or after.lower_ in words)
    return number.digits and proper and not common and not _in_title_case(doc)


def _bounded(before: str) -> bool:
    return re.search(r"\b(?:than|least|some|about|around|nearly|almost|over|to|as)\s+$", before) is not None


def _in_title_case(doc: Doc) -> bool:
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 2 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)
