"""Findings of the archive: kept by story, and up to date when articles come, change and go."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from factcheck import cli
from factcheck.archive import Archive, stories
from factcheck.archive.stories import ArchiveStories
from factcheck.corpus.run import check_many
from tests.stories import articles

STORIES = ("harbour-fire", "storm-landfall")


def story(name):
    return [replace(a, id=f"{name}/{a.id}") for a in articles(name).values()]


def told(report):
    """The findings as texts, which do not know under which id an article stands."""
    by_id = {a.id: a.text for a in report.articles}
    return {
        (f.type, f.relation, f.severity, frozenset((s.normalized, frozenset(by_id[a] for a in s.articles)) for s in f.sides))
        for f in report.findings
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory, nli):
    """An archive of two stories with its report; copy it to change it."""
    path = tmp_path_factory.mktemp("archive") / "news.db"
    with Archive.open(path, create=True) as archive:
        archive.add([a for name in STORIES for a in story(name)])
        archive.report()
    return path


@pytest.fixture
def archive(filled, tmp_path):
    path = tmp_path / "news.db"
    path.write_bytes(filled.read_bytes())
    with Archive.open(path) as archive:
        yield archive


@pytest.fixture
def judged(monkeypatch):
    """How many articles each story has that is judged from now on."""
    sizes = []
    judge = stories.judge

    def counting(rows, near, nli=None):
        sizes.append(len(rows))
        return judge(rows, near, nli)

    monkeypatch.setattr(stories, "judge", counting)
    return sizes


def test_the_archive_tells_what_a_run_over_its_articles_tells(archive):
    report = archive.report()
    assert told(report) == told(check_many(archive.articles()))
    assert {"money", "number"} <= {f.type for f in report.findings if f.severity == "error"}


def test_nothing_is_judged_twice(archive, judged):
    first = archive.report()
    assert judged == []
    assert archive.report() == first


def test_a_new_article_costs_its_own_story_and_is_judged(archive, judged, nli):
    fire = story("harbour-fire")[0]
    new = replace(fire, id="new", url="https://new.example/fire", text=fire.text.replace("Nine", "Eleven").replace("nine", "eleven"))
    assert new.text != fire.text
    archive.add([new])
    report = archive.report()
    assert len(judged) == 1 and judged[0] == len(story("harbour-fire")) + 1
    assert any("Eleven" in s.value or "eleven" in s.value for f in report.findings for s in f.sides)


def test_removing_an_article_removes_its_sides(archive, judged):
    before = archive.report()
    gone = next(f for f in before.findings if f.severity == "error").sides[0].articles[0]
    archive.remove(gone)
    after = archive.report()
    assert len(judged) == 1
    assert all(gone not in s.articles for f in after.findings for s in f.sides)
    assert told(after) == told(check_many(archive.articles()))


def test_the_last_article_of_a_story_takes_it_along(archive):
    for a in archive.articles():
        archive.remove(a.id)
    assert archive.report().findings == ()
    assert archive.file.all("SELECT * FROM stories") == archive.file.all("SELECT * FROM near") == []


def test_other_code_judges_again(archive, judged, monkeypatch):
    monkeypatch.setattr(stories, "judged_by", lambda: "other")
    archive.report()
    assert len(judged) == 2


def test_another_process_may_find_stories_between(archive, tmp_path):
    with Archive.open(tmp_path / "news.db") as other:
        new = [replace(a, text=a.text + " That is all.", url=f"https://again.example/{n}") for n, a in enumerate(story("harbour-fire"))]
        archive.add(new[:2])
        archive.report()
        other.add(new[2:4])
        other.report()
    archive.add(new[4:])
    kept = {frozenset(a.id for a in archive._stories._members(n)) for (n,) in archive.file.all("SELECT number FROM stories")}
    archive._stories.find()
    assert archive.file.all("SELECT count(*) FROM sketches") == [(len(archive.articles()),)]
    fresh = ArchiveStories(archive.file)._caught_up(None)
    assert [set(s) for s in fresh.stories] == [set(s) for s in archive._stories._finder.stories]
    assert kept


def test_an_interrupted_search_for_stories_is_made_again(archive, monkeypatch):
    archive.add([replace(a, text=a.text + " More.", url=f"https://more.example/{n}") for n, a in enumerate(story("storm-landfall"))])
    with monkeypatch.context() as broken:
        place = ArchiveStories._place
        count = iter(range(100))

        def failing(self, *args):
            if next(count) == 2:
                raise KeyboardInterrupt
            place(self, *args)

        broken.setattr(ArchiveStories, "_place", failing)
        with pytest.raises(KeyboardInterrupt):
            archive.report()
    assert told(archive.report()) == told(check_many(archive.articles()))


def test_the_command(filled, tmp_path):
    run = CliRunner().invoke(cli.app, ["archive", "report", "-a", str(filled), "-o", str(tmp_path / "found.html")])
    assert run.exit_code == 0 and "harbour" in (tmp_path / "found.html").read_text().lower()
    run = CliRunner().invoke(cli.app, ["archive", "report", "-a", str(filled)])
    assert run.exit_code == 0 and "error" in run.output
