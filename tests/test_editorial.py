import io
from dataclasses import replace
from datetime import date

import pytest

import factcheck
from factcheck.alerts import Accepted
from factcheck.archive import Archive
from factcheck.config import read_config
from factcheck.drafts import Draft, read_drafts
from factcheck.editorial import review, seen_by, story_begin
from factcheck.records import Article, Claim, Span, When
from factcheck.suppressions import kind
from tests.report import drafted
from tests.stories import FIXTURES, articles

STORY = [replace(a, path=None) for a in articles("harbour-fire").values()]
FILE = FIXTURES / "drafts" / "port-fire.md"


def draft(text=None):
    """The draft in fixtures/, or the same with another text."""
    (found,) = read_drafts([str(FILE)], pytest.fail)
    return found if text is None else Draft.of(replace(found.article, text=text))


@pytest.fixture(scope="module")
def checked():
    return review([draft()], STORY)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("archive") / "a.db", create=True) as archive:
        archive.add([*STORY, draft().article])
        yield archive


def seen(alert):
    """What an alert comes to, but for its level, which is the calibration's to say."""
    sides = ["; ".join(f"{s.value} ({s.sources})" for s in part) for part in (alert.says, alert.agree, alert.others)]
    return (kind(alert.finding.type), alert.place and (alert.place.line, alert.place.column), *sides)


def test_what_the_draft_and_the_others_say(checked):
    assert [seen(alert) for alert in checked.alerts] == [
        ("date", (12, 51), "Tuesday night, March 12 (1)", "Tuesday night (1)", "Sunday night (2)"),
        ("number", (12, 76), "Seven (1)", "", "Nine (2)"),
        ("money", (15, 41), "$4.2 million (1)", "$4.2 million (1)", "$2.4 million (1)"),
        ("date", (17, 108), "Thursday (1); Saturday morning (1)", "", ""),
    ]
    assert {alert.newer for alert in checked.alerts[:3]} == {"draft"}
    assert [alert.suggestion for alert in checked.alerts] == [
        None,
        "2 independent sources say “Nine”: check “Seven” with your source, or say whose word it is.",
        None,
        None,
    ]
    assert {f.id for f in checked.report.findings} == {a.finding.id for a in checked.alerts}
    assert all(draft().article.id in f.sides[0].articles + f.sides[1].articles for f in checked.report.findings)


def test_comparing_around_a_draft_finds_what_comparing_all_finds(checked):
    mine = draft().article
    whole = factcheck.check([mine, *STORY])
    touching = {f.id for f in whole.findings if any(mine.id in side.articles for side in f.sides)}
    assert {f.id for f in checked.report.findings} == touching
    assert checked.report.stats["nli_pairs"] < whole.stats["nli_pairs"]


def test_comments_accept_findings_and_unused_ones_are_told(checked):
    assert [alert.accepted for alert in checked.alerts] == [
        None,
        None,
        Accepted("comment", "the company sent us its figure"),
        None,
    ]
    (note,) = checked.notes
    assert (note.place.line, note.message) == (19, "nothing to ignore here: person")


def test_an_archive_gives_the_same_and_leaves_out_the_draft_itself(archive, checked):
    dated, number, *_ = checked.alerts
    archive.decide(number.fingerprint, "dismissed", "the chief corrected it", "desk")
    archive.decide(dated.fingerprint, "accepted", "will be changed", "desk")
    found = review([draft()], archive)
    assert len(found.report.articles) == 6
    assert [a.fingerprint for a in found.alerts] == [a.fingerprint for a in checked.alerts]
    assert [(*seen(a)[:2], a.others and a.others[0].sources) for a in found.alerts] == [
        (*seen(a)[:2], a.others and a.others[0].sources) for a in checked.alerts
    ]
    assert found.alerts[0].accepted is None
    assert found.alerts[1].accepted == Accepted("archive", "the chief corrected it")
    assert found.since == date(2024, 2, 17)


def test_a_fingerprint_survives_edits_elsewhere(checked):
    text = draft().article.text
    first, fire, money = (text.index(words) for words in ("The smell", "The fire broke", "Brackwater Logistics puts"))
    edited = text[:first] + "Trade on the quay is slow.\n\n" + text[first:fire] + text[money:] + "\n\n"
    edited = edited.replace("Saturday", "Friday") + text[fire:money].replace("warehouse on", "warehouse\non")
    found = review([draft(edited)], STORY)
    old, new = ({a.says[0].value: a.fingerprint for a in r.alerts} for r in (checked, found))
    assert old.keys() == new.keys()
    assert [value for value in old if old[value] != new[value]] == ["Thursday"]


def test_the_configuration_decides_what_counts(checked, tmp_path):
    (tmp_path / "factcheck.toml").write_text(
        'trusted = ["Marrin Courier"]\nignore = ["relief fund"]\n[levels]\nnumber = "warning"\nmoney = "off"\n'
        '[owners]\nHarbour = ["Marrin Courier", "Seven Bells Radio"]\n'
    )
    found = seen_by(checked.drafts, checked.report, read_config(tmp_path / "factcheck.toml"))
    assert [alert.says[0].value for alert in found.alerts] == ["Tuesday night, March 12", "Seven"]
    assert found.alerts[1].severity == "warning"
    dated = found.alerts[0]
    assert dated.others[0].sources == 1  # a copy, and two outlets of one owner
    assert dated.suggestion is None
    trusted = replace(read_config(tmp_path / "factcheck.toml"), owners={}, ignore=())
    dated = seen_by(checked.drafts, checked.report, trusted).alerts[0]
    assert dated.suggestion is None  # three against two
    both = replace(trusted, trusted=frozenset({"marrin courier", "seven bells radio"}))
    dated = seen_by(checked.drafts, checked.report, both).alerts[0]
    assert dated.suggestion == (
        "2 independent sources, 2 of them trusted, say “Sunday night”: "
        "check “Tuesday night, March 12” with your source, or say whose word it is."
    )


