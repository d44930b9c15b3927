"""The values that an article states in its sentences, each with the words that say of what: what can be changed.

Read from the parse alone and on purpose apart from the claims of factcheck, whose reading seeded errors measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factcheck.bench.wordforms import MONTHS, STREET_WORDS, WEEKDAYS, number_value

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from factcheck.claims.parse import Parsed


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


WINDOW = 14
"""Tokens on either side of a value that are its context."""

_CONTENT = _words("NOUN PROPN VERB ADJ NUM")
_COMMON = _words(  # verbs that any two facts may share
    "say tell add announce report accord state confirm note explain write tweet ask reply release be have do"
)
_FURNITURE = re.compile(
    r"\bPhotos?\s?:|\bImage \d|\bCaption\b|pic\.twitter|@\w|https?:|\bCopyright\b|\bPublished\b|\bUpdated\b|\bPosted\b"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One value in a sentence. `start` and `end` span it (for a negation: the verb form to change) in the article.

    Equal `key`s are equal values; the first part names the kind, the last of a number is its value. `path` has the
    lemmas of what governs the value, `context` those of the words around it. `sure` says that the key alone fixes the
    fact, `open` that a change here reads naturally. `forms` holds lemma and tag of a word of a quotation, or a
    clause's verb and what puts or takes away its "not".
    """

    type: str
    key: tuple
    start: int
    end: int
    text: str
    sentence: int
    path: frozenset[str]
    context: frozenset[str]
    sure: bool
    open: bool
    forms: tuple[str, str]


class _Found(NamedTuple):
    """A value in a sentence's parse; offsets are the sentence's, `token` is where its path starts."""

    key: tuple
    start: int
    end: int
    token: Token
    sure: bool = False
    open: bool = True
    forms: tuple[str, str] = ("", "")


def stated(parsed: Parsed) -> list[Stated]:
    """All values in the sentences of an article's body and headlines, in the order of the text; only those of the body
    are `open`."""
    found: list[Stated] = []
    for number, (sentence, doc) in enumerate(zip(parsed.sentences, parsed.docs, strict=True)):
        if sentence.kind == "dateline":
            continue
        body = sentence.kind == "body" and not _FURNITURE.search(doc.text)
        for type_, read in _READERS:
            for key, start, end, token, sure, natural, forms in read(doc):
                place = sentence.start + start, sentence.start + end
                context = _context(doc, start, end)
                found.append(
                    Stated(
                        type_, key, *place, doc.text[start:end], number, _path(token), context, sure, body and natural,
                        forms,
                    )
                )  # fmt: skip
    return found


def _context(doc: Doc, start: int, end: int) -> frozenset[str]:
    inside = doc.char_span(start, end, alignment_mode="expand")
    near = (*doc[max(0, inside.start - WINDOW) : inside.start], *doc[inside.end : inside.end + WINDOW])
    plain = (t for t in near if t.pos_ in _CONTENT and t.is_alpha and not t.is_stop and t.text not in WEEKDAYS)
    return frozenset(t.lemma_.lower() for t in plain) - _COMMON


def _path(token: Token) -> frozenset[str]:
    """Lemmas of the nouns and verbs above a token up to the first verb, which may be the token itself."""
    found = [token.lemma_.lower()] if token.pos_ == "VERB" else []
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX", "NOUN"):
            found.append(above.lemma_.lower())
        if above.pos_ in ("VERB", "AUX"):
            found += [t.lemma_.lower() for t in above.children if t.dep_ in ("attr", "acomp")]
            break
    return frozenset(found) - _COMMON


# --- dates ------------------------------------------------------------------------------------------------------------

_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_DAY = re.compile(rf"\b({_MONTH})\s(\d{{1,2}})(?![\d:])")
_DATE_NEAR = re.compile(rf"\b{_MONTH}\s\d|\d/\d|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b\d{{1,2}}\s{_MONTH}")
_WEEKDAY_NEAR = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b")
_RANGE = _words("through to until - – —")
_NAMED_DAY = _words("every each black good super easter palm cyber next") | _RANGE


