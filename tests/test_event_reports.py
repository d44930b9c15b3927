"""What was found between whole reports is found still, and no more besides than is known."""

import pytest

from tests.reports import CASES, outcome


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_event_reports(case):
    found, besides = outcome(case)
    assert set(case["found"]) <= set(found)
    assert len(besides) <= case.get("besides", 0), [f.question for f in besides]
