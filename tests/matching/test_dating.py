"""Which of the times in a claim are its event's own."""

import pytest

from tests.pairs import read


@pytest.mark.parametrize(
    ("text", "predicate", "times"),
    [
        ("Unemployment fell to 4.8% in April.", "fall", ["April"]),
        ("Unemployment fell to 4.8% from 5.2% in March.", "fall", []),
        ("Prices rose by 2% in April, more than 1% in March.", "rise", ["April"]),
        ("A child who was hit by a van on Sunday has died.", "die", []),
        ("A child who was hit by a van died on Sunday.", "die", ["Sunday"]),
        ("The judge sentenced Dan Moss for the May 2 robbery.", "sentence", []),
    ],
)
def test_own_times(text, predicate, times):
    found = next(v for v in read(text)[0].views if v.claim.predicate == predicate)
    assert [w.text for w in found.times] == times
