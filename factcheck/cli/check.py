"""`factcheck check`: what drafts say that others, or they themselves, say otherwise."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.cli.common import Level, Nli, Quiet, check_writable, noted, progress_bar, write_file
from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.baseline import Entry
    from factcheck.drafts import Draft
    from factcheck.editorial import Review
    from factcheck.records import Problem

Format = Literal["terminal", "line", "json", "markdown", "sarif", "github"]
FailOn = Literal["error", "warning", "never"]

_SUFFIXES: dict[str, Format] = {".json": "json", ".md": "markdown", ".sarif": "sarif"}


def check(
    drafts: Annotated[
        list[str], typer.Argument(metavar="DRAFT", show_default=False, help="Drafts: files, folders, - for stdin.")
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH|ARCHIVE",
            show_default=False,
            help="An archive, or articles; may be given again. Without it the drafts are checked against themselves.",
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", show_default=False, help="Default: by the ending of FILE, else terminal."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the findings to FILE.")
    ] = None,
    min_level: Annotated[Level, typer.Option(help="The least severe findings to show (json has all).")] = "warning",
    fail_on: Annotated[FailOn, typer.Option(help="The least severe findings that make the exit code 1.")] = "error",
    since: Annotated[
        datetime | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            show_default=False,
            help="Leave out what was published before. Default for an archive: where the draft's story may begin.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Findings that are accepted; only others are raised."),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Accept all that is found now: write it to the baseline.")
    ] = False,
    nli: Nli = None,
    quiet: Quiet = False,
) -> None:
    """Check drafts before publishing: exit code 0 clean, 1 with findings, 2 for what cannot be read or run."""
    from factcheck import baseline as accepted
    from factcheck.config import find_config
    from factcheck.drafts import read_drafts

    form: Format = format or (_SUFFIXES.get(output.suffix.lower(), "terminal") if output else "terminal")
    if write_baseline and not baseline:
        raise FactcheckError("--write-baseline needs the file to write: --baseline FILE")
    if "-" in drafts and "-" in (against or []):
        raise FactcheckError("standard input cannot be the draft and what it is checked against")
    for file in (output, baseline if write_baseline else None):
        if file:
            check_writable(file)
    config = find_config(_common_folder(drafts))
    entries: list[Entry] = []
    if baseline and (baseline.exists() or not write_baseline):
        entries = accepted.read_baseline(baseline)
    problems, note = noted(quiet)
    read = read_drafts(drafts, note)
    unread = _unread(read, problems)
    if not read:
        raise typer.Exit(2)
    review = _review(
        read, against or [], since=since and since.date(), config=config, accepted=accepted.accepted(entries),
        nli=nli, quiet=quiet, note=note,
    )  # fmt: skip
    names = {draft.name for draft in read}
    if write_baseline and baseline:
        entries = accepted.updated(entries, review.alerts, names)
        write_file(baseline, accepted.render(entries))
        review = accepted.applied(review, entries)
    elif baseline and not quiet:
        gone = len(accepted.stale(entries, review.alerts, names))
        if gone:
            typer.echo(
                f"factcheck: {baseline}: {gone} accepted and found no longer; --write-baseline drops them", err=True
            )
    _emit(review, problems, form, output, min_level)
    if unread:
        raise typer.Exit(2)
    if _fails(review, fail_on):
        raise typer.Exit(1)


def _review(drafts: list[Draft], against: list[str], *, since, config, accepted, nli, quiet, note) -> Review:
    from factcheck.archive import Archive, is_archive
    from factcheck.articles import load_articles
    from factcheck.editorial import review

    model = None
    if nli:
        from factcheck.judging.nli import load_nli

        model = load_nli(nli)
    options = {"since": since, "config": config, "accepted": accepted, "nli": model}
    if any(map(is_archive, against)):
        if len(against) > 1:
            raise FactcheckError("an archive goes alone; give --against once, or export the archive to a .jsonl file")
        with Archive.open(against[0]) as archive, progress_bar(quiet) as bar:
            archive.refresh(bar and (lambda done, total: bar("reading again", done, total)), note)
            return review(drafts, archive, progress=bar, **options)
    articles = load_articles(against, on_problem=note) if against else []
    if against and not articles:
        raise FactcheckError(f"nothing to check against could be read in {', '.join(against)}")
    with progress_bar(quiet) as bar:
        return review(drafts, articles, progress=bar, **options)


def _emit(review: Review, problems: list[Problem], form: Format, output: Path | None, min_level: Level) -> None:
    import dataclasses

    review = dataclasses.replace(review, report=dataclasses.replace(review.report, problems=tuple(problems)))
    if form == "terminal" and not output and sys.stdout.isatty():
        from rich.console import Console

        from factcheck.report import terminal

        terminal.show_review(review, Console(), min_level)
        return
    from factcheck.report import render_review

    text = render_review(review, form, min_level=min_level)
    if output:
        write_file(output, text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def _fails(review: Review, fail_on: FailOn) -> bool:
    if fail_on == "never":
        return False
    levels = ("error",) if fail_on == "error" else ("error", "warning")
    return any(alert.severity in levels for alert in review.open) or bool(review.notes and fail_on == "warning")


def _unread(read: list[Draft], problems: list[Problem]) -> bool:
    """Whether a draft that was given could not be read to its end: the check must not pass for what it has not seen."""
    from factcheck.articles import truncated

    files = {draft.article.path or "standard input" for draft in read}
    return any(problem.where not in files or truncated(problem) for problem in problems)


def _common_folder(drafts: list[str]) -> Path:
    """The folder that holds all the drafts; the current one for standard input and patterns."""
    import os

    folders = [p if p.is_dir() else p.parent for p in (Path(d).expanduser().resolve() for d in drafts) if p.exists()]
    if not folders:
        return Path.cwd()
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on different drives
        return Path.cwd()
