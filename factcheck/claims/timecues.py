"""What the sentence around a temporal phrase says of it: tense, direct speech, and whether it is a time at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from factcheck.claims.calendar import MONTHS
from factcheck.claims.timewords import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tense = Literal["past", "future", "present", "open", "none"]
"""`open` is for what may lie before or after the publish date ("would meet on Friday"), `none` for no verb."""

_SAYING = {"say", "tell", "add", "report", "note", "write", "announce", "claim", "show"}
_AHEAD = {
    "due", "set", "likely", "expected", "scheduled", "slated", "ready", "plan", "expect", "schedule", "intend", "hope",
    "aim", "go", "prepare", "slate", "want",
}  # fmt: skip
_OPEN = _AHEAD | {"agree", "promise", "vow", "decide", "ask", "order", "urge", "threaten", "offer", "pledge", "tell"}
_INCIDENTS = {
    "shooting", "attack", "crash", "fire", "explosion", "blast", "death", "killing", "murder", "stabbing", "robbery",
    "incident", "accident", "earthquake", "collision", "assault", "raid", "arrest", "bombing", "slaying",
}  # fmt: skip
_COMING = {"upcoming", "scheduled", "planned", "forthcoming", "expected", "proposed", "looming"}


def token_at(doc: Doc, offset: int) -> Token:
    """The token that covers a character offset of the sentence, or the next one."""
    low, high = 0, len(doc) - 1
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx + len(doc[middle]) <= offset:
            low = middle + 1
        else:
            high = middle
    return doc[low]


def tense_at(token: Token) -> Tense:
    """The tense in which the nearest verb above `token` speaks."""
    left = token
    while left.i and left.nbor(-1).pos_ in ("ADP", "ADV"):
        left = left.nbor(-1)
    if left.i and left.nbor(-1).tag_ == "VBD":
        return "past"  # "said on Friday he would stay": the parse may hang Friday on either verb
    node = token
    while node.pos_ not in ("VERB", "AUX") and node.head != node:
        if any(child.lower_ in _COMING for child in node.children):
            return "open"
        if node.lemma_ in _INCIDENTS or (node.lower_ in ("after", "following") and node.i < token.i - 1):
            return "past"  # "faces charges after a shooting Friday"
        node = node.head
    return _tense(node) if node.pos_ in ("VERB", "AUX") else "none"


def _tense(verb: Token) -> Tense:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")} | {verb.lower_}
    if helpers & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    if helpers & {"may", "can", "must", "would", "could", "should", "might"} or ("'d" in helpers and verb.tag_ == "VB"):
        return "past" if "have" in helpers else "future" if helpers & {"may", "can", "must"} else "open"
    if "to" in helpers:
        return _infinitive(verb)
    if verb.tag_ == "VBN" and verb.lemma_ in _AHEAD:
        return "future" if helpers & {"is", "are", "'s", "'re"} else "open"
    if helpers & {"had", "was", "were", "did", "been", "has", "have", "'ve", "’ve"} or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in ("VBZ", "VBP", "VB") or helpers & {"is", "are", "'s", "’s", "'re", "’re", "am"}:
        return "past" if verb.lemma_ in _SAYING else "present"
    if verb.tag_ == "VBN" and verb.head == verb:
        return "past"
    return tense_at(verb.head) if verb.head != verb else "none"


def _infinitive(verb: Token) -> Tense:
    """ "is due to meet", "Smith to meet" lie ahead; "planned to meet" may; "came to meet" is as past as its verb."""
    if verb.head == verb:
        return "future"
    governor = verb.head
    outer = tense_at(governor)
    if governor.lower_ in _AHEAD or governor.lemma_ in _AHEAD:
        return "open" if outer in ("past", "open") else "future"
    if governor.lemma_ in _OPEN or verb.dep_ == "acl":
        return "open"
    if governor.lemma_ == "be" and verb.dep_ == "xcomp":
        return "open" if outer == "past" else "future"
    return outer


def is_quoted(line: str, offset: int, inside: bool) -> bool:
    """Whether an offset of a sentence lies in double quotes; `inside` tells if the sentence begins in them."""
    for character in line[:offset]:
        if character in '"“”':
            inside = not inside if character == '"' else character == "“"
    return inside


# --- traps ---

_NAMES = re.compile(
    r"\b([A-Z][a-z]+|M(?:rs|r|s)\.?|D(?:r|ame)|Sir|Lady|Lord)\s+(March|April|May|June|August)\b"
    r"(?!\s*\d|,?\s+(?:19|20)\d\d)"
)
_BEFORE_MONTH = {
    "in", "since", "until", "till", "by", "during", "from", "to", "of", "for", "after", "before", "between", "and",
    "or", "around", "about", "mid", "through", "the", "last", "next", "this", "early", "late", "every", "each",
    "both", "that", "on", "when", "as", "but", "if", "while", "though", "whether", "at", "with", "than", "like",
    "end", "over", "beginning",
}  # fmt: skip
_STRONG = {"in", "since", "until", "till", "during", "through", "mid", "throughout"}
_AMBIGUOUS = {3, 4, 5, 6, 8}
_LAST_WORD = re.compile(r"([\w']+)[\s(\"“-]*$")
_NEXT_WORD = re.compile(r"\s+([A-Za-z]+)")
_PERSON = {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "GPE"}
_YEAR_CUES = {"in", "since", "until", "till", "during", "before", "after", "circa", "throughout"}
_YEAR_HINTS = {"by", "from", "to", "of", "for", "between", "and", "through", "around", "about", "than"}
_YEAR_BEFORE = re.compile(r"\b(?:19|20)\d\d\s*(?:to|-|and|or|through|until)\s*$")
_SEASON_CUES = {"in", "during", "over", "since", "until", "by", "throughout", "through"}
_CLOCK_CUES = {"at", "around", "about", "by", "until", "till", "from", "since", "before", "after", "to", "between"}
_FAMOUS = {
    "attack", "attacks", "riot", "riots", "committee", "commission", "insurrection", "massacre", "uprising", "coup",
    "bombing", "bombings", "terror", "terrorist", "hijackers", "movement", "revolution",
}  # fmt: skip


def months_as_names(text: str) -> frozenset[int]:
    """The months that a text uses as a person's name: 5 for a text with "Theresa May"."""
    weekdays_and_months = re.compile("|".join(MONTHS) + r"|\w+day$")
    return frozenset(
        next(n for n, name in enumerate(MONTHS, 1) if name == found[2])
        for found in _NAMES.finditer(text)
        if found[1].lower() not in _BEFORE_MONTH and not weekdays_and_months.match(found[1])
    )


