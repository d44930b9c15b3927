import json
import math
from dataclasses import asdict

import pyarrow.parquet
import pytest

from factcheck.archive import Added, Archive
from factcheck.articles import load_articles
from factcheck.errors import FactcheckError
from tests.archive.sample import ALL


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("export") / "news.db", create=True) as archive:
        archive.add(ALL)
        yield archive


def plain(value):
    """As JSON has it: dates as text, lists for tuples, null for infinity."""
    return json.loads(json.dumps(_finite(asdict(value)), default=str))


def _finite(value):
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and math.isinf(value) else value


def test_json_lines_hold_articles_and_claims_whole(archive, tmp_path):
    assert archive.export(tmp_path / "out.jsonl") == 4
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    claims = [record.pop("claims") for record in records]
    assert records == [plain(a) for a in archive.articles()]
    assert [c for found in claims for c in found] == [plain(c) for c in archive.claims()]


def test_parquet_holds_the_same_with_dates_and_infinities(archive, tmp_path):
    assert archive.export(tmp_path / "out.parquet") == 4
    records = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()
    claims = [claim for record in records for claim in record.pop("claims")]
    assert records == [asdict(a) for a in archive.articles()]
    assert claims == [_listed(asdict(c)) for c in archive.claims()]


def _listed(value):
    if isinstance(value, dict):
        return {name: _listed(item) for name, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_an_export_can_be_added_to_another_archive(archive, tmp_path, name):
    archive.export(tmp_path / name)
    with Archive.open(tmp_path / "other.db", create=True) as other:
        assert other.add(load_articles([tmp_path / name])) == Added(new=4)
        assert {(a.text, a.title, a.published, a.url) for a in other.articles()} == {
            (a.text, a.title, a.published, a.url) for a in archive.articles()
        }
    assert archive.add(load_articles([tmp_path / name])) == Added(known=4)


def test_other_endings_and_places_are_one_line(archive, tmp_path):
    with pytest.raises(FactcheckError, match=r"out.csv: the ending says the kind of export; use .jsonl or .parquet"):
        archive.export(tmp_path / "out.csv")
    with pytest.raises(FactcheckError, match=r"out.jsonl cannot be written \(No such file or directory\)"):
        archive.export(tmp_path / "no" / "out.jsonl")
    assert sorted(file.name for file in tmp_path.iterdir()) == []


def test_an_empty_archive_is_exported_empty(tmp_path):
    with Archive.open(tmp_path / "news.db", create=True) as archive:
        assert archive.export(tmp_path / "out.jsonl") == archive.export(tmp_path / "out.parquet") == 0
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").num_rows == 0
