"""`factcheck archive`: the store of articles that drafts are checked against."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.cli.common import Form, MinLevel, Output, Quiet, chosen_format, emit, noted, progress_bar

if TYPE_CHECKING:
    from factcheck.records import Article

archive = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Keep the articles to check drafts against.")

File = Annotated[
    Path,
    typer.Option(
        "--archive", "-a", metavar="FILE", envvar="FACTCHECK_ARCHIVE", help="The archive: one file."
    ),
]  # fmt: skip
Day = Annotated[datetime | None, typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], show_default=False)]
_DEFAULT = Path("factcheck.db")


@archive.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL", show_default=False, help="Files, folders, globs, -, feeds, web pages."),
    ],
    file: File = _DEFAULT,
    quiet: Quiet = False,
) -> None:
    """Add articles that are not there yet, or have changed."""
    from factcheck.archive import Added, Archive

    problems, note = noted(quiet)
    urls = [path for path in paths if path.startswith(("http://", "https://"))]
    articles = _load([path for path in paths if path not in urls], note)
    if not articles and not urls:
        raise typer.Exit(2)
    total = Added()
    with Archive.open(file, create=True) as store:
        if articles:
            with progress_bar(quiet) as bar:
                total += store.add(articles, _step(bar, "articles"), note)
        if urls:
            total += _add_urls(store, urls, note, quiet)
    if not quiet:
        typer.echo(
            f"{file}: {total.new} new, {total.changed} changed, {total.known} already there"
            + (f", {total.failed} left out" if total.failed else "")
        )
    if problems and not total.new + total.changed + total.known:
        raise typer.Exit(2)


def _load(paths: list[str], note) -> list[Article]:
    from factcheck.articles import load_articles

    return load_articles(paths, on_problem=note) if paths else []


def _add_urls(store, urls: list[str], note, quiet: bool):
    from factcheck.archive import Added
    from factcheck.archive.feeds import add_url
    from factcheck.archive.fetching import Fetcher

    total = Added()
    with Fetcher() as fetcher:
        for url in urls:
            with progress_bar(quiet) as bar:
                total += add_url(store, url, fetcher, _step(bar, "feed"), note)
    return total


@archive.command("list")
def list_(
    file: File = _DEFAULT,
    since: Day = None,
    until: Day = None,
    format: Annotated[
        Literal["terminal", "jsonl"], typer.Option("--format", "-f", help="A table, or one JSON object a line.")
    ] = "terminal",
) -> None:
    """List the articles: id, publish date, source, title."""
    from factcheck.archive import Archive

    with Archive.open(file) as store:
        articles = store.articles(since=_date(since), until=_date(until))
    if format == "jsonl":
        import json

        for a in articles:
            fields = {"id": a.id, "published": a.published and a.published.isoformat(), "source": a.source}
            typer.echo(json.dumps({**fields, "title": a.title, "url": a.url, "path": a.path}))
        return
    for a in articles:
        title = a.title or " ".join(a.text[:80].split())
        typer.echo(f"{a.id}  {a.published or 'undated'!s:10}  {_plain(a.source or '-'):24}  {_plain(title)}")


@archive.command()
def remove(
    names: Annotated[
        list[str], typer.Argument(metavar="ID|URL", show_default=False, help="Ids of the list, URLs or files.")
    ],
    file: File = _DEFAULT,
) -> None:
    """Take articles out, with all that was read of them."""
    from factcheck.archive import Archive

    with Archive.open(file) as store:
        for name in names:
            gone = store.remove(name)
            typer.echo(f"removed {gone.id}  {_plain(gone.title or gone.url or gone.path or '')}".rstrip())


@archive.command()
def info(file: File = _DEFAULT) -> None:
    """Tell what the archive holds."""
    from factcheck.archive import Archive

    with Archive.open(file) as store:
        i = store.info()
    span = f", {i.first} to {i.last}" if i.first else ""
    typer.echo(f"archive    {i.path} ({i.size / 1e6:.1f} MB, schema {i.schema})")
    typer.echo(f"articles   {i.articles:,}{span}" + (f", {i.undated:,} undated" if i.undated else ""))
    typer.echo(f"claims     {i.claims:,}")
    typer.echo(f"decisions  {i.decisions:,}")
    if i.stale:
        typer.echo(f"stale      {i.stale:,} articles, read or encoded by another version; read again when next used")


@archive.command()
def report(
    file: File = _DEFAULT,
    since: Day = None,
    format: Form = None,
    output: Output = None,
    min_level: MinLevel = "warning",
    quiet: Quiet = False,
) -> None:
    """Report the contradictions between the articles; only what has changed since the last time is compared again.

    With --since only those that articles published since that day, or without a date, have a part in.
    """
    from factcheck.archive import Archive

    form = chosen_format(format, output)
    problems, note = noted(quiet)
    with Archive.open(file) as store, progress_bar(quiet) as bar:
        found = store.report(progress=bar, on_problem=note, since=_date(since))
    emit(dataclasses.replace(found, problems=tuple(problems)), form, output, min_level)


@archive.command()
def export(
    output: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="A .jsonl or .parquet file, or - for JSON Lines.")
    ],
    file: File = _DEFAULT,
    quiet: Quiet = False,
) -> None:
    """Write all articles with their claims to a file."""
    from factcheck.archive import Archive

    with Archive.open(file) as store:
        with progress_bar(quiet) as bar:
            store.refresh(_step(bar, "reading again"))
        if output == "-":
            from factcheck.archive.export import lines

            for line in lines(store):
                sys.stdout.buffer.write(line)
            return
        count = store.export(output)
    if not quiet:
        typer.echo(f"{output}: {count:,} articles")


def _date(day: datetime | None) -> date | None:
    return day.date() if day else None


def _step(bar, stage: str):
    return None if bar is None else lambda done, total: bar(stage, done, total)


def _plain(text: str) -> str:
    """Text that does nothing in a terminal but stand there."""
    from factcheck.report.plain import clean

    return clean(text)
