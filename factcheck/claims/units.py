"""Units of money, time, length, weight and temperature by the words that newspapers write for them."""

from __future__ import annotations

import re

SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "$": "USD", "C$": "CAD", "CA$": "CAD", "Can$": "CAD", "A$": "AUD", "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "NT$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "Rs": "INR", "Rs.": "INR", "CHF": "CHF",
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "CNY": "CNY", "RMB": "CNY", "INR": "INR", "CAD": "CAD",
    "AUD": "AUD", "RM": "MYR",
}  # fmt: skip
"""ISO 4217 codes by what stands before a number."""
LETTERS = {"N": "NGN", "R": "ZAR"}
"""The same of letters that mean other things too, and stand right before a large number."""

_DOLLARS = {"": "USD", "us ": "USD", "u.s. ": "USD", "american ": "USD", "canadian ": "CAD", "australian ": "AUD",
            "new zealand ": "NZD", "hong kong ": "HKD", "singapore ": "SGD", "taiwan ": "TWD"}  # fmt: skip
_NAMES = {
    "euros?": "EUR", "pounds? sterling": "GBP", "stg": "GBP", "(?:japanese )?yen": "JPY", "(?:chinese )?yuan": "CNY",
    r"(?:(?<=illion )|(?<=\bbn ))pounds(?! of\b)": "GBP",
    "renminbi": "CNY", "(?:indian )?rupees?": "INR", "pakistani rupees?": "PKR", "(?:russian )?rou?bles?": "RUB",
    "swiss francs?": "CHF", "french francs?": "FRF", "(?:deutsche|german) ?marks?": "DEM", "mexican pesos?": "MXN",
    "philippine pesos?": "PHP", "hryvnias?": "UAH", "(?:israeli )?shekels?": "ILS", "turkish lira": "TRY",
    "(?:south korean )won": "KRW", "swedish (?:crowns?|kron[ao]r?)": "SEK", "naira": "NGN", "(?:thai )?baht": "THB",
    "(?:south african )?rand": "ZAR", "(?:us )?usd": "USD", "eur": "EUR", "gbp": "GBP",
    "danish (?:crowns?|kroner?)": "DKK", "norwegian (?:crowns?|kroner?)": "NOK", "kronor": "SEK",
    "czech crowns?|(?:czech )?koruna": "CZK", "(?:polish )?zlot(?:ys?|ych)": "PLN", "(?:hungarian )?forints?": "HUF",
    "(?:west african )?cfa francs?": "XOF", "kenyan shillings?": "KES", "ugandan shillings?": "UGX",
    "(?:malaysian )?ringgit": "MYR", "(?:indonesian )?rupiah": "IDR", "(?:vietnamese )?dong": "VND", "taka": "BDT",
    "reais|brazilian reals?": "BRL", "(?:bulgarian )?leva?": "BGN", "(?:ethiopian )?birr": "ETB", "cedis?": "GHS",
    "saudi riyals?": "SAR", "chilean pesos?": "CLP", "argentine pesos?": "ARS", "colombian pesos?": "COP",
    "kroner?": "krone", "(?<=illion )crowns": "crown", "francs?": "franc", "pesos?": "peso", "shillings?": "shilling",
    "liras?": "lira", "dinars?": "dinar", "dirhams?": "dirham", "ri[ay]ls?": "riyal", "(?<=illion )won": "KRW",
}  # fmt: skip
CURRENCIES = [
    *((rf"{re.escape(land)}(?:dollars?|dlrs?)", code, 1.0) for land, code in _DOLLARS.items()),
    *((pattern, code, 1.0) for pattern, code in _NAMES.items()),
    *((pattern, code, 0.01) for pattern, code in {"(?:us )?cents?": "USD", "cts?": "USD", "pence": "GBP"}.items()),
]
"""(pattern of the words after a number, ISO 4217 code, factor).

The name is the code where the currencies of several countries are called so.
"""

YEAR = 365.25 * 86400
DECADE = 10 * YEAR
DURATIONS = {
    "seconds?": 1.0, "secs?": 1.0, "minutes?": 60.0, "mins?": 60.0, "hours?": 3600.0, "hrs?": 3600.0,
    "days?": 86400.0, "weeks?": 604800.0, "months?": YEAR / 12, "mths?": YEAR / 12, "years?": YEAR,
    "decades?": DECADE,
}  # fmt: skip
"""Seconds in the units of time; a month is a twelfth of a year."""


def seconds(unit: str) -> float:
    """The seconds in a unit of time by its name in the singular: "hour", "Week"."""
    return DURATIONS[f"{unit.lower()}s?"]


MEASURES = {
    r"square miles?|sq\.? ?mi(?:les?)?": ("m2", 2589988.11), r"square (?:kilomet(?:re|er)s?|km)|sq\.? ?km": ("m2", 1e6),
    r"square (?:feet|foot)|sq\.? ?ft": ("m2", 0.09290304), r"square met(?:re|er)s?": ("m2", 1.0),
    r"acres?": ("m2", 4046.8564), r"hectares?": ("m2", 1e4),
    r"miles? (?:per|an) hour|mph": ("m/s", 0.44704),
    r"(?:kilomet(?:re|er)s? (?:per|an) hour|km/h|kph|kmh)": ("m/s", 1 / 3.6),
    r"knots?": ("m/s", 0.514444), r"kilomet(?:re|er)s?|kms?": ("m", 1e3), r"nautical miles?": ("m", 1852.0),
    r"miles?": ("m", 1609.344), r"met(?:re|er)s?": ("m", 1.0), r"centimet(?:re|er)s?|cm": ("m", 0.01),
    r"millimet(?:re|er)s?|mm": ("m", 1e-3), r"yards?|yds?": ("m", 0.9144), r"feet|foot|ft": ("m", 0.3048),
    r"inch(?:es)?": ("m", 0.0254), r"kilograms?|kilos?|kg": ("kg", 1.0), r"grams?": ("kg", 1e-3),
    r"tonnes?|metric tons?": ("kg", 1e3), r"ounces?": ("kg", 0.0283495), r"lbs?": ("kg", 0.45359237),
    r"megawatts?|mw": ("W", 1e6), r"gigawatts?|gw": ("W", 1e9),
    r"(?:degrees? |° ?)(?:celsius|c)|(?<=\d)(?-i:C)": ("°C", 1.0),
    r"(?:degrees? |° ?)(?:fahrenheit|f)|(?<=\d)(?-i:F)": ("°F", 1.0),
    r"degrees?": ("degree", 1.0), r"magnitude": ("magnitude", 1.0),
}  # fmt: skip
"""SI unit and factor by pattern; Fahrenheit becomes °C in the reader.

Tons and pounds are ambiguous and stay counts; pounds by the million are money unless it says of what.
"""
