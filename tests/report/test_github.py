from dataclasses import replace

from factcheck.report import render_review
from tests.report import drafted


def test_an_annotation_stands_at_the_words():
    assert render_review(drafted.bridge(), "github") == (
        "::error file=bridge.md,line=4,endLine=4,col=47,endColumn=53,title=Fact check%3A weekday::"
        "When was the bridge struck? Here “Sunday”; elsewhere “Monday” (2 articles, 2 independent sources: Northwire and "
        "Post; newest 6 March 2024). 2 independent sources say “Monday”: check “Sunday” with your source, or say whose "
        "word it is.\n"
        "::warning file=bridge.md,line=6,endLine=6,col=9,endColumn=52,title=Fact check%3A comment::"
        "nothing to ignore here: number\n"
    )


def test_hostile_text_makes_no_command_of_its_own():
    (line,) = render_review(drafted.hostile(), "github").splitlines()
    assert line.startswith("::error file=odd%2Cname%3A%250A.md,line=1,")
    assert "::When? 100%25 ::error file=x::owned [link](https://bad.example) {0} red <script>" in line


def test_information_is_a_notice():
    review = drafted.bridge()
    mild = replace(review, alerts=(replace(review.alerts[0], severity="info"),), notes=())
    assert render_review(mild, "github", min_level="info").startswith("::notice file=bridge.md,")
    assert render_review(mild, "github") == ""
