import gzip
import json
import re
import sys
from types import SimpleNamespace

import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

from factcheck.bench import pairs
from factcheck.bench.tasks import TASKS, Hub, Task, choose
from factcheck.errors import FactcheckError

ROWS = [
    {"premise": "Nine people were hurt.", "hypothesis": "Six people were hurt.", "label": "contradiction"},
    {"premise": "The ferry sank on Monday.", "hypothesis": "A ferry sank.", "label": "entailment"},
    {"premise": "The mayor spoke.", "hypothesis": "The mayor was tired.", "label": "neutral"},
]


def write(path, rows=ROWS):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.name.endswith(".gz"):
        path.write_bytes(gzip.compress(lines.encode()))
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    elif path.suffix == ".csv":
        pyarrow.csv.write_csv(pyarrow.Table.from_pylist(rows), path)
    else:
        path.write_text(lines)
    return path


@pytest.mark.parametrize("name", ["own.jsonl", "own.jsonl.gz", "own.csv", "own.parquet"])
def test_a_file_of_any_kind_gives_the_same_pairs(tmp_path, name):
    data = pairs.read_file(write(tmp_path / name))
    assert (data.name, data.classes) == ("own", ("entailment", "neutral", "contradiction"))
    assert data.premises == tuple(row["premise"] for row in ROWS)
    assert data.labels.tolist() == [2, 0, 1]
    assert data.sha256 == pairs.read_file(write(tmp_path / "again.jsonl")).sha256


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["entailment", "not_entailment"], ("entailment", "not_entailment")),
        (["contradiction", "not_contradiction"], ("not_contradiction", "contradiction")),
        (["contradiction", "entailment"], ("entailment", "neutral", "contradiction")),
    ],
)
def test_binary_labels_are_known(tmp_path, labels, classes):
    rows = [{**row, "label": label} for row, label in zip(ROWS, labels, strict=False)]
    data = pairs.read_file(write(tmp_path / "own.jsonl", rows))
    assert data.classes == classes
    assert [data.classes[label] for label in data.labels] == labels


def test_pairs_are_grouped_by_their_type(tmp_path):
    rows = [{**row, "type": kind} for row, kind in zip(ROWS, ("number", "place", "place"), strict=True)]
    assert pairs.read_file(write(tmp_path / "own.jsonl", rows)).groups == ("number", "place", "place")


def test_a_sample_is_drawn_by_its_seed_in_the_order_of_the_data(tmp_path):
    rows = [{**ROWS[0], "premise": f"Premise {k}."} for k in range(50)]
    data = pairs.read_file(write(tmp_path / "own.jsonl", rows))
    first, again, other = data.sample(10, 1), data.sample(10, 1), data.sample(10, 2)
    assert first.premises == again.premises != other.premises
    numbers = [int(re.search(r"\d+", premise)[0]) for premise in first.premises]
    assert numbers == sorted(numbers)
    assert len(data.sample(99, 0)) == 50


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{**ROWS[0], "label": "refuted"}], "own.jsonl:1: 'refuted' is no label; labels are contradiction, entailment"),
        ([{**ROWS[0], "label": 2}], "own.jsonl:1: 2 is no label"),
        (
            [{"premise": "A.", "label": "neutral"}],
            "own.jsonl: has no column 'hypothesis' (its columns: premise, label)",
        ),
        ([ROWS[0], {**ROWS[1], "hypothesis": ""}], "own.jsonl:2: hypothesis is not text"),
        ([ROWS[2], {**ROWS[1], "label": "not_entailment"}], "its labels are neutral and not_entailment"),
        ([], "own.jsonl: holds no pairs"),
    ],
)
def test_bad_rows_are_named_in_one_line(tmp_path, rows, message):
    with pytest.raises(FactcheckError, match=re.escape(message)) as error:
        pairs.read_file(write(tmp_path / "own.jsonl", rows))
    assert "\n" not in str(error.value)