def _weekdays(doc: Doc) -> Iterator[_Found]:
    """Weekdays; open where they stand without a date, another weekday or a name made of them ("Good Friday")."""
    for token in doc:
        if token.text in WEEKDAYS:
            start, end = token.idx, token.idx + len(token)
            around = f"{doc.text[max(0, start - 22) : start]}|{doc.text[end : end + 16]}"
            alone = not _DATE_NEAR.search(around) and not _WEEKDAY_NEAR.search(around)
            before = doc[token.i - 1].lower_ if token.i else ""
            after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
            named = before in _NAMED_DAY or after[:1].isupper() or after in _RANGE
            yield _Found(("weekday", token.text), start, end, token, open=alone and not named)


def _months(doc: Doc) -> Iterator[_Found]:
    """Months before a day; open where no weekday stands beside them."""
    for match in _DAY.finditer(doc.text):
        month = next(name for name in MONTHS if name[:3] == match[1][:3])
        token = doc.char_span(*match.span(1), alignment_mode="expand")[0]
        around = f"{doc.text[max(0, match.start() - 14) : match.start()]}|{doc.text[match.end() : match.end() + 14]}"
        alone = not _WEEKDAY_NEAR.search(around) and not re.search(r"[-–]|\bto\b", around)
        yield _Found(("month", int(match[2]), month), *match.span(1), token, open=alone)


# --- numbers ----------------------------------------------------------------------------------------------------------

_VAGUE = _words(
    "least most than over about around nearly almost approximately some roughly up under below above another other "
    "additional more less fewer only every each per between to or no page chapter route highway"
)
_UNCOUNTED = _words("block a.m p.m am pm o'clock caliber gauge street avenue percent % cent time way part")
_GLUE = frozenset("-–/$#£€.:")
_YEAR_OLD = re.compile(r"\b(\d{1,2})-year-old\b")
_AGED = re.compile(r"(?<=, )\d{1,3}(?=[,.;])|(?<= , )\d{1,3}(?= ,)|(?<=aged )\d{1,2}\b")
_MONEY = re.compile(r"[$£€]\s?(\d[\d,]*(?:\.\d+)?)(?:[\s-](million|billion|trillion))?")
_PERCENT = re.compile(r"(?<![\d.,-])(\d{1,3}(?:\.\d+)?)()\s?(?:percent\b|per cent\b|%)")


def _counts(doc: Doc) -> Iterator[_Found]:
    """Numbers of counted things from two up; open where they are neither bounded, rounded nor parts of others."""
    for token in doc:
        value, noun = number_value(token.text), token.head
        if value is None or value < 2 or "." in token.text or token.ent_type_ in ("TIME", "ORDINAL"):
            continue
        if token.dep_ != "nummod" or noun.pos_ != "NOUN" or not token.i < noun.i <= token.i + 4:
            continue
        start, end = token.idx, token.idx + len(token)
        between = {t.lower_ for t in doc[token.i + 1 : noun.i + 1]}
        near = {t.lower_ for t in doc[max(0, token.i - 3) : token.i]} | between
        glued = {*doc.text[max(0, start - 1) : start], *doc.text[end : end + 1]} & _GLUE
        plural = noun.tag_ == "NNS" or noun.lower_ in ("people", "men", "women", "children")
        model = token.i > 0 and doc[token.i - 1].is_upper and doc[token.i - 1].is_alpha  # "AK 47 rifles"
        if plural and not glued and not model and not near & _UNCOUNTED:
            clear = not near & _VAGUE and "of" not in between
            yield _Found(("count", noun.lemma_.lower(), value), start, end, noun, open=clear)


