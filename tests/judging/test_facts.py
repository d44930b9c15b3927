"""Facts that hold whatever the event is: offices, addresses, crossings, residents, sizes, and who said the words."""

import pytest

from factcheck.judging.facts import compare, is_fact
from tests.pairs import compared, values


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "Ostmark Mayor Anna Berg opened the hall.",
            "Ostmark Mayor Ruth Field said that the hall had leaked.",
            ("person", "Anna Berg", "Ruth Field"),
        ),
        (
            "Calwyn’s police chief, 51-year-old Dan Moss, was in hospital.",
            "Police Chief Hal Brennock said that the road was closed.",
            ("person", "Dan Moss", "Hal Brennock"),
        ),
        (
            "Kestovian Finance Minister Anna Berg spoke.",
            "The Kestovian finance minister, Ruth Field, was absent.",
            ("person", "Anna Berg", "Ruth Field"),
        ),
        (
            "Latvia cut taxes. Finance Minister Anna Berg spoke.",
            "The finance minister, Ruth Field, said that Latvian taxes were low.",
            ("person", "Anna Berg", "Ruth Field"),
        ),
        (
            "Provincial police chief Dan Moss came to the square.",
            "“It was a cowardly act,” said Hal Moss, the provincial chief of police.",
            ("person", "Dan Moss", "Hal Moss"),
        ),
        (
            "Colonel Gildas Mabry spoke on television.",
            "The troops were led by Colonel Ghislain Mabry.",
            ("person", "Gildas Mabry", "Ghislain Mabry"),
        ),
        (
            "Officers came to the 3300 block of South Elder Street.",
            "The fire began in a flat in the 3300 block of South Linden Street.",
            ("place", "Elder Street", "Linden Street"),
        ),
        (
            "A car hit a tree near Mill Road and Quarry Lane.",
            "The girl was found at the corner of Mill Road and Chapel Lane.",
            ("place", "Quarry", "Chapel"),
        ),
        (
            "Jim Sutter, 32, of Dunmere, died in the crash.",
            "The driver was named as Carl Jessop, 32, of Dunmere.",
            ("person", "Jim Sutter", "Carl Jessop"),
        ),
        (
            "The council passed a $2 million harbour repair bill.",
            "A mayor who opposes the $5 million harbour bill spoke.",
            ("money", "$2 million", "$5 million"),
        ),
        (
            "“The sprinklers failed in the first minute,” Tobias Wrenn said.",
            "“The sprinklers failed in the first minute,” said Dana Okerlund.",
            ("person", "Tobias Wrenn", "Dana Okerlund"),
        ),
        (
            "Former Calwyn police officer Dan Moss was sentenced on Friday to 22 years in prison for the bank robbery.",
            "A former Calwyn police officer, Hal Brennock, received a prison sentence for robbery of the bank.",
            ("person", "Dan Moss", "Hal Brennock"),
        ),
    ],
)
def test_conflict(one, other, conflict):
    kind, x, y = conflict
    assert values(compared(compare, one, other), "contradiction") == {(kind, x, y)}
    assert values(compared(compare, other, one), "contradiction") == {(kind, y, x)}
    assert all(is_fact(c.slot) for c in compared(compare, one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ostmark Mayor Anna Berg spoke.", "Mayor Berg spoke."),
        ("Ostmark Mayor Anna Berg spoke.", "Tornby Mayor Ruth Field spoke."),
        ("Ostmark Mayor Anna Berg spoke.", "Former Ostmark Mayor Ruth Field spoke."),
        ("Ostmark Mayor Anna Berg spoke.", "The county fears for the hall, said County Mayor Ruth Field."),
        ("President Anna Berg spoke.", "Kestovian President Ruth Field spoke."),
        ("Kestovian Finance Minister Anna Berg spoke.", "West Ostmark Finance Minister Ruth Field spoke."),
        ("Kestovian Finance Minister Anna Berg spoke.", "Kestovian Foreign Minister Ruth Field spoke."),
        ("Foreign Minister Anna Berg wanted peace.", "Foreign Minister Ruth Field left the talks."),
        ("Prime Minister Anna Berg cut taxes.", "Prime Minister Ruth Field opened a dam."),
        ("Ostmark Mayor Anna Berg met her guests.", "Mayor Ruth Field spoke after Anna Berg."),
        ("The talks were held by President Berg’s envoys.", "President Ruth Field lost a vote in her time."),
        ("It will be given to the mayor, Holm said.", "Mayor Ruth Field spoke."),
        ("He lived at 115 Turner St. in Dunmere.", "The bar is at 115 Turner Street."),
        ("A car hit a tree at First Street and Quarry Lane.", "A boy fell at 1st Street and Quarry Lane."),
        ("A car hit a tree near Mill Road and Quarry Lane.", "A boy fell at Chapel Lane and Weir Street."),
        ("The fire was in the 500 block of Elder Street.", "He lives in the 500 block of Linden Street."),
        ("Holm County deputies came.", "Varn County deputies came."),
        ("Holm County Sheriff Anna Berg spoke.", "Varn County Sheriff Ruth Field spoke."),
        ("Jim Sutter, 32, of Dunmere, died.", "Jim Sutter, 32, of Dunmere, was hurt."),
        ("Jim Sutter, 32, of Dunmere, died.", "His wife Dora Sutter, 32, of Dunmere, was hurt."),
        ("Jim Sutter, 32, of Dunmere, died.", "Carl Jessop, 32, of Marrin, was hurt."),
        ("Captain Dan Moss spoke.", "Captain Daniel Moss spoke."),
        ("Coach Dan Moss spoke.", "His brother Hal Moss, a driver, spoke."),
        ("Captain Dan Moss spoke.", "Captain Hal Moss and his uncle Dan spoke."),
        ("The council passed a $2 million harbour bill.", "The council passed a $5 million school bill."),
        (
            "Calwyn Highway Patrol spokesman Dan Moss said that the road was closed.",
            "Calwyn Highway Patrol spokesman Hal Brennock said that two cars had met head-on.",
        ),
        (
            "Latvia cut taxes. Finance Minister Anna Berg spoke.",
            "Latvia and Estonia cut taxes. Finance Minister Ruth Field spoke.",
        ),
        ("“It was loud,” Tobias Wrenn said.", "“It was loud,” said Dana Okerlund."),
        (
            "“The sprinklers failed in the first minute,” Tobias Wrenn said.",
            "“The sprinklers failed in the first minute,” Wrenn said.",
        ),
    ],
)
def test_no_conflict(one, other):
    for a, b in ((one, other), (other, one)):
        assert values(compared(compare, a, b), "contradiction") == set()


def test_an_article_that_names_two_holders_settles_nothing():
    one = "Police Chief Dan Moss spoke. Police Chief Ruth Field of the next town listened."
    assert values(compared(compare, one, "Police Chief Hal Brennock spoke."), "contradiction") == set()


def test_shouted_text_does_not_hang():
    shout = "A" * 300 + " " + "B C. D’ " * 100
    assert compared(compare, f"Dan Moss of {shout} spoke.", f"{shout} Dan Moss, {shout}, spoke.") == []
