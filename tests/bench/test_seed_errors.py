"""Errors seeded into clusters of our own: what is changed, what is left alone, and the folders that are written."""

import gzip
import json
from datetime import date

import pytest

from factcheck.articles import load_articles
from factcheck.bench.seed_errors import TYPES, seed_errors
from factcheck.bench.seed_folder import seed_folder
from factcheck.errors import FactcheckError
from factcheck.records import Article

HERALD = """A gas leak emptied the covered market in Torvale on Tuesday evening, the fire service said.

Three traders were treated for burns at the district hospital after the leak in the market hall.

Laura Castell, 52, the market's director, thanked the crews. Castell has run the hall for a decade.

"We heard a long hiss and then a loud bang behind the fish counter," she said.

The city council has closed the market hall for repairs on the old gas pipes.

The insurers put the damage to the market hall at $40,000.

Engineers had inspected the pipes of the market hall on March 9 and found no fault.
"""
COURIER = """Shoppers fled the covered market in Torvale on Tuesday evening as a gas leak filled the hall, fire crews said.

Doctors at the district hospital treated three traders for burns after the leak in the hall.

The market's director, Laura Castell, 52, thanked the crews who came.

"We heard a long hiss and then a loud bang behind the fish counter," the director said.

The council has closed the market hall for repairs on its gas pipes.

Damage to the market hall was put at $40,000 by the insurers.

On March 9 engineers had inspected the hall's pipes and found no fault.
"""


def cluster(*texts: str) -> list[Article]:
    return [Article(id=name, text=text) for name, text in zip("abcd", texts, strict=False)]


def changes(*texts: str, seed: int = 1, **options) -> list:
    return seed_errors(cluster(*texts), seed=seed, **options)


def olds(*texts: str, types: tuple[str, ...]) -> set[tuple[str, str]]:
    """(article, old value) of all changes."""
    return {(error.article, error.old) for error in changes(*texts, types=types)}


@pytest.fixture(scope="module")
def market() -> list:
    return changes(HERALD, COURIER)


def test_every_type_is_seeded_and_only_the_spans_differ(market):
    texts = {"a": HERALD, "b": COURIER}
    assert {error.type for error in market} == set(TYPES)
    for error in market:
        assert error.changed.id == error.article
        assert error.changed.text[error.start : error.end] == error.new != error.old
        assert (error.start, error.end) in error.spans
        assert error.confirmed_by and all(other != error.article for other, _, _ in error.confirmed_by)
        assert unchanged(error) == unchanged_pieces(texts[error.article], error)


def unchanged(error) -> list[str]:
    """What stands between the changed spans."""
    ends = [0, *(end for _, end in error.spans)]
    starts = [*(start for start, _ in error.spans), len(error.changed.text)]
    return [error.changed.text[end:start] for end, start in zip(ends, starts, strict=True)]


def unchanged_pieces(text: str, error) -> list[str]:
    """What stands between the mentions of the old value, if the spans changed these and nothing else."""
    words = [error.old, error.old.split()[-1]] if error.type == "name" else [error.old]
    pieces, rest = [], text
    for piece in unchanged(error)[:-1]:
        assert rest.startswith(piece)
        word = next(word for word in words if rest[len(piece) :].startswith(word))
        pieces.append(piece)
        rest = rest[len(piece) + len(word) :]
    return [*pieces, rest]


@pytest.mark.parametrize(
    ("type_", "kind", "old"),
    [
        ("weekday", "weekday", "Tuesday"),
        ("month", "month", "March"),
        ("number", "count", "Three"),
        ("number", "age", "52"),
        ("number", "money", "40,000"),
        ("place", "city", "Torvale"),
        ("name", "person", "Laura Castell"),
        ("negation", "negation", "has"),
        ("quote", "quote", "long"),
    ],
)
def test_a_fact_that_two_articles_state_is_changed_in_the_first(market, type_, kind, old):
    found = [e for e in market if (e.type, e.kind, e.old, e.article) == (type_, kind, old, "a")]
    assert len(found) == 1
    (other, start, end), *_ = found[0].confirmed_by
    assert other == "b" and COURIER[start:end].lower() in (old.lower(), old.split()[-1].lower())


