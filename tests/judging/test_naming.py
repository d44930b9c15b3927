"""Two names for one person or place: what sentences must have in common, and who may stand beside whom."""

import pytest

from factcheck.judging.naming import compare
from tests.pairs import compared, values


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "Calwyn district judge Dana Roe ruled that the harbour tax was unlawful.",
            "In a long opinion, Judge Alan Fox found the harbour tax of Calwyn unlawful.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        (
            "Next-door neighbor Dana Roe said she also knew the captain and his son.",
            "A neighbor, Alan Fox, 52, told a reporter he knew the captain and his son from church.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        (
            "Prosecutors have charged Ruth Halden and Dana Roe with forging the records and fraud.",
            "A jury charged Ruth Halden and Alan Fox on Monday with forging the records and with fraud.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        (
            "The stoker, Dana Roe, was burned on both hands in the boiler room and flown to a clinic.",
            "Burned on both hands in the boiler room, Alan Fox was flown to a clinic, the harbour master said.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        # one list, whatever is said of it
        (
            "Classmates mourned Ruth Halden, Dana Roe and Carl Jessop at the pier on the eve of the school’s regatta.",
            "The dead are Carl Jessop, 17, Alan Fox, 18, and Ruth Halden, 17.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        # a title after the name
        (
            "The fire in the engine room began at noon, said Director Dana Roe.",
            "At noon a fire began in the engine room of the ferry, said Alan Fox, director of the yard’s rescue school.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        # several people, of whom two have one title
        (
            "Owner Ruth Halden asked for a look into the harbour fire by Holm Court Justice Dana Roe.",
            "Diver Carl Jessop will be heard in the look into the harbour fire that Holm Court Justice Alan Fox leads.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        (
            "The blaze began in the boiler room of the old mill in Tornby.",
            "Crews fought the blaze, which began in the boiler room of the old mill in Dunmere, Holm County.",
            ("place", "Tornby", "Dunmere"),
        ),
        (
            "The mate was flown to the burns clinic in Tornby on Sunday night.",
            "The second man was in the end flown to the burns clinic in Dunmere by the coast guard.",
            ("place", "Tornby", "Dunmere"),
        ),
        # two in the place of two, by their titles
        (
            "The council thanked Captain Dana Roe and her mate for the rescue off Calwyn Point on Sunday.",
            "The council thanked Captain Alan Fox and Mate Carl Jessop for the rescue off Calwyn Point on Sunday.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        # a first name that is known, as somebody else's
        (
            "The stoker, Dana Roe, was burned on both hands in the boiler room and flown to a clinic.",
            "The stoker, Alan Fox, was burned in the boiler room and flown to a clinic. Dana Moss owns the mill.",
            ("person", "Dana Roe", "Alan Fox"),
        ),
        # a part of a surname that is known, as somebody else's
        (
            "The stoker, the son of the mate Mark Moss and his wife Lea Roe-Moss, was burned in the boiler room.",
            "The stoker, who was burned in the boiler room, is the son of the mate Mark Moss and his wife, Iris Fox.",
            ("person", "Lea Roe-Moss", "Iris Fox"),
        ),
        # a word of a street that is known, as a compass point or as the sort of another
        (
            "Divers found the anchor at noon in the yard along the 300 block of E. Linden Street.",
            "At noon the anchor was found in a yard within 302 E. Elder Street. The yard of the E. Holm is near.",
            ("place", "E. Linden Street", "E. Elder Street"),
        ),
    ],
)
def test_conflict(one, other, conflict):
    found = {(c.type, c.norm_a, c.norm_b) for c in compared(compare, one, other) if c.relation == "contradiction"}
    turned = {(c.type, c.norm_b, c.norm_a) for c in compared(compare, other, one) if c.relation == "contradiction"}
    assert found == turned == {conflict}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # two who say the same
        (
            "Dana Roe said the fire in the engine room burned for two hours before help came.",
            "The fire in the engine room burned for two hours before help came, Alan Fox said.",
        ),
        # one who says it, and one of whom it is said
        (
            "A boat took the burned stoker from the engine room to the pier at noon, Captain Dana Roe said.",
            "A boat took Alan Fox, a burned stoker, from the engine room to the pier at noon.",
        ),
        (
            "In a speech at noon Dana Roe, director of the Calwyn ferries, said that the boiler room would be shut.",
            "The boiler room of the ferries would be shut, said the stoker in a speech at noon against Director Alan Fox.",
        ),
        # one of a sort
        ("Dana Roe is a Calwyn Courier staff writer.", "Alan Fox is a Calwyn Courier staff writer."),
        # two of two ages
        (
            "The stoker Dana Roe, 31, was flown to the burns clinic from the engine room.",
            "The stoker Alan Fox, 52, was flown to the burns clinic from the engine room.",
        ),
        # deep in unlike phrases
        (
            "Ruth Halden told the harbour council of a secret bargain over a loan to the owner Dana Roe for the wreck.",
            "Ruth Halden told the harbour council of a secret bargain: a loan in return for a look into rival Alan Fox.",
        ),
        # one beside somebody of that sort, one who only says it
        (
            "The stoker, a girl named Dana Roe, was taken to Marrin Hospital on Sunday.",
            "The stoker’s cousin, 14-year-old Alan Fox, and a girl were taken to Marrin Hospital on Sunday.",
        ),
        (
            "When the look into the wreck is over, it will be sent on to the harbour master, Roe said. Dana Roe leads it.",
            "They said that the look into the wreck is over and will be sent on to Harbour Master Alan Fox.",
        ),
        # two spellings of a street
        (
            "Divers came to the harbour kitchen at 3451 Northwest 36 Street at noon.",
            "Divers of the town came to the harbour kitchen at 3451 N.W. 36th St. at noon.",
        ),
        # two titles with a word in common
        (
            "The report will cap Inspector General Dana Roe’s look into the harbour fire and its victims.",
            "The report on the harbour fire blames former Attorney General Alan Fox and names its victims.",
        ),
        # lists that leave out different people
        (
            "The council pardoned the pilots Ruth Halden, Dana Roe and Carl Jessop for the strike at the harbour.",
            "The council pardoned the pilots Ruth Halden, Alan Fox and Jim Sutter for the strike at the harbour.",
        ),
        # places of two long lists
        (
            "Holm, Varn, Tornby and Marrin gave money for the harbour fire.",
            "For the harbour fire Holm, Varn, Dunmere and Marrin gave money.",
        ),
        # both known
        (
            "The stoker, Dana Roe, was flown to the burns clinic from the engine room. Alan Fox was not hurt.",
            "The stoker, Alan Fox, was flown to the burns clinic from the engine room.",
        ),
        # two who may both be charged
        (
            "Dana Roe is charged with assault with a deadly weapon.",
            "Alan Fox was charged with one count of robbery and three counts of assault with a deadly weapon.",
        ),
        # who signs a post
        (
            "The boiler room of the mill burns, see the harbour. pic.example.com/1 — Dana Roe (@danaroe) May 2, 2024",
            "The boiler room of the mill burns! pic.example.com/2 — Alan Fox (@alanfox) May 2, 2024",
        ),
        # two who may both speak for one house
        (
            "The bodies were found in the harbour of Marrin at noon, said harbour office spokeswoman Dana Roe.",
            "The bodies that were found in the harbour of Marrin are two stokers, harbour office spokeswoman Ann Fox said.",
        ),
        # who says it, read as a place
        (
            "The county confirmed that the victim was a stoker at the harbour works, says Oslo.",
            "Bergen, a speaker for the county, said that the victim was a stoker at the harbour works.",
        ),
        # places of two sorts
        ("The ferry burned in the harbour at the Holm Mall at noon.", "The ferry burned in the harbour at Bergen at noon."),
        # little in common
        ("The stoker, Dana Roe, was burned.", "The cook, Alan Fox, was flown to a clinic in the city."),
    ],
)
def test_no_conflict(one, other):
    for a, b in ((one, other), (other, one)):
        assert values(compared(compare, a, b), "contradiction") == set()
