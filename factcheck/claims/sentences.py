"""Sentences of an article with exact offsets, and what each one is: body, headline, caption, credit, boilerplate …

Rules only, no model: paragraphs first (blank lines, or single newlines unless the text is hard wrapped), then
sentences inside a paragraph, then the kind of each. Page furniture is named only where its wording or place gives it
away; in doubt a sentence is body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.claims.furniture import DATELINE, SentenceKind, name_kinds

LONGEST = 2000
"""Characters after which a text without full stops is cut all the same."""
UNCLOSED = 2
"""Sentences after its first that a quotation without closing mark is believed to last."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of one sentence, trimmed; `paragraph` counts from 0.

    `inside_quote` is True when it begins within a quotation that an earlier sentence opened.
    """

    start: int
    end: int
    kind: SentenceKind
    paragraph: int
    inside_quote: bool


def split_sentences(text: str, title: str | None = None) -> list[Sentence]:
    """Cut `text` into sentences: in order, without overlap, every non-space character in exactly one of them.

    `title` is the article's headline where it is known, so that its repetition in the text is not taken for body.
    """
    blocks = list(_paragraphs(text))
    paragraphs = []
    quoted: set[int] = set()
    carried = False
    for number, (start, end) in enumerate(blocks):
        quotations = _quotations(text, start, end, carried)
        spans = list(_cut(text, start, end, quotations))
        reopened = number + 1 < len(blocks) and text[blocks[number + 1][0]] in _QUOTE_CHARACTERS
        carried = bool(quotations) and not quotations[-1].closed and reopened
        for quotation in quotations:
            inside = [s for s, _ in spans if quotation.start <= s < quotation.end]
            believed = quotation.closed or (carried and quotation is quotations[-1])
            quoted.update(inside if believed else inside[:UNCLOSED])
        paragraphs.append(spans)
    kinds = name_kinds([[text[s:e] for s, e in spans] for spans in paragraphs], title)
    return [
        Sentence(start, end, kind, number, start in quoted)
        for number, spans in enumerate(paragraphs)
        for (start, end), kind in zip(spans, kinds[number], strict=True)
    ]


# --- paragraphs -------------------------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]\s]*$")
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 45


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Trimmed spans of paragraphs; blank lines part them, single newlines too unless the lines are hard wrapped."""
    block: list[tuple[int, int]] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        if block and _blank_between(text[previous_end : match.start()]):
            yield from _join_lines(text, block)
            block = []
        block.append(match.span())
        previous_end = match.end()
    if block:
        yield from _join_lines(text, block)


def _blank_between(gap: str) -> bool:
    return len(re.findall(r"\r\n|[\n\r\u2028\u2029]", gap)) > 1 or "\u2029" in gap


