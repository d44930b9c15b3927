"""Other values for a seeded error: a weekday, month, number, name, place or word unlike the old one, of its form."""

from __future__ import annotations

import random
import re
from collections.abc import Collection
from functools import cache

WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = tuple("January February March April May June July August September October November December".split())
NUMERALS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
STATES = tuple(
    "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,"
    "Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,"
    "Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,"
    "Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,"
    "Wisconsin,Wyoming".split(",")
)
_COUNTRIES = tuple(
    "Afghanistan,Argentina,Austria,Belgium,Brazil,Bulgaria,Canada,Chile,China,Colombia,Cuba,Denmark,Egypt,Ethiopia,"
    "Finland,France,Germany,Ghana,Greece,Hungary,India,Indonesia,Iran,Iraq,Ireland,Israel,Italy,Japan,Jordan,Kenya,"
    "Lebanon,Libya,Malaysia,Mexico,Morocco,Nepal,Nigeria,Norway,Pakistan,Peru,Poland,Portugal,Qatar,Romania,Russia,"
    "Rwanda,Senegal,Serbia,Somalia,Spain,Sudan,Sweden,Switzerland,Syria,Thailand,Tunisia,Turkey,Uganda,Ukraine,"
    "Venezuela,Vietnam,Yemen,Zambia".split(",")
)
_CITIES = tuple(
    "Aberdeen,Antwerp,Bogota,Brisbane,Brussels,Budapest,Cairo,Casablanca,Copenhagen,Dakar,Dublin,Geneva,Hamburg,"
    "Helsinki,Istanbul,Karachi,Lagos,Lima,Lisbon,Madrid,Manila,Melbourne,Milan,Montreal,Mumbai,Nairobi,Oslo,Prague,"
    "Rotterdam,Santiago,Seoul,Stockholm,Sydney,Toronto,Vienna,Warsaw,Zagreb,Zurich".split(",")
)
_TOWNS = tuple(  # names that towns of many states and of several countries have
    "Ashland,Auburn,Bedford,Burlington,Camden,Canton,Clayton,Clinton,Dayton,Dover,Fairview,Farmington,Franklin,"
    "Georgetown,Greenville,Hanover,Hudson,Kingston,Lebanon,Lexington,Manchester,Marion,Milford,Milton,Newport,Oxford,"
    "Plymouth,Princeton,Riverside,Salem,Springfield,Troy,Union City,Winchester".split(",")
)
_STREETS = tuple("Maple Oak Cedar Walnut Chestnut Elm Willow Spruce Birch Hickory Juniper Sycamore Laurel".split())
_COUNTIES = tuple("Adams Clay Greene Jasper Lawrence Madison Monroe Perry Shelby Sumner Warren Wayne".split())
_MEN = tuple("Alan Bruce Carl Dennis Edwin Floyd Gordon Howard Ivan Keith Leon Martin Neil Philip Ralph Stuart".split())
_WOMEN = tuple("Alice Beth Carol Denise Elaine Fiona Gwen Helen Irene Joan Karen Laura Marion Nora Paula Ruth".split())
_SURNAMES = tuple(
    "Aldridge Barlow Caldwell Denham Eastman Farrow Gilmore Hadley Ingram Jarvis Kendrick Lockhart Mercer Norwood "
    "Osgood Prescott Quimby Radcliffe Sheldon Thornton Underhill Vickers Whitlock Yardley".split()
)
_UNLIKE = {  # in the form of the dictionary; either word of a pair stands for the other
    "V": "accept/reject allow/forbid arrive/leave attack/defend build/destroy buy/sell cry/laugh die/survive find/lose "
    "forget/remember give/take love/hate hear/see help/hurt hope/fear increase/reduce kill/rescue open/close "
    "praise/blame protect/harm run/walk shoot/stab start/end stay/leave strengthen/weaken "
    "support/oppose trust/suspect win/lose fail/succeed gain/lose",
    "N": "boy/girl brother/sister car/boat child/adult crime/accident day/night daughter/son doctor/lawyer "
    "enemy/friend fact/rumor father/mother future/past grief/joy gun/knife hero/coward home/office hope/fear "
    "husband/wife increase/decline justice/revenge life/death man/woman morning/evening north/south "
    "parent/teacher peace/war police/army problem/advantage profit/loss question/answer school/prison "
    "success/failure summer/winter threat/promise tragedy/comedy truth/lie victim/witness victory/defeat "
    "weakness/strength week/month",
    "A": "angry/calm bad/good big/small black/white brave/timid careful/reckless cheap/costly clear/vague cold/hot "
    "dangerous/harmless difficult/simple early/late fair/unjust false/true fast/slow first/last glad/sad "
    "guilty/innocent happy/unhappy healthy/sick high/low important/trivial large/tiny legal/criminal long/short "
    "loud/quiet old/new peaceful/violent public/private quick/slow rich/poor safe/risky serious/minor strong/weak "
    "tragic/funny usual/rare terrible/wonderful horrible/delightful beautiful/ugly nice/cruel tough/easy "
    "sorry/glad amazing/boring full/empty",
}


