from dataclasses import replace

import pytest

from factcheck.report import markdown
from tests.report import sample

SMALL = """\
## Fact check

**2 articles, 2 claims: 1 error; 0.5 s**

### ✖ Error: How many?

**Nine** (9) — 1 article
- [Post](<https://post.example/1>), “Boat”, 2 May 2024: <b>Nine</b> were on board.

**Eight** (8) — 1 article
- *b*, undated: <b>Eight</b> were on board.

Why: 9 is not 8. *(number, very likely (90%))*
"""


def test_small_report():
    assert markdown.render(sample.small()) == SMALL


def test_nothing_found():
    assert markdown.render(sample.quiet(1)) == (
        "## Fact check\n\n**1 article, 1 claim: no conflicts found**\n\n"
        "No conflicts found among 1 claim of 1 article. With one article, its claims could only be compared with each "
        "other. Add another article about the same events to compare the two.\n"
    )


def test_agreement_and_what_was_left_out():
    assert markdown.render(sample.bridge()).endswith(
        "### The articles agree\n\n"
        "- 3 articles, 3 independent sources: The Kestrel Bridge was opened in 1962.\n"
        "- 2 articles, 2 independent sources: Mayor Ines Okafor ordered an inquiry into the crash\n\n"
        "### Left out or cut short\n\n"
        "- **pier.pdf**: Not a text format that can be read; save it as text or HTML.\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("*bold* _it_ `code` ~~gone~~", r"\*bold\* \_it\_ \`code\` \~\~gone\~\~"),
        ("[name](https://bad.example)", r"\[name\](https:<!-- -->//bad.example)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("www.bad.example", "www.<!-- -->bad.example"),
        ("@everyone see #12", "@<!-- -->everyone see #<!-- -->12"),
        ("a|b \\ $x$", r"a\|b \\ \$x\$"),
        ("&lt; \x1b[31mred\u202e\nnext", "&amp;lt; red next"),
        ("10:30, 4.5%, a - b", "10:30, 4.5%, a - b"),
    ],
)
def test_untrusted_text_is_escaped(text, written):
    assert markdown.escape(text) == written


def test_hostile_fields_bring_no_markup_of_their_own():
    report = sample.bridge()
    finding = replace(report.findings[2], question="# <img src=x>\n## two", reason="**x**")
    shown = markdown.render(replace(report, findings=(finding,)))
    assert "### ✖ Error: #<!-- --> &lt;img src=x&gt; #<!-- -->#<!-- --> two\n" in shown
    assert r"Why: \*\*x\*\* *(date" in shown
    assert "<script" not in shown and "javascript:" not in shown and "\x1b" not in shown