def test_a_person_is_renamed_in_every_mention(market):
    (error,) = [e for e in market if e.type == "name" and e.article == "a"]
    surname = error.new.split()[-1]
    assert len(error.spans) == 2 and error.changed.text.count(surname) == 2
    assert "Castell" not in error.changed.text


def test_a_numeral_keeps_its_form_and_moves_by_a_third_at_least(market):
    (count,) = [e for e in market if e.kind == "count" and e.article == "a"]
    assert count.new.istitle() and count.new not in ("Two", "Three", "Four")
    (money,) = [e for e in market if e.kind == "money" and e.article == "a"]
    value = int(money.new.replace(",", ""))
    assert value % 10_000 == 0 and abs(value - 40_000) >= 12_000 and f"{value:,}" == money.new


def test_the_same_seed_gives_the_same_changes_and_another_seed_others(market):
    assert changes(HERALD, COURIER) == market
    assert changes(HERALD, COURIER, seed=2) != market


def test_a_limit_is_per_type_and_types_do_not_depend_on_each_other(market):
    limited = changes(HERALD, COURIER, types=("weekday", "number"), most=1)
    assert sorted(e.type for e in limited) == ["number", "weekday"]
    assert {(e.article, e.old, e.new) for e in limited} <= {(e.article, e.old, e.new) for e in market}


def test_a_value_of_another_fact_confirms_nothing():
    assert not olds(
        "The ferry to Lindholm sank in the harbour on Friday after it hit a rock.",
        "The museum in Lindholm opens its new wing with a concert on Friday.",
        types=("weekday", "place"),
    )
    assert not olds(
        "Four sailors drowned when the trawler capsized off the cape.",
        "Rescue boats with four sailors on board searched for the missing trawler's captain.",
        types=("number",),
    )


def test_a_weekday_beside_its_date_stays():
    dated = "The viaduct over the Senn collapsed on Friday, June 5, 2020, under a goods train."
    plain = "The viaduct over the Senn collapsed on Friday under a goods train, the railway said."
    assert olds(dated, plain, types=("weekday",)) == {("b", "Friday")}
    assert not olds(dated, dated.replace("goods", "heavy goods"), types=("weekday", "month"))


def test_a_value_that_its_article_states_again_stays():
    plain = "The viaduct over the Senn collapsed on Friday under a goods train, the railway said."
    again = f"{plain}\n\nOn Friday the railway's chairman resigned."
    assert olds(plain, again, types=("weekday",)) == {("a", "Friday")}


def test_page_furniture_stays():
    stamp = "Published: Friday, 10:20 a.m."
    story = "The viaduct over the Senn collapsed under a goods train, the railway said."
    assert not olds(f"{stamp}\n\n{story}", f"{stamp}\n\n{story} Nobody was hurt.", types=("weekday", "number"))


def test_bounds_and_roundings_stay():
    assert not olds(
        "At least four sailors drowned when the trawler capsized off the cape.",
        "Four sailors drowned when the trawler capsized off the cape, the coastguard said.",
        types=("number",),
    ) & {("a", "four")}


def test_a_surname_of_two_people_stays():
    first = "Deputies arrested Walter Finch over the fire at the mill.\n\nHis mother, Greta Finch, wept in court."
    second = "Deputies arrested Walter Finch on Monday over the fire at the mill."
    assert ("a", "Walter Finch") not in olds(first, second, types=("name",))
    assert ("b", "Walter Finch") in olds(first, second, types=("name",))


def test_a_not_is_taken_away_where_the_rest_stays_right():
    first = "The mayor was not invited to the opening of the tunnel, his office said."
    second = "The mayor was not invited to the opening of the tunnel under the ridge."
    error = next(e for e in changes(first, second, types=("negation",)) if e.article == "a")
    assert (error.old, error.new) == ("was not", "was")
    assert error.changed.text.startswith("The mayor was invited to the opening")


def test_one_article_or_its_copy_under_another_name_confirms_nothing():
    assert changes(HERALD) == []
    assert changes(HERALD, "The rail strike enters its second week.") == []
    assert changes(HERALD, HERALD) == []


