import json

import pytest

from factcheck.bench import floors
from factcheck.errors import FactcheckError


def result(accuracy=0.8349, false_errors=0.021, sha="abc"):
    def figures(**values):
        return [{"system": "factcheck", "metrics": {name: {"value": value} for name, value in values.items()}}]

    return {
        "tasks": [
            {"name": "slots", "kind": "pairs", "data_sha256": sha, "results": figures(accuracy=accuracy, f1=0.7, auprc=0.66)},
            {"name": "stories", "kind": "articles", "data_sha256": "def", "results": figures(
                precision=1.0, recall=1.0, typed_recall=1.0, silence=1.0, false_errors_per_article=false_errors,
                false_alarm_rate=None)},
        ]
    }  # fmt: skip


@pytest.fixture
def file(tmp_path):
    floors.write(result(), tmp_path / "floors.json")
    return tmp_path / "floors.json"


def test_floors_are_set_to_what_is_reached_rounded_to_the_easy_side(file):
    pinned = floors.read(file)
    assert pinned["slots"] == {"data_sha256": "abc", "floors": {"accuracy": 0.83, "f1": 0.7, "auprc": 0.66}}
    assert pinned["stories"]["floors"]["false_errors_per_article"] == 0.03
    assert "false_alarm_rate" not in pinned["stories"]["floors"]
    assert floors.check(result(), pinned) == []


def test_a_figure_beyond_its_floor_or_ceiling_is_told(file):
    breaches = floors.check(result(accuracy=0.8299, false_errors=0.031), floors.read(file))
    assert [f"{b.task}: {b.message}" for b in breaches] == [
        "slots: accuracy is 0.8299, under the floor of 0.83",
        "stories: false_errors_per_article is 0.0310, over the ceiling of 0.03",
    ]
    assert [b.message for b in floors.check(result(accuracy=None), floors.read(file))] == [
        "accuracy is not defined, under the floor of 0.83"
    ]


def test_other_data_and_a_task_without_floors_are_told(file):
    assert ["data has changed" in b.message for b in floors.check(result(sha="new"), floors.read(file))] == [True]
    assert [b.message.split(";")[0] for b in floors.check(result(), {})] == ["has no floors"] * 2


def test_a_floor_rises_freely_and_is_lowered_only_with_a_reason(file):
    assert floors.write(result(accuracy=0.9), file) == ["slots accuracy: 0.83 -> 0.9"]
    with pytest.raises(FactcheckError, match=r"would lower a floor \(slots accuracy: 0\.9 -> 0\.85\)"):
        floors.write(result(accuracy=0.85), file)
    with pytest.raises(FactcheckError, match="would lower"):
        floors.write(result(accuracy=0.85), file, allow_lower=True, reason=" ")
    with pytest.raises(FactcheckError, match="would lower"):
        floors.write(result(accuracy=0.9, false_errors=0.05), file)
    floors.write(result(accuracy=0.85), file, allow_lower=True, reason="harder pairs")
    assert json.loads(file.read_text())["lowered"] == [{"what": ["slots accuracy: 0.9 -> 0.85"], "why": "harder pairs"}]


def test_other_data_is_no_way_round_the_reason(file):
    with pytest.raises(FactcheckError, match="would lower"):
        floors.write(result(accuracy=0.5, sha="new"), file)
    with pytest.raises(FactcheckError, match=r"accuracy: 0\.83 -> none"):
        floors.write(result(accuracy=None), file)


def test_the_pinned_floors_name_the_offline_tasks():
    from factcheck.bench.tasks import OFFLINE

    assert set(floors.read(floors.FILE)) == set(OFFLINE)
