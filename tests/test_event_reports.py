"""What was found between whole reports is found still, and nothing besides."""

import pytest

from tests.reports import CASES, outcome


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_event_reports(case):
    found, besides = outcome(case)
    assert set(case["found"]) <= set(found)
    assert not besides, [f.question for f in besides]
