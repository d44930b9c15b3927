"""The numbers that judging and matching read from the models folder."""

from itertools import pairwise
from typing import get_args

import pytest

from factcheck.judging.calibration import calibration, severity, sigmoid
from factcheck.records import ConflictType


def test_every_type_has_a_bias():
    assert set(get_args(ConflictType)) <= set(calibration()["evidence"])


def test_thresholds_fall_from_error_to_information():
    levels = calibration()["severity"]
    assert 1 > levels["error"] > levels["warning"] > levels["info"] > 0


def test_identity_thresholds_lie_in_order():
    identity = calibration()["identity"]
    assert 0 < identity["nli"] <= identity["same_event"] <= identity["cluster"] < 1


@pytest.mark.parametrize("cap", ["error", "warning", "info"])
def test_severity_keeps_to_its_cap(cap):
    assert severity(1.0, cap) == cap
    assert severity(0.0, cap) is None


def test_severity_grows_with_probability():
    ranks = {None: 0, "info": 1, "warning": 2, "error": 3}
    found = [ranks[severity(p / 100)] for p in range(101)]
    assert all(a <= b for a, b in pairwise(found))
    assert set(found) == {0, 1, 2, 3}


def test_the_threshold_belongs_to_the_level():
    for level, least in calibration()["severity"].items():
        assert severity(least) == level


def test_sigmoid():
    assert sigmoid(0.0) == 0.5
    assert sigmoid(3.0) + sigmoid(-3.0) == pytest.approx(1.0)
