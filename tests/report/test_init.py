import subprocess
import sys

import pytest

from factcheck.report import FORMATS, render
from tests.report import sample


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_gives_the_same_text_twice(format):
    first = render(sample.bridge(), format)
    assert first == render(sample.bridge(), format)
    assert first.endswith("\n") and "\x1b" not in first and "\u202e" not in first


def test_unknown_format():
    with pytest.raises(ValueError, match="unknown report format 'pdf': choose one of terminal, json, markdown, html"):
        render(sample.bridge(), "pdf")


def test_report_knows_its_own_outputs():
    report = sample.bridge()
    assert report.to_json() == render(report, "json")
    assert report.to_html() == render(report, "html")


def test_json_loads_no_templates_and_no_models():
    code = (
        "import sys, factcheck.report; from factcheck.report import json\n"
        "print([name for name in ('jinja2', 'rich', 'spacy', 'torch') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
