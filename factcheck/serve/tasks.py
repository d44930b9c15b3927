"""Tasks: the work that is done in a process of its own: checking a draft, searching claims, adding an article."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from factcheck.archive import Added, Archive, Hit
from factcheck.config import Config
from factcheck.errors import FactcheckError
from factcheck.records import Article, Problem
from factcheck.serve.settings import MAX_ARTICLES

if TYPE_CHECKING:
    from factcheck.drafts import Draft
    from factcheck.editorial import Review

Step = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done and how much there is."""

READABLE = (".txt", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")
"""Endings of the files that are taken; packed ones, which may unpack to any size, are not."""


PASTED = ("pasted.txt", "pasted.md")
"""What a pasted draft is called: plain text, or Markdown, which begins with front matter or a heading."""
SENT = "draft.json"
"""What a draft that came by the API is called."""
UNNAMED = (*PASTED, SENT)
"""Names that no person gave."""


class TaskError(FactcheckError):
    """A task that cannot be done with what was given; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name, which is not trusted, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Check:
    """A draft and what it is checked against: `against` is None for the archive, empty for the draft alone.

    `title` and `published` are for a draft that does not say its own.
    """

    draft: Upload
    against: tuple[Upload, ...] | None = None
    since: date | None = None
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A question to the archive, see `Archive.search`."""

    text: str
    limit: int = 20
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """An article for the archive."""

    article: Article


@dataclass(frozen=True, slots=True)
class Warm:
    """Load the models, `nli` too, so that the first task does not wait for them."""

    nli: bool = True


Task = Check | Search | Add | Warm


def run(task: Task, archive: Archive, config: Config, step: Step) -> object:
    """Does a task. Raises FactcheckError for what the sender can put right.

    Check gives a `Review`, Search a list of `Hit`, Add a pair of `Added` and the article's id.
    """
    match task:
        case Check():
            return _check(task, archive, config, step)
        case Search():
            return _search(task, archive)
        case Add():
            return _add(task.article, archive)
        case Warm():
            return _warm(task.nli)


def _check(task: Check, archive: Archive, config: Config, step: Step) -> Review:
    from factcheck.editorial import review

    step("reading", 0, 1)
    problems: list[Problem] = []
    draft = _draft(task, problems)
    against: Archive | list[Article] = archive
    if task.against is None:
        archive.refresh(lambda done, total: step("reading again", done, total), problems.append)
    else:
        against = _articles(task.against, problems)
    found = review([draft], against, since=task.since, config=config, progress=step)
    return replace(found, report=replace(found.report, problems=tuple(problems)))


def _draft(task: Check, problems: list[Problem]) -> Draft:
    from factcheck.articles import truncated
    from factcheck.drafts import Draft, read_drafts

    found = _read(task.draft, read_drafts, problems)
    if len(found) != 1 or any(map(truncated, problems)):
        raise TaskError(_told(problems) or f"{task.draft.name} holds {len(found)} articles; check one at a time")
    (draft,) = found
    if task.draft.name.endswith(".json"):
        draft = Draft.of(draft.article)  # so that lines are those of the text
    article = replace(draft.article, path=None)
    article = replace(article, title=article.title or task.title, published=article.published or task.published)
    return replace(draft, article=article, name=task.draft.name)


def _articles(given: Sequence[Upload], problems: list[Problem]) -> list[Article]:
    """What was given as articles with different ids."""
    from factcheck.articles import load_articles

    found: dict[str, Article] = {}
    for upload in given:
        for article in _read(upload, lambda paths, note: load_articles(paths, on_problem=note), problems):
            id_, number = article.id, 1
            while id_ in found:
                number += 1
                id_ = f"{article.id} ({number})"
            found[id_] = replace(article, id=id_, path=None)
    if given and not found:
        raise TaskError(f"nothing to check against could be read. {_told(problems)}".rstrip())
    if len(found) > MAX_ARTICLES:
        raise TaskError(f"there are {len(found):,} articles to check against; {MAX_ARTICLES} at most, or the archive")
    return list(found.values())


def _read(upload: Upload, reader: Callable, problems: list[Problem]) -> list:
    """What a reader of files gives for an upload, which is a file for as long as it is read."""
    name = re.sub(r"[^\w. -]", "_", upload.name)[-100:]
    if PurePath(name).suffix.lower() not in READABLE:
        problems.append(Problem(upload.name, f"is of an unknown kind; readable are {' '.join(READABLE)}"))
        return []
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        file = Path(folder) / name
        file.write_bytes(upload.data)
        return reader([str(file)], lambda p: problems.append(replace(p, where=p.where.replace(str(file), upload.name))))


def _told(problems: Sequence[Problem]) -> str:
    """The first problems in words."""
    return " ".join(f"{problem.where}: {problem.message}." for problem in problems[:3])


def _search(task: Search, archive: Archive) -> list[Hit]:
    return archive.search(task.text, task.limit, task.since, task.until)


def _add(article: Article, archive: Archive) -> tuple[Added, str]:
    problems: list[Problem] = []
    added = archive.add([article], on_problem=problems.append)
    if problems:
        raise TaskError(_told(problems))
    return added, archive.find(article) or ""


def _warm(nli: bool) -> None:
    from factcheck.claims import extract_claims
    from factcheck.corpus import reading
    from factcheck.matching.encode import encode
    from factcheck.pipeline import check

    reading.reader(), reading.encoder()
    if nli:
        texts = ("Nine people were hurt in the fire on Monday.", "Six people were hurt in the fire on Sunday.")
        check([Article(str(n), text) for n, text in enumerate(texts)])
    else:
        extract_claims([Article("a", "A fire broke out on Monday.")])
        encode(["A fire broke out."])
