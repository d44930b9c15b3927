from dataclasses import replace
from datetime import UTC, datetime

from factcheck.archive import Decision
from factcheck.records import Span
from factcheck.serve.view import cards, paragraphs
from tests.report import drafted


def shown(review, decisions=()):
    """The paragraphs as (text, numbers of cards, begins, ends)."""
    made = cards(review, {d.fingerprint: d for d in decisions})
    return [
        [(p.text, tuple(c.number for c in p.cards), p.begins, p.ends) for p in paragraph]
        for paragraph in paragraphs(review.drafts[0].article, made)
    ]


def test_conflicting_words_are_marked_and_paragraphs_kept_apart():
    assert shown(drafted.bridge()) == [
        [
            ("The gates were shut. The bridge was struck on ", (), False, False),
            ("Sunday", (1,), True, True),
            (".", (), False, False),
        ],
        [("Traffic stopped.", (), False, False)],
    ]


def with_spans(*spans):
    """The bridge's alert, and one for each span more, of the draft's text."""
    review = drafted.bridge()
    (alert,) = review.alerts
    made = [replace(alert, spans=(Span("bridge.md", *span),), severity=level) for *span, level in spans]
    return replace(review, alerts=(alert, *made))


def test_words_in_several_conflicts_lead_to_the_severest():
    review = with_spans((46, 52, "info"), (36, 52, "warning"))
    assert shown(review)[0] == [
        ("The gates were shut. The bridge was ", (), False, False),
        ("struck on ", (3,), True, False),
        ("Sunday", (1, 3, 2), True, True),
        (".", (), False, False),
    ]


def test_lines_are_paragraphs_only_where_no_line_is_blank():
    review = drafted.bridge()
    (draft,) = review.drafts
    one = replace(draft, article=replace(draft.article, text="One\nline.\n\nTwo\u202e\0 <b>lines</b>.  "))
    two = replace(draft, article=replace(draft.article, text="\nOne line.\nTwo lines.\n"))
    assert shown(replace(review, drafts=(one,), alerts=())) == [
        [("One line.", (), False, False)],
        [("Two <b>lines</b>. ", (), False, False)],
    ]
    assert [[p[0] for p in paragraph] for paragraph in shown(replace(review, drafts=(two,), alerts=()))] == [
        ["One line."],
        ["Two lines."],
    ]


def test_a_card_knows_what_was_decided():
    review = drafted.bridge()
    now = datetime(2024, 3, 5, tzinfo=UTC)
    decision = Decision(review.alerts[0].fingerprint, "accepted", "", "desk", now)
    (card,) = cards(review, {decision.fingerprint: decision})
    assert (card.number, card.decision, card.settled) == (1, decision, False)
