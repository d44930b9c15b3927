"""Edits after which a sentence cannot be true together with what it was: the contradictions."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from slot_claims import Fact
from slot_dates import change_time
from slot_lexicon import OPPOSITE_VERBS, OPPOSITE_WORDS, STAYED, WordNet, pairs
from slot_names import PAST
from slot_numbers import change_amount
from slot_text import Edit, base, children, extent, helpers, inflected, like, negative, root, subject, subtree, swap

ROLES = [
    group.split("/")
    for group in (
        "president/prime minister/foreign minister/finance minister/defence minister/vice president/interior minister",
        "chairman/chief executive/finance director/managing director/deputy chairman/treasurer/sales director",
        "mayor/governor/police chief/judge/city councillor/bishop", "senator/congressman/governor/ambassador",
        "brother/father/son/uncle/cousin/nephew", "sister/mother/daughter/aunt/niece",
        "coach/goalkeeper/striker/referee",
        "lawyer/doctor/teacher/accountant/engineer/journalist", "colonel/captain/lieutenant/sergeant",
        "actor/director/producer/singer/composer", "spokesman/chairman/lawyer/adviser", "victim/suspect/witness",
        "defendant/witness/plaintiff", "soldier/policeman/fireman/civilian", "student/teacher/headmaster/caretaker",
        "driver/passenger/pedestrian", "manufacturer/retailer/importer/publisher", "bank/insurer/airline/brewery",
    )
]  # fmt: skip
_ROLE_GROUPS: dict[str, list[str]] = {}
for _group in ROLES:
    for _word in _group:
        _ROLE_GROUPS.setdefault(_word, [w for w in _group if w != _word])
ROLE = re.compile(
    r"\b(" + "|".join(sorted(_ROLE_GROUPS, key=len, reverse=True)) + r")\b(?! of the (?:year|match))", re.I
)
SAYING = frozenset("say state add report announce tell note".split())
MUTUAL = frozenset(
    "meet marry join talk face play fight agree merge be have become remain include resemble equal match know "
    "like love follow precede involve mean see hear want need say tell discuss trust respect admire criticise "
    "criticize praise accuse blame support oppose back thank welcome help visit call ask urge warn attack condemn "
    "fear hate remind contact".split()
)
_NOT_NEGATED = re.compile(
    r"\b(some|any|many|several|most|every|each|either|also|still|already|even|only|just|yet|too|again|more|often|"
    r"sometimes|always|now|then|so|as well|at least|both|who|which)\b",
    re.I,
)
_VERBS, _WORDS = pairs(OPPOSITE_VERBS), pairs(OPPOSITE_WORDS)
_UNFIT = frozenset(
    "all no many few on off side top black white like unlike charged uncharged square round general specific back "
    "front yes love hate leader follower past future no conservative liberal large small pro anti closing opening "
    "adjusted unadjusted organic general male female near far intense mild".split()
)
Change = Callable[[Fact, Random], "Edit | None"]


def sure(fact: Fact) -> bool:
    """Whether another value in the fact makes it another story: nothing in it is hedged, denied or conditional."""
    return fact.modality != "hedged" and not negative(fact)


def time(fact: Fact, rng: Random) -> Edit | None:
    """Another date, weekday, month, year or time of day."""
    spans = [t for t in fact.times if t.kind != "range" or " ago" in fact.text[t.start : t.end]]
    return change_time(fact, rng.choice(spans), rng) if spans else None


def amount(fact: Fact, rng: Random) -> Edit | None:
    """Another count, sum, percentage, age, duration or rank."""
    return change_amount(fact, rng.choice(fact.amounts), rng) if fact.amounts else None


def role(fact: Fact, rng: Random) -> Edit | None:
    """Another office, trade or kin."""
    found = [m for m in ROLE.finditer(fact.text) if not fact.text[m.end() :].startswith(("s ", "-"))]
    found = [m for m in found if m[0].lower() == m[0] or m[0].istitle()]
    if not found:
        return None
    m = rng.choice(found)
    if re.search(r"\b(vice|deputy|prime|former) $", fact.text[: m.start()], re.I) and " " not in m[0]:
        return None
    if re.match(
        r" (and|or|&|general|officer|office|offices|bank|account|company|secretary|director|manager|minister)\b",
        fact.text[m.end() :],
    ):
        return None
    if m[0].istitle() and not re.match(r" [A-Z]", fact.text[m.end() :]):
        return None
    options = [w for w in _ROLE_GROUPS[m[1].lower()] if w not in fact.text.lower()]
    if not options:
        return None
    new = rng.choice(options)
    return Edit("role", (swap(fact, m.start(), m.end(), new.title() if m[0].istitle() else new),))


def order(fact: Fact, rng: Random) -> Edit | None:
    """Before for after."""
    found = [m for m in re.finditer(r"\b([Bb]efore|[Aa]fter)\b", fact.text)]
    found = [
        m
        for m in found
        if not re.search(
            r"\b(day|soon|shortly|look\w*|named|short|ever|never|year|time|week) $", fact.text[: m.start()]
        )
    ]
    if len(found) != 1:
        return None
    m = found[0]
    at = next((i for i, w in enumerate(fact.words) if w.start == m.start()), None)
    if at is None or fact.words[at].dep not in {"mark", "prep"} or fact.words[at].tag == "RP":
        return None
    if fact.words[at].dep == "prep":
        noun = next((i for i in children(fact, at) if fact.words[i].dep == "pobj"), None)
        if noun is None or not any(
            fact.words[i].text.lower() == "the" or fact.words[i].dep == "poss" for i in children(fact, noun)
        ):
            return None
    return Edit(
        "order",
        ((m.start(), m.end(), {"before": "after", "after": "before", "Before": "After", "After": "Before"}[m[1]]),),
    )


def negation(fact: Fact, rng: Random) -> Edit | None:
    """It did not, or where it did not, it did."""
    at = root(fact)
    verb = fact.words[at]
    nots = [i for i in children(fact, at) if fact.words[i].dep == "neg"]
    if nots:
        return _affirmed(fact, at, nots)
    if negative(fact) or fact.modality == "hedged" or _NOT_NEGATED.search(fact.text) or base(verb) in SAYING:
        return None
    who = subject(fact)
    if who is None or any(fact.words[i].dep == "cc" for i in children(fact, at)):
        return None
    if fact.words[who].tag in {"NN", "NNS"} and not any(
        fact.words[i].text.lower() in {"the", "his", "her", "its", "their"} or fact.words[i].dep == "poss"
        for i in children(fact, who)
    ):
        return None
    aux = helpers(fact)
    if aux or verb.lemma == "be":
        first = fact.words[aux[0]] if aux else verb
        if first.text.startswith(("'", "’")) or first.dep == "ROOT" and first.lemma != "be" or first.start == 0:
            return None
        if first.text.lower() in {"may", "might", "could", "to", "would"}:
            return None
        short = {"is": "isn't", "was": "wasn't", "were": "weren't", "has": "hasn't", "have": "haven't", "will": "won't"}
        new = short.get(first.text) if rng.random() < 0.25 else None
        return Edit("negation", ((first.start, first.end, new or f"{first.text} not"),))
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag)
    if helper is None or at > 0 and fact.words[at - 1].tag.startswith("RB"):
        return None
    not_ = (
        f"{helper}n't"
        if rng.random() < 0.25
        else rng.choice((f"{helper} not", f"{helper} not", "never" if helper == "did" else f"{helper} not"))
    )
    if not_ == "never":
        return Edit("negation", ((verb.start, verb.end, f"never {verb.text}"),))
    return Edit("negation", ((verb.start, verb.end, f"{not_} {base(verb)}"),))


def _affirmed(fact: Fact, at: int, nots: list[int]) -> Edit | None:
    word, verb = fact.words[nots[0]], fact.words[at]
    if re.search(
        r"\b(any|anyone|anything|yet|either|only|ever|until|all|every|because|longer|much|at all|let alone)\b",
        fact.text,
    ):
        return None
    aux = next((i for i in helpers(fact) if fact.words[i].lemma == "do"), None)
    if word.text.lower() not in {"not", "n't", "n’t"}:
        return None
    before = fact.words[nots[0] - 1]
    if aux is None:
        if word.text.lower() != "not" and before.text.lower() in {"ca", "wo"}:
            full = {"ca": "can", "wo": "will"}[before.text.lower()]
            return Edit("negation", ((before.start, word.end, like(full, before.text)),))
        return Edit("negation", ((before.end, word.end, ""),))
    if not aux < nots[0] < at or at - nots[0] != 1:
        return None
    tag = {"did": "VBD", "does": "VBZ"}.get(fact.words[aux].text.lower(), "VBP")
    form = base(verb) if tag == "VBP" else inflected(base(verb), tag)
    return Edit("negation", ((fact.words[aux].start, verb.end, form),))


def stayed(fact: Fact, rng: Random) -> Edit | None:
    """What somebody did turned into its opposite in words that hold no "not": resigned, stayed in office."""
    at = root(fact)
    verb = fact.words[at]
    rest = fact.text[verb.end :]
    if verb.tag != "VBD" or helpers(fact) or base(verb) not in STAYED or negative(fact):
        return None
    objects = any(fact.words[i].dep in {"dobj", "ccomp", "xcomp", "prep", "prt"} for i in children(fact, at))
    if (
        objects
        and base(verb) not in {"attend", "win"}
        or rest
        and not rest.startswith((" on ", " in ", " last "))
        and not objects
    ):
        return None
    return Edit("antonym", ((verb.start, verb.end, STAYED[base(verb)]),))


class Antonyms:
    """Words turned into their opposites."""

    def __init__(self, wordnet: WordNet | None = None) -> None:
        self.wordnet = wordnet

    def __call__(self, fact: Fact, rng: Random) -> Edit | None:
        options = []
        taken = {
            i
            for span in (*fact.names, *fact.times)
            for i, w in enumerate(fact.words)
            if span.start <= w.start < span.end
        }
        main = {root(fact), *(i for i, w in enumerate(fact.words) if w.head == root(fact))}
        main |= {i for i, w in enumerate(fact.words) if w.dep in {"amod", "compound", "pobj"} and w.head in main}
        for i, word in enumerate(fact.words):
            if i in taken or i not in main or word.text != word.text.lower() and i:
                continue
            new = [inflected(n, word.tag) for n in _VERBS.get(base(word), ())] if word.tag.startswith("VB") else []
            below = {fact.words[c].dep for c in children(fact, i)}
            if word.tag.startswith("VB") and (
                "prt" in below
                or base(word) == "succeed" and "dobj" in below
                or base(word) in {"agree", "refuse"} and "prep" in below
                or base(word) in {"buy", "sell"} and "auxpass" in below
            ):
                continue
            if fact.text[word.start :].startswith(("up to ", "down to ")):
                continue
            if word.dep != "prt" and (word.dep == "amod" or not word.tag.startswith("VB")):
                new += _WORDS.get(word.text.lower(), ())
                new += self._more(word.tag, word.text.lower())
            options += [(word, n) for n in new if n.lower() != word.text.lower()]
        if not options:
            return None
        word, new = rng.choice(options)
        return Edit("antonym", (swap(fact, word.start, word.end, like(new, word.text)),))

    def _more(self, tag: str, word: str) -> list[str]:
        letter = {"JJ": "a", "NN": "n"}.get(tag)
        if self.wordnet is None or letter is None or word in _UNFIT:
            return []
        return [w for w in self.wordnet.opposite.get((letter, word), []) if w not in _UNFIT]


def roles_swapped(fact: Fact, rng: Random) -> Edit | None:
    """Who did it, and to whom, the other way round."""
    at = root(fact)
    verb = fact.words[at]
    aux = [fact.words[i].text for i in helpers(fact)]
    if verb.tag not in {*PAST, "VB"} or base(verb) in MUTUAL or aux not in ([], ["was"], ["will"], ["had"]):
        return None
    passive = any(fact.words[i].dep == "auxpass" for i in children(fact, at))
    who = subject(fact)
    if passive:
        by = next((i for i in children(fact, at) if fact.words[i].dep == "agent"), None)
        whom = next((i for i in children(fact, by) if fact.words[i].dep == "pobj"), None) if by is not None else None
    else:
        whom = next((i for i in children(fact, at) if fact.words[i].dep == "dobj"), None)
    if who is None or whom is None:
        return None
    a, b = extent(fact, who), extent(fact, whom)
    if a is None or b is None or a[0] != 0 or b[0] <= a[1] or b[1] - b[0] > 45 or a[1] > 45:
        return None
    spans = [
        next(((s.kind, s.start, s.end) for s in fact.names if x[0] <= s.start and s.end == x[1]), ("", 0, 0))
        for x in (a, b)
    ]
    if any(fact.text[x[0] : s[1]].lower() not in {"", "the "} for x, s in zip((a, b), spans, strict=True)):
        return None
    if spans[0][0] != spans[1][0] or spans[0][0] not in {"person", "organization", "place"}:
        return None
    if any(
        fact.words[i].dep in {"relcl", "conj", "poss", "appos", "acl"}
        for i in (*subtree(fact, who), *subtree(fact, whom))
    ):
        return None
    first, second = fact.text[a[0] : a[1]], fact.text[b[0] : b[1]]
    if first.split()[-1] == second.split()[-1] or re.search("[’']s", first + second):
        return None
    lowered = first if fact.words[0].tag.startswith("NNP") else first[:1].lower() + first[1:]
    return Edit("roles_swapped", ((a[0], a[1], second[:1].upper() + second[1:]), (b[0], b[1], lowered)))
