"""The HTML page in a real Chromium, where the machine has one."""

import re
import shutil
import subprocess

import pytest

from factcheck.report import html
from tests.report import sample

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-extensions", "--enable-logging=stderr", "--v=0"),
)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on this machine"
)


@pytest.fixture(scope="module")
def browse(tmp_path_factory):
    """From a fragment of the page's address to the document as it stands once its script has run."""
    folder = tmp_path_factory.mktemp("browser")
    page = folder / "report.html"
    page.write_text(html.render(sample.bridge()), encoding="utf-8")

    def dump(fragment=""):
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri() + fragment]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        assert ":CONSOLE" not in done.stderr, done.stderr
        return done.stdout

    return dump


def hidden(document):
    """Ids of the findings that the filter hides."""
    cards = re.findall(r"<article [^>]*>", document)
    return [re.search(r'id="finding-(\w+)"', card)[1] for card in cards if " hidden" in card]


def test_the_page_shows_all_findings_the_filter_and_hostile_text_as_text(browse):
    document = browse()
    assert hidden(document) == []
    assert document.count("<article ") == 3
    assert '<form id="filter">' in document
    assert "<title>2 conflicts in 4 articles – factcheck</title>" in document
    assert "&lt;script&gt;document.title='owned'&lt;/script&gt; [bold]loud[/bold] red gnihtemos" in document


@pytest.mark.parametrize(
    ("fragment", "filtered", "said"),
    [
        ("#severity=error", ["f2", "f3"], "Showing 1 of 3 findings"),
        ("#severity=error,warning", ["f3"], "Showing 2 of 3 findings"),
        ("#type=number", ["f1", "f3"], "Showing 1 of 3 findings"),
        ("#severity=error&type=number", ["f1", "f2", "f3"], "Showing 0 of 3 findings"),
        ("#severity=error,warning,info&type=nonsense", [], ""),
    ],
)
def test_the_fragment_sets_the_filter(browse, fragment, filtered, said):
    document = browse(fragment)
    assert hidden(document) == filtered
    assert f'<output aria-live="polite">{said}</output>' in document


@pytest.mark.parametrize("fragment", ["#severity=info", "#finding-f3"])
def test_information_opens_when_asked_for(browse, fragment):
    assert '<details class="infos" open="">' in browse(fragment)


def test_a_malformed_fragment_changes_nothing(browse):
    assert hidden(browse("#%E0%A4%A")) == []
