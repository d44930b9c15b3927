import pytest

from factcheck.suppressions import Suppression, blank, find


def covered(text):
    """What the only comment of a text is about, its types and its reason."""
    (found,) = find(text)
    return blank(text)[found.first : found.last].strip(), found.types, found.reason


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("One.\n\nTwo. <!-- factcheck: ignore date — known -->\n\nThree.", "Two."),
        ("One.\n\nTwo.\n<!-- factcheck: ignore date — known -->\n\nThree.", "Two."),
        ("One.\n\n<!-- factcheck: ignore date — known -->\nTwo.\n\nThree.", "Two."),
        ("One.\n\n<!-- factcheck: ignore date — known -->\n\nTwo.\n\nThree.", "Two."),
        ("One.\n\n<!--\nfactcheck: ignore date — known\n\n-->\n\nTwo.\n\nThree.", "Two."),
        ("<!-- factcheck: ignore date — known -->\nOne.\nTwo.", "One."),
        ("One.\nTwo. <!-- factcheck: ignore date — known -->\nThree.", "Two."),
        ("<p>One.</p><p>Two.<!-- factcheck: ignore date — known --></p><p>Three.</p>", "Two."),
        ("<p>One.</p>\n<!-- factcheck: ignore date — known -->\n<p class='x'>Two.</p>\n<p>Three.</p>", "Two."),
        ("One.\n\n<!-- factcheck: ignore date — known -->\n", ""),
    ],
)
def test_a_comment_is_about_its_paragraph_or_the_next(text, paragraph):
    assert covered(text) == (paragraph, ("date",), "known")


@pytest.mark.parametrize(
    ("comment", "types", "reason"),
    [
        ("ignore date — corrected by the ministry", ("date",), "corrected by the ministry"),
        ("ignore date, number - see the note -- it is long", ("date", "number"), "see the note -- it is long"),
        ("Ignore Date weekday: of the\nmayor", ("date", "weekday"), "of the mayor"),
        ("ignore money -- audited", ("money",), "audited"),
    ],
)
def test_types_and_reason(comment, types, reason):
    assert covered(f"One. <!--factcheck:{comment}-->")[1:] == (types, reason)


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [
        ("ignore date", "write it as <!-- factcheck: ignore TYPE — REASON -->; a reason must be given"),
        ("ignore date —", "write it as <!-- factcheck: ignore TYPE — REASON -->; a reason must be given"),
        ("ignore — because", "write it as <!-- factcheck: ignore TYPE — REASON -->; a reason must be given"),
        ("disable date — because", "write it as <!-- factcheck: ignore TYPE — REASON -->; a reason must be given"),
        ("ignore dates — because", "unknown type dates; the types are date, weekday, time, "),
    ],
)
def test_a_comment_that_cannot_be_obeyed_says_why(comment, wrong):
    (found,) = find(f"One. <!-- factcheck: {comment} -->")
    assert (found.types, found.reason) == ((), "")
    assert found.wrong.startswith(wrong)


def test_other_comments_are_left_alone():
    text = "One. <!-- a note -->"
    assert find(text) == [] and blank(text) == text


def test_blanking_keeps_every_other_character_in_place():
    text = "One.\n<!-- factcheck: ignore date —\nknown -->\nTwo."
    assert blank(text) == "One.\n" + " " * 29 + "\n" + " " * 9 + "\nTwo."
    assert isinstance(find(text)[0], Suppression)
