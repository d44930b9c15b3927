from dataclasses import replace
from datetime import date

import pytest

from factcheck.archive import Archive
from factcheck.matching.encode import encode
from tests.archive.sample import ALL, FERRY, FERRY_AGAIN, UNDATED, VOTE

LATER = replace(
    VOTE, text="Brenholm council met in March 2023. Mayor Tarp praised the vote.", url="https://b.example/1", title=None
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("search") / "news.db", create=True) as archive:
        archive.add([*ALL, LATER])
        yield archive


def found(archive, question, **options):
    return [hit.claim.statement for hit in archive.search(question, **options)]


def near(archive, text, k=2, **options):
    titles = {a.id: a.title for a in archive.articles()}
    return [titles[id_] for id_ in archive.neighbours(text, encode([text]), k, **options)]


def test_articles_on_one_story_are_neighbours(archive):
    assert set(near(archive, "The Halvar left Aldsund with Captain Sundt.")) == {FERRY.title, FERRY_AGAIN.title}
    assert near(archive, "A mayor and his school.", 1) == [VOTE.title]
    assert near(archive, "dry wells", 1) == [UNDATED.title]


def test_neighbours_keep_to_the_window_and_leave_out_what_they_are_told(archive):
    text = "The ferry Halvar off Aldsund."
    assert near(archive, text, 1, since=date(2024, 3, 6)) == [FERRY_AGAIN.title]
    assert FERRY_AGAIN.title not in near(archive, text, 9, until=date(2024, 3, 5))
    assert UNDATED.title in near(archive, text, 9, since=date(2024, 3, 6))
    assert near(archive, text, 1, without={archive.find(FERRY)}) == [FERRY_AGAIN.title]
    assert near(archive, text, 0) == []
    assert archive.neighbours("", encode([]), 3) == []


def test_a_question_with_a_name_finds_what_is_said_of_it(archive):
    hits = archive.search("What do we say about Sundt?")
    assert {hit.article.title for hit in hits} == {FERRY.title, FERRY_AGAIN.title}
    assert all("Sundt" in f"{hit.claim.statement} {hit.claim.speaker}" for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert found(archive, "What do we say about Ingrid Nobody?") == []
    assert len(found(archive, "What do we say about Sundt?", k=1)) == 1


@pytest.mark.parametrize("question", ["Sundt", "Sundt?", " Sundt in March", "Mira Sundt", "Sundt on the passengers"])
def test_a_question_that_begins_with_a_name(archive, question):
    hits = archive.search(question)
    assert hits and all("Sundt" in f"{hit.claim.statement} {hit.claim.speaker}" for hit in hits)


def test_a_first_word_that_nobody_has_finds_nothing_when_it_stands_alone(archive):
    assert found(archive, "Quarles") == found(archive, "Quarles in March") == []
    assert found(archive, "Ferries") != [] != found(archive, "Boats on rocks")


def test_a_month_in_the_question_is_the_claims_or_its_articles(archive):
    assert {h.article.title for h in archive.search("What did we say about Brenholm in February?")} == {VOTE.title}
    assert {h.article.title for h in archive.search("What did we say about Brenholm in March?")} == {None}
    assert found(archive, "What did we say about Brenholm in June?") == []


def test_a_window_keeps_to_the_claims_times(archive):
    assert {h.article.title for h in archive.search("ferry", since=date(2024, 3, 1), k=99)} <= {
        FERRY.title,
        FERRY_AGAIN.title,
    }
    assert found(archive, "ferry", until=date(2022, 1, 1)) == []


def test_meaning_finds_what_the_words_do_not(archive):
    hits = archive.search("a vessel hit rocks at sea", k=3)
    assert {hit.article.title for hit in hits} <= {FERRY.title, FERRY_AGAIN.title}


@pytest.mark.parametrize("question", ["", "  ", "?", '"', "AND OR NOT (", "a* NEAR/2 b", "statement:x", "\0", "of the"])
def test_no_question_is_an_error(archive, question):
    assert isinstance(archive.search(question), list)


def test_an_empty_archive_has_no_answers(tmp_path):
    with Archive.open(tmp_path / "news.db", create=True) as archive:
        assert archive.search("What about Sundt?") == archive.search("ferry") == []
        assert archive.neighbours("Halvar", encode(["Halvar"]), 3) == []
