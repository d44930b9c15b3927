"""Facts that hold whatever the event is: who holds an office, which street a house number is in, whose words these are.

A claim on one event may state them in passing, and a claim on another event of the story the same fact otherwise. Two
facts of one sort and key with different values cannot both be true, so their claims are compared even where the events
differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factcheck.claims.counted import plural
from factcheck.matching.words import CAPITAL, in_full, is_content, tokens
from factcheck.records import Amount, Argument, Claim, ConflictType, Mention

_TITLES = (
    r"(?:police|fire) chief|chief of police|mayor|sheriff|gov(?:ernor|\.)|coroner|prosecutor|superintendent|principal"
    r"|(?:premier|chancellor|president)(?!-elect)|district attorney|attorney general|speaker"
    r"|general manager|head coach|chief executive|council leader|leader of the council|(?:\w+ )?(?:secretary|minister)"
)
_OFFICE = re.compile(
    rf"(?P<of>(?:\b{CAPITAL}[\w.-]*(?: ?[’'] ?s)? (?:of |the )?){{0,4}}?)\b(?P<title>(?i:{_TITLES}))"
    rf"(?P<apart> ?,)? (?:\d+-year-old )?(?P<name>{CAPITAL}[\w’-]+(?: {CAPITAL}\.?(?= ))?(?: {CAPITAL}[\w’-]+){{0,2}})"
)
"""An office that one person holds at a time, what it is of where the words before say, and who holds it."""
_SAYS_TITLE = re.compile(
    r"chief|mayor|sheriff|gov|coroner|prosecutor|superintendent|principal|premier|chancellor|president|attorney|speaker"
    r"|manager|coach|leader|secretary|minister",
    re.I,
)
"""A word of each of _TITLES: looking for one is faster than looking for an office."""
_SYNONYMS = {"gov.": "governor", "chief of police": "police chief", "leader of the council": "council leader"}
_HOLDER = re.compile(
    rf"(?P<name>{CAPITAL}[\w’-]+(?: {CAPITAL}\.?(?= ))?(?: {CAPITAL}[\w’-]+){{1,2}}) ?, (?:the |its |their )?"
    rf"(?P<of>(?:(?:{CAPITAL}[\w.-]*(?: ?[’'] ?s)?|provincial|regional|local|city|county) ){{0,3}})"
    rf"(?P<title>(?i:{_TITLES}))\b(?! ?{CAPITAL})"
)
"""The same, told after the name."""
_FORMER = re.compile(
    r"\b(?:former|ex|acting|interim|deputy|assistant|associate|vice|under|late|then|press|new)\b", re.I
)
_POST = (
    r"(?:former|ex|state|public|police|safety|press|assistant|deputy|general|chief|senior|officer|trooper|director"
    r"|manager|spokes(?:man|woman|person)|secretary|president|prexy|lieutenant|sergeant|captain|detective|agent"
    r"|superintendent|commissioner|professor|coach|pastor|editor|lawyer|attorney|prosecutor|judge|senator|owner|star)"
)
_WORD = rf"(?:{CAPITAL}[\w.’'-]*|{_POST})"
_RUN = rf"{_WORD}(?: (?:of |’s |'s )?{_WORD}){{2,7}}"
_TITLE_BEFORE = re.compile(rf"\b({_RUN})(?: ,|,)? $")
_TITLE_AFTER = re.compile(rf" ?, (?:an? |the )?({_RUN})(?!\w)")
_TITLE_WORDS, _REACH = 3, 120
_CALLED = re.compile(r"((?:[\w.’'-]+ ){1,4})$")
_CALLED_AFTER = re.compile(r" ?, (?:an? |the |its |their )?((?:[\w’'-]+ ?){1,6})")
_TRADES = frozenset(
    "captain colonel major general lieutenant sergeant commander inspector superintendent detective officer trooper"
    " admiral commissioner chief sheriff coroner mayor governor minister secretary president premier chancellor senator"
    " ambassador judge justice magistrate prosecutor attorney lawyer solicitor barrister spokesman spokeswoman"
    " spokesperson director manager chairman chairwoman chairperson executive coach trainer doctor surgeon professor"
    " bishop pastor priest imam rabbi pilot skipper driver headteacher principal teacher striker midfielder"
    " defender goalkeeper councillor councilman councilwoman treasurer bookkeeper owner founder".split()
)
"""Words for what somebody is by rank, office or trade."""
_OF = frozenset("the of for s us u.s united states county city town state".split())
"""What many offices are of, and so none."""
_SIZE = re.compile(
    r"(?P<amount>[$€£][\d.,]+(?: (?:thousand|million|billion|trillion))?) (?P<scope>(?:[\w’-]+ ){1,5}?)(?P<noun>bill"
    r"|package|plan|deal|resolution|budget|settlement|contract|project|program|fund|loan|fine|lawsuit|acquisition"
    r"|takeover|offer|agreement)\b"
)
_TRAVELLERS = frozenset({"people", "passenger"})
_CARRYING = re.compile(r"\b(?:carrying|carried|aboard) (?:about |some |at least )?$")
_ON_BOARD = re.compile(r" (?:\w+ )?(?:on board|aboard)\b")
_STATED_WORDS = 10
_SORT = (
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Court|Ct\.?|Place|Way|Highway"
    r"|Parkway|Circle|Terrace|Trail)(?!\w)"
)
_NAME = rf"(?:{CAPITAL}[\w’'.]*|\d+(?:st|nd|rd|th))(?: (?:{CAPITAL}[\w’']*|\d+(?:st|nd|rd|th))){{0,2}}?"
_WAY = r"(?:(?P<way>North|South|East|West|N\.?|S\.?|E\.?|W\.?|Northeast|Northwest|Southeast|Southwest) )?"
_ADDRESS = re.compile(rf"\b(?P<number>\d{{2,5}})(?: block)?(?: of)? {_WAY}(?P<name>{_NAME}) (?P<sort>{_SORT})")
_CROSSING = re.compile(
    rf"(?P<one>{_NAME}) (?:{_SORT})?\s*(?:and|at|&) (?:(?:North|South|East|West|[NSEW]\.) )?"
    rf"(?P<other>{_NAME}) {_SORT}"
)
_HOME = re.compile(rf",? (?:\([^)]*\) ?)?of (?P<town>{CAPITAL}\w+(?: {CAPITAL}\w+)?)")
_BLOCK = re.compile(rf",? (?:\d+,? )?of the (?P<number>\d+) block of {_WAY}(?P<name>{_NAME}) {_SORT}")
_QUOTE = re.compile(r"[“\"`]+([^“”\"`]{20,400})[”\"']")
_QUOTED_WORDS, _OPENING = 5, 12
_QUARTER = re.compile(r"^(?:[NSEW]\.?[EW]?\.?|(?:north|south)?(?:east|west)?) (?=\w)", re.I)
_HUNDRED = re.compile(r"[1-9]00")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one fact: `sort` and `key` say which ("office", "mayor"), `value` is what a claim gives.

    `start` and `end` are the value's place in the article, `kind` the type of a conflict. `scope` are words that narrow
    the key, of which two facts must share one where both have some: the state of a governor. `range` is set where the
    value is a number, a length in seconds or the ordinals of days (see `aspects`).
    """

    sort: str
    key: str
    value: str
    start: int
    end: int
    kind: ConflictType
    scope: frozenset[str] = frozenset()
    range: tuple[float, float] | None = None


