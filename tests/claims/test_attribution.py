"""Who says it: reporting verbs, inversions, outlets, quotations and pronouns for the speaker."""

import pytest

from tests.claims.reading import claims, rows

CASES = [
    (
        "The bank said it had lost $2.4 million.",
        [
            ("say", "The bank said the bank had lost $2.4 million", "statement"),
            ("lose", "The bank had lost $2.4 million", "by the bank", "reported"),
        ],
    ),
    (
        "The bank said by e-mail that it would pay.",
        [
            ("say", "The bank said by e-mail that the bank would pay", "statement"),
            ("pay", "The bank would pay", "by the bank", "planned"),
        ],
    ),
    (
        "Police said the man refused to leave.",
        [
            ("say", "Police said the man refused to leave", "statement"),
            ("leave", "The man refused to leave", "by police", "not", "reported"),
        ],
    ),
    (
        "Officials believe that the fire was set on purpose.",
        [
            ("believe", "Officials believe that the fire was set on purpose", "statement"),
            ("set", "The fire was set on purpose", "by officials", "hedged"),
        ],
    ),
    (
        "According to an NBC report Tuesday morning, the wife told police that she called at noon.",
        [
            (
                "tell",
                "According to an NBC report Tuesday 18 June 2024, the wife told police that the wife called at noon",
                "statement",
                "reported",
            ),
            ("call", "The wife called at noon", "by the wife", "reported", "@noon"),
        ],
    ),
    (
        "Reuters reported on Monday that the plant would close.",
        [
            ("report", "Reuters reported on Monday 17 June 2024 that the plant would close", "statement", "@Monday"),
            ("close", "The plant would close", "planned"),
        ],
    ),
    (
        "The man fired twice, according to police.",
        [
            ("shoot", "The man fired twice, according to police", "by police", "reported"),
        ],
    ),
    (
        '"We lost two men on Friday," said Capt. Ann Cole.',
        [
            ("lose", "We lost two men on Friday 14 June 2024", "by Ann Cole", "reported", "@Friday"),
            ("say", '"We lost two men on Friday 14 June 2024," said Capt. Ann Cole', "statement"),
        ],
    ),
    (
        '"I have asked for bread and I am tired," Governor Celia Tranter said.',
        [
            ("ask", "Celia Tranter has asked for bread", "by Celia Tranter", "reported"),
            ("be tired", "Celia Tranter is tired", "state", "by Celia Tranter", "reported"),
            ("say", '"I have asked for bread and I am tired," Governor Celia Tranter said', "statement"),
        ],
    ),
    (
        '"I don\'t think he hit anyone," Carl Reed said.',
        [
            ("think", "Carl Reed doesn't think he hit anyone", "statement", "by Carl Reed", "not", "reported"),
            ("say", '"I don\'t think he hit anyone," Carl Reed said', "statement"),
        ],
    ),
    (
        "Police did not say whether the man was armed.",
        [
            ("say", "Police did not say whether the man was armed", "not"),
        ],
    ),
    (
        "The mayor denied that the bridge was unsafe.",
        [
            ("deny", "The mayor denied that the bridge was unsafe", "statement"),
            ("be unsafe", "The bridge was unsafe", "state", "by the mayor", "denied"),
        ],
    ),
    (
        "The spokeswoman said she saw two cars.",
        [
            ("say", "The spokeswoman said the spokeswoman saw two cars", "statement"),
            ("see", "The spokeswoman saw two cars", "by the spokeswoman", "reported"),
        ],
    ),
    (
        "Prosecutors said they will seek a fine.",
        [
            ("say", "Prosecutors said prosecutors will seek a fine", "statement"),
            ("seek", "Prosecutors will seek a fine", "by prosecutors", "planned"),
        ],
    ),
    (
        "Police said they died at once.",
        [
            ("say", "Police said they died at once", "statement"),
            ("die", "They died at once", "by police", "reported"),
        ],
    ),
    (
        "The bank said it was unclear who took the money.",
        [
            ("say", "The bank said it was unclear who took the money", "statement"),
            ("be unclear", "It was unclear who took the money", "state", "by the bank", "reported"),
        ],
    ),
    (
        "The occupants fired shots at children on Sunday, said Officer Jose Estrada.",
        [
            (
                "shoot",
                "The occupants fired shots at children on Sunday 16 June 2024",
                "by Jose Estrada",
                "reported",
                "@Sunday",
            ),
            (
                "say",
                "The occupants fired shots at children on Sunday 16 June 2024, said Officer Jose Estrada",
                "statement",
            ),
        ],
    ),
    (
        "A spokesman for Halden police said the road was closed.",
        [
            ("say", "A spokesman for Halden police said the road was closed", "statement"),
            ("close", "The road was closed", "by a spokesman for Halden police", "reported"),
        ],
    ),
    (
        "Ann Cole told reporters on Monday that the bridge was unsafe.",
        [
            (
                "tell",
                "Ann Cole told reporters on Monday 17 June 2024 that the bridge was unsafe",
                "statement",
                "@Monday",
            ),
            ("be unsafe", "The bridge was unsafe", "state", "by Ann Cole", "reported"),
        ],
    ),
    (
        "The council was not told, Ann Cole added.",
        [
            ("tell", "The council was not told", "by Ann Cole", "not", "reported"),
            ("add", "The council was not told, Ann Cole added", "statement"),
        ],
    ),
    (
        '"The road is closed," the mayor joked.',
        [
            ("close", "The road is closed", "by the mayor", "reported"),
            ("joke", '"The road is closed," the mayor joked', "statement"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_says_it(text, expected):
    assert rows(text) == expected


def speakers(text):
    return [(claim.predicate, claim.speaker, claim.quoted) for claim in claims(text)]


def test_quotation_over_two_sentences_has_one_speaker():
    text = '"The road was flooded," Ann Cole said. "We will open it in May."'
    assert speakers(text) == [("flood", "Ann Cole", True), ("say", None, False), ("open", "Ann Cole", True)]


def test_speaker_named_after_a_question():
    text = 'The hearing was short.\n\n"Six years? He will be out in three," joked Craig Loomis.'
    assert ("be", "Craig Loomis", True) in speakers(text)


def test_words_quoted_inside_a_quotation_are_not_the_speakers():
    text = "Rita Lewis held the girl. \"She said, 'Do not go,'\" Lewis recalled. \"'I am only 11 years old.'\""
    assert not [c for c in claims(text) if c.speaker == "Rita Lewis" and "11" in c.statement]


def test_outlet_is_the_medium_and_no_speaker():
    found = {c.predicate: (c.speaker, c.medium) for c in claims("Reuters reported on Monday that the plant was sold.")}
    assert found["sell"] == (None, "Reuters")


def test_report_of_an_outlet_is_a_medium_as_written():
    found = {c.predicate: (c.speaker, c.medium) for c in claims("According to a BBC report, the plant was sold.")}
    assert found["sell"] == (None, "a BBC report")


def test_pronoun_for_the_speaker_gets_its_entity():
    text = "Northmere Bank was founded in 1990. Northmere Bank said it had lost $2.4 million."
    lost = next(c for c in claims(text) if c.predicate == "lose")
    subject = next(a for a in lost.arguments if a.role == "subject")
    assert lost.statement == "Northmere Bank had lost $2.4 million"
    assert subject.entity == lost.speaker_entity != ""
