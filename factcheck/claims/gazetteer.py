"""What a name says by itself: countries and cities, nationalities, first names, and the offices that people hold."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Level = Literal["country", "state", "region", "city"]
Gender = Literal["m", "f"]

COURTESY = {
    "mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "lady": "f", "dame": "f", "madam": "f",
}  # fmt: skip
"""Forms of address, which say a gender and no office."""


def _data(name: str) -> dict:
    return json.loads(resources.files("factcheck.claims").joinpath("data", name).read_text("utf-8"))


_WORDS = _data("name_words.json")


@cache
def words(name: str) -> frozenset[str]:
    """A word list of the gazetteer: offices, fields, particles, spots (ends of the names of sites), …"""
    return frozenset(_WORDS[name].split())


SHORT_TITLES = {k: v.replace("_", " ") for k, v in (pair.split("=") for pair in _WORDS["short"].split())}
"""Abbreviations and gendered forms of offices: "gen" for general, "spokeswoman" for spokesperson."""

FIELDS = words("fields")
"""What an office is of or how it ranks: defense, police, vice, acting."""

HEADS = words("offices") | words("parties") | frozenset(SHORT_TITLES)
"""Nouns that stand before a name or describe its bearer, as they are written (singular, lower case, without a dot)."""

PARTICLES = words("particles")
"""Small words inside surnames: "van der"."""

POSSESSIVE = ("'s", "’s", "'", "’")

LEADERS = frozenset(("president", "prime minister", "chancellor", "king", "queen", "chair", "supreme leader"))
"""Offices whose holder is called the leader of a country."""

HUMANS = HEADS | words("men") | words("women") | words("humans")
"""Nouns for one human being, which compete with names for a pronoun."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the gazetteer knows of a name. `levels` holds more than one for "Georgia"; `inside` are canonical names."""

    name: str
    levels: frozenset[Level]
    inside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """An office as (title, of): ("defense minister", "China"). `of` is "" where the text does not say."""

    title: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.title} of {self.of}" if self.of else self.title


@cache
def key(name: str) -> str:
    """The spelling-blind form of a name: lower case, plain apostrophes and hyphens, single spaces, no dots or "the"."""
    text = name.casefold().replace("’", "'").replace("‘", "'").replace("‑", "-").replace("–", "-").replace(".", "")
    text = re.sub(r"'s?$", "", re.sub(r"\s+", " ", text).strip(' ,;:"“”()[]'))
    return text.removeprefix("the ")


@cache
def _places() -> tuple[dict[str, Place], dict[str, str]]:
    """Every spelling's Place, and the country of every nationality word."""
    names: dict[str, str] = {}
    levels: dict[str, set[Level]] = {}
    inside: dict[str, set[str]] = {}
    people: dict[str, str] = {}

    def add(spellings: list[str], level: Level, within: set[str]) -> None:
        name = names.setdefault(key(spellings[0]), spellings[0])
        levels.setdefault(name, set()).add(level)
        inside.setdefault(name, set()).update(within)
        for other in spellings[1:]:
            names.setdefault(key(other), name)

    def spellings(entry: dict[str, str], part: str) -> list[str]:
        return [s for s in entry.get(part, "").split(",") if s]

    data = _data("places.json")
    for country, entry in data["countries"].items():
        add([country, *spellings(entry, "also")], "country", set())
        people.update((key(word), country) for word in spellings(entry, "people"))
    for country, entry in data["countries"].items():
        for city in spellings(entry, "cities"):
            add(city.split("="), "city", {country})
        for region in spellings(entry, "regions"):
            add(region.split("="), "region", {country})
    for state, entry in data["states"].items():
        add([state, *(s for s in spellings(entry, "also") if len(s) > 2 or s == "DC")], "state", {"United States"})
        for city in spellings(entry, "cities"):
            add(city.split("="), "city", {state, "United States"})
        for region in spellings(entry, "regions"):
            add(region.split("="), "region", {state, "United States"})
    return {k: Place(n, frozenset(levels[n]), frozenset(inside[n])) for k, n in names.items()}, people


@cache
def place(name: str) -> Place | None:
    """The place of this name, or None. "us" is the pronoun, "US" the country."""
    if name == "us" or name.casefold() in ("id", "me", "or", "in", "ok", "hi"):
        return None
    return _places()[0].get(key(name))