def find_facts(claim: Claim, ages: Sequence[tuple[str, Amount]]) -> tuple[Fact, ...]:
    """The facts that a claim states, in the order of its text. `ages` are (entity, amount) pairs."""
    text = re.sub(r"\s", " ", claim.text)
    found = [
        *_offices(claim, text), *_titles(claim, text), *_namesakes(claim, text), *_places(claim, text),
        *_people(claim, text, ages), *_speaker(claim), *_sizes(claim, text), *_aboard(claim, text),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda f: (f.start, f.sort, f.key)))


def settled(facts: Iterable[Fact]) -> set[tuple[str, str, frozenset[str]]]:
    """The (sort, key, scope) of the facts that one article gives a single value."""
    values: dict[tuple[str, str, frozenset[str]], set] = defaultdict(set)
    for f in facts:
        surname = f.kind == "person" and f.sort != "namesake"
        word = f.value.lower().split()[-1] if surname else f.value.lower()
        values[f.sort, f.key, f.scope].add(f.range or word)
    return {key for key, given in values.items() if len(given) == 1 or _one_range(given)}


def _one_range(given: set) -> bool:
    """Whether all values are ranges that meet."""
    return all(isinstance(g, tuple) for g in given) and max(g[0] for g in given) <= min(g[1] for g in given)


