"""Seeded edits of one sentence: a changed slot, the same fact in another form, a vaguer premise.

Every edit takes a sentence and a random generator and returns the edited sentence, or None where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from slot_patterns import (
    DAY_MONTH,
    DETAIL,
    MONTH,
    MONTH_DAY,
    MONTHS,
    MORE,
    NEGATABLE,
    NOT,
    NUMBER,
    OPPOSITES,
    PLACE,
    PLACES,
    SAME,
    SPELLED,
    TAIL,
    VERB,
    WEEKDAY,
    WEEKDAYS,
    WORDS,
    YEAR,
)

Edit = Callable[[str, Random], str | None]


def like(word: str, model: str) -> str:
    """`word` in the letter case of `model`."""
    return (
        word.upper()
        if model.isupper() and len(model) > 1
        else word.capitalize()
        if model[0].isupper()
        else word.lower()
    )


def replace(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    """`text` with one group of `match` replaced."""
    return text[: match.start(group)] + new + text[match.end(group) :]


def pick(pattern: re.Pattern[str], text: str, rng: Random) -> re.Match[str] | None:
    """A random match, or None."""
    matches = list(pattern.finditer(text))
    return rng.choice(matches) if matches else None


def other_number(value: int, rng: Random) -> int:
    """Another number of about the same size; mostly near, sometimes far."""
    while True:
        if value <= 20:
            new = value + rng.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7, 10))
        elif rng.random() < 0.5:
            digits = list(str(value))
            place = (
                rng.randrange(max(0, len(digits) - 4), len(digits))
                if rng.random() < 0.3
                else rng.randrange(min(2, len(digits)))
            )
            digits[place] = rng.choice("123456789")
            new = int("".join(digits))
        else:
            new = round(value * rng.choice((0.4, 0.5, 0.6, 0.75, 0.85, 1.15, 1.3, 1.5, 2, 3, 10)))
        if new != value and new > 0:
            return new


def plain_number(text: str, rng: Random) -> re.Match[str] | None:
    """A random number that is neither a year nor a day of a month."""
    dated = [m.span() for p in (MONTH_DAY, DAY_MONTH, YEAR) for m in p.finditer(text)]
    found = [m for m in NUMBER.finditer(text) if not any(a <= m.start() < b for a, b in dated)]
    return rng.choice(found) if found else None


def edit_number(text: str, rng: Random) -> str | None:
    match = plain_number(text, rng)
    if not match:
        return None
    whole = match[1]
    if match[2] and rng.random() < 0.5:
        fraction = rng.choice([f for f in "123456789" if f != match[2][1]])
        return replace(text, match, whole + "." + fraction + match[2][2:])
    new = other_number(int(whole.replace(",", "")), rng)
    return replace(text, match, f"{new:,}" if "," in whole else str(new), 1)


def edit_spelled(text: str, rng: Random) -> str | None:
    match = pick(SPELLED, text, rng)
    if not match:
        return None
    value = WORDS.index(match[1].lower())
    new = rng.choice([n for n in range(max(2, value - 6), min(20, value + 7) + 1) if n != value])
    return replace(text, match, like(WORDS[new], match[1]) if rng.random() < 0.7 else str(new))


def edit_weekday(text: str, rng: Random) -> str | None:
    match = pick(WEEKDAY, text, rng)
    return match and replace(
        text, match, like(rng.choice([d for d in WEEKDAYS if d.lower() != match[0].lower()]), match[0])
    )


def edit_month(text: str, rng: Random) -> str | None:
    match = pick(MONTH, text, rng) or pick(MONTH_DAY, text, rng)
    return match and replace(
        text, match, like(rng.choice([m for m in MONTHS if m.lower() != match[1].lower()]), match[1]), 1
    )


def edit_day(text: str, rng: Random) -> str | None:
    match, group = pick(MONTH_DAY, text, rng), 2
    if not match:
        match, group = pick(DAY_MONTH, text, rng), 1
    return match and replace(text, match, str(rng.choice([d for d in range(1, 29) if d != int(match[group])])), group)


def edit_year(text: str, rng: Random) -> str | None:
    match = pick(YEAR, text, rng)
    return match and replace(text, match, str(int(match[0]) + rng.choice((-10, -5, -3, -2, -1, 1, 2, 3, 5, 10))))


def edit_polarity(text: str, rng: Random) -> str | None:
    match = pick(NOT, text, rng)
    if match:
        return replace(text, match, match[1])
    match = NEGATABLE.search(text)
    if match:
        return replace(text, match, match[1] + " not")
    return None


def edit_opposite(text: str, rng: Random) -> str | None:
    options = []
    for a, b in OPPOSITES:
        for old, new in ((a, b), (b, a)):
            match = re.search(rf"\b{old}\b", text)
            if match:
                options.append(replace(text, match, like(new, match[0])))
    return rng.choice(options) if options else None


def edit_place(text: str, rng: Random) -> str | None:
    match = pick(PLACE, text, rng)
    if not match:
        return None
    return replace(text, match, like(rng.choice([p for p in PLACES if p.lower() not in text.lower()]), match[0]))


def edit_swap_numbers(text: str, rng: Random) -> str | None:
    """Exchange two numbers of the sentence."""
    found = [m for m in NUMBER.finditer(text) if not YEAR.fullmatch(m[0])]
    if len(found) < 2:
        return None
    a, b = sorted(rng.sample(found, 2), key=lambda m: m.start())
    return None if a[0] == b[0] else text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def same_number(text: str, rng: Random) -> str | None:
    """Reformat: five / 5, 1,200 / 1200, 40 pct / 40%, and the weaker 'at least', 'about', 'more than'."""
    ways: list[str] = []
    match = pick(SPELLED, text, rng)
    if match:
        ways.append(replace(text, match, str(WORDS.index(match[1].lower()))))
    match = plain_number(text, rng)
    if match:
        whole = match[1]
        value = int(whole.replace(",", ""))
        if "," in whole:
            ways.append(replace(text, match, whole.replace(",", ""), 1))
        elif not match[2] and value >= 1000:
            ways.append(replace(text, match, f"{value:,}", 1))
        elif not match[2] and 2 <= value <= 20:
            ways.append(replace(text, match, WORDS[value], 1))
        before = text[: match.start()]
        if not MORE.search(before) and not before.rstrip().endswith(("$", "£")) and not match[2]:
            ways.append(replace(text, match, rng.choice(("at least ", "about ", "around ")) + match[0]))
            if value >= 15:
                rounded = max(10, value * rng.choice((70, 80, 90)) // 100 // 5 * 5)
                if rounded < value:
                    ways.append(replace(text, match, rng.choice(("more than ", "at least ", "over ")) + f"{rounded:,}"))
                ceiling = (value * rng.choice((110, 120, 150)) // 100 // 5 + 1) * 5
                ways.append(replace(text, match, rng.choice(("fewer than ", "less than ")) + f"{ceiling:,}"))
        percent = re.match(r" (pct|percent|per cent)\b", text[match.end() :])
        if percent:
            ways.append(text[: match.end()] + "%" + text[match.end() + percent.end() :])
    return rng.choice(ways) if ways else None


def same_date(text: str, rng: Random) -> str | None:
    match = pick(MONTH_DAY, text, rng)
    if match:
        month, day = match[1], match[2]
        return replace(
            text,
            match,
            rng.choice(
                (
                    f"{day} {month}",
                    f"{month[:3]}. {day}",
                    f"the {day}th of {month}" if 4 <= int(day) <= 20 else f"{day} {month}",
                )
            ),
        )
    match = pick(DAY_MONTH, text, rng)
    return match and replace(text, match, rng.choice((f"{match[2]} {match[1]}", f"{match[2][:3]}. {match[1]}")))


def vaguer_date(text: str, rng: Random) -> str | None:
    """April 16 -> April; Monday evening -> Monday."""
    match = pick(MONTH_DAY, text, rng)
    if match and re.search(r"\bon $", text[: match.start()]):
        return text[: match.start() - 3] + "in " + match[1] + text[match.end() :]
    match = re.search(r"\b(" + "|".join(WEEKDAYS) + r") (?:morning|night|afternoon|evening)\b", text)
    return match and replace(text, match, match[1])


def same_words(text: str, rng: Random) -> str | None:
    options = [text.replace(" said ", " stated ", 1)] if " said " in text and rng.random() < 0.15 else []
    for a, b in SAME:
        for old, new in ((a, b), (b, a)):
            match = re.search(rf"\b{old}\b", text)
            if match and (old, new) != ("since", "because") and (old, new) != ("close", "near"):
                options.append(replace(text, match, like(new, match[0])))
    match = NOT.search(text)
    if match and match[1].lower() not in ("will",):
        options.append(replace(text, match, match[1] + "n't"))
    return rng.choice(options) if options else None


def shorten(text: str, rng: Random) -> str | None:
    """Without its last clause or one detail of time or place; still a sentence with a verb."""
    ways = []
    match = TAIL.search(text)
    if match and len(text[: match.start()].split()) >= 5 and VERB.search(text[: match.start()]):
        ways.append(text[: match.start()] + ".")
    match = pick(DETAIL, text, rng)
    if match and match.start() > 8:
        ways.append(replace(text, match, ""))
    new = rng.choice(ways) if ways else None
    return new if new and VERB.search(new) and not re.search(r"\b(no|not|never|if|without|unless)\b", new) else None


def unknown_number(text: str, rng: Random) -> str | None:
    """The sentence with its number made a bound: neutral premise for the exact one."""
    match = plain_number(text, rng)
    if not match or match[2] or MORE.search(text[: match.start()]):
        return None
    value = int(match[1].replace(",", ""))
    lower = max(1, value * rng.choice((50, 70, 80, 90)) // 100)
    if lower >= value:
        return None
    return replace(
        text,
        match,
        rng.choice(("more than ", "at least ", "over ")) + (f"{lower:,}" if "," in match[1] else str(lower)),
    )


def hedge(text: str, rng: Random) -> str | None:
    match = re.search(r"\b(will|would)\b(?! not)", text)
    return match and replace(text, match, rng.choice(("may", "might", "could")))


CHANGES: list[tuple[Edit, float]] = [
    (edit_number, 3),
    (edit_spelled, 2),
    (edit_weekday, 3),
    (edit_month, 2),
    (edit_day, 2),
    (edit_year, 2),
    (edit_polarity, 1.5),
    (edit_opposite, 1.5),
    (edit_place, 2),
    (edit_swap_numbers, 0.7),
]
REWORDINGS: list[tuple[Edit, float]] = [
    (same_number, 3),
    (same_date, 3),
    (vaguer_date, 2),
    (same_words, 1),
    (shorten, 3.5),
]


def apply(edits: list[tuple[Edit, float]], text: str, rng: Random) -> str | None:
    """The first edit that fits, in a weighted random order."""
    for edit, _ in sorted(edits, key=lambda item: rng.random() ** (1 / item[1]), reverse=True):
        new = edit(text, rng)
        if new and new != text:
            return re.sub(r"\s+", " ", new).strip()
    return None
