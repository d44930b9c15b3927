"""Edits that keep a sentence's meaning, or keep part of it: other words, other names for the same, less said."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from slot_claims import Fact
from slot_dates import reformat, vaguer
from slot_lexicon import AGED, NEGATED, PEOPLE, PHRASES, SAME_VERBS, SAME_WORDS, WordNet
from slot_numbers import bounded, dozens, spelled
from slot_text import NEGATIVE, Edit, base, children, helpers, inflected, like, negative, root, swap

_UNFIT = frozenset(
    "percent papers city technology gram liter milligram hour year pay tend incline provide police use fancy link "
    "effort try investigator researcher responsibility like motivate approve enact cardinal religious animal "
    "spiritual trader doctor frustrate photo want desire "
    "group financial fiscal government authorities get say help call close chief principal main utilize "
    "necessitate person individual".split()
)
_SUFFIX = re.compile(r" (Corp|Inc|Ltd|plc|PLC|Co|Corporation|Limited|Incorporated|SpA|AG|NV|SA)\b\.?(?! and)")
_TITLE = re.compile(
    r"\b((?:Vice |Deputy |Prime |Foreign |Finance |Defence |Interior |Home |Former )?(?:President|Minister|Secretary|"
    r"Chancellor|Governor|Mayor|Chairman)) $"
)
_OF = re.compile(
    r"\bthe (president|prime minister|government|king|queen|army|economy|capital|ambassador|mayor|parliament|chairman|"
    r"chief executive|leader|population|head|foreign minister) of $",
    re.I,
)
_SHORT = {word: f"{word}n't" for word in "did does do is are was were has have had would could should".split()}
_SHORT |= {"will": "won't", "can": "can't"}
_NOT = re.compile(r"\b(" + "|".join(_SHORT) + r") not\b(?! only)", re.I)
_NT = re.compile(r"\b(" + "|".join(_SHORT.values()).replace("'", "['’]") + r")(?!\w)", re.I)
Rewording = Callable[[Fact, Random], "Edit | None"]


def directed(entries: list[str]) -> dict[str, list[tuple[str, bool]]]:
    """Word to (word, whether they mean the same); "murder>kill" says less."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for entry in entries:
        a, sign, b = re.split(r"([/>=])", entry, maxsplit=1)
        b = b.replace("-", " ") if b in {"at-once", "prime-minister"} else b
        found.setdefault(a, []).append((b, sign in "/="))
        if sign == "/":
            found.setdefault(b, []).append((a, True))
    return found


_VERBS, _WORDS = directed(SAME_VERBS), directed(SAME_WORDS)
TURNED = dict(entry.split(">") for entry in NEGATED)


class Synonyms:
    """One word for another that means the same, or a little less."""

    def __init__(self, wordnet: WordNet | None = None) -> None:
        self.wordnet = wordnet

    def __call__(self, fact: Fact, rng: Random) -> Edit | None:
        taken = {
            i
            for s in (*fact.names, *fact.times, *fact.amounts)
            for i, w in enumerate(fact.words)
            if s.start <= w.start < s.end
        }
        options = []
        for i, word in enumerate(fact.words):
            if (
                i in taken
                or word.tag.startswith("NNP")
                or any(fact.words[c].dep in {"prt", "compound"} for c in children(fact, i))
            ):
                continue
            if word.dep == "compound" or "-" in fact.text[max(0, word.start - 1) : word.end + 1]:
                continue
            if word.tag.startswith("VB") and word.dep not in {"aux", "auxpass"}:
                new = [(inflected(n, word.tag), exact) for n, exact in _VERBS.get(base(word), ())]
                new += [(inflected(n, word.tag), True) for n in self._more("v", base(word))]
            elif word.tag in {"NN", "NNS"}:
                single = word.lemma.lower()
                new = list(_WORDS.get(word.text.lower(), ())) or [
                    (inflected(n, word.tag), exact)
                    for n, exact in _WORDS.get(single, ())
                    if word.tag == "NNS" and n[-1] != "s"
                ]
                more = [n for n in self._more("n", single) if not n.endswith("s")]
                new += [(inflected(n, word.tag), True) for n in more]
            else:
                new = list(_WORDS.get(word.text.lower(), ()))
                new += [(n, True) for n in self._more("a", word.text.lower()) if word.tag == "JJ"]
            options += [(word, n, exact) for n, exact in new]
        if not options:
            return None
        word, new, exact = rng.choice(options)
        return Edit("synonym", (swap(fact, word.start, word.end, like(new, word.text)),), exact)

    def _more(self, letter: str, word: str) -> list[str]:
        if self.wordnet is None or word in _UNFIT:
            return []
        return [w for w in self.wordnet.same.get((letter, word), []) if len(w) > 3 and w not in _UNFIT]


