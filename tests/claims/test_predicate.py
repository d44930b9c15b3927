"""What is predicated: idioms, senses, negation and modality."""

import pytest

from tests.claims.reading import rows

CASES = [
    (
        "Carl Reed pleaded not guilty on Monday.",
        [
            ("plead guilty", "Carl Reed pleaded not guilty on Monday 17 June 2024", "not", "@Monday"),
        ],
    ),
    (
        "Carl Reed was found guilty of murder in May.",
        [
            ("find guilty", "Carl Reed was found guilty of murder in May 2024", "@May"),
        ],
    ),
    (
        "A jury found him guilty of fraud on Friday.",
        [
            ("find guilty", "A jury found him guilty of fraud on Friday 14 June 2024", "@Friday"),
        ],
    ),
    (
        "The gunman opened fire outside the bar.",
        [
            ("open fire", "The gunman opened fire outside the bar"),
        ],
    ),
    (
        "The firm fired its director on Monday.",
        [
            ("sack", "The firm fired its director on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "Officers fired three shots at the car.",
        [
            ("shoot", "Officers fired three shots at the car"),
        ],
    ),
    (
        "The army fired two missiles at the port.",
        [
            ("launch", "The army fired two missiles at the port"),
        ],
    ),
    (
        "Nobody was hurt in the fire.",
        [
            ("hurt", "Nobody was hurt in the fire", "not"),
        ],
    ),
    (
        "None of the passengers survived.",
        [
            ("survive", "None of the passengers survived", "not"),
        ],
    ),
    (
        "Police failed to find the gun.",
        [
            ("find", "Police failed to find the gun", "not"),
        ],
    ),
    (
        "Carl Reed was not arrested or charged.",
        [
            ("arrest", "Carl Reed was not arrested", "not"),
            ("charge", "Carl Reed was not charged", "not"),
        ],
    ),
    (
        "The plan covers not only trains but also buses.",
        [
            ("cover", "The plan covers not only trains but also buses"),
        ],
    ),
    (
        "The driver left without paying the fine.",
        [
            ("leave", "The driver left"),
            ("pay", "The driver did not pay the fine", "not"),
        ],
    ),
    (
        "The company may close the plant.",
        [
            ("close", "The company may close the plant", "hedged"),
        ],
    ),
    (
        "Two banks plan to merge in May.",
        [
            ("merge", "Two banks plan to merge in May 2025", "planned", "@May"),
        ],
    ),
    (
        "The museum is expected to open on Monday.",
        [
            ("open", "The museum is expected to open on Monday 24 June 2024", "planned", "@Monday"),
        ],
    ),
    (
        "The company had expected a loss of $2 million.",
        [
            ("expect", "The company had expected a loss of $2 million", "planned"),
        ],
    ),
    (
        "The carrier agreed to buy nine ships.",
        [
            ("buy", "The carrier agreed to buy nine ships", "planned"),
        ],
    ),
    (
        "The bridge is likely to close.",
        [
            ("close", "The bridge is likely to close", "hedged"),
        ],
    ),
    (
        "The court is to rule on Monday.",
        [
            ("rule", "The court is to rule on Monday 24 June 2024", "planned", "@Monday"),
        ],
    ),
    (
        "Hundreds had to leave their homes.",
        [
            ("leave", "Hundreds had to leave their homes"),
        ],
    ),
    (
        "He denied killing her on Monday.",
        [
            ("kill", "He denied killing her on Monday 17 June 2024", "denied", "@Monday"),
        ],
    ),
    (
        "China and Russia declared a “no limits” partnership.",
        [
            ("declare", "China and Russia declared a “no limits” partnership"),
        ],
    ),
    (
        "Carl Reed was taken into custody on Monday.",
        [
            ("take into custody", "Carl Reed was taken into custody on Monday 17 June 2024", "@Monday"),
        ],
    ),
    (
        "The rebels allegedly burned the village.",
        [
            ("burn", "The rebels allegedly burned the village", "hedged"),
        ],
    ),
    (
        "The gates shut down on Monday.",
        [
            ("shut-down", "The gates shut down on Monday 17 June 2024", "@Monday"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_predicate_negation_and_modality(text, expected):
    assert rows(text) == expected