# --- folders ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    root = tmp_path_factory.mktemp("seeded")
    (root / "in" / "market fire").mkdir(parents=True)
    (root / "in" / "market fire" / "herald.txt").write_text(HERALD)
    (root / "in" / "market fire" / "courier.txt").write_text(COURIER)
    (root / "in" / "alone").mkdir()
    (root / "in" / "alone" / "only.txt").write_text(HERALD)
    manifest = seed_folder(root / "in", root / "out", seed=3, most=1)
    return root / "out", manifest


def test_a_folder_per_change_and_one_untouched(seeded):
    out, manifest = seeded
    assert manifest == json.loads((out / "manifest.json").read_text())
    assert manifest["changes"] == dict.fromkeys(TYPES, 1) and manifest["clusters"] == 1
    assert [entry["where"] for entry in manifest["left_out"]] == ["alone"]
    folders = sorted(path.name for path in out.iterdir() if path.is_dir())
    assert folders == sorted([f"market-fire--{type_}-1" for type_ in TYPES] + ["market-fire--untouched"])
    gold = json.loads((out / "market-fire--untouched" / "gold.json").read_text())
    assert gold == {"untouched": True, "conflicts": []}


def test_gold_names_the_sentences_of_both_sides(seeded):
    out, _ = seeded
    for type_ in TYPES:
        folder = out / f"market-fire--{type_}-1"
        articles = {a.id: a for a in load_articles(folder / "articles.jsonl")}
        assert len(articles) == 2
        gold = json.loads((folder / "gold.json").read_text())
        (conflict,) = gold["conflicts"]
        assert gold["seeded"]["type"] == type_ and conflict["min_severity"] == "warning"
        changed, confirming = conflict["sides"]
        assert changed["articles"] == [gold["seeded"]["article"]] != confirming["articles"]
        for side in (changed, confirming):
            for span in side["spans"]:
                text = articles[span["article"]].text
                assert any(text.find(p) <= span["start"] < text.find(p) + len(p) for p in side["contains"])
        start, end = gold["seeded"]["start"], gold["seeded"]["end"]
        assert articles[changed["articles"][0]].text[start:end] == gold["seeded"]["new"]


def test_bench_reads_what_is_written(seeded):
    from factcheck.bench.gold import read_folder

    clusters = read_folder(seeded[0], "seeded").clusters
    assert sum(cluster.untouched for cluster in clusters) == 1
    assert sum(len(cluster.conflicts) for cluster in clusters) == len(TYPES)


def test_rows_are_split_by_their_cluster(tmp_path):
    rows = [
        {"cluster": 7, "id": "h", "text": HERALD, "date": "2021-03-24"},
        {"cluster": 7, "id": "c", "text": COURIER},
        {"cluster": 8, "id": "x", "text": HERALD},
        {"id": "stray", "text": HERALD},
    ]
    with gzip.open(tmp_path / "news.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    manifest = seed_folder(tmp_path / "news.jsonl.gz", tmp_path / "out", seed=1, types=["weekday"])
    assert manifest["changes"] == {"weekday": 2} and manifest["data_sha256"]
    left_out = {entry["where"].rpartition("/")[2]: entry["why"] for entry in manifest["left_out"]}
    assert left_out.keys() == {"news.jsonl.gz:4", "8"} and 'no "cluster"' in left_out["news.jsonl.gz:4"]
    articles = load_articles(tmp_path / "out" / "7--weekday-1" / "articles.jsonl")
    assert articles[0].published == date(2021, 3, 24)


def test_trouble_is_one_line_that_says_what_to_do(tmp_path):
    (tmp_path / "in").mkdir()
    for folder, out, types, line in [
        ("in", "out", ["weekday", "colour"], "no type 'colour'; the types are weekday, month"),
        ("nowhere", "out", TYPES, "nowhere: no such folder; check the spelling"),
        ("in", "out", TYPES, "in: no cluster in it; put the articles on one event into a folder each"),
        ("in", ".", TYPES, "is there already; name a new folder"),
    ]:
        with pytest.raises(FactcheckError, match=line):
            seed_folder(tmp_path / folder, tmp_path / out, seed=1, types=types)
