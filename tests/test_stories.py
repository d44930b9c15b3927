"""Every story of fixtures/ against its gold answers."""

import itertools
from typing import get_args

import pytest

from factcheck.records import ConflictType
from tests import stories
from tests.stories import STORIES, answers, articles, at_least, checked, describe, gold, opposes, pieces, sentences_with

CONFLICTS = [(story, number) for story in STORIES for number in range(len(gold(story)["conflicts"]))]
SILENT = [(story, number) for story in STORIES for number in range(len(gold(story)["not_conflicts"]))]
TYPES = set(get_args(ConflictType))


def listing(findings, report):
    return "\n\n".join(describe(finding, report) for finding in findings) or "no findings"


def conflict_name(case):
    story, number = case
    return f"{story}-{number}-{gold(story)['conflicts'][number]['type']}"


def silent_name(case):
    story, number = case
    return f"{story}-{gold(story)['not_conflicts'][number]['why']}"


def contradicts(known, silent, conflict):
    """Whether the pair that must stay silent lies in sentences of two sides of a conflict that must be found."""
    sides = [
        {(name, place) for name in side["articles"] for place in sentences_with(known[name], pieces(side))}
        for side in conflict["sides"]
    ]
    one, other = (
        {(span["article"], place) for place in sentences_with(known[span["article"]], [span["contains"]])}
        for span in silent["spans"]
    )
    return any(one & a and other & b for a, b in itertools.permutations(sides, 2))


@pytest.mark.parametrize("story", STORIES)
def test_gold_answers_are_sound(story):
    known = articles(story)
    answer = gold(story)
    assert set(answer) <= {"conflicts", "not_conflicts", "copies", "max_warnings"}
    assert 4 <= len(known) <= 6
    assert answer["max_warnings"] >= 0
    for conflict in answer["conflicts"]:
        assert set(conflict) <= {"type", "also", "min_severity", "sides", "why"}
        assert {conflict["type"], *conflict.get("also", ())} <= TYPES
        assert conflict["min_severity"] in stories.SEVERITIES
        assert len(conflict["sides"]) >= 2
        for side in conflict["sides"]:
            for name in side["articles"]:
                assert sentences_with(known[name], pieces(side)), f"{name} holds none of {pieces(side)}"
            for piece in pieces(side):
                assert any(piece in known[name].text for name in side["articles"]), f"no article holds {piece!r}"
    for silent in answer["not_conflicts"]:
        assert len(silent["spans"]) == 2
        for span in silent["spans"]:
            assert span["contains"] in known[span["article"]].text, f"{span['article']} lacks {span['contains']!r}"
        assert not any(contradicts(known, silent, conflict) for conflict in answer["conflicts"]), silent
    for group in answer.get("copies", ()):
        assert set(group) <= set(known)


@pytest.mark.parametrize("story", STORIES)
def test_articles_are_of_a_natural_length(story):
    for name, article in articles(story).items():
        assert 200 <= len(article.text.split()) <= 500, name


@pytest.mark.parametrize("case", CONFLICTS, ids=conflict_name)
def test_conflict_is_found(case):
    story, number = case
    conflict = gold(story)["conflicts"][number]
    report = checked(story)
    found = [finding for finding in report.findings if answers(finding, story, conflict)]
    wanted = f"{story}: {conflict['type']}: {conflict['why']}\n{conflict['sides']}\n\n"
    assert found, wanted + listing(report.findings, report)
    strong = [finding for finding in found if at_least(finding, conflict["min_severity"])]
    assert strong, f"weaker than {conflict['min_severity']}: {wanted}{listing(found, report)}"


@pytest.mark.parametrize("story", STORIES)
def test_no_false_error(story):
    report = checked(story)
    false = [
        finding
        for finding in report.findings
        if finding.severity == "error" and not any(answers(finding, story, each) for each in gold(story)["conflicts"])
    ]
    assert not false, listing(false, report)


@pytest.mark.parametrize("story", STORIES)
def test_few_warnings_beyond_gold(story):
    report = checked(story)
    beyond = [
        finding
        for finding in report.findings
        if finding.severity == "warning" and not any(answers(finding, story, each) for each in gold(story)["conflicts"])
    ]
    assert len(beyond) <= gold(story)["max_warnings"], listing(beyond, report)


@pytest.mark.parametrize("case", SILENT, ids=silent_name)
def test_silent_pair(case):
    story, number = case
    silent = gold(story)["not_conflicts"][number]
    report = checked(story)
    places = [([span["article"]], [span["contains"]]) for span in silent["spans"]]
    loud = [f for f in report.findings if at_least(f, "warning") and opposes(f, story, places)]
    assert not loud, f"{silent['why']}\n{listing(loud, report)}"


@pytest.mark.parametrize("story", [story for story in STORIES if "copies" in gold(story)])
def test_copies_of_one_wire_story_are_one_source(story):
    report = checked(story)
    sides = [side for finding in report.findings for side in finding.sides]
    for group in gold(story)["copies"]:
        ids = {articles(story)[name].id for name in group}
        for each in [*sides, *report.clusters]:
            copies = len(ids & set(each.articles))
            assert 1 <= each.sources <= len(each.articles) - max(copies - 1, 0), each