def _names(claim: Claim) -> Iterator[Mention]:
    return (m for m in claim.mentions if in_full(m) and m.entity)


def _apposed(claim: Claim) -> Argument | None:
    """Whom a claim describes that is an apposition: "Dan Moss" of "said Dan Moss, the provincial chief of police"."""
    subject = next((a for a in claim.arguments if a.role == "subject" and a.entity.startswith("person:")), None)
    apart = subject is not None and subject.end <= claim.start and claim.predicate.startswith("be ")
    return subject if apart and " " in subject.text and claim.statement.startswith(f"{subject.text} is ") else None


def _offices(claim: Claim, text: str) -> Iterator[Fact]:
    if not _SAYS_TITLE.search(text):
        return
    who = _apposed(claim)
    found = who and _HOLDER.match(f"{who.text}, {text}")
    if found and not _FORMER.search(text[:30]):
        yield _office(found, who.text, who.start, who.end)
        return
    for found in (*_OFFICE.finditer(text), *_HOLDER.finditer(text)):
        name = re.sub(r"[’']s?$", "", found["name"])
        apart = found.re is _OFFICE and found["apart"]
        start = claim.start + found.start("name")
        end = start + len(name)
        met = {m.kind for m in claim.mentions if m.start < end and start < m.end and m.form == "name"}
        before = text[max(0, found.start() - 12) : found.end("title")]
        full = " " in name
        if (met == {"person"} and (full or not apart) or not met and full) and not _FORMER.search(before):
            yield _office(found, name, start, end)


def _office(found: re.Match[str], name: str, start: int, end: int) -> Fact:
    of, title = frozenset(tokens(found["of"])), _title(found["title"])
    key = "county mayor" if title == "mayor" and "county" in of else title
    return Fact("office", key, name, start, end, "person", of - _OF)


def _titles(claim: Claim, text: str) -> Iterator[Fact]:
    """Who is called by a whole title, before or after the name: "a former Calwyn police officer, Dan Moss"."""
    for m in _names(claim):
        name = text.find(m.name, max(0, m.start - claim.start))
        if not 0 <= name <= m.end - claim.start:
            continue
        before = _TITLE_BEFORE.search(text[max(0, name - _REACH) : name])
        after = _TITLE_AFTER.match(text, name + len(m.name))
        for found in filter(None, (before, after)):
            words = tuple(filter(is_content, tokens(found[1])))
            if len(words) >= _TITLE_WORDS:
                yield Fact("titled", " ".join(words), m.name, m.start, m.end, "person")


def _namesakes(claim: Claim, text: str) -> Iterator[Fact]:
    """Who of a surname is called by a title or a trade: "police chief Dan Moss", "Ivo Moss, the chief of police"."""
    who = _apposed(claim)
    called = who and frozenset(w for w in tokens(text) if w in _TRADES)
    if who and called:
        yield Fact("namesake", who.text.split()[-1], who.text, who.start, who.end, "person", called)
    for m in _names(claim):
        first, *_, last = m.name.split()
        name = text.find(m.name, max(0, m.start - claim.start))
        if not 0 <= name <= m.end - claim.start or last.isupper() or first.endswith("."):
            continue
        found = _CALLED.search(text[max(0, name - _REACH) : name]), _CALLED_AFTER.match(text, name + len(m.name))
        called = frozenset(w for match in found if match for w in tokens(match[1]) if w in _TRADES)
        if called:
            start = claim.start + name
            yield Fact("namesake", last, m.name, start, start + len(m.name), "person", called)