def other_weekday(rng: random.Random, taken: Collection[str]) -> str | None:
    """A weekday that is not `taken`, or None."""
    return _pick(rng, WEEKDAYS, taken)


def other_month(rng: random.Random, day: int, taken: Collection[str]) -> str | None:
    """A month with a day of that number that is not `taken`, or None."""
    short = ("February", "April", "June", "September", "November") if day > 30 else ("February",) if day > 28 else ()
    return _pick(rng, MONTHS, {*taken, *short})


def month_like(month: str, written: str) -> str:
    """A month's name written out or shortened as `written` is: "Sept." for "Oct."."""
    if written in MONTHS:
        return month
    short = month if month in ("May", "June", "July") else "Sept" if month == "September" else month[:3]
    return short + "." if written.endswith(".") and short != month else short


def spellings(value: float) -> list[str]:
    """The ways a whole number is written, in digits and small words; none for others."""
    if value != int(value):
        return []
    return [str(int(value)), f"{int(value):,}", *NUMERALS[int(value) : int(value) + 1]]


def number_value(text: str) -> float | None:
    """The value of a numeral in digits or small words, or None."""
    low = text.lower().replace(",", "")
    if low in NUMERALS:
        return float(NUMERALS.index(low))
    return float(low) if re.fullmatch(r"\d+(?:\.\d+)?", low) else None


def other_number(
    rng: random.Random, text: str, taken: Collection[float], low: float = 2, high: float = float("inf")
) -> str | None:
    """A numeral written as `text` is, 30% or more away from its value (and 2 or more), within [low, high]; or None.

    Words stay words, decimals and thousands commas stay, round numbers stay as round as they were.
    """
    value = number_value(text)
    if value is None:
        return None
    decimals = len(text.partition(".")[2])
    digits = re.sub(r"\D", "", text)
    step = 10.0 ** (len(digits) - len(digits.rstrip("0")) - decimals) if value else 1
    highest = min(high, 20 if text.lower() in NUMERALS else high)
    factors = (0.4, 0.5, 0.55, 0.6, 0.65, 1.35, 1.4, 1.5, 1.6, 1.8, 2, 2.5)
    found = {round(round(value * factor / step) * step, decimals) for factor in factors}
    found |= {value + shift for shift in (-4, -3, -2, 2, 3, 4)} if value < 12 and not decimals and step == 1 else set()
    fits = sorted(
        other for other in found
        if low <= other <= highest and abs(other - value) >= max(0.3 * value, step) and other not in taken
    )  # fmt: skip
    return _written(rng.choice(fits), text, decimals) if fits else None


def _written(value: float, like: str, decimals: int) -> str:
    if like.lower() in NUMERALS:
        word = NUMERALS[int(value)]
        return word.capitalize() if like[0].isupper() else word
    return f"{value:,.{decimals}f}" if "," in like else f"{value:.{decimals}f}"


def other_name(rng: random.Random, gender: str, taken: str) -> tuple[str, str] | None:
    """A first name of that gender ("m", "f") and a surname, neither of which the text `taken` has; or None."""
    words = set(re.findall(r"\w+", taken))
    first = _pick(rng, _MEN if gender == "m" else _WOMEN, words)
    last = _pick(rng, _SURNAMES, words)
    return (first, last) if first and last else None


def other_place(rng: random.Random, name: str, taken: str) -> str | None:
    """A place of the kind of `name` (street, county, country, state, town, city of the world) that `taken` lacks."""
    from factcheck.claims import gazetteer

    *_, end = name.split()
    known = gazetteer.place(name)
    if end in STREET_WORDS or end == "County":
        new = _pick(rng, [word for word in (_COUNTIES if end == "County" else _STREETS) if word not in taken], ())
        return f"{new} {end}" if new else None
    if known is None or known.levels == {"city"} and "United States" in known.inside:
        pool = _TOWNS
    elif "country" in known.levels:
        pool = _COUNTRIES
    elif "state" in known.levels:
        pool = STATES
    elif "city" in known.levels:
        pool = _CITIES
    else:
        return None
    return _pick(rng, [place for place in pool if place not in taken], ())


STREET_WORDS = frozenset("Street Avenue Road Drive Boulevard Lane".split())
"""Ends of the names of streets."""


@cache
def _unlike() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind, pairs in _UNLIKE.items():
        for a, _, b in (pair.partition("/") for pair in pairs.split()):
            found.setdefault((kind, a), b)
            found.setdefault((kind, b), a)
    return found


def unlike_word(word: str, lemma: str, tag: str) -> str | None:
    """A word of another meaning in the form of `word`, whose Penn tag is `tag`; None where none is known."""
    from lemminflect import getInflection

    other = _unlike().get((tag[0].replace("J", "A"), lemma.lower()))
    forms = getInflection(other, tag) if other else ()
    if not forms or (word[0].lower() in "aeiou") != (forms[0][0] in "aeiou"):  # "a" and "an" stay as they are
        return None
    return forms[0].capitalize() if word[0].isupper() else forms[0]


def _pick(rng: random.Random, pool: Collection[str], taken: Collection[str]) -> str | None:
    left = [value for value in pool if value not in taken]
    return rng.choice(left) if left else None