def test_most_who_agree_with_the_draft_are_named():
    made = drafted.bridge()
    (finding,) = made.report.findings
    theirs, mine = finding.sides
    joined = replace(
        mine,
        articles=("bridge.md", "wire", "post"),
        claims=mine.claims + theirs.claims,
        spans=mine.spans + theirs.spans,
    )
    alone = replace(
        theirs, articles=("echo",), claims=("echo:0",), spans=(replace(theirs.spans[0], article="echo"),)
    )  # fmt: skip
    swapped = replace(finding, sides=(joined, alone))
    claim = replace(made.report.claims[1], id="echo:0", article_id="echo")
    echo = replace(
        drafted.WIRE, id="echo", text="The bridge was struck on Mondays.", source="Echo", published=date(2024, 3, 1)
    )
    report = replace(
        made.report,
        articles=(*made.report.articles, echo),
        claims=(*made.report.claims, claim),
        findings=(swapped,),
    )
    (alert,) = seen_by(made.drafts, report).alerts
    assert alert.suggestion == "2 independent sources say the same as the draft."
    assert alert.newer == "draft"


def test_a_later_count_is_suggested_only_when_it_is_later():
    made = drafted.bridge()
    (finding,) = made.report.findings
    report = replace(made.report, findings=(replace(finding, relation="update", severity="info"),))
    (alert,) = seen_by(made.drafts, report).alerts
    assert alert.newer == "others"
    assert alert.suggestion == "A later report has “Monday”: bring the draft up to date, or say as of when it counts."
    later = replace(made.drafts[0], article=replace(made.drafts[0].article, published=date(2024, 3, 9)))
    report = replace(report, articles=(later.article, *report.articles[1:]))
    (alert,) = seen_by([later], report).alerts
    assert (alert.newer, alert.suggestion) == ("draft", None)


def test_nothing_said_otherwise():
    quiet = Article("q", "The gulls of Tolby are back on the roofs.", published=date(2024, 3, 18))
    found = review([Draft.of(quiet)], STORY[:1], since=date(2024, 3, 20))
    assert (found.alerts, found.notes, len(found.report.articles)) == ((), (), 1)


def test_a_draft_with_the_id_of_an_article_gets_another():
    article = Article("x", "The gulls of Tolby are back.")
    found = review([Draft.of(article)], [replace(article, text="Farmers near Tolby fear a dry summer.")])
    assert [a.id for a in found.report.articles] == ["draft x", "x"]


def day(*ymd, granularity="day"):
    when = When("then", 0, 4, date(*ymd), date(*ymd), granularity)
    return Claim("c", "d", 0, 4, "then", "then", "event", None, (when,), (), (), "positive", "asserted")


@pytest.mark.parametrize(
    ("published", "claims", "begin"),
    [
        (date(2024, 3, 18), [], date(2024, 2, 17)),
        (date(2024, 3, 18), [day(2024, 3, 10)], date(2024, 2, 17)),
        (date(2024, 3, 18), [day(2024, 1, 10)], date(2024, 1, 3)),
        (date(2024, 3, 18), [day(2021, 11, 3)], date(2024, 2, 17)),
        (date(2024, 3, 18), [day(2023, 5, 1, granularity="month")], date(2024, 2, 17)),
        (date(2024, 3, 18), [day(2024, 4, 1)], date(2024, 2, 17)),
        (None, [day(2024, 3, 10), day(2024, 3, 12)], date(2024, 3, 3)),
        (None, [], None),
    ],
)
def test_where_a_story_may_begin(published, claims, begin):
    assert story_begin(Article("d", "then", published=published), claims) == begin


def test_comments_of_a_web_page(tmp_path):
    page = tmp_path / "draft.html"
    said = (
        "The relief fund for the families of Cooper Street has raised {} so far, the council said in a long statement."
    )
    page.write_text(
        "<html><body><article><h1>Fund</h1>\n"
        f"<p>{said.format('$18,000')}</p>\n<!-- factcheck: ignore money — the total has been corrected -->\n"
        f"<p>The town is quiet today, and the shops on the quay have opened again after more than a week of closure.</p>\n"
        f"<p>{said.format('$81,000')}</p></article></body></html>"
    )
    (found,) = read_drafts([str(page)], pytest.fail)
    assert found.in_source
    text = found.article.text
    (comment,) = found.suppressions
    assert found.place(comment).line == 3
    quiet = Span(found.article.id, text.index("town"), text.index("town") + 4)
    later = Span(found.article.id, text.index("$81,000"), text.index("$81,000") + 7)
    assert found.suppressing(quiet, "money") == [comment]
    assert found.suppressing(quiet, "date") == [] == found.suppressing(later, "money")


def test_standard_input_keeps_its_lines(monkeypatch):
    class Input:
        buffer = io.BytesIO(b"date 2024-03-05\n\nOn Monday. <!-- factcheck: ignore date \xe2\x80\x94 known -->\n")

    monkeypatch.setattr("sys.stdin", Input())
    (found,) = read_drafts(["-"], pytest.fail)
    assert (found.name, found.article.published) == ("stdin", date(2024, 3, 5))
    assert found.place(found.suppressions[0]).line == 3
