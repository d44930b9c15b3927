"""Feeds: the articles of an RSS or Atom feed, or of one web page, into the archive, each asked for once."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser

from factcheck import fields
from factcheck.archive.fetching import Fetcher, FetchError, Page
from factcheck.archive.identity import normal_url
from factcheck.archive.records import Added
from factcheck.archive.store import Archive, OnProblem, Progress
from factcheck.articles import load_articles
from factcheck.records import Article, Problem
from factcheck.report.plain import clean


def add_url(
    archive: Archive, url: str, fetcher: Fetcher, progress: Progress | None = None, on_problem: OnProblem | None = None
) -> Added:
    """Add the articles of a feed, or the article of a page.

    Each article is on the disk before the next is asked for, so that an interrupted run goes on where it was. An entry
    whose date of change in the feed is the same as last time is not asked for; other known ones only if they changed
    (ETag, Last-Modified). What cannot be had goes to `on_problem`, and the rest is added.
    """
    problems: list[Problem] = []

    def note(where: str, message: str) -> None:
        problems.append(Problem(clean(where), clean(message)))
        if on_problem is not None:
            on_problem(problems[-1])

    known = _state(archive, url)
    try:
        page = fetcher.get(url, named=True, etag=known.get("etag"), modified=known.get("modified"))
    except FetchError as error:
        note(url, str(error))
        return Added(failed=1)
    if page is None:
        return Added()
    feed = _parse(page)
    if feed is None:
        return _add_page(archive, page, {}, note)[0]
    entries = {normal_url(entry["link"]): entry for entry in feed.entries if entry.get("link")}
    if not entries:
        note(url, "is a feed without entries that lead to articles")
    total = Added()
    for count, (link, entry) in enumerate(entries.items(), 1):
        total += _add_entry(archive, link, entry, fetcher, note)
        if progress is not None:
            progress(count, len(entries))
    if not problems:  # else the feed is asked for again, also when it has not changed
        _remember(archive, url, None, page, None)
    return total


def _parse(page: Page) -> Any:
    """The page as a feed, or None when it is none."""
    headers = {"content-type": page.kind, "content-location": page.url}
    try:
        # As a stream: feedparser takes a short body for the name of a local file.
        feed = feedparser.parse(io.BytesIO(page.body), response_headers=headers)
    except Exception:  # it raises whatever its parsers do on what is no feed
        return None
    return feed if feed.get("version") else None


def _add_entry(archive: Archive, link: str, entry: Mapping[str, Any], fetcher: Fetcher, note) -> Added:
    known = _state(archive, link)
    stamp = entry.get("updated") or entry.get("published")
    if known and stamp and known["stamp"] == stamp:
        return Added(known=1)
    try:
        page = fetcher.get(link, etag=known.get("etag"), modified=known.get("modified"))
    except FetchError as error:
        note(link, str(error))
        return Added(failed=1)
    if page is None:
        with archive.file.writing() as db:
            db.execute("UPDATE fetches SET stamp = ? WHERE url = ?", (stamp, link))
        return Added(known=1)
    if urlsplit(page.url).path in {"", "/"} and urlsplit(link).path not in {"", "/"}:
        note(link, "leads to the front page; the article seems to be gone")
        return Added(failed=1)
    added, article = _add_page(archive, page, entry, note)
    if article is not None and not added.failed:
        _remember(archive, link, archive.find(article), page, stamp)
    return added


def _add_page(archive: Archive, page: Page, entry: Mapping[str, Any], note) -> tuple[Added, Article | None]:
    article = next(_read(page, note), None)
    if article is None:
        return Added(failed=1), None
    article = replace(
        article,
        id=page.url,
        url=normal_url(page.url),
        path=None,
        source=article.source or fields.domain(page.url),
        published=_day(entry, "published") or article.published or _day(entry, "updated"),
    )
    return archive.add([article], on_problem=lambda problem: note(problem.where, problem.message)), article


def _read(page: Page, note) -> Iterator[Article]:
    """The article of a page, by the reader of files."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.txt" if page.kind == "text/plain" else "page.html")
        file.write_bytes(page.body)
        yield from load_articles([file], on_problem=lambda problem: note(page.url, problem.message))


def _day(entry: Mapping[str, Any], name: str) -> date | None:
    with suppress(ValueError, OverflowError):
        return fields.publish_date(entry.get(name))
    return None


def _state(archive: Archive, url: str) -> dict[str, str | None]:
    """What is known of a URL that was fetched and whose article, if it is one, is still there."""
    found = archive.file.all(
        "SELECT etag, modified, stamp FROM fetches f WHERE url = ? AND (id IS NULL OR EXISTS"
        " (SELECT 1 FROM articles a WHERE a.id = f.id))",
        (url,),
    )
    return dict(zip(("etag", "modified", "stamp"), found[0], strict=True)) if found else {}


def _remember(archive: Archive, url: str, id_: str | None, page: Page, stamp: str | None) -> None:
    with archive.file.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO fetches (url, id, etag, modified, stamp) VALUES (?, ?, ?, ?, ?)",
            (url, id_, page.etag, page.modified, stamp),
        )
