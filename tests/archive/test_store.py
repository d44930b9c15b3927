import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from factcheck import claims
from factcheck.archive import Added, Archive, ArchiveError, adding
from factcheck.articles import load_articles
from factcheck.claims import extract_claims
from factcheck.corpus import reading
from factcheck.matching import encode
from tests.archive.sample import ALL, FERRY, FERRY_AGAIN, UNDATED, VOTE

CHANGED = replace(FERRY, text=FERRY.text.replace("40 passengers", "44 passengers"))


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "news.db", create=True) as archive:
        yield archive


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("full") / "news.db", create=True) as archive:
        archive.add(ALL)
        yield archive


def statements(archive, *ids):
    return [c.statement for c in archive.claims(ids or None)]


def test_claims_come_back_equal_in_every_field(archive):
    archive.add([FERRY])
    (stored,) = archive.articles()
    assert stored == replace(FERRY, id=stored.id)
    assert len(stored.id) == 16
    claims, _ = extract_claims([stored])
    assert archive.claims([stored.id]) == claims
    assert any(c.amounts for c in claims) and any(c.times for c in claims) and any(c.mentions for c in claims)


def test_one_url_or_one_text_is_stored_once(archive):
    told = []
    assert archive.add(ALL, lambda done, total: told.append((done, total))) == Added(new=4)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    before = archive.articles()
    copies = [
        replace(FERRY, id="x", url="https://post.example/ferry?utm_source=feed#top"),
        replace(FERRY, id="y", url="https://copy.example/ferry", source="Copy"),
        replace(FERRY, id="z", url=None, text=FERRY.text.replace(". ", ".\n\n")),
    ]
    assert archive.add([*ALL, *copies]) == Added(known=7)
    assert archive.articles() == before


def test_a_changed_text_replaces_its_claims_and_keeps_its_id(archive):
    archive.add(ALL)
    id_ = archive.find(FERRY)
    assert archive.add([CHANGED]) == Added(changed=1)
    assert [a.text for a in archive.articles([id_])] == [CHANGED.text]
    assert any("44 passengers" in s for s in statements(archive))
    assert not any("40 passengers" in s for s in statements(archive))
    assert [hit.claim.text for hit in archive.search("40 passengers") if "40" in hit.claim.text] == []
    assert archive.info().articles == 4


def test_a_date_that_is_learnt_is_kept_and_anchors_the_times(archive):
    archive.add([replace(FERRY, published=None, url=None, title=None)])
    assert archive.claims()[0].times[0].earliest is None
    assert archive.add([FERRY]) == Added(changed=1)
    assert archive.claims()[0].times[0].earliest == date(2024, 3, 4)
    (stored,) = archive.articles()
    assert (stored.title, stored.url, stored.published) == (FERRY.title, FERRY.url, FERRY.published)
    assert archive.add([replace(FERRY, published=None, source=None)]) == Added(known=1)
    assert archive.add([replace(FERRY, published=date(2024, 3, 12))]) == Added(changed=1)
    assert archive.claims()[0].times[0].earliest == date(2024, 3, 11)


