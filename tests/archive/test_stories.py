"""Findings of the archive: kept by story, and up to date when articles come, change and go."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from factcheck import cli
from factcheck.archive import Archive, stories
from factcheck.archive.index import ArchiveIndex
from factcheck.corpus.finder import StoryFinder
from factcheck.corpus.index import MemoryIndex
from factcheck.corpus.near import Sketch
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
    assert all(archive.file.all(f"SELECT * FROM {table}") == [] for table in ("stories", "near", "sketches", "words"))


def test_other_code_judges_again(archive, judged, monkeypatch):
    monkeypatch.setattr(stories, "judged_by", lambda: "other")
    archive.report()
    assert len(judged) == 2


class Model:
    """The bundled model, which counts the pairs that it is asked for."""

    name = "counting"

    def __init__(self, nli):
        self.nli = nli
        self.pairs = []

    def predict(self, pairs):
        self.pairs += pairs
        return self.nli.predict(pairs)


def test_the_model_is_asked_once_for_a_pair(archive, judged, nli):
    first = Model(nli)
    report = archive.report(nli=first)
    assert first.pairs and len(judged) == len(STORIES)
    with archive.file.writing() as db:
        db.execute("UPDATE stories SET judge = ''")
    again = Model(nli)
    assert archive.report(nli=again) == report
    assert again.pairs == [] and len(judged) == 2 * len(STORIES)
    gone = archive.remove(archive.articles()[0].id)
    archive.report(nli=again)
    archive.add([gone])
    assert told(archive.report(nli=again)) == told(report)
    assert 0 < len(again.pairs) < len(first.pairs) / 2
    other = Model(nli)
    other.name = "other"
    archive.report(nli=other)
    assert len(other.pairs) == len(first.pairs)


def test_a_report_since_a_day_holds_what_its_articles_have_a_part_in(archive):
    whole = archive.report()
    days = sorted({a.published for a in whole.articles if a.published})
    assert archive.report(since=days[0]) == whole
    for since in days[1:]:
        new = {a.id for a in whole.articles if a.published is None or a.published >= since}
        report = archive.report(since=since)
        wanted = [f for f in whole.findings if any(a in new for s in f.sides for a in s.articles)]
        assert [f.id for f in report.findings] == [f.id for f in wanted]
        assert {c.id for c in report.clusters} == {f.cluster for f in report.findings}
        assert new | {c.article_id for c in report.claims} <= {a.id for a in report.articles}
        assert report.stats["articles"] == len(report.articles) and report.to_html()
    assert report.findings and len(report.findings) < len(whole.findings)


def test_stories_and_nearness_are_those_of_a_run_in_memory(archive, tmp_path):
    fire = story("harbour-fire")
    new = [replace(a, text=a.text + " That is all.", url=f"https://again.example/{n}") for n, a in enumerate(fire)]
    with Archive.open(tmp_path / "news.db") as other:
        archive.add(new[:2])
        archive.report()
        other.add(new[2:4])
        other.report()
        archive.add(new[4:])
        archive.report()
    coming = [row[0] for row in archive.file.all("SELECT id FROM sketches JOIN articles ON key = article ORDER BY place")]
    by_id = {a.id: a for a in archive.articles()}
    with archive.file.writing() as db:
        kept = ArchiveIndex(archive.file, db)
        index = MemoryIndex(kept.vectors)
        finder = StoryFinder(index)
        for id_ in coming:
            finder.add(Sketch.of(by_id[id_], index.vectors(id_)), index.vectors(id_))
        numbers = [n for (n,) in archive.file.all("SELECT number FROM stories ORDER BY number")]
        assert len(coming) == len(by_id) and index.count == kept.count
        assert [set(kept.members(n)) for n in numbers] == [set(ids) for ids in index.stories]
        for n in numbers:
            near = stories._near(archive.file, [by_id[id_] for id_ in kept.members(n)])
            assert near == {a: {b: s for b, s in index.near[a].items() if b in near} for a in near}


def test_an_interrupted_search_for_stories_is_made_again(archive, monkeypatch):
    again = story("storm-landfall")
    archive.add([replace(a, text=a.text + " More.", url=f"https://more.example/{n}") for n, a in enumerate(again)])
    with monkeypatch.context() as broken:
        keep = ArchiveIndex.keep
        count = iter(range(100))

        def failing(self, *args):
            if next(count) == 2:
                raise KeyboardInterrupt
            keep(self, *args)

        broken.setattr(ArchiveIndex, "keep", failing)
        with pytest.raises(KeyboardInterrupt):
            archive.report()
    assert told(archive.report()) == told(check_many(archive.articles()))


def test_the_command(filled, tmp_path):
    run = CliRunner().invoke(cli.app, ["archive", "report", "-a", str(filled), "-o", str(tmp_path / "found.html")])
    assert run.exit_code == 0 and "harbour" in (tmp_path / "found.html").read_text().lower()
    run = CliRunner().invoke(cli.app, ["archive", "report", "-a", str(filled)])
    assert run.exit_code == 0 and "error" in run.output
    run = CliRunner().invoke(cli.app, ["archive", "report", "-a", str(filled), "--since", "2100-01-01"])
    assert run.exit_code == 0 and "There was no article to compare." in run.output
