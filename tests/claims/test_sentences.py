"""Texts as they come off the web go in; exact sentences, kinds and quotation states come out."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.claims.sentences import LONGEST, split_sentences


def cut(text: str, title: str | None = None) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, title)]


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in split_sentences(text, title)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ferry sank.", "Nobody died."],
        ["Gen. Ortega met Dr. Lund and Mrs. Okafor.", "They ate."],
        ["The U.S. President flew home.", "He slept."],
        ["She lived in the U.S.", "The press knew."],
        ["J. K. Marsh wrote it.", "Critics agreed."],
        ["He lives at 12 Elm St. near St. Olaf.", "She moved."],
        ["The blaze began at 3 a.m. Tuesday in Dover."],
        ["The blaze began at 3 a.m.", "Crews came at four."],
        ["Fares rose 3.5 percent.", "Riders fumed."],
        ["It was case No. 12 on the list.", "The answer was no.", "He left."],
        ["On Jan. 5 the dam broke.", "The valley flooded."],
        ["It was Ohio vs. Utah again.", "Utah won."],
        ["Acme Inc. Chairman Bo Rask quit.", "Shares fell."],
        ["He works for Acme Inc.", "The firm denied it."],
        ["He waited...", "Then he ran."],
        ["“Why now?” Marsh asked.", "Nobody knew."],
        ["“Why now?” he asked.", "“Because.”"],
        ["(The mayor was away.)", "Her deputy signed."],
        ["He said “enough.”", "She left."],
        ["Yahoo! Sports ran it first."],
        ["They came home.", "12 were missing."],
        ["Police came from Nashville, Tenn., at once.", "All was calm."],
        ["Then-D.C. Mayor Ray Holt spoke.", "Few listened."],
    ],
)
def test_full_stops(sentences):
    assert cut(" ".join(sentences)) == sentences


def test_space_missing_after_a_full_stop():
    assert cut("They sent more troops.Orlov denied it.") == ["They sent more troops.", "Orlov denied it."]
    assert cut("He wrote to press@acme.Example for it.") == ["He wrote to press@acme.Example for it."]


def test_tokenised_text_keeps_its_closing_quotes():
    text = "'' We saw it , '' he said .\nShe said `` it burned . '' It did ."
    assert cut(text) == ["'' We saw it , '' he said .", "She said `` it burned . ''", "It did ."]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We saw it. It burned. It fell,” he said. Nobody spoke.", [False, True, True, False]),
        ('"We saw it. It burned," he said. Nobody spoke. "Stop." They did.', [False, True, False, False, False]),
        ("“We saw it. It burned.\n\n“It fell. It is gone,” he said. All left.", [False, True, True, True, False]),
        ("“We saw it. It burned.\n\nThe town is small. It has one road.", [False, True, False, False]),
        ("“We saw it. It burned. It fell. It is gone. Rain came. Snow came.", [False, True, True, False, False, False]),
        ("He called it “bad luck“. She called it fate. He left.", [False, False, False]),
    ],
)
def test_inside_quote(text, inside):
    assert [s.inside_quote for s in split_sentences(text)] == inside


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "The harbour board of Greater Lund agreed on Friday to\n"
        "dredge the northern channel, which silted up over the winter and\n"
        "has kept larger ships away.\n"
        "    The work takes two years, said a spokesman, who asked for\n"
        "patience.\n"
    )
    spans = split_sentences(text)
    assert [s.paragraph for s in spans] == [0, 1]
    assert text[spans[0].start : spans[0].end].count("\n") == 2


def test_single_newlines_part_headline_and_paragraphs():
    text = (
        "Ferry sinks off Lund\n"
        "A ferry with a full load of cars sank off the town of Lund early on Friday, and all of its crew were saved by "
        "fishermen who had heard the alarm.\n"
        "The owner has promised an inquiry."
    )
    assert [(s.kind, s.paragraph) for s in split_sentences(text)] == [("headline", 0), ("body", 1), ("body", 2)]


LEDE = "A ferry with sixty cars aboard sank off the small town of Lund early on Friday."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("WHAT THE OWNERS SAY", "headline"),
        ("A long search", "headline"),
        ("Photo by Ada Quist/Harbour Pictures", "credit"),
        ("By Ada Quist", "credit"),
        ("Reporting by Ada Quist; Editing by Bo Rask", "credit"),
        ("© 2023 Lund Daily", "credit"),
        ("Reuters", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("Captain Bo Rask waves from the quay in Lund, April 3, 2021. (AP Photo/Ada Quist)", "caption"),
        ("Captain Bo Rask, left, speaks at the quay in Lund. Ada Quist / AP", "caption"),
        ("Divers look at the hull. Ada Quist/Getty Images", "caption"),
        ("Source link", "boilerplate"),
        ("Newsletter Signup Register / Login", "boilerplate"),
        ("Sign up for our morning newsletter", "boilerplate"),
        ("Read more: The last voyage of the Lund ferry", "boilerplate"),
        ("Ferry sinks Posted: Monday, May 6, 2024 1:37 PM Updated: Monday, May 6, 2024 6:22 PM", "boilerplate"),
        ("Dana Okerlund is a Marrin Courier staff writer.", "credit"),
        ("Dana Okerlund is a reporter who was shot on Monday.", "body"),
        ("Advertisement", "boilerplate"),
        ("Share this story", "boilerplate"),
        ("Click here for the photo gallery.", "boilerplate"),
        ("Copyright 2016 Lund Media. All rights reserved.", "boilerplate"),
        ("This story has been updated.", "boilerplate"),
        ("PUBLISHED : THURSDAY , MAY 2 , 2013 , 1 : 45 PM", "boilerplate"),
        ("http : / / www . example . org / ferry", "boilerplate"),
        ("1:22 Divers find the ferry", "boilerplate"),
        ("The crew was saved by fishermen", "body"),
        ("The paper wrote to the owner by e-mail.", "body"),
        ("More than forty divers searched the hull.", "body"),
        ("By Friday night the hull lay on its side.", "body"),
        ("Anyone who saw the ferry should call the harbour office.", "body"),
        ("Watch officers saw nothing.", "body"),
        ("Home owners on the shore saw it.", "body"),
        ("Photographs show a hole in the hull.", "body"),
        ("Copyright law does not cover wrecks, a lawyer said.", "body"),
    ],
)
def test_kind_of_a_line_between_paragraphs(line, kind):
    text = f"{LEDE}\n\n{line}\n\nThe owner of the line has promised a full inquiry into the loss."
    found = split_sentences(text)
    assert {s.kind for s in found if s.paragraph == 1} == {kind}
    assert {s.kind for s in found if s.paragraph != 1} == {"body"}


def test_lines_above_the_first_paragraph():
    lines = ["https://example.org/ferry", "Ferry sinks off Lund", "world", "April 3, 2021", "LUND", LEDE]
    expected = ["boilerplate", "headline", "boilerplate", "boilerplate", "dateline", "body"]
    assert kinds("\n\n".join(lines)) == list(zip(expected, lines, strict=True))


def test_title_repeated_in_the_text_is_a_headline():
    assert kinds(f"{LEDE}\n\nOwner of Lund ferry is sorry.", "Owner of Lund ferry is sorry")[1][0] == "headline"


@pytest.mark.parametrize(
    "dateline",
    ["LUND, April 3 (Reuters) -", "LUND (AP) —", "LUND, Mich. (WXYZ) --", "(Reuters) -", "Lund (CNN) --", "LUND —"],
)
def test_dateline_is_a_unit_of_its_own(dateline):
    assert kinds(f"{dateline} {LEDE} It sank.") == [("dateline", dateline), ("body", LEDE), ("body", "It sank.")]


def test_acronym_before_a_dash_is_no_dateline():
    assert kinds("NATO — which keeps ships there — said nothing of it.")[0][0] == "body"


def test_scene_before_a_photo_line_is_a_caption():
    text = (
        f"{LEDE} The captain said he was sorry. Captain Bo Rask enters the town hall of Lund on March 21. "
        "The loss has shaken the town.\n\nPhoto by Ada Quist via Harbour Pictures\n\nThe inquiry opens next week."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "caption", "caption", "credit", "body"]


def test_vote_counter_makes_its_neighbours_comments():
    comments = "I never liked that boat. Sell it.\n\n0 ( +0 / -0 )\n\nMe neither.\n\n2 ( +3 / -1 )"
    text = f"{LEDE}\n\nThe owner is sorry.\n\n{comments}"
    assert [kind for kind, _ in kinds(text)] == ["body", "body"] + ["comment"] * 5


def test_comment_section_runs_to_the_end():
    text = f"{LEDE}\n\nThe owner is sorry for the loss.\n\n3 comments\n\nI never liked that boat.\n\nSell it."
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "comment", "comment", "comment"]


def test_menu_and_link_list_are_boilerplate():
    menu = "Local News\nWeather\nSport\nObituaries\nJobs"
    links = "Related Stories\n\nHarbour office to close for a month\n\nMayor of Lund wants a bridge"
    found = [kind for kind, _ in kinds(f"{menu}\n\n{LEDE}\n\n{links}")]
    assert found == ["boilerplate"] * 5 + ["body"] + ["boilerplate"] * 3


def test_text_without_full_stops_is_cut_at_a_clause():
    text = "the boat went on, " * 300
    lengths = [len(sentence) for sentence in cut(text)]
    assert max(lengths) <= LONGEST and all(sentence.endswith(",") for sentence in cut(text))


def test_empty_text_has_no_sentences():
    assert split_sentences("") == split_sentences(" \n\n\t ") == []


PIECES = st.sampled_from(
    ["He left", "U.S", "a.m", "“", "”", '"', "'' ", "``", ". ", ".", "! ", "? ", "… ", "\n", "\n\n", " ", "\u00a0", "(",
     ")", "\r\n", "LUND (AP) - ", "Photo by X", "0 ( +0 / -0 )", "Comments", "Related", "12", "x" * 40, " and so on ",
     "\u2028", "\x85"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
@example("LUND -")
@example("word " * 900)
def test_every_character_is_in_exactly_one_sentence(text):
    found = split_sentences(text)
    position, paragraph = 0, 0
    for sentence in found:
        inside = text[sentence.start : sentence.end]
        assert inside and inside == inside.strip()
        assert not text[position : sentence.start].strip()
        assert len(inside) <= LONGEST and sentence.paragraph >= paragraph
        position, paragraph = sentence.end, sentence.paragraph
    assert not text[position:].strip()
