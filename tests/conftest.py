"""What many tests share: the bundled NLI model, loaded once in a run."""

import pytest

from factcheck.judging.nli import load_nli


@pytest.fixture(scope="session")
def nli():
    return load_nli()