def test_an_edited_file_is_the_same_article(archive, tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_text(FERRY.text)
    archive.add(load_articles([file]))
    file.write_text(CHANGED.text)
    assert archive.add(load_articles([tmp_path])) == Added(changed=1)
    assert [a.text for a in archive.articles()] == [CHANGED.text]


def test_rows_of_a_file_may_move(archive, tmp_path):
    file = tmp_path / "news.csv"
    file.write_text(f'text\n"{FERRY.text}"\n"{VOTE.text}"\n')
    archive.add(load_articles([file]))
    file.write_text(f'text\n"{UNDATED.text}"\n"{FERRY.text}"\n"{VOTE.text}"\n')
    assert archive.add(load_articles([file])) == Added(new=1, known=2)


def test_two_addresses_that_swap_their_texts_keep_both(archive):
    archive.add([FERRY, VOTE])
    swapped = [replace(FERRY, text=VOTE.text), replace(VOTE, text=FERRY.text)]
    archive.add(swapped)
    assert {(a.url, a.text) for a in archive.articles()} == {(a.url, a.text) for a in swapped}


def test_articles_of_a_window_with_those_that_have_no_date(full):
    def titles(**window):
        return [a.title for a in full.articles(**window)]

    assert titles() == ["School to close", "Ferry aground off Aldsund", "Reef halts ferry", "Dry wells"]
    assert titles(since=date(2024, 3, 5)) == ["Ferry aground off Aldsund", "Reef halts ferry", "Dry wells"]
    assert titles(since=date(2024, 2, 9), until=date(2024, 3, 5)) == [*titles()[:2], "Dry wells"]
    assert titles(ids=[full.find(VOTE), "no such id"]) == ["School to close"]
    assert full.claims(["no such id"]) == []


def test_removing_by_id_its_beginning_or_url(archive):
    archive.add(ALL)
    id_ = archive.find(VOTE)
    assert archive.remove(id_[:6]).title == "School to close"
    assert archive.remove("https://POST.example/ferry#x").title == "Ferry aground off Aldsund"
    assert archive.remove(archive.find(UNDATED)).title == "Dry wells"
    assert archive.find(VOTE) is None
    assert not any("school" in hit.claim.statement for hit in archive.search("the old school"))
    with pytest.raises(ArchiveError, match="has no article abc; see the ids with: factcheck archive list"):
        archive.remove("abc")
    assert {c.article_id for c in archive.claims()} == {archive.find(FERRY_AGAIN)}
    assert archive.add(ALL) == Added(new=3, known=1)


def test_an_article_that_cannot_be_read_costs_only_itself(archive, monkeypatch):
    read = claims.read

    def fail_on_vote(articles):
        if any(article.title == VOTE.title for article in articles):
            raise IndexError("no token")
        return read(articles)

    monkeypatch.setattr(claims, "read", fail_on_vote)
    problems = []
    assert archive.add([FERRY, VOTE, UNDATED], on_problem=problems.append) == Added(new=2, failed=1)
    assert [(p.where, p.message) for p in problems] == [
        ("https://times.example/school", "cannot be read into claims (IndexError: no token) and is left out")
    ]


@pytest.mark.parametrize(
    "text", ["", "\0\0", "x" * 100_000, "Nul \0 in it was seen on Monday.", "‮Right to left‬ it fell."]
)
def test_odd_texts_are_kept_as_they_are(archive, text):
    article = replace(UNDATED, text=text, title=None)
    assert archive.add([article]) == Added(new=1)
    assert [a.text for a in archive.articles()] == [text]
    assert archive.add([article]) == Added(known=1)
    archive.remove(archive.find(article))


def test_another_version_of_the_reader_reads_again(archive, monkeypatch):
    archive.add([FERRY, VOTE])
    before = archive.claims(), archive.articles()
    archive.add([UNDATED])
    monkeypatch.setattr(reading, "reader", lambda: "next version")
    assert archive.info().stale == 3
    told = []
    archive.remove(archive.find(UNDATED))
    assert archive.refresh(lambda done, total: told.append((done, total))) == 2
    assert told == [(1, 2), (2, 2)]
    assert (archive.claims(), archive.articles()) == before
    assert archive.info().stale == 0


def test_another_encoder_encodes_again_and_never_mixes(archive, tmp_path, monkeypatch):
    archive.add([FERRY, VOTE])
    near = encode.encode(["A ferry struck a reef"])
    assert archive.neighbours("A reef.", near, 1) == [archive.find(FERRY)]
    parses = []
    monkeypatch.setattr(claims, "read", lambda articles: parses.append(articles))
    monkeypatch.setattr(reading, "encoder", lambda: "next model")
    monkeypatch.setattr(encode, "encode", lambda texts, progress=None: np.eye(384, dtype=np.float32)[: len(texts)])
    with Archive.open(archive.file.path) as other:
        assert other.info().stale == 2
        first = np.eye(384, dtype=np.float32)[:1]
        assert set(other.neighbours("", first, 5)) == {archive.find(FERRY), archive.find(VOTE)}
        assert other.info().stale == 0
        stored = other.file.all("SELECT vectors FROM readings")
        assert all(np.allclose(reading.unpack_vectors(v)[0], first) for (v,) in stored)
    assert parses == []


def test_articles_that_cannot_be_read_again_are_told_and_left_out(archive, monkeypatch):
    archive.add([FERRY, VOTE])
    monkeypatch.setattr(reading, "reader", lambda: "next version")
    read = adding._read
    monkeypatch.setattr(adding, "_read", lambda a: read(a) if a.title == FERRY.title else {}["no"])
    problems = []
    assert archive.refresh(on_problem=problems.append) == 2
    assert [p.where for p in problems] == [VOTE.url]
    assert {c.article_id for c in archive.claims()} == {archive.find(FERRY)}
    assert len(archive.articles()) == 2


def test_decisions_are_kept_replaced_and_withdrawn(archive):
    first = archive.decide("3f2a", "dismissed", "the ministry <b>corrected</b> it", "M. Sundt")
    archive.decide("77aa", "accepted", "", "desk")
    with Archive.open(archive.file.path) as other:
        assert other.decisions()["3f2a"] == first
        assert list(other.decisions()) == ["3f2a", "77aa"]
    archive.decide("3f2a", "accepted", "after all", "desk")
    assert archive.decisions()["3f2a"].choice == "accepted"
    assert archive.withdraw("3f2a") and not archive.withdraw("3f2a")
    assert archive.info().decisions == 1


def test_info_counts(full):
    info = full.info()
    assert (info.schema, info.articles, info.undated, info.stale) == (4, 4, 1, 0)
    assert (info.first, info.last) == (date(2024, 2, 9), date(2024, 3, 6))
    assert info.claims == len(full.claims()) > 6
    assert info.size > 100_000


def test_threads_take_turns(archive):
    def work(n):
        archive.add([replace(a, url=None, text=f"{a.text} Number {n} was drawn.") for a in (FERRY, VOTE)])
        archive.search("ferry")

    threads = [threading.Thread(target=work, args=(n % 2,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert archive.info().articles == 4
