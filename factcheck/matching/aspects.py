"""What reports of one event give one value of, in whatever words: its toll, a vote, how long, from when, how much.

A report counts the dead as "killing six" and the next one as "nine lost their lives"; one has a law come into force in
January, the other has the change start in July. Each aspect is a fact with a range of values; two ranges apart cannot
both be true where both reports give the aspect but once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.claims.numerals import read_numerals
from factcheck.claims.units import seconds
from factcheck.matching.facts import Fact
from factcheck.records import Amount, Claim

_GAP = r"(?: (?!(?:and|but|or|who|which|that|after|when|while|as|including|of)\b)[\w’'-]+){0,4}?"
_BE = r"(?: (?:were|was|are|is|have|had|has|been|remain|remained|still))*"
_TOLLS = {
    "killed": (
        r"\b(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)? the lives of|deaths? of|lives of|bodies of)"
        r"|\btoll (?:[\w’'-]+ ){0,4}?(?:to|at|of|is|was|reached)",
        r"(?: dead| killed| died| have died| perished| lost (?:their|his|her) li(?:fe|ves)| lives| deaths| fatalities"
        r"| bodies)\b",
    ),
    "injured": (
        r"\b(?:injur(?:ed|es|ing)|wound(?:ed|s|ing)|hurt(?:ing|s)?)",
        r"(?: injured| wounded| hurt| with (?:\w+ )?(?:burns|injuries|wounds|smoke inhalation|cuts|bruises|broken))\b",
    ),
    "arrested": (
        r"\b(?:arrest(?:ed|s|ing)|detain(?:ed|s|ing))",
        r"(?: arrested| detained| arrests\b| taken into custody)\b",
    ),
    "missing": (r"(?!)", r"(?: missing| unaccounted for| not accounted for)\b"),
    "evacuated": (
        r"\b(?:evacuat(?:ed|es|ing)|forc(?:ed|ing) out)",
        r"(?: evacuated| (?:had to|forced to|told to|ordered to|asked to) (?:leave|flee|get out|evacuate|move out)"
        r"| (?:taken|led|brought) (?:by bus|to safety))\b",
    ),
    "rescued": (r"\b(?:rescu(?:ed|es|ing)|sav(?:ed|ing))", r"(?: rescued| saved| picked up| pulled (?:from|out|to))\b"),
    "taken to hospital": (
        r"(?!)",
        r"(?: (?:taken|rushed|flown|brought|driven|went|went on) to (?:an? |the )?hospital| hospitali[sz]ed)\b",
    ),
    "left homeless": (r"\bmak(?:e|es|ing)", r"(?: homeless)\b"),
    "taken ill": (
        r"\b(?:sicken(?:ed|ing)|infect(?:ed|ing))",
        r"(?: fallen ill| fell ill| ill| sickened| infected| infections)\b",
    ),
}
"""By what is counted, the words that stand before a number of people and those that come after it."""
_HEDGE = (
    r"(?: (?:at least|about|around|some|nearly|almost|more than|over|up to|as many as|close to|a total of|just|only"
    r"|roughly))*"
)
_BEFORE = {name: re.compile(rf"(?:{before}){_HEDGE} ?$", re.I) for name, (before, _) in _TOLLS.items()}
_AFTER = {name: re.compile(rf"{_GAP}{_BE}{after}", re.I) for name, (_, after) in _TOLLS.items()}
_NOBODY = re.compile(
    r"\b(?:(?:nobody|no ?one) (?:was|were|had been) (?P<a>killed|injured|hurt|wounded|arrested|detained)"
    r"|there were no (?P<b>deaths|fatalities|injuries|arrests|casualties))\b",
    re.I,
)
_OF_NONE = {"hurt": "injured", "wounded": "injured", "injuries": "injured", "detained": "arrested",
            "arrests": "arrested", "deaths": "killed", "fatalities": "killed", "casualties": "injured"}  # fmt: skip
_SO_FAR = re.compile(r"\b(?:yet|so far|immediately|initially|reported|as of|else)\b", re.I)
_A_PART = re.compile(r" (?:more|others?|of (?:the|them|those|whom|these|his|her|their))\b|\b(?:an?)?other (?:\w+ )?$|-")
_FEWEST, _WIDEST = 3, 1.5
"""Fewer are told one by one; a wider range is a way to say "many"."""
_ONE_BY_ONE = re.compile(
    r"\b(?:identit(?:y|ies)|identified|pronounced|at the scene|later|remaining"
    r"|where (?:they|he|she)|on the spot|outright|instantly)\b"
)
_GENERIC = frozenset(
    "people person victim individual human other life death body fatality dead toll injured wounded arrest infection "
    "resident patient protester demonstrator activist marcher rioter".split()
)
_CARRIED = frozenset("take transport rush fly airlift bring treat admit discharge release hospitalize".split())
"""What is done with some of the injured."""
_CLAIMED = re.compile(r"\b(?:claim(?:s|ed|ing)? (?:to|that|responsib)|boast|alleg)", re.I)
_LONG_SPAN = re.compile(
    r"\b(?:(?:this|last|the|each|every|per|a|past|previous) (?:\w+ )?(?:year|month|week|decade|season|war|century)"
    r"|since (?:19|20)\d\d|annually|in (?:19|20)\d\d|years|homicides?|so far this)\b"
)
"""What tells that a number is no toll of one event."""
_N = (
    r"(?P<{}>\d{{1,4}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|\w+teen|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_X, _Y = _N.format("x"), _N.format("y")
_VOTE = re.compile(
    r"\b(?:vot(?:e|ed|es|ing)|ballot|tally|pass(?:ed|es)?|approv|adopt|reject|defeat|motion|bill|favou?r)"
)
_VOTERS = r"(?: (?:votes?|lawmakers|deputies|members|senators|councillors|mps))?"
_VOTES = (
    re.compile(
        rf"\b(?:by|was|were|of|voted|votes?) {_X}{_VOTERS}(?: ?[-–] ?| to | votes? against ){_Y}\b"
        r"(?! ?(?:%|percent|per cent|goals?|million|billion))",
        re.I,
    ),
    re.compile(rf"\b{_X} votes? to {_Y}\b", re.I),
    re.compile(r"\b(?P<x>\d{1,3})[-–](?P<y>\d{1,3}) (?:vote|decision|margin|majority)\b", re.I),
    re.compile(
        rf"\b{_X} (?:[\w’']+ ){{0,4}}?(?:in favou?r|for|yes|backing|supporting|voted for)\b[^.;]{{0,40}}?\b{_Y} "
        r"(?:[\w’']+ ){0,3}?(?:against|opposed|opposing|noes)\b",
        re.I,
    ),
)
_GAME = re.compile(
    r"\b(?:beat|beaten|won|win|lost|lose|defeat|draw|drew|final|match|game|goals?|victory|winners?|derby|score)"
)
_EARLIER_GAME = re.compile(
    r"\b(?:last (?:meeting|season|year|time|month)|previous|earlier|had (?:won|beaten|lost|drawn)|first leg"
    r"|that (?:one|time|game|match)|(?:met|won|lost) (?:twice|both times|three times)|in the league this"
    r"|in (?:19|20)\d\d|half-?time|before the break)\b"
)
_SCORES = (
    re.compile(r"(?<![\d-])(?P<x>\d{1,3}) ?[-–] ?(?P<y>\d{1,3})(?![\d-])(?! (?:record|vote|decision))"),
    re.compile(rf"\b{_X} goals? to {_Y}\b", re.I),
)
_RULES = frozenset(
    "rule law change measure ban restriction tariff tax levy fee sanction regulation reform act bill order duty cap "
    "limit curfew charge price rate increase".split()
)
_TRUCES = frozenset("truce ceasefire cease-fire pause lull".split())
_STRIKES = frozenset("strike walkout walk-out stoppage".split())
_PACTS = frozenset("agreement accord deal pact treaty contract".split())
_PLANTS = frozenset("factory plant gate mine works site store".split())
_IN_FORCE = re.compile(
    r"\b(?:(?:come|comes|coming|came|enter|enters|entered|put|go|goes) into (?:force|effect)|tak(?:e|es|ing) effect"
    r"|effective (?:from|on)|appl(?:y|ies) from|be (?:frozen|banned|levied|charged) (?:from|in|on))\b"
)
_COMPLETE = frozenset("complete finalise finalize".split())
_COMPLETED = re.compile(r"\b(?:complet\w+|clos(?:e|es|ing)|finali[sz]\w+)\b", re.I)
_TRADE = re.compile(r"\b(?:deal|transaction|merger|takeover|acquisition|sale|closing)\b", re.I)
_LASTS = r"agreement|accord|deal|pact|treaty|contract|truce|cease-?fire|pause|strike|walkout|stoppage"
_TERM_AFTER = re.compile(rf"[ -](?:[\w’']+ ){{0,2}}?(?P<what>{_LASTS}|term|sentence|jail|prison)\b")
_SENTENCED = re.compile(
    r"\b(?:sentence|term) of$|\b(?:sentenced|jailed|imprisoned|(?:sent|go(?:es)?) to (?:prison|jail)|prison|custody)\b"
    r"(?: [\w’']+){0,6}? (?:to|for|of|a|an)"
    r"(?: (?:serve|total of|minimum of|a|an))*$"
)
_SERVED = re.compile(r"\b(?:spent|served|serving|faces?|facing|up to|maximum of|could (?:get|receive))\b")
_LASTING = re.compile(
    r"\b(?:(?:run|valid)(?:s|ning)? for|last(?:s|ed|ing)?(?: for)?|for a (?:term|period) of"
    r"|(?:fighting|hostilities)(?: for)?)$"
)
_TERMED = re.compile(rf"\b(?:{_LASTS})\b")
_UNIT_OF_LENGTH = re.compile(r"hour|day|week|month|year", re.I)
_LENGTH = re.compile(rf"\b{_X}[ -](?P<unit>hour|day|week|month|year)s?\b", re.I)
_TOPICS = {
    "surplus": r"surplus",
    "deficit": r"deficit|shortfall|gap in public finances|budget gap",
    "key rate": r"(?:key|benchmark|policy|base|lending) (?:interest )?rate",
    "jobless rate": r"unemployment|jobless rate",
    "turnout": r"turnout",
    "inflation": r"inflation|price growth",
    "revenue": r"revenues?|turnover|sales",
    "operating profit": r"operating (?:profit|earnings|income|result)",
    "net profit": r"net (?:profit|earnings|income|result)",
    "buyback": r"buy-?backs?|buy back (?:its|their) (?:own )?shares",
    "stolen sum": r"stole|stolen|embezzled|siphoned|helped (?:her|him)self to|thefts? of|took",
    "damage": r"damages?|losses",
    "fine": r"fines?|penalty|fined",
    "ransom": r"ransom",
    "guaranteed price": r"guaranteed price",
    "prize": r"prize|cheque|comes with",
}
_RATES = frozenset({"deficit", "key rate", "jobless rate", "turnout", "inflation"})
"""Topics that are told as a share; of the others sums of money alone are values."""
_TOPIC = re.compile("|".join(rf"(?P<t{k}>\b(?:{words})\b)" for k, words in enumerate(_TOPICS.values())), re.I)
_OF_THE_VOTE = re.compile(r" of (?:the |all )?(?:votes?|ballots)\b")
_LINK = re.compile(r"(?:[ ,]+(?!(?:by|from|against|than|after|and)\b)[^\W\d][\w’'.-]*){0,7}[ ,]*$")
_NEAR = re.compile(r"(?: [\w’'-]+){0,3}")
_CHANGE_BEFORE, _CHANGE_AFTER = (
    re.compile(r"\b(?:by|from|than)(?: \w+)?\s*$"),
    re.compile(r" (?:more|less|lower|higher|fewer)\b"),
)
_PERIOD = re.compile(
    r"\b(?:nine months|six months|half-year|first half|quarter|month|monthly|annual|full-year|year so far|year to date"
    r"|twelve months|fiscal|next year|last year)\b"
)


def find_aspects(claim: Claim) -> Iterator[Fact]:
    """The aspects of the news that a claim gives a value of, each as a fact with a range."""
    if claim.kind == "statement":
        return
    text = re.sub(r"\s", " ", claim.text)
    yield from _none(claim, text)
    yield from _tolls(claim, text)
    yield from _votes(claim, text)
    yield from _scores(claim, text)
    yield from _terms(claim, text)
    yield from _dates(claim, text)
    yield from _sums(claim, text)


def _none(claim: Claim, text: str) -> Iterator[Fact]:
    """That nobody was killed, hurt or arrested."""
    found = _NOBODY.search(text)
    if found and not _SO_FAR.search(text) and claim.modality != "planned":
        word = (found["a"] or found["b"]).lower()
        start, end = claim.start + found.start(), claim.start + found.end()
        yield Fact("toll", _OF_NONE.get(word, word), found[0], start, end, "number", frozenset(), (0.0, 0.0))


def _tolls(claim: Claim, text: str) -> Iterator[Fact]:
    counts = [x for x in claim.amounts if x.kind == "count" and x.start >= claim.start]
    if not counts or claim.polarity == "negative" or claim.modality == "planned":
        return
    if _LONG_SPAN.search(text.lower()) or _CLAIMED.search(text) or _ONE_BY_ONE.search(text):
        return
    for x in counts:
        if not x.low >= _FEWEST or x.high > _WIDEST * x.low:
            continue
        before, after = text[: x.start - claim.start], text[x.end - claim.start :]
        if _A_PART.match(after) or _A_PART.search(before[-12:]):
            continue
        for sort in _TOLLS:
            found = _BEFORE[sort].search(before) or _AFTER[sort].match(after)
            if found and not (sort == "injured" and claim.predicate in _CARRIED):
                scope = frozenset({x.unit}) - _GENERIC - {""}
                yield Fact("toll", sort, x.text, x.start, x.end, "number", scope, (x.low, x.high))


def _votes(claim: Claim, text: str) -> Iterator[Fact]:
    if not _VOTE.search(text.lower()):
        return
    for pattern in _VOTES:
        for found in pattern.finditer(text):
            for key, name in (("in favour", "x"), ("against", "y")):
                yield _numbered(claim, found, name, "vote", key)


def _scores(claim: Claim, text: str) -> Iterator[Fact]:
    if not _GAME.search(text.lower()) or _EARLIER_GAME.search(text):
        return
    for pattern in _SCORES:
        for found in pattern.finditer(text):
            x, y = _number(found["x"]), _number(found["y"])
            start, end = claim.start + found.start("x"), claim.start + found.end("y")
            value = 1000 * max(x, y) + min(x, y)
            yield Fact("score", "final", found[0], start, end, "number", frozenset(), (value, value))


def _number(word: str) -> float:
    return next(iter(read_numerals(word))).low


def _numbered(claim: Claim, found: re.Match[str], name: str, sort: str, key: str) -> Fact:
    value = _number(found[name])
    start, end = claim.start + found.start(name), claim.start + found.end(name)
    return Fact(sort, key, found[name], start, end, "number", frozenset(), (value, value))


def _terms(claim: Claim, text: str) -> Iterator[Fact]:
    """How long an agreement, a truce, a strike or a sentence is to last."""
    for low, high, start, end in _lengths(claim, text):
        before, after = text[:start].rstrip(), text[end:]
        served = _SERVED.search(before)
        what = None if served else _TERM_AFTER.match(after)
        if what:
            key = "suspended sentence" if "suspended" in what[0] else _kind_of_term(what["what"])
        elif _SENTENCED.search(before) and not served:
            key = "sentence"
        elif _LASTING.search(before):
            stopped, named = re.search(r"fighting|hostilities", before), _TERMED.findall(before)
            key = "truce" if stopped else _kind_of_term(named[-1]) if named else ""
        else:
            continue
        if key:
            value = text[start:end]
            yield Fact("term", key, value, claim.start + start, claim.start + end, "duration", frozenset(), (low, high))


def _lengths(claim: Claim, text: str) -> Iterator[tuple[float, float, int, int]]:
    met = set()
    for x in claim.amounts:
        if x.kind == "duration" and x.start >= claim.start:
            met.update(range(x.start - claim.start, x.end - claim.start))
            yield x.low, x.high, x.start - claim.start, x.end - claim.start
    for found in _LENGTH.finditer(text) if _UNIT_OF_LENGTH.search(text) else ():
        if found.start() not in met:
            value = _number(found["x"]) * seconds(found["unit"])
            yield value, value, found.start(), found.end()


def _kind_of_term(word: str) -> str:
    if word in _PACTS:
        return "agreement"
    if word in _TRUCES:
        return "truce"
    if word in _STRIKES:
        return "strike"
    return "sentence" if word in {"term", "sentence", "jail", "prison"} else ""


def _dates(claim: Claim, text: str) -> Iterator[Fact]:
    """From when a rule, a truce or a strike is, and when a deal or a plant is closed."""
    whens = [w for w in claim.times if w.earliest and w.latest]
    if len(whens) != 1:
        return
    (when,) = whens
    heads = {a.head for a in claim.arguments if a.role in {"subject", "object"}}
    verb = claim.predicate.split()[0]
    key = ""
    if _IN_FORCE.search(text) or verb in {"begin", "start"} and heads & _RULES:
        key = "does the truce begin" if heads & _TRUCES else "does the rule take effect"
    elif verb in {"begin", "start"} and heads & (_TRUCES | _STRIKES):
        key = "does the truce begin" if heads & _TRUCES else "does the strike begin"
    elif verb in {"close", "shut"} and heads & _PLANTS:
        key = "does the plant close"
    elif claim.modality == "planned" and (verb in _COMPLETE or _COMPLETED.search(text) and _TRADE.search(text)):
        key = "is the deal completed"
    if key:
        days = (when.earliest.toordinal(), when.latest.toordinal())
        yield Fact("from", key, when.text, when.start, when.end, "date", frozenset(), days)


def _sums(claim: Claim, text: str) -> Iterator[Fact]:
    """Sums and shares by what they are of: the surplus, the key rate, the prize."""
    sums = [x for x in claim.amounts if x.kind in {"money", "percent"} and x.start >= claim.start]
    if not sums:
        return
    period = frozenset(_PERIOD.findall(text.lower()))
    who = frozenset(a.entity for a in claim.arguments if a.role == "subject" and a.entity)
    for x in sums:
        share = x.kind == "percent" and _OF_THE_VOTE.match(text[x.end - claim.start :])
        if share and who:
            yield Fact("sum", "share of the vote in %", x.text, x.start, x.end, "percent", who, (x.low, x.high))
            continue
        topic = _topic(text, x, claim.start)
        if topic and (x.kind == "money" or topic in _RATES):
            yield Fact("sum", f"{topic} in {x.unit}", x.text, x.start, x.end, x.kind, period, (x.low, x.high))


def _topic(text: str, x: Amount, offset: int) -> str:
    """What a sum is of: the last topic before it, or the one right after it."""
    before, after = text[: x.start - offset], text[x.end - offset :]
    if _CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after):
        return ""
    found = list(_TOPIC.finditer(before))
    if found and _LINK.match(before[found[-1].end() :]):
        return _name(found[-1])
    near = _TOPIC.search(after[: _NEAR.match(after).end()])
    return _name(near) if near else ""


def _name(found: re.Match[str]) -> str:
    return next(name for k, name in enumerate(_TOPICS) if found[f"t{k}"])
