from factcheck.alerts import Accepted
from factcheck.report import render_review
from tests.report import drafted


def test_a_line_says_where_what_and_who_else():
    assert render_review(drafted.bridge(), "line") == (
        "bridge.md:4:47: error: When was the bridge struck? Here “Sunday”; elsewhere “Monday” (2 articles, 2 independent "
        "sources: Northwire and Post; newest 6 March 2024). 2 independent sources say “Monday”: check “Sunday” with your "
        "source, or say whose word it is. [weekday]\n"
        "bridge.md:6:9: warning: nothing to ignore here: number [comment]\n"
    )


def test_the_level_decides_what_is_shown():
    lines = render_review(drafted.bridge(), "line", min_level="error").splitlines()
    assert [line.split(": ")[1] for line in lines] == ["error"]


def test_what_is_accepted_is_not_shown():
    fingerprint = drafted.bridge().alerts[0].fingerprint
    lines = render_review(drafted.bridge({fingerprint: Accepted("baseline")}), "line").splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["[comment]"]


def test_hostile_text_stays_on_its_line():
    (line,) = render_review(drafted.hostile(), "line").splitlines()
    assert line.startswith("odd,name:%0A.md:1:8: error: When? 100% ::error file=x::owned")
    assert "\x1b" not in line and "\u202e" not in line