def _title(words: str) -> str:
    words = words.lower()
    return _SYNONYMS.get(words, words)


def _places(claim: Claim, text: str) -> Iterator[Fact]:
    for found in _ADDRESS.finditer(text):
        start, end = claim.start + found.start("name"), claim.start + found.end("sort")
        common = _HUNDRED.fullmatch(found["number"])
        key = f"{found['number']} {(found['way'] or '')[:1]}".strip()
        if not common or found["way"]:
            yield Fact("address", key, text[found.start("name") : found.end("sort")], start, end, "place")
    for found in _CROSSING.finditer(text):
        for key, value in (("one", "other"), ("other", "one")):
            start, end = claim.start + found.start(value), claim.start + found.end(value)
            yield Fact("crossing", _bare(found[key].lower()), _bare(found[value]), start, end, "place")


def _bare(street: str) -> str:
    """A street's name without the quarter of the town before it: "NW 64th" and "Northwest 64th" are one."""
    return _QUARTER.sub("", street)


def _people(claim: Claim, text: str, ages: Sequence[tuple[str, Amount]]) -> Iterator[Fact]:
    """People told by their home, and by their age where it is but a town: "Roe, 45, of Calwyn"."""
    for m in _names(claim):
        block = _BLOCK.match(text, m.end - claim.start)
        if block:
            yield Fact("resident", f"{block['number']} {block['name'].lower()}", m.name, m.start, m.end, "person")
        for entity, age in ages:
            if entity != m.entity or age.low != age.high:
                continue
            home = _HOME.match(text, max(0, max(m.end, age.end) - claim.start))
            if home:
                yield Fact("resident", f"{age.low:g} of {home['town'].lower()}", m.name, m.start, m.end, "person")


def _speaker(claim: Claim) -> Iterator[Fact]:
    """Who said the words of a quotation, or reported words to the letter."""
    if claim.kind == "statement":
        subjects = {a.entity for a in claim.arguments if a.role == "subject"}
        speaker = next((m for m in _names(claim) if m.entity in subjects), None)
        quoted = [words for q in _QUOTE.findall(claim.text) if len(words := tokens(q)) >= _QUOTED_WORDS]
        if speaker and not quoted and speaker.start - claim.start < _OPENING:
            words = tokens(claim.text[speaker.end - claim.start :])
            quoted = [words] if len(words) >= _STATED_WORDS else []
        for words in quoted if speaker else ():
            yield Fact("words", " ".join(words), speaker.name, speaker.start, speaker.end, "person")
    elif claim.quoted and claim.speaker and claim.speaker_entity.startswith("person") and " " in claim.speaker:
        words = tokens(claim.text)
        if len(words) >= _QUOTED_WORDS:
            yield Fact("words", " ".join(words), claim.speaker, claim.start, claim.end, "person")


def _sizes(claim: Claim, text: str) -> Iterator[Fact]:
    """What a plan, a bill or a deal is worth: "a $2 billion harbour bill"."""
    for found in _SIZE.finditer(text):
        start, end = claim.start + found.start("amount"), claim.start + found.end("amount")
        if any(x.kind == "money" and x.start == start for x in claim.amounts):
            scope = frozenset(filter(is_content, tokens(found["scope"])))
            yield Fact("size", found["noun"], found["amount"], start, end, "money", scope)


def _aboard(claim: Claim, text: str) -> Iterator[Fact]:
    """How many people a plane, a ship or a bus had on board."""
    for x in claim.amounts:
        if x.kind == "count" and x.unit in _TRAVELLERS and x.start >= claim.start:
            before, after = text[: x.start - claim.start], text[x.end - claim.start :]
            if _CARRYING.search(before) or _ON_BOARD.match(after):
                yield Fact("aboard", plural(x.unit), x.text, x.start, x.end, "number")
