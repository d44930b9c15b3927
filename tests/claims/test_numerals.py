"""Numerals as written go in; the interval that each may stand for comes out."""

import pytest

from factcheck.claims.numerals import read_numerals


def read(text: str) -> list[tuple[str, float, float]]:
    return [(text[n.start : n.end], n.low, n.high) for n in read_numerals(text)]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("12", 12, 12),
        ("1,250", 1250, 1250),
        ("31 , 000", 31000, 31000),
        ("12.000", 12000, 12000),
        ("3.5", 3.5, 3.5),
        ("3½", 3.5, 3.5),
        ("seven", 7, 7),
        ("twenty-one", 21, 21),
        ("two hundred and five", 205, 205),
        ("five thousand two hundred", 5200, 5200),
        ("two hundred", 150, 250),
        ("a hundred", 50, 150),
        ("3 thousand", 2500, 3500),
        ("1.2 million", 1_150_000, 1_250_000),
        ("5 million", 4_500_000, 5_500_000),
        ("12.25 billion", 12_245_000_000, 12_255_000_000),
        ("7 mln", 6_500_000, 7_500_000),
        ("four hundred thousand", 350_000, 450_000),
        ("half a million", 450_000, 550_000),
        ("two and a half million", 2_250_000, 2_750_000),
        ("a dozen", 10, 14),
        ("half a dozen", 5, 7),
        ("two dozen", 22, 26),
        ("dozens", 24, 99),
        ("hundreds", 200, 999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("several", 3, 9),
        ("several hundred", 300, 999),
        ("a couple of", 2, 2),
        ("a few", 2, 9),
    ],
)
def test_one_numeral(written, low, high):
    assert read(f"They saw {written} it.") == [(written, low, high)]


@pytest.mark.parametrize("text", ["nobody", "tenth", "none at all", "someone", "the AK-47", "an F-16", "COVID-19"])
def test_no_numeral(text):
    assert read(text) == []


def test_numerals_of_a_range_are_two():
    assert [low for _, low, _ in read("10-12 boats")] == [10, 12]