def is_time(phrase: Phrase, line: str, doc: Doc, names: frozenset[int]) -> bool:
    """Whether a phrase names a time here, and not a person, a newspaper, a count or a verb."""
    before = _LAST_WORD.search(line, 0, phrase.start)
    after = _NEXT_WORD.match(line, phrase.end)
    test = _TESTS.get(phrase.kind)
    return test is None or test(
        phrase, line, token_at(doc, phrase.start), before[1].lower() if before else "", after[1] if after else "", names
    )


def _is_month(phrase: Phrase, line: str, token: Token, before: str, after: str, names: frozenset[int]) -> bool:
    if phrase.year or phrase.year_word or phrase.which or phrase.part:
        return True
    dated = token.ent_type_ == "DATE"
    if line[phrase.start : phrase.end].rstrip(".").title() not in MONTHS:
        return before in _BEFORE_MONTH
    if phrase.month in names or (token.ent_type_ in _PERSON and before not in _STRONG):
        return False
    if after[:1].isupper() and (token.dep_ == "compound" or not (before in _STRONG and dated)):
        return False
    if phrase.month in _AMBIGUOUS:
        return before in _STRONG or (dated and line[phrase.start : phrase.end].istitle())
    return dated or before in _BEFORE_MONTH


def _is_weekday(phrase: Phrase, line: str, token: Token, before: str, after: str, names: frozenset[int]) -> bool:
    if phrase.which in ("every", "each", "most"):
        return False
    if before in ("on", "since", "until", "by", "from", "to", "late", "early") or phrase.which or phrase.part:
        return True
    named = token.ent_type_ == "PERSON" and token.dep_ not in ("npadvmod", "nmod", "pobj")
    return not (named and after[:1].isupper() and after not in MONTHS)


def _is_year(phrase: Phrase, line: str, token: Token, before: str, after: str, names: frozenset[int]) -> bool:
    if phrase.part or phrase.fiscal:
        return True
    if line[phrase.end : phrase.end + 1] == ")" and line[: phrase.start].endswith("("):
        return True
    number = token_at(token.doc, phrase.end - 4 if phrase.last_year is None else phrase.start)
    following = number.nbor(1) if number.i + 1 < len(number.doc) else None
    if following is not None and following.tag_ == "NNS" and (number.head == following or number.ent_type_ != "DATE"):
        return False
    if before in _YEAR_CUES or _YEAR_BEFORE.search(line, 0, phrase.start):
        return True
    if number.ent_type_ != "DATE" or not 1900 <= phrase.year <= 2060:
        return False
    if before in _YEAR_HINTS or phrase.last_year is not None:
        return True
    previous = number.nbor(-1) if number.i else None
    if previous is None:
        return following is not None and following.pos_ in ("AUX", "VERB")
    if previous.lower_ in ("a", "an"):
        return False  # a 2007 car
    return previous.pos_ in ("DET", "PART") or previous.tag_ in ("PRP$", "POS")


def _is_season(phrase: Phrase, line: str, token: Token, before: str, after: str, names: frozenset[int]) -> bool:
    if phrase.unit == "fall" and (after in ("of", "from", "to") or (after == "in" and phrase.which == "this")):
        return False
    if after[:1].isupper() and token_at(token.doc, phrase.end - 1).is_title:
        return False  # the Summer Games
    return bool(phrase.year or phrase.year_word or phrase.which not in ("", "the") or before in _SEASON_CUES)


def _is_clock(phrase: Phrase, line: str, token: Token, before: str, after: str, names: frozenset[int]) -> bool:
    words = line[phrase.start : phrase.end]
    if words[0].isdigit():
        return bool(phrase.zone) or not words[-1].isdigit() or before in _CLOCK_CUES
    return before in _CLOCK_CUES


_TESTS = {"month": _is_month, "weekday": _is_weekday, "year": _is_year, "season": _is_season, "clock": _is_clock}


def is_nearest(phrase: Phrase, line: str, doc: Doc) -> bool:
    """Whether a weekday or a date without year can be taken for the nearest one.

    Not so "on a Sunday" and "the Sept. 11 attacks"; the Sunday of "a Sunday shooting" is the last one.
    """
    if phrase.kind == "weekday" and phrase.which in ("a", "an", "one", "the"):
        return token_at(doc, phrase.end - 1).dep_ in ("compound", "nmod", "amod")  # "a Sunday shooting"
    after = _NEXT_WORD.match(line, phrase.end)
    return not (phrase.kind == "date" and after and after[1].lower() in _FAMOUS)
