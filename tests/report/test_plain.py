from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.report import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n\tlines", "two lines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1mloud", "loud"),
        ("\x1b]8;;https://bad.example\x07click\x1b]8;;\x07", "click"),
        ("\x1b]0;title\x1b\\after", "after"),
        ("bell\x07 and \x00null", "bell and null"),
        ("a\u202eb\u2066c\u200fd\u200be\ufefff", "abcdef"),
        ("half \ud83d emoji", "half  emoji"),
        ("می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"),
        ("[bold]kept[/bold] <b>kept</b>", "[bold]kept[/bold] <b>kept</b>"),
    ],
)
def test_clean_takes_what_a_terminal_would_obey(text, shown):
    assert plain.clean(text) == shown


@given(st.text())
def test_clean_leaves_one_printable_line(text):
    shown = plain.clean(text)
    assert "\n" not in shown and "\x1b" not in shown and "\u202e" not in shown
    shown.encode()
    assert plain.clean(shown).strip() == " ".join(shown.split())


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (1.0, "almost certain (100%)"),
        (0.9999, "almost certain (99%)"),
        (0.95, "almost certain (95%)"),
        (0.87, "very likely (87%)"),
        (0.6, "likely (60%)"),
        (0.5, "even chance (50%)"),
        (0.29, "unlikely (29%)"),
        (0.0, "unlikely (0%)"),
    ],
)
def test_likelihood_is_a_word_and_a_number(probability, shown):
    assert plain.likelihood(probability) == shown


@pytest.mark.parametrize(
    ("parts", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_join(parts, shown):
    assert plain.join(parts) == shown


def test_count_and_day():
    assert [plain.count(n, "claim") for n in (0, 1, 2400)] == ["0 claims", "1 claim", "2,400 claims"]
    assert [plain.day(d) for d in (date(2024, 3, 4), None)] == ["4 March 2024", "undated"]