def _join_lines(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    raw = [text[s:e].rstrip() for s, e in lines]
    width = max(len(line) for line in raw)
    running_on = [(a, b) for a, b in pairwise(raw) if not _FINAL.search(a)]
    lowered = sum(_starts_low(b) for _, b in running_on)
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and 3 * lowered >= len(running_on) > 0
    start = end = None
    for index, line in enumerate(raw):
        line_start = lines[index][0] + len(line) - len(line.lstrip())
        if start is not None and not _continues(raw[index - 1], line, index == 1, width if wrapped else None):
            yield start, end
            start = None
        start = line_start if start is None else start
        end = lines[index][0] + len(line)
    yield start, end


def _starts_low(line: str) -> bool:
    return re.match(r"\s?[a-z,;)]", line) is not None


def _continues(line: str, following: str, second: bool, width: int | None) -> bool:
    """Whether `following` goes on with the paragraph of `line`; `width` is that of hard-wrapped lines, else None."""
    if _indent(following) >= 2 and _indent(following) > _indent(line):
        return False
    if width is None:
        goes_on = _starts_low(following) and re.search(r"[\w,\"”’]\s*$", line)
        return bool(goes_on) and len(line) > 25 and len(following.split()) > 1
    if not _FINAL.search(line) and (_starts_low(following) or (second and len(line) > 25)):
        return True  # the first line may be short where a dateline was cut away
    # A line that breaks although the next word had room ended its paragraph.
    room = width - len(line) - 1
    return len(following.split(maxsplit=1)[0]) > room - 12 and len(line) > width / 2


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- quotation marks --------------------------------------------------------------------------------------------------

_QUOTE_CHARACTERS = '"“”„«»'
_QUOTE_MARK = re.compile(r"[\"“”„«»]|``|''")


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Quoted stretch of one paragraph; `closed` is False when its closing mark is missing there."""

    start: int
    end: int
    closed: bool


def _quotations(text: str, start: int, end: int, carried: bool) -> list[_Quotation]:
    """The quotations of a paragraph; with `carried`, the first goes on from the paragraph before."""
    found = []
    begin = start if carried else None
    for match in _QUOTE_MARK.finditer(text, start + carried, end):
        mark = match.group()
        space_before = match.start() == start or text[match.start() - 1] in "([—–-" or text[match.start() - 1].isspace()
        space_after = match.end() == end or text[match.end()].isspace()
        if mark in ("”", "''", "»"):
            opens = begin is None and space_before and not space_after
        elif mark in ("“", "„", "``", "«"):
            opens = space_before or begin is None
        else:
            opens = space_before if space_before != space_after else begin is None
        if begin is not None:
            found.append(_Quotation(begin, match.end(), not opens))
        begin = match.end() if opens else None
    if begin is not None:
        found.append(_Quotation(begin, end, False))
    return found


# --- sentences in a paragraph -----------------------------------------------------------------------------------------

_END = re.compile(r"(?:\.(?:\s?\.)+|[.!?…]+)[\"'”’»)\]]*")
_SPACED_CLOSERS = re.compile(r"\s(?:''|[\"”»)\]])(?=\s|$)")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words(
    "mr mrs ms mx dr prof gen col lt sgt capt maj cmdr cdr cpl pvt adm brig gov sen rep rev hon msgr pres supt det "
    "insp atty dep asst fr mt ft vs v no nos cf approx ca lt.col lt.gen maj.gen e.g i.e fig sec art pp messrs spc dist "
    "ofc cpt comdr secy"
)
_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
_MAY_END = _words(
    "jr sr inc ltd co corp bros cos plc llc etc st ave blvd rd hwy dept univ assn bldg u.s.a a.m p.m am pm "
    "mon tue tues wed thu thur thurs fri sat sun calif fla tex wash mass ill ala ariz ark colo conn del ga ind kan ky "
    "la md mich minn miss mo mont neb nev okla ore pa tenn va vt wis wyo w.va ont que alta ph.d m.d b.a m.a esq"
)
_STARTERS = _words(
    "the a an this that these those there it its he his she her they their we our you your who what when where why how "
    "in on at by for from with after before as if but and or so yet while although though because since during under "
    "according also however meanwhile then now both some many most several no not one two three four five six all "
    "another other still only just even once until about more police officers officials authorities investigators "
    "detectives witnesses deputies prosecutors neighbors residents sources"
)
_AFTER_CLOCK = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb aug sept oct nov dec et est edt ct cst cdt mt mst mdt pt pst pdt gmt "
    "utc bst cet eastern central mountain pacific local mon tue wed thu fri sat sun"
)
_SAYING = r"(?:said|says|asked|asks|added|told|wrote|tweeted|recalled|replied|shouted|yelled|cried|exclaimed|wondered)"
_SPEAKER_NEXT = re.compile(rf"\s+(?:[A-Z][\w.'’-]*\s+){{1,4}}{_SAYING}\b")
_GLUED = re.compile(
    r"[a-z]{3}[.!?][\"”’)]*(?=[“‘][A-Z]|[\"(]?(?:[A-Z][a-z]{2,}(?!\w*[./@]\w)|(?:A|An|I|It|He|We|In|On|At|If|As|My|So|No)\s))"
)


def _cut(text: str, start: int, end: int, quotations: list[_Quotation]) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of the paragraph `text[start:end]`; a dateline comes as a unit of its own."""
    dateline = DATELINE.match(text, start, min(end, start + 100))
    if dateline:
        yield _trim(text, start, dateline.end())
        start = dateline.end()
    position = start
    while match := _END.search(text, position, end):
        position = match.end()
        spaced = _SPACED_CLOSERS.match(text, position, end)
        if spaced and (spaced.group()[1:] != '"' or any(q.start <= position < q.end for q in quotations)):
            position = spaced.end()
        if not any(c.isalnum() for c in text[position:end]):
            break
        if any(c.isalnum() for c in text[start : match.start()]) and _ends_here(text, start, match, position, end):
            yield from _capped(text, start, position)
            start = position
    yield from _capped(text, start, end)


def _ends_here(text: str, start: int, match: re.Match[str], position: int, end: int) -> bool:
    if not text[position].isspace():
        address = re.search(r"[@/]\S*$", text[start : match.start()])
        return address is None and _GLUED.match(text, max(start, match.start() - 3), end) is not None
    following = re.compile(r"\s+([\"“‘'«(\[`]*)\s?(\S[\w'’-]*)").match(text, position, end)
    if following is None:
        return False
    first = following.group(2)
    if not (first[0].isupper() or first[0].isdigit() or first[0] in "$€£¥#•@*"):
        return False
    mark = match.group()
    if mark[0] in "!?":
        quoted = len(mark.rstrip("\"'”’»")) < len(mark) or position > match.end()
        if quoted and _SPEAKER_NEXT.match(text, position, end):
            return False
        return not text[start : match.start()].endswith(("Yahoo", "Jeopardy"))
    if mark.rstrip("\"'”’»)]") != ".":
        return first.split("'")[0].split("’")[0] != "I"
    so_far = text[start : match.start()].strip()
    word = re.search(r"[\w.'’&]*$", so_far).group().lstrip(".'’")
    return _word_may_end(word, first, bool(following.group(1)), so_far)


def _word_may_end(word: str, following: str, quote_follows: bool, so_far: str) -> bool:
    """Whether the full stop after `word` ends a sentence when `following` (capitalised or a number) is next."""
    low, nxt = word.lower(), following.lower()
    starter = nxt in _STARTERS or quote_follows
    if low in ("a.m", "p.m"):
        return nxt not in _AFTER_CLOCK and not nxt[0].isdigit()
    if low in ("no", "nos", "art", "sec", "fig", "pp"):
        return not nxt[0].isdigit()
    if low in _TITLES:
        return False
    if low in _MONTHS and word[0].isupper():
        return not nxt[0].isdigit()
    if word and word == so_far and (word.isdigit() or len(word) == 1):
        return False  # a list number
    if (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:\w\.)+\w", word):
        return starter
    if low in _MAY_END and (word[0].isupper() or "." in word or low == "etc"):
        return starter
    return True


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, start, end)
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind(mark) + 1 for mark in ("; ", ", ", ": "))
        cut = cut if cut > LONGEST // 2 else window.rfind(" ")
        cut = cut if cut > 0 else LONGEST
        yield _trim(text, start, start + cut)
        start, end = _trim(text, start + cut, end)
    if start < end:
        yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