def test_a_half_written_gzip_is_named(tmp_path):
    path = write(tmp_path / "own.jsonl.gz", ROWS * 200)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FactcheckError, match=r"own\.jsonl\.gz: broken gzip; compress the file again"):
        pairs.read_file(path)


def test_a_missing_file_and_one_of_another_kind_are_named(tmp_path):
    with pytest.raises(FactcheckError, match="no such file"):
        pairs.read_file(tmp_path / "none.jsonl")
    (tmp_path / "own.txt").write_text("text")
    with pytest.raises(FactcheckError, match=r"own\.txt: pairs are read from \.jsonl"):
        pairs.read_file(tmp_path / "own.txt")


@pytest.fixture
def hub(monkeypatch):
    """A hub that answers with the given rows, and knows no other data set."""

    def answer(rows, known="owner/pairs"):
        class Rows(list):
            column_names = tuple(rows[0]) if rows else ()

        def load_dataset(name, config=None, *, split, data_files=None):
            if name != known:
                raise ConnectionError(f"Couldn't reach '{name}' on the Hub\nand more")
            return Rows(rows)

        fake = SimpleNamespace(load_dataset=load_dataset, config=SimpleNamespace(HF_HUB_OFFLINE=False))
        monkeypatch.setitem(sys.modules, "datasets", fake)
        monkeypatch.setattr(pairs, "prepare_hub", lambda: True)

    return answer


def test_hub_rows_are_mapped_filtered_and_grouped(hub):
    hub([
        {"claim": "c1", "evidence": "e1", "answer": "REFUTES", "lang": "en", "genre": "news"},
        {"claim": "c2", "evidence": "e2", "answer": "SUPPORTS", "lang": "en", "genre": "fiction"},
        {"claim": "c3", "evidence": "e3", "answer": "SUPPORTS", "lang": "fr", "genre": "news"},
        {"claim": "c4", "evidence": "e4", "answer": "-1", "lang": "en", "genre": "news"},
    ])  # fmt: skip
    labels = {"REFUTES": "contradiction", "SUPPORTS": "entailment", "-1": ""}
    source = Hub("owner/pairs", "test", ("evidence", "claim", "answer"), labels, only=("lang", "en"), group="genre")
    data = pairs.read_task(Task("own", "pairs", "", "", "", 4, source))
    assert data.premises == ("e1", "e2")
    assert data.hypotheses == ("c1", "c2")
    assert data.labels.tolist() == [2, 0]
    assert data.groups == ("news", "fiction")


def test_an_unknown_hub_id_and_a_lost_column_are_one_line(hub):
    hub([{"premise": "a", "hypothesis": "b"}])
    with pytest.raises(FactcheckError, match="own: the hub data set owner/other cannot be read") as error:
        pairs.read_task(Task("own", "pairs", "", "", "", 1, Hub("owner/other", "test")))
    assert "--data" in str(error.value) and "\n" not in str(error.value)
    with pytest.raises(FactcheckError, match="has no column 'label' any more"):
        pairs.read_task(Task("own", "pairs", "", "", "", 1, Hub("owner/pairs", "test")))


def test_every_task_is_complete_and_its_labels_are_known():
    words = {word for classes in pairs.CLASSES for word in classes} | {""}
    for task in TASKS.values():
        assert task.licence and task.measures and task.origin
        assert task.local or set(task.hub.labels.values()) <= words and task.rows
    assert [task.name for task in choose(["offline"])] == ["stories", "seeded", "slots"]
    with pytest.raises(FactcheckError, match="snil: no such task"):
        choose(["snil"])


def test_the_bundled_pairs_are_balanced():
    data = pairs.read_task(TASKS["slots"])
    counts = {(group, label): 0 for group in set(data.groups) for label in range(3)}
    for group, label in zip(data.groups, data.labels, strict=True):
        counts[group, label] += 1
    assert len(data) >= 120 and set(counts.values()) == {4}
    assert len(set(zip(data.premises, data.hypotheses, strict=True))) == len(data)
