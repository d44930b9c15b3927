"""Edits of counts, money, percentages, ages and durations: another figure, the same figure in other words, a bound."""

from __future__ import annotations

import re
from collections import defaultdict
from random import Random

from slot_claims import Fact, Span
from slot_figures import Figure, figure, other, write
from slot_text import NUMBER_WORDS, Edit, number_words, swap

TYPES = {
    "count": "number",
    "measure": "number",
    "money": "money",
    "percent": "percent",
    "points": "percent",
    "age": "age",
    "duration": "duration",
}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
LOWER = ("at least", "more than", "over", "no fewer than")
_NO_BOUND = re.compile(
    r"\b(the|its|his|her|their|a|an|another|other|only|first|last|next|these|those|past|every|each|all|both|just|"
    r"exactly|than|least|over|nearly|almost|about|between|from|some|top|number|no|any|up to|topped|exceeded|passed|"
    r"record|anywhere|excess of)( [a-z]+)? $",
    re.I,
)


def change_amount(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """Another figure, or a bound that the old one breaks."""
    if span.kind == "ordinal":
        return change_ordinal(fact, span, rng)
    fig = figure(fact, span)
    if fig is None or span.kind not in TYPES:
        return None
    kind = TYPES[span.kind]
    far = bool(fig.bound)
    most = 100.0 if span.kind == "age" else 99.0 if span.kind == "percent" and fig.shown < 99 else float("inf")
    if fig.bound in {*LOWER, "at most", "up to", "fewer than", "less than", "under"}:
        low = fig.bound in LOWER
        factor = rng.choice((0.3, 0.5, 0.6, 0.75) if low else (1.3, 1.5, 2, 2.5))
        new = _round(fig.shown * factor, fig.written)
        if new < 2 or (new >= fig.shown if low else new <= fig.shown):
            return None
        words = rng.choice(("", "", "only ", "just ") if low else ("", "", "at least ", "more than "))
        return Edit(kind, ((fig.begin, fig.end, words + _signed(fact, fig, write(new, fig.written))),))
    if fig.bound == "" and rng.random() < 0.2 and may_bound(fact, fig, span):
        factor, bounds = rng.choice(
            (((1.3, 1.5, 2, 3), LOWER), ((0.4, 0.5, 0.7), ("fewer than", "less than", "at most")))
        )
        new = _round(fig.shown * rng.choice(factor), fig.written)
        if new >= 2 and abs(new - fig.shown) > 0.15 * fig.shown:
            bound = bound_word(rng.choice(bounds), span)
            return Edit(kind, ((fig.begin, fig.end, f"{bound} {_signed(fact, fig, write(new, fig.written))}"),))
    new = other(fig.shown, fig.written, rng, far, most)
    if new is None:
        return None
    return Edit(kind, (swap(fact, fig.start, fig.end, write(new, fig.written)),))


def swapped_numbers(fact: Fact, rng: Random) -> Edit | None:
    """Two figures of one kind in each other's place."""
    found: dict[str, list] = defaultdict(list)
    for span in fact.amounts:
        if (fig := figure(fact, span)) and not fig.bound and span.kind in {"count", "money", "percent"}:
            found[span.kind].append(fig)
    pools = [figs for figs in found.values() if len(figs) == 2 and figs[0].value != figs[1].value]
    if not pools or re.search(r"\b(compared|against|versus)\b", fact.text):
        return None
    a, b = rng.choice(pools)
    texts = [fact.text[f.sign : f.scaled] for f in (a, b)]
    return Edit("numbers_swapped", ((a.sign, a.scaled, texts[1]), (b.sign, b.scaled, texts[0])))


def change_ordinal(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """Another rank: the second title for the first."""
    old = fact.text[span.start : span.end].lower()
    if old not in ORDINALS:
        return None
    near = [o for o in ORDINALS[:6] if o != old]
    return Edit("ordinal", (swap(fact, span.start, span.end, rng.choice(near)),))


def _round(value: float, model: str) -> float:
    if "." in model and value < 100:
        return round(value, 1)
    return float(round(value, -2) if value >= 1000 else round(value, -1) if value >= 60 else round(value))


def _signed(fact: Fact, fig: Figure, number: str) -> str:
    return fact.text[fig.sign : fig.start] + number


def bound_word(word: str, span: Span) -> str:
    """The bound in the words that go with what is counted: "fewer" people, "less" money."""
    if span.kind != "count" and word in {"fewer than", "no fewer than"}:
        return word.replace("fewer", "less")
    return word.replace("less", "fewer") if span.kind == "count" and word == "less than" else word


def may_bound(fact: Fact, fig: Figure, span: Span) -> bool:
    """Whether "at least" may stand before a figure."""
    return (
        span.kind in {"count", "money", "percent", "measure"}
        and not fig.bound
        and fig.begin > 0
        and not _NO_BOUND.search(fact.text[: fig.begin])
        and not fact.text[fig.scaled :].startswith(("-", " of the ", "th", "st", "nd", "rd"))
        and not fact.text[: fig.begin].endswith(("(", "-", "/", "’s ", "'s ", "s’ ", "s' "))
        and not re.search(r"[A-Z][a-z]+ $|-\w+ $", fact.text[: fig.begin])
    )


def bounded(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """A bound or a rounding that the figure keeps: true of it, but less said."""
    fig = figure(fact, span)
    if fig is None or not may_bound(fact, fig, span):
        return None
    ways = []
    if fig.shown >= 4:
        low = _round(fig.shown * rng.choice((0.5, 0.7, 0.8, 0.9)), fig.written)
        if 2 <= low < fig.shown:
            ways.append(("at_least", rng.choice(LOWER), low))
            ways.append(("at_least", rng.choice(LOWER), low))
        high = _round(fig.shown * rng.choice((1.15, 1.3, 1.5, 2)), fig.written)
        if high > fig.shown:
            ways.append(("at_most", rng.choice(("fewer than", "under", "at most")), high))
    ways.append(("at_least", "at least", fig.shown))
    digits = fig.written.replace(",", "")
    if digits.isdigit() and fig.shown > 30 and not digits.endswith("0"):
        rounded = float(round(fig.shown, 1 - len(digits)) if len(digits) < 3 else round(fig.shown, 2 - len(digits)))
        if (
            abs(rounded - fig.shown) < 0.05 * fig.shown
            and rounded != fig.shown
            and (span.kind != "percent" or rounded < 95)
        ):
            near = ("nearly", "almost") if rounded > fig.shown else ("more than", "over")
            ways += [("rounded_number", rng.choice(("about", "around", "some", *near)), rounded)] * 3
    if "." in digits and fig.shown > 1 and digits[-1] not in "05":
        rounded = round(fig.shown, len(digits.partition(".")[2]) - 1)
        if rounded != fig.shown and abs(rounded - fig.shown) < 0.05 * fig.shown:
            ways += [("rounded_number", rng.choice(("about", "around")), rounded)] * 3
    kind, bound, new = rng.choice(ways)
    if kind == "rounded_number":
        number = f"{new:,.{max(0, len(digits.partition('.')[2]) - 1)}f}"
    else:
        number = write(new, fig.written)
    if (
        rng.random() < 0.3
        and fig.scale == 1
        and new < 21
        and new == int(new)
        and fig.start == fig.sign
        and span.kind == "count"
    ):
        number = number_words(int(new))
    return Edit(kind, ((fig.begin, fig.end, f"{bound_word(bound, span)} {_signed(fact, fig, number)}"),), exact=False)


def at_least_so(fact: Fact, bound: Edit) -> Edit | None:
    """The words of a `bound` with the figure itself behind them: "at least 40" where `bound` has "at least 30"."""
    start, end, new = bound.changes[0]
    fig = next((f for s in fact.amounts if (f := figure(fact, s)) and (f.begin, f.end) == (start, end)), None)
    if fig is None or new.endswith(fact.text[start:end]):
        return None
    return Edit("at_least", ((start, end, f"{' '.join(new.split()[:-1])} {fact.text[start:end]}"),), exact=False)


def dozens(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """A round word for the figure: "dozens of" for 48, "hundreds of" for 640."""
    fig = figure(fact, span)
    if fig is None or span.kind != "count" or not may_bound(fact, fig, span) or fig.scale != 1:
        return None
    word = (
        "dozens of"
        if 30 <= fig.shown < 96
        else "hundreds of"
        if 220 <= fig.shown < 990
        else "thousands of"
        if 2200 <= fig.shown < 9500
        else ""
    )
    if not word or not re.match(r" [a-z]+s\b| people\b", fact.text[fig.end :]):
        return None
    return Edit("rounded_number", ((fig.begin, fig.end, word),), exact=False)


def spelled(fact: Fact, span: Span, rng: Random) -> Edit | None:
    """The same figure written in another way: 5 / five, 1,200 / 1200, 5 percent / 5%, $5m / 5 million dollars."""
    fig = figure(fact, span)
    if fig is None:
        return None
    text, ways = fact.text, []
    if fig.written.lower() in NUMBER_WORDS and (fig.begin > 0 or fig.bound):
        ways.append((fig.start, fig.end, str(NUMBER_WORDS[fig.written.lower()])))
    elif (
        fig.written.isdigit() and 2 <= fig.shown <= 20 and fig.sign == fig.start and text[fig.end : fig.end + 1] == " "
    ):
        ways.append((fig.start, fig.end, number_words(int(fig.shown))))
    elif fig.shown >= 1000 and fig.shown == int(fig.shown) and fig.scale == 1:
        ways.append((fig.start, fig.end, f"{fig.shown:.0f}" if "," in fig.written else f"{fig.shown:,.0f}"))
    rest = text[fig.scaled :]
    percent = re.match(r" ?(percent|per cent|%)(?!\w)", rest)
    if percent and span.kind == "percent":
        shapes = [s for s in ("%", " percent", " per cent") if s.strip() != percent[1]]
        digits = fig.written if fig.written[0].isdigit() else str(int(fig.shown))
        ways.append((fig.start, fig.scaled + percent.end(), digits + rng.choice(shapes)))
    sign = text[fig.sign : fig.start]
    scale = {1e6: ("m", " million"), 1e9: ("bn", " billion")}.get(fig.scale)
    if scale and sign in {"$", "£", "€"}:
        name = {"$": "dollars", "£": "pounds", "€": "euros"}[sign]
        ways.append((fig.sign, fig.scaled, f"{sign}{fig.written}{scale[text[fig.end : fig.scaled] == scale[0]]}"))
        if not rest.startswith("-") and not re.match(r" [a-z]+", rest):
            ways.append((fig.sign, fig.scaled, f"{fig.written}{scale[1]} {name}"))
    dollars = re.match(r" dollars\b", rest)
    if scale and dollars and fig.written[0].isdigit():
        ways.append((fig.start, fig.scaled + dollars.end(), f"${fig.written}{rng.choice(scale)}"))
    if span.kind == "age" and re.search(r"\baged $", text[: fig.start]) and rest[:1] in {",", ""}:
        ways.append((fig.start - 5, fig.end, f"{fig.written} years old" if not rest else fig.written))
    return Edit("spelled_number", (rng.choice(ways),)) if ways else None
