from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from factcheck.records import Article, Problem, Report
from factcheck.report import terminal
from tests.report import sample

SMALL = """\
✖ error  How many?
  number, very likely (90%)

  Nine (9) — 1 article
    Post, Boat, 2 May 2024
      «Nine» were on board.

  Eight (8) — 1 article
    b, undated
      «Eight» were on board.

  Why: 9 is not 8.

2 articles, 2 claims: 1 error; 0.5 s
"""


def test_small_report_in_a_pipe():
    assert terminal.render(sample.small()) == SMALL


def test_bridge_report_in_a_pipe():
    assert terminal.render(sample.bridge(), "warning") == (
        """\
✖ error  When did a barge strike the Kestrel Bridge?
  date, almost certain (97%)

  Sunday, March 3 (Sunday 3 March 2024) — 3 articles, 2 independent sources
    Halden Courier, Barge strikes Kestrel Bridge, 5 March 2024
      A gravel barge struck the Kestrel Bridge on «Sunday, March 3», and tore a
      hole in its eastern pier.
    Sound Observer, Halden counts the cost, 6 March 2024
      Two days after a barge ran into the Kestrel Bridge on «Sunday», divers
      went down to its eastern pier.
    radio.html, Morning show <script>document.title='owned'</script>
    [bold]loud[/bold] red gnihtemos, undated
      A barge hit the bridge on «Sunday».

  Monday, March 4 (Monday 4 March 2024) — 1 article
    Northwire, Bridge closed after collision, 6 March 2024
      The Kestrel Bridge was hit by a gravel barge on «Monday, March 4», the
      harbour office said in a statement.

  Why: Both speak of a gravel barge and the Kestrel Bridge; 3 March 2024 and 4
  March 2024 exclude each other.

▲ warning  How many people were hurt at the Kestrel Bridge?
  number, very likely (83%)

  Twelve (12) — 1 article
    Halden Courier, Barge strikes Kestrel Bridge, 5 March 2024
      «Twelve» people were hurt, the fire brigade said.

  At least 15 (15 or more) — 1 article
    Northwire, Bridge closed after collision, 6 March 2024
      «At least 15» people were injured.

  Why: 12 is less than at least 15; the later article may have counted again.

The articles agree
  The Kestrel Bridge was opened in 1962. — 3 articles, 3 independent sources
  Mayor Ines Okafor ordered an inquiry into the crash — 2 articles, 2
  independent sources

Left out or cut short
  pier.pdf: Not a text format that can be read; save it as text or HTML.

4 articles, 16 claims: 1 error and 1 warning; 1 info not shown; 3.8 s
"""
    )


def test_nothing_found():
    assert terminal.render(sample.quiet()) == (
        """\
No conflicts found among 2 claims of 2 articles.
  No two claims that speak of the same event were seen to exclude each other.
  That does not make them true: articles can agree on an error, and a conflict
  in words that were not matched stays unseen.

2 articles, 2 claims: no conflicts found
"""
    )


def test_one_article():
    assert terminal.render(sample.quiet(1)) == (
        """\
No conflicts found among 1 claim of 1 article.
  With one article, its claims could only be compared with each other. Add
  another article about the same events to compare the two.

1 article, 1 claim: no conflicts found
"""
    )


def test_a_terminal_gets_styles_and_no_marks():
    file = StringIO()
    terminal.show(sample.small(), Console(file=file, force_terminal=True, color_system="standard", width=80))
    assert "\x1b[1;31m✖ error\x1b[0m" in file.getvalue()
    assert "\x1b[1;4mNine\x1b[0m were on board." in file.getvalue()
    assert "«" not in file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_keep_to_the_width_and_end_without_spaces(width):
    for line in terminal.render(sample.bridge(), "info", width).splitlines():
        assert len(line) <= width and line == line.rstrip()


def test_hostile_text_stays_text():
    report = sample.small()
    hostile = replace(report.articles[0], title=sample.HOSTILE, source="[link=https://bad.example]here[/link]")
    finding = replace(report.findings[0], question="[red]How[/red]\x1b[2J many\n?", reason="\x1b]0;owned\x07none")
    shown = terminal.render(
        replace(report, articles=(hostile, report.articles[1]), findings=(finding,), problems=(Problem("\x07x", "y"),)),
        width=200,
    )
    assert "✖ error  [red]How[/red] many ?\n" in shown
    assert "[link=https://bad.example]here[/link], <script>document.title='owned'</script> [bold]loud[/bold]" in shown
    assert "Why: none\n" in shown and "  x: y\n" in shown
    assert not set("\x1b\x07\u202e") & set(shown)


def test_many_sentences_and_many_agreements_are_cut_with_a_count():
    articles = tuple(Article(str(n), f"Nine boats and {n} swans were seen.") for n in range(9))
    claims = tuple(sample.claim(f"{a.id}:0", a, a.text[:-1]) for a in articles)
    ids = tuple(claim.id for claim in claims)
    side = sample.Side("Nine", "9", ids, tuple(a.id for a in articles), 9, ())
    finding = replace(sample.small().findings[0], sides=(side, side))
    clusters = tuple(sample.Cluster(f"k{n}", ids, tuple(a.id for a in articles), 9) for n in range(7))
    shown = terminal.render(Report(articles, claims, clusters, (finding,)))
    assert shown.count("swans were seen.\n") == 6
    assert shown.count("    and 6 more sentences\n") == 2
    assert "  and on 2 more statements\n" in shown
