"""Which claim a time dates."""

import pytest

from tests.claims.reading import rows

CASES = [
    (
        "The stoker who burned himself Monday night has died.",
        [
            ("burn", "The stoker burned himself Monday 17 June 2024", "@Monday night"),
            ("die", "The stoker has died"),
        ],
    ),
    (
        "The girl, who hurt herself, on Monday left the clinic.",
        [
            ("hurt", "The girl hurt herself"),
            ("leave", "The girl on Monday 17 June 2024 left the clinic", "@Monday"),
        ],
    ),
    (
        "The 2009 act bans the sale of arms.",
        [
            ("ban", "The 2009 act bans the sale of arms"),
        ],
    ),
    (
        "A jury in Wexmoor on Friday convicted Gareth Pryce of fraud.",
        [
            ("convict", "A jury in Wexmoor on Friday 14 June 2024 convicted Gareth Pryce of fraud", "@Friday"),
        ],
    ),
    (
        "Lewis Garrow surrendered on Friday in the May 4 killing of Paul Stone.",
        [
            (
                "surrender",
                "Lewis Garrow surrendered on Friday 14 June 2024 in the Saturday 4 May 2024 killing of Paul Stone",
                "@Friday",
            ),
            ("killing", "The Saturday 4 May 2024 killing of Paul Stone took place", "@May 4"),
        ],
    ),
    (
        "The floods of January 2019 destroyed 400 homes.",
        [
            ("flood", "The floods of January 2019 took place", "@January 2019"),
            ("destroy", "The floods of January 2019 destroyed 400 homes"),
        ],
    ),
    (
        "During the early hours of June 16, deputies were called to the mill.",
        [
            ("call", "During the early hours of Sunday 16 June 2024, deputies were called to the mill", "@June 16"),
        ],
    ),
    (
        "Within hours of Sunday's attack, the border was closed.",
        [
            ("attack", "Sunday 16 June 2024's attack took place", "@Sunday"),
            ("close", "Within hours of Sunday 16 June 2024's attack, the border was closed"),
        ],
    ),
    (
        "The company said in a statement on Friday that it had sold the ship.",
        [
            (
                "say",
                "The company said in a statement on Friday 14 June 2024 that the company had sold the ship",
                "statement",
                "@Friday",
            ),
            ("sell", "The company had sold the ship", "by the company", "reported"),
        ],
    ),
    (
        "He was arrested on Monday and charged on Tuesday.",
        [
            ("arrest", "He was arrested on Monday 17 June 2024", "@Monday"),
            ("charge", "He was charged on Tuesday 18 June 2024", "@Tuesday"),
        ],
    ),
    (
        "The man who was arrested on Monday and charged on Tuesday is from Leeds.",
        [
            ("arrest", "The man was arrested on Monday 17 June 2024", "@Monday"),
            ("charge", "The man was charged on Tuesday 18 June 2024", "@Tuesday"),
            ("be", "The man is from Leeds", "state"),
        ],
    ),
    (
        "Police said on Tuesday that two men died on Sunday.",
        [
            (
                "say",
                "Police said on Tuesday 18 June 2024 that two men died on Sunday 16 June 2024",
                "statement",
                "@Tuesday",
            ),
            ("die", "Two men died on Sunday 16 June 2024", "by police", "reported", "@Sunday"),
        ],
    ),
    (
        "The firm will sell two ships in May and buy one in June.",
        [
            ("sell", "The firm will sell two ships in May 2025", "planned", "@May"),
            ("buy", "The firm will buy one in June 2024", "planned", "@June"),
        ],
    ),
    (
        "On Friday, the mayor opened the bridge and cut the ribbon.",
        [
            ("open", "On Friday 14 June 2024, the mayor opened the bridge", "@Friday"),
            ("cut", "The mayor cut the ribbon", "@Friday"),
        ],
    ),
    (
        "Ann Cole won in 2019, when the party had nine seats.",
        [
            ("win", "Ann Cole won in 2019", "@2019"),
            ("have", "The party had nine seats", "state", "@2019"),
        ],
    ),
    (
        "The storm, which killed nine people in 2004, was named Adela.",
        [
            ("kill", "The storm killed nine people in 2004", "@2004"),
            ("name", "The storm was named Adela"),
        ],
    ),
    (
        "A judge on Wednesday jailed Reed in the death of a guard in Wexmoor Tuesday night.",
        [
            (
                "jail",
                "A judge on Wednesday 19 June 2024 jailed Reed in the death of a guard in Wexmoor Tuesday 18 June 2024",
                "@Wednesday",
            ),
            ("death", "The death of a guard in Wexmoor took place", "@Tuesday night"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_times_of_each_claim(text, expected):
    assert rows(text) == expected
