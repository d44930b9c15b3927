"""One service for all tests of a run, over an archive of the harbour story."""

import pytest
from playwright.sync_api import sync_playwright

from factcheck.archive import Archive
from tests.serve.running import CHROMIUM, FLAGS, served
from tests.stories import articles


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The file of an archive with the articles of the harbour story."""
    path = tmp_path_factory.mktemp("serve") / "archive.db"
    with Archive.open(path, create=True) as archive:
        archive.add(list(articles("harbour-fire").values()))
    return path


@pytest.fixture(scope="session")
def service(filled):
    with served(filled, "--timeout", "240") as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on this machine; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