def state(text: str) -> str | None:
    """The US state behind a name, an AP abbreviation or a postal code ("Nev.", "NV", "Nevada"), or None."""
    return _states().get(text if len(text) == 2 else key(text))


@cache
def _states() -> dict[str, str]:
    out: dict[str, str] = {}
    for name, entry in _data("places.json")["states"].items():
        for spelling in (name, *entry.get("also", "").split(",")):
            out[spelling if len(spelling) == 2 else key(spelling)] = name
    return out


@cache
def country_of(word: str) -> str | None:
    """The country that a nationality word or a spelling of the country's name stands for: "Chinese", "U.S."."""
    if word == "us":
        return None
    known = place(word)
    if known and "country" in known.levels:
        return known.name
    return _places()[1].get(key(word)) or _places()[1].get(key(word).removesuffix("s"))


@cache
def demonym(word: str) -> bool:
    """Whether the word is a nationality ("Chinese", "Russians", "Sino-Russian") and no name of a place."""
    parts = re.split(r"[-/–]", word)
    return all(not place(p) and country_of(p) is not None for p in parts if p) and bool(word)


@cache
def _first_names() -> tuple[dict[str, Gender], dict[str, str]]:
    data = _data("first_names.json")
    genders: dict[str, Gender] = {n.casefold(): "m" for n in data["male"].split()}
    genders.update((n.casefold(), "f") for n in data["female"].split())
    return genders, dict(pair.split("=") for pair in data["short"].split())


def gender(first_name: str) -> Gender | None:
    """The usual gender of a first name, None where it is unknown."""
    return _first_names()[0].get(first_name.casefold())


def full_first_name(name: str) -> str:
    """The long form of a first name, lower case: "Bill" gives "william"; other names are given back."""
    return _first_names()[1].get(name.casefold(), name.casefold())


def noun_gender(noun: str) -> Gender | None:
    """The gender that a human noun, lower case, states: "woman", "gunman", "spokeswoman"."""
    if noun in words("women") or noun.endswith("woman"):
        return "f"
    return "m" if noun in words("men") or noun.endswith("man") else None


@cache
def title_word(word: str) -> str:
    """The head noun that a word of a title stands for: "Gen." gives "general"; "" when it is none."""
    low = word.casefold().rstrip(".")
    return low if low in HEADS and low not in SHORT_TITLES else SHORT_TITLES.get(low, "")


def read_role(text: str) -> Role | None:
    """The office in a title or description, without a name: "China's defence minister", "the Minister of Defense of
    China", "US Secretary of State", "a Dallas police spokesman". None when no head noun of `HEADS` is in it.

    Former, acting and deputy holders keep the word in the title: a former president is not the president.
    """
    words = re.findall(r"[\w.&-]+(?:['’]s\b)?", re.sub(r"['’](?=\s)", "’s", text))
    heads = [i for i, w in enumerate(words) if title_word(w)]
    if not heads:
        return None
    stop = next((i for i, w in enumerate(words) if w.casefold() in ("of", "for", "at") and i > heads[0]), len(words))
    head = max(i for i in heads if i < stop) if any(i < stop for i in heads) else heads[0]
    title: list[str] = []
    owner: list[str] = []
    for word in words[:head]:
        bare = re.sub(r"['’]s$", "", word)
        low = bare.casefold().rstrip(".")
        if low in ("the", "a", "an", "his", "her", "its", "their", "our", "new", "then", "mr", "mrs", "ms"):
            continue
        if bare != word:
            owner, title = [*owner, *title, bare], []
        elif country_of(bare) or (bare[0].isupper() and low not in FIELDS and low not in HEADS):
            owner.append(bare)
        else:
            title.append({"defence": "defense", "labour": "labor"}.get(low, low))
    title.append(title_word(words[head]))
    rest = words[head + 1 :]
    while len(rest) > 1 and rest[0].casefold() in ("of", "for", "at"):
        end = next((i for i, w in enumerate(rest) if i and w.casefold() in ("of", "for", "at")), len(rest))
        part = [w for w in rest[1:end] if w.casefold() not in ("the", "a")]
        if part and all(w.casefold() in FIELDS for w in part):
            low = [{"defence": "defense"}.get(w.casefold(), w.casefold()) for w in part if w.casefold() != "affairs"]
            title = [*title, "of", *low] if title[-1] == "secretary" else [*title[:-1], *low, title[-1]]
        elif part:
            owner = owner or part
        rest = rest[end:]
    name = " ".join(re.sub(r"['’]s$", "", w) for w in owner)
    return Role(" ".join(title), country_of(name) or org_key(name) if name else "")


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ORG_TAIL = re.compile(
    r"(?: (?:inc|corp|co|ltd|llc|plc|corporation|incorporated|limited|company|group|ag|sa|nv|gmbh),?)+$"
)


