"""How a clause reads as a sentence of its own."""

import pytest

from tests.claims.reading import rows

CASES = [
    (
        "One of the victims, who is 12, was taken to a hospital.",
        [
            ("be 12", "One of the victims is 12", "state"),
            ("take", "One of the victims was taken to a hospital"),
        ],
    ),
    (
        "The jeweller's, which opened in 1990, closed on Monday.",
        [
            ("open", "The jeweller's opened in 1990", "@1990"),
            ("close", "The jeweller's closed on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "The ferry was licensed to carry cars and was not overloaded.",
        [
            ("license", "The ferry was licensed to carry cars"),
            ("be overload", "The ferry was not overloaded", "state"),
        ],
    ),
    (
        "**The bridge fell on Monday**",
        [
            ("fall", "The bridge fell on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "As far as we know, they have not crossed that line.",
        [
            ("know", "We know", "state"),
            ("cross", "They have not crossed that line", "not"),
        ],
    ),
    (
        "It was a tropical storm by eight, and by midnight it was gone.",
        [
            ("be storm", "It was a tropical storm by eight", "state"),
            ("go", "By midnight it was gone", "@midnight"),
        ],
    ),
    (
        "Amos Rill, 64, a fisherman of Sandy Point, was struck by a beam.",
        [
            ("be fisherman", "Amos Rill is a fisherman of Sandy Point", "state"),
            ("strike", "Amos Rill, 64, was struck by a beam"),
        ],
    ),
    (
        "Elin, who turned the thief in, was praised by the court.",
        [
            ("turn-in", "Elin turned the thief in"),
            ("praise", "Elin was praised by the court"),
        ],
    ),
    (
        "The man was found in the house he had rented in May.",
        [
            ("find", "The man was found in the house"),
            ("rent", "He had rented the house in May 2024", "@May"),
        ],
    ),
    (
        "The money he stole was never found.",
        [
            ("steal", "He stole the money"),
            ("find", "The money was never found", "not"),
        ],
    ),
    (
        "Another man in the club, who had been at the bar, pulled a gun.",
        [
            ("be", "Another man in the club had been at the bar", "state"),
            ("pull", "Another man in the club pulled a gun"),
        ],
    ),
    (
        "The claim that Shell had inflated its reserves angered the minister.",
        [
            ("inflate", "Shell had inflated its reserves"),
            ("anger", "The claim angered the minister"),
        ],
    ),
    (
        "Shell is to pay $1m (£522,000) to the former chief.",
        [
            ("pay", "Shell is to pay $1m (£522,000) to the former chief", "planned"),
        ],
    ),
    (
        "Asked about the deal, Carl Reed refused to comment.",
        [
            ("ask", "Carl Reed was asked about the deal"),
            ("comment", "Carl Reed refused to comment", "not"),
        ],
    ),
    (
        "The gunman stopped shooting by the time officers arrived.",
        [
            ("shoot", "The gunman stopped shooting", "not"),
            ("arrive", "Officers arrived"),
        ],
    ),
    (
        "The report said there were about 9,800 weapons on the base.",
        [
            ("say", "The report said there were about 9,800 weapons on the base", "statement"),
            ("be weapon", "There were about 9,800 weapons on the base", "state", "by the report", "reported"),
        ],
    ),
    (
        "His co-defendant cried and left.",
        [
            ("cry", "His co-defendant cried"),
            ("leave", "His co-defendant left"),
        ],
    ),
    (
        "The minister plans to sell the port's nine cranes.",
        [
            ("sell", "The minister plans to sell the port's nine cranes", "planned"),
        ],
    ),
    (
        "The bank promised to pay $5 million.",
        [
            ("promise", "The bank promised to pay $5 million", "statement"),
            ("pay", "The bank promised to pay $5 million", "by the bank", "planned"),
        ],
    ),
    (
        "The offer being made by the council is too low.",
        [
            ("make", "The offer was made by the council"),
            ("be low", "The offer is too low", "state"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_statement_reads_alone(text, expected):
    assert rows(text) == expected