def _ages(doc: Doc) -> Iterator[_Found]:
    """Ages by the surname that they stand beside, else by the noun ("girl")."""
    people = [e for e in doc.ents if e.label_ == "PERSON"]
    for match in _YEAR_OLD.finditer(doc.text):
        token = doc.char_span(*match.span(), alignment_mode="expand")[-1]
        person = next((p for p in people if 0 <= p.start_char - match.end() < 25 and len(p) > 1), None)
        noun = next((t for t in doc[token.i + 1 : token.i + 4] if t.pos_ == "NOUN"), token)
        whose = person[-1].lower_ if person else noun.lemma_.lower()
        yield _Found(("age", whose, float(match[1])), *match.span(1), token if person else noun, person is not None)
    for match in _AGED.finditer(doc.text):
        person = next((p for p in people if 0 < match.start() - p.end_char < 10), None)
        if person and 2 <= int(match[0]) <= 110:
            yield _Found(("age", person[-1].lower_, float(match[0])), *match.span(), person.root, sure=True)


def _measures(doc: Doc) -> Iterator[_Found]:
    """Amounts of money with their scale word, and percentages."""
    for kind, pattern in (("money", _MONEY), ("percent", _PERCENT)):
        for match in pattern.finditer(doc.text):
            if value := number_value(match[1]):
                span = doc.char_span(*match.span(1), alignment_mode="expand")
                near = {t.lower_ for t in doc[max(0, span.start - 4) : span.start]}
                yield _Found((kind, match[2], value), *match.span(1), span.root, open=not near & _VAGUE)


# --- names ------------------------------------------------------------------------------------------------------------

_FULL_NAME = re.compile(r"[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
_BYLINE = re.compile(r"\bstaff writer|\breporter\b|\bcontributed to|\breach (?:him|her|them) at|\bnewsroom|\S@\S", re.I)
_SITE = re.compile(
    r"(?<![A-Za-z])(?P<before>(?:[A-Z][\w.]*\s)*)"
    rf"(?P<name>[A-Z][a-z]+ (?P<kind>{'|'.join(sorted(STREET_WORDS))}|County))\b(?!\s[A-Z])"
)
_QUARTER = re.compile(r"(?:(?:North|South|East|West|[NSEW]\.?)\s)?")


def _persons(doc: Doc) -> Iterator[_Found]:
    """Full names of people; not open where they name a street, a byline or one of an office's spokespeople."""
    for span in doc.ents:
        name = _bare(span)
        if span.label_ == "PERSON" and _FULL_NAME.fullmatch(name):
            street = doc[max(0, span.start - 2) : span.start].text.endswith(("block of", "corner of"))
            spokesperson = span.start > 0 and doc[span.start - 1].lower_.startswith("spokes")  # one of many
            person = not street and not spokesperson and not _BYLINE.search(doc.text)
            yield _Found(("person", name), span.start_char, span.start_char + len(name), span.root, open=person)


def _places(doc: Doc) -> Iterator[_Found]:
    """Cities, states and countries, open after a preposition of place; counties and streets by their last word."""
    for span in doc.ents:
        name, head = _bare(span), span.root
        start, end = span.start_char, span.start_char + len(name)
        plain = head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "near", "from", "to")
        part = re.match(r"[’'\-/]|\s[A-Z]", doc.text[end : end + 3]) or "," in doc.text[max(0, start - 2) : start]
        if span.label_ == "GPE" and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", name) and "County" not in name:
            yield _Found(("city", name), start, end, head, open=plain and not part)
    for match in _SITE.finditer(doc.text):
        token = doc.char_span(*match.span("name"), alignment_mode="expand").root
        kind = "county" if match["kind"] == "County" else "street"
        whole = _QUARTER.fullmatch(match["before"]) is not None
        yield _Found((kind, match["name"]), *match.span("name"), token, open=whole)


def _bare(span: Span) -> str:
    return re.sub(r"['’]s?$", "", span.text)


# --- polarity and quotations ------------------------------------------------------------------------------------------