@cache
def org_key(name: str) -> str:
    """An organisation's name without legal form, with its country for a nationality: "china foreign ministry"."""
    words = key(name).replace(",", "").replace("'s ", " ").replace("&", "and").split()
    text = " ".join((country_of(w) or w).casefold() if w != "us" else "united states" for w in words)
    text = re.sub(r"^((?:\w+ )?(?:department|ministry)) of (.+)$", r"\2 \1", text)
    return _ORG_TAIL.sub("", text) or text


@cache
def acronyms(name: str) -> frozenset[str]:
    """The acronyms, lower case, that an organisation's name may have, with and without its small words."""
    words = re.findall(r"[^\W\d_][\w'’]*", name.removeprefix("the ").removeprefix("The "))
    big = [w for w in words if w[0].isupper()]
    found = {"".join(w[0] for w in some).casefold() for some in (words, big)}
    return frozenset(a for a in found if len(a) > 1)


_NICKNAME = re.compile(r"(?<=\w )[“\"‘(][^“”\"‘’()]+[”\"’)](?= \w)")


@cache
def name_parts(name: str) -> tuple[str, ...]:
    """A person's name as comparable words: lower case, no accents, "Jr." or nickname, one ending for -iy, -yy, -y."""
    legal = _NICKNAME.sub(" ", name)
    plain = "".join(c for c in unicodedata.normalize("NFKD", key(legal)) if not unicodedata.combining(c))
    words = [w for w in re.split(r"[\s,]+", plain) if w and w not in _SUFFIXES]
    return tuple(re.sub(r"(?<=\w\w)(?:iy|yy|yi|ij|ii)$", "y", w) for w in words)


def one_person(a: str, b: str) -> bool:
    """Whether two full names (two words or more) can be one person's: initials, middle and short first names count
    as equal, so do the order of the words and first names that one slip of the pen parts ("Erik", "Erick")."""
    x, y = sorted((name_parts(a), name_parts(b)), key=len)
    if len(x) < 2:
        return False
    if sorted(x) == sorted(y) or (len(x) < len(y) and set(x) <= set(y) and x[-1] in (y[-1], y[-2])):
        return True
    if x[-1] != y[-1]:
        return False
    first, other = x[0], y[0]
    if full_first_name(first) == full_first_name(other) or _one_slip(first, other):
        return len(x) == 2 or len(y) == 2 or any(_initial(m, n) for m in x[1:-1] for n in y[1:-1])
    return _initial(first, other)


def _one_slip(a: str, b: str) -> bool:
    """Whether two first names of one gender, of four letters or more, differ by one letter or two exchanged ones."""
    if min(len(a), len(b)) < 4 or None is not gender(a) != gender(b) is not None or a[0] != b[0]:
        return False
    if len(a) == len(b):
        apart = [k for k in range(len(a)) if a[k] != b[k]]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(a) == sorted(b)
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def _initial(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def part_of_name(word: str, name: str) -> bool:
    """Whether a single word is a part of a person's full name that can stand for it alone."""
    parts = name_parts(word)
    return len(parts) == 1 and len(parts[0]) > 1 and parts[0] in name_parts(name) and parts[0] not in PARTICLES


def holds(held: Role, asked: Role) -> bool:
    """Whether the holder of one office answers a description: the titles agree and so does what the office is of.

    A description may be shorter ("the minister"), a leader is a president, king or premier, and a description
    without a country fits any; a country that only the description names is not taken for granted.
    """
    if asked.of and held.of != asked.of:
        return False
    if held.title == asked.title or held.title.endswith(" " + asked.title):
        return not (held.title.startswith(("former ", "vice ", "deputy ")) and held.title != asked.title)
    return asked.title == "leader" and held.title in LEADERS