@lru_cache(maxsize=50_000)
def _phrases(text: str) -> list[tuple[re.Match[str], str, bool]]:
    return [(m, new, exact) for old, new, exact in PHRASES for m in [old.search(text)] if m and m[0] != new]


def phrase(fact: Fact, rng: Random) -> Edit | None:
    """A set phrase for another."""
    found = _phrases(fact.text)
    if not found:
        return None
    m, new, exact = rng.choice(found)
    if m[0] == "due to" and any(w.tag == "VB" and m.end() < w.start < m.end() + 3 for w in fact.words):
        return None
    if m[0] == "will":
        at = root(fact)
        who = next((fact.words[i] for i in children(fact, at) if fact.words[i].dep in {"nsubj", "nsubjpass"}), None)
        aux = [fact.words[i] for i in helpers(fact)]
        if (
            who is None
            or who.start > m.start()
            or not any(w.start == m.start() for w in aux)
            or " not" in fact.text
            or fact.words[at].start < m.start()
        ):
            return None
        many = (
            who.tag in {"NNS", "NNPS"} or who.text.lower() in {"they", "we", "you", "these", "those"} or who.text == "I"
        )
        if who.text == "I" or any(w.dep == "conj" for w in fact.words):
            return None
        new = "are going to" if many else new
    return Edit("synonym", (swap(fact, m.start(), m.end(), like(new, m[0])),), exact)


def short_not(fact: Fact, rng: Random) -> Edit | None:
    """Short for long, "didn't" for "did not", and the other way round."""
    if m := _NOT.search(fact.text):
        return Edit("contraction", ((m.start(), m.end(), like(_SHORT[m[1].lower()], m[1])),))
    if m := _NT.search(fact.text):
        full = next(k for k, v in _SHORT.items() if v == m[1].lower().replace("’", "'"))
        return Edit("contraction", ((m.start(), m.end(), like(f"{full} not", m[1])),))
    return None


def shorter_name(fact: Fact, rng: Random) -> Edit | None:
    """A surname for the full name, a company without its legal form, "Roe, the president," for "President Roe"."""
    ways = []
    for span in fact.names:
        name, words = fact.text[span.start : span.end], fact.text[span.start : span.end].split()
        before = _TITLE.search(fact.text[: span.start])
        alone = fact.text.count(words[-1]) == 1
        plain = all(re.fullmatch(r"[A-Z][\w’'-]+", w) for w in words)
        own = not re.search(r"(\b[Aa]n?|[Tt]he|St\.|show) $", fact.text[: span.start]) and words[-1] not in {
            "Award",
            "Awards",
            "Cup",
        }
        if (
            span.kind == "person"
            and 2 <= len(words) <= 3
            and plain
            and alone
            and own
            and words[-1] not in {"Jr", "Junior", "II", "III"}
        ):
            ways.append(("shorter_name", (span.start, span.end, words[-1])))
            if before and not before[1].startswith("Former") and fact.text[span.end : span.end + 1] in {" ", ""}:
                ways.append(("title_for_name", (before.start(), span.end, f"{name}, the {before[1].lower()},")))
        if span.kind == "organization" and (m := _SUFFIX.search(name)) and m.end() == len(name) and m.start() > 3:
            ways.append(("shorter_name", (span.start, span.end, name[: m.start()])))
        of = _OF.search(fact.text[: span.start])
        if of and span.kind == "place" and fact.text[span.end : span.end + 1] in {" ", "", ","}:
            end = "’" if name.endswith("s") else "’s"
            ways.append(("possessive", (of.start(), span.end, f"{name}{end} {of[1]}")))
    if not ways:
        return None
    kind, change = rng.choice(ways)
    return Edit(kind, (change,))


def broader_word(fact: Fact, rng: Random) -> Edit | None:
    """The wider word "people" for soldiers, where a plain number counts them."""
    for span in fact.amounts:
        m = re.match(r" ?([a-z]+)\b(?![ -](?:and|or|of)\b)", fact.text[span.end :])
        at = span.end + (m.start(1) if m else 0)
        if span.kind != "count" or span.unit not in PEOPLE or span.low < 2:
            continue
        inside = re.search(r"[a-z]+$", fact.text[span.start : span.end])
        start, end = (
            (span.start + inside.start(), span.end)
            if inside and inside[0][:3] == span.unit[:3]
            else (at, at + len(m[1]) if m else at)
        )
        word = fact.text[start:end]
        loose = not re.search(
            r"\b(and|or|their|his|her|its) $|[’']s $|\bper $", fact.text[: span.start]
        ) and not re.match(r" [A-Z]", fact.text[end:])
        if loose and word[:3] == span.unit[:3] and fact.text[end : end + 1] in {" ", "", ","}:
            return Edit("broader_word", ((start, end, "people"),), exact=False)
    return None