_AUXILIARIES = _words("was were is are has have had will would could can did does")
_KEPT = _AUXILIARIES - {"did", "does"}  # stay as they are when their "not" goes
_FRAGILE = _words(  # a "not" comes or goes only with other changes beside them
    "not n't no never none nobody nothing any anyone anything either neither nor only also still already yet until "
    "even too ever both all some many several each every least without if whether unless because since just hardly"
)
_WORDING = _COMMON | _words("call describe name declare insist argue claim")  # done in many ways
_THE = _words("the this that these those")
_QUOTATION = re.compile(r"[“\"]([^“”\"]{20,500})[”\"]|``\s?([^`]{20,500}?)\s?''")


def _negations(doc: Doc) -> Iterator[_Found]:
    """Verbs of main and reported clauses with one definite subject, keyed by subject, verb and polarity."""
    words = {t.lower_ for t in doc}
    for verb in doc:
        if verb.pos_ != "VERB" or verb.dep_ not in ("ROOT", "ccomp", "conj") or verb.lemma_.lower() in _WORDING:
            continue
        lefts = {t.dep_: t for t in verb.lefts}
        subject = lefts.get("nsubj") or lefts.get("nsubjpass")
        first = next((t for t in verb.lefts if t.dep_ in ("aux", "auxpass")), verb)
        no = lefts.get("neg")
        adjuncts = "advmod" in lefts or any(t.tag_[0] == "W" for t in verb.lefts)
        adjuncts = adjuncts or any(t.dep_ == "advcl" for t in verb.rights)
        if subject is None or not _definite(subject) or adjuncts or words & _FRAGILE - ({no.lower_} if no else set()):
            continue
        key = ("negation", subject.lemma_.lower(), verb.lemma_.lower())
        start, end = first.idx, first.idx + len(first)
        if no is not None and first.i + 1 == no.i:
            plain = first.lower_ in _KEPT
            yield _Found((*key, "no"), start, no.idx + len(no), verb, open=plain, forms=(verb.text, first.text))
        elif no is None and first.lower_ in _AUXILIARIES:
            yield _Found((*key, "yes"), start, end, verb, forms=(verb.text, f"{first.text} not"))
        elif no is None and first is verb and verb.tag_ == "VBD":
            yield _Found((*key, "yes"), start, end, verb, forms=(verb.text, f"did not {verb.lemma_}"))


def _definite(subject: Token) -> bool:
    """Whether a subject is one known bearer, of whom a "not" is said as easily as not."""
    if subject.pos_ == "PROPN" or subject.lower_ == "police":
        return not any(t.dep_ in ("nummod", "conj") for t in subject.children)
    return subject.pos_ == "NOUN" and any(t.dep_ == "poss" or t.lower_ in _THE for t in subject.children)


def _quotes(doc: Doc) -> Iterator[_Found]:
    """Content words of quotations, each keyed by the words around it."""
    for match in _QUOTATION.finditer(doc.text):
        span = doc.char_span(*match.span(1 if match[1] else 2), alignment_mode="contract")
        inside = [token for token in span or () if token.is_alpha]
        for i, token in enumerate(inside):
            first = max(0, i - 3)
            around = tuple(t.lower_ for t in inside[first : i + 4])
            start, end = token.idx, token.idx + len(token)
            content = token.tag_[:2] in ("VB", "NN", "JJ") and token.pos_ != "PROPN" and not token.is_stop
            if content and len(around) >= 6 and not {doc.text[start - 1], *doc.text[end : end + 1]} & {"-", "–"}:
                yield _Found(("quote", around, i - first), start, end, token, True, forms=(token.lemma_, token.tag_))


_READERS = (
    ("weekday", _weekdays), ("month", _months), ("number", _counts), ("number", _ages), ("number", _measures),
    ("name", _persons), ("place", _places), ("negation", _negations), ("quote", _quotes),
)  # fmt: skip
