"""Drafts: articles before publication, with the file they stand in and the comments in it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck import suppressions
from factcheck.places import Place, file_text, locate, place, plain
from factcheck.records import Article, Problem, Span
from factcheck.suppressions import Suppression

STDIN = "stdin"
"""What a draft from standard input is called."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. `name` is what it is called to people: its file.

    In the text of `article` and in `source`, the text of its file, the comments to factcheck are spaces. Offsets of
    `suppressions` are of the article's text or, where `in_source` is True, of the source: a web page's comments are
    not part of its text.
    """

    article: Article
    name: str
    source: str = ""
    suppressions: tuple[Suppression, ...] = ()
    in_source: bool = False

    @classmethod
    def of(cls, article: Article, source: str | None = None) -> Draft:
        """An article as a draft; `source` is the text of its file, the article's own text when None."""
        source = plain(article.text if source is None else source)
        found = suppressions.find(article.text)
        in_source = not found
        bare = replace(article, text=suppressions.blank(article.text))
        found = found or suppressions.find(source)
        name = article.path or (article.id if article.id != STDIN else STDIN)
        return cls(bare, name, suppressions.blank(source), tuple(found), in_source)

    def suppressing(self, span: Span, type: str) -> list[Suppression]:
        """The comments that are about findings of a type at a span of this draft."""
        where = (span.start, span.end)
        if self.in_source and self.suppressions:
            where = locate(self.source, self.article.text, *where) or (-1, -1)
        return [
            s
            for s in self.suppressions
            if suppressions.kind(type) in map(suppressions.kind, s.types) and s.first < where[1] and where[0] < s.last
        ]

    def place(self, comment: Suppression) -> Place | None:
        """Where a comment stands in the file."""
        found = comment.start, comment.end
        if not self.in_source:
            found = locate(self.source, self.article.text, *found)
        return place(self.source, *found) if found else None


def read_drafts(paths: Sequence[str], on_problem: Callable[[Problem], None]) -> list[Draft]:
    """The drafts in files, folders and standard input ("-"); what cannot be read goes to `on_problem`."""
    from factcheck.articles import load_articles

    given = _standard_input() if "-" in paths else ""
    return [
        Draft.of(article, file_text(Path(article.path)) if article.path else given)
        for article in load_articles(paths, on_problem=on_problem)
    ]


def _standard_input() -> str:
    """The text of standard input, which can be read once more afterwards."""
    from factcheck.readers import MAX_BYTES, Unreadable, decode

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    try:
        return decode(data)
    except Unreadable:
        return ""
