import json
from io import StringIO

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from factcheck.alerts import Accepted
from factcheck.report import REVIEW_FORMATS, render_review, terminal
from factcheck.report import json as report_json
from tests.report import drafted


@pytest.mark.parametrize("form", REVIEW_FORMATS)
def test_hostile_text_stays_text_in_every_format(form):
    text = render_review(drafted.hostile(), form, min_level="info")
    assert "\x1b" not in text and "\u202e" not in text
    assert not any(line.startswith("::error file=x") for line in text.splitlines())
    if form == "markdown":
        assert "<script>" not in text and "[link](" not in text


@pytest.mark.parametrize("review", [drafted.bridge(), drafted.hostile()])
def test_json_keeps_to_the_schema(review):
    data = json.loads(render_review(review, "json"))
    Draft202012Validator(report_json.schema()).validate(data)
    (alert,) = data["review"]["alerts"]
    assert alert["fingerprint"] == review.alerts[0].fingerprint
    assert list(data)[-1] == "stats"


def test_markdown_for_a_pull_request():
    assert render_review(drafted.bridge(), "markdown") == (
        "## Fact check before publishing\n\n"
        "**1 draft, 1 claim, against 2 articles: 1 error; 1 note**\n\n"
        "### ✖ Error: When was the bridge struck?\n\n"
        "*bridge.md:4:47*\n\n"
        "The draft: **Sunday**\n"
        "- The gates were shut. The bridge was struck on <b>Sunday</b>. Traffic stopped.\n\n"
        "Elsewhere: **Monday** — 2 articles, 2 independent sources\n"
        "- *Northwire*, “Bridge struck”, 5 March 2024: The bridge was struck on <b>Monday</b>.\n"
        "- *Post*, 6 March 2024: On <b>Monday</b> the bridge was hit.\n\n"
        "Date: one of them is newer than the draft\n\n"
        "Why: Both cannot be. *(weekday, almost certain (97%))*\n\n"
        "Consider: 2 independent sources say “Monday”: check “Sunday” with your source, or say whose word it is.\n\n"
        "### Comments in the drafts\n\n"
        "- *bridge.md:6:9*: nothing to ignore here: number\n"
    )


def test_terminal_text():
    assert render_review(drafted.bridge(), "terminal") == (
        "bridge.md:4:47\n"
        "✖ error  When was the bridge struck?\n"
        "  weekday, almost certain (97%)\n\n"
        "  The draft: Sunday\n"
        "      The gates were shut. The bridge was struck on «Sunday». Traffic stopped.\n\n"
        "  Elsewhere: Monday — 2 articles, 2 independent sources\n"
        "    Northwire, Bridge struck, 5 March 2024\n"
        "      The bridge was struck on «Monday».\n"
        "    Post, 6 March 2024\n"
        "      On «Monday» the bridge was hit.\n\n"
        "  Date: one of them is newer than the draft\n"
        "  Why: Both cannot be.\n"
        "  Consider: 2 independent sources say “Monday”: check “Sunday” with your source,\n"
        "  or say whose word it is.\n\n"
        "bridge.md:6:9  nothing to ignore here: number\n\n"
        "1 draft, 1 claim, against 2 articles: 1 error; 1 note\n"
    )


def test_a_terminal_gets_styles_and_no_marks():
    file = StringIO()
    terminal.show_review(drafted.bridge(), Console(file=file, force_terminal=True, color_system="standard", width=80))
    assert "\x1b[1;31m✖ error\x1b[0m" in file.getvalue()
    assert "struck on \x1b[1;4mSunday\x1b[0m." in file.getvalue()
    assert "«" not in file.getvalue()


def test_when_all_is_accepted_it_is_counted():
    known = {drafted.bridge().alerts[0].fingerprint: Accepted("baseline")}
    text = render_review(drafted.bridge(known), "terminal", min_level="error")
    assert text == "1 draft, 1 claim, against 2 articles: 1 accepted; 1 note\n"


def test_unknown_format():
    with pytest.raises(ValueError, match="unknown report format 'html': choose one of terminal, line, json"):
        render_review(drafted.bridge(), "html")