def negated(fact: Fact, rng: Random) -> Edit | None:
    """The opposite denied: "did not approve" for rejected."""
    at = root(fact)
    verb = fact.words[at]
    if verb.tag != "VBD" or helpers(fact):
        return None
    if NEGATIVE.search(fact.text[: verb.start]) or NEGATIVE.search(fact.text[verb.end :]):
        return None
    new = TURNED.get(base(verb))
    if (
        new is None
        or at
        and fact.words[at - 1].tag.startswith("RB")
        or re.search(r"\b(by|to|from)\b", fact.text[verb.end :])
    ):
        return None
    if any(fact.words[i].dep in {"prt", "xcomp", "ccomp", "conj"} for i in children(fact, at)):
        return None
    if base(verb) in {"agree", "refuse"} and any(fact.words[i].dep == "prep" for i in children(fact, at)):
        return None
    if fact.times and base(verb) in {"die", "survive"}:
        return None
    if base(verb) in {"succeed", "fail"} and any(fact.words[i].dep == "dobj" for i in children(fact, at)):
        return None
    measured = fact.amounts or any(fact.words[i].dep in {"dobj", "npadvmod"} for i in children(fact, at))
    if measured and new.endswith(("rise", "fall", "crease", "shrink", "grow", "improve", "worsen")):
        return None
    return Edit("antonym_negated", ((verb.start, verb.end, new),), exact=False)


def negated_change(fact: Fact, rng: Random) -> Edit | None:
    """What the fact rules out: "did not reject" for rejected."""
    at = root(fact)
    verb = fact.words[at]
    if verb.tag != "VBD" or helpers(fact) or negative(fact) and base(verb) not in TURNED:
        return None
    if at and fact.words[at - 1].tag.startswith("RB") or base(verb) not in TURNED:
        return None
    if NEGATIVE.search(fact.text[: verb.start]) or NEGATIVE.search(fact.text[verb.end :]):
        return None
    return Edit("negation", ((verb.start, verb.end, f"did not {base(verb)}"),))


def date_format(fact: Fact, rng: Random) -> Edit | None:
    """A date in another format."""
    return reformat(fact, rng.choice(fact.times), rng) if fact.times else None


def figure_format(fact: Fact, rng: Random) -> Edit | None:
    """A figure written in another way."""
    return spelled(fact, rng.choice(fact.amounts), rng) if fact.amounts else None


def less_date(fact: Fact, rng: Random) -> Edit | None:
    """A date told less exactly."""
    return vaguer(fact, rng.choice(fact.times), rng) if fact.times and not negative(fact) else None


def less_figure(fact: Fact, rng: Random) -> Edit | None:
    """A bound or a round number for the exact one."""
    if not fact.amounts or negative(fact):
        return None
    span = rng.choice(fact.amounts)
    return (dozens(fact, span, rng) if rng.random() < 0.3 else None) or bounded(fact, span, rng)


def aged(fact: Fact, rng: Random) -> Edit | None:
    """The age in another form: "a teacher aged 34" for "a 34-year-old teacher", "34 years old" for "aged 34"."""
    if m := re.search(r"\b([Aa]n?|the) (\d\d?)-year-old ([a-z]+)\b(?! [a-z]+(?:er|or|ist|man)\b)", fact.text):
        word = m[3]
        kind = "a" if m[1].lower() != "the" else "the"
        if word in AGED and any(w.start == m.start(3) and w.dep != "compound" for w in fact.words):
            article = ("an" if word[0] in "aeiou" else "a") if kind == "a" else "the"
            return Edit("age_form", ((m.start(), m.end(), f"{like(article, m[1])} {word} aged {m[2]}"),))
    if m := re.search(r"(?<=\w), (?:aged )?(\d\d?),", fact.text):
        new = f", aged {m[1]}," if "aged" not in m[0] else f", who is {m[1]} years old,"
        if any(s.kind == "age" and s.start <= m.start(1) < s.end for s in fact.amounts):
            return Edit("age_form", ((m.start(), m.end(), new),))
    if m := re.search(r"\b(was|is) aged (\d\d?)\b|\b(was|is) (\d\d?)(?: years old)?(?=$|,| when)", fact.text):
        verb, age = m[1] or m[3], m[2] or m[4]
        new = rng.choice([s for s in (f"{verb} {age} years old", f"{verb} aged {age}", f"{verb} {age}") if s != m[0]])
        if any(s.kind == "age" and m.start() <= s.end and s.start <= m.end() for s in fact.amounts):
            return Edit("age_form", ((m.start(), m.end(), new),))
    return None


EXACT: list[tuple[Rewording, float]] = [
    (date_format, 3), (figure_format, 3), (phrase, 2), (short_not, 2), (shorter_name, 2), (aged, 3),
]  # fmt: skip
LESS: list[tuple[Rewording, float]] = [(less_date, 3), (less_figure, 4), (broader_word, 3), (negated, 3)]
