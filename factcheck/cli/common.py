"""What the commands share: reading with problems told, checking with a progress bar, writing whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.records import Article, Problem, Report

Format = Literal["terminal", "json", "markdown", "html", "sarif", "parquet"]
Level = Literal["error", "warning", "info"]
Nli = Annotated[
    str | None,
    typer.Option(metavar="NAME|FOLDER", show_default=False, help="Another NLI model than the bundled one."),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", show_default=False, help="Default: by the ending of FILE, else terminal."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to FILE.")]
Ray = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        show_default=False,
        help="Run on Ray: local for this machine, auto for the cluster it is in, or the host:port of a cluster's head.",
    ),
]
MinLevel = Annotated[Level, typer.Option(help="The least severe findings to show (terminal and markdown).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, and no lines on what was left out.")]
Progress = Callable[[str, int, int], None]
MOST_PROCESSES = 8
"""Processes that read and judge many articles, about 1 GB each."""

SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".sarif": "sarif",
    ".parquet": "parquet",
}  # fmt: skip


def read_articles(paths: list[str], *, quiet: bool = False) -> tuple[list[Article], list[Problem]]:
    """Articles and the problems met, each told on standard error as it is met; ends with 2 when nothing is read."""
    from factcheck.articles import load_articles

    problems, note = noted(quiet)
    articles = load_articles(paths, on_problem=note)
    if not articles and len(problems) == 1 and not quiet:
        raise typer.Exit(2)
    if not articles:
        raise FactcheckError("no article could be read")
    return articles, problems


def run_check(
    articles: list[Article], *, nli: str | None = None, quiet: bool = False, ray: str | None = None
) -> Report:
    """Check articles against each other, with a progress bar when standard error is a terminal; on Ray at `ray`."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if ray is not None:
        from factcheck.distributed import check_on_ray

        # Ray tells of workers that died on standard output, which is for the report.
        with progress_bar(quiet) as progress, open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            return check_on_ray(articles, ray, nli=nli, processes=processes, progress=progress)
    from factcheck.pipeline import check

    model = None
    if nli:
        from factcheck.judging.nli import load_nli

        model = load_nli(nli)
    with progress_bar(quiet) as progress:
        return check(articles, nli=model, processes=processes, progress=progress)


def chosen_format(format: Format | None, output: Path | None) -> Format:
    """The format asked for, or that of the output's ending. Raises FactcheckError when it cannot be written."""
    if output:
        check_writable(output)
    elif format == "parquet":
        raise FactcheckError("parquet is written to a file; name it with -o FILE")
    return format or (SUFFIXES.get(output.suffix.lower(), "terminal") if output else "terminal")


def emit(result: Report, form: Format, output: Path | None, min_level: Level) -> None:
    """Write a report to a file, or show it on standard output."""
    if form == "terminal" and not output:
        from rich.console import Console

        from factcheck.report import terminal

        class Piped(Console):
            def on_broken_pipe(self) -> None:
                raise  # Rich would exit with 1 from inside its except clause

        # The problems have gone to standard error already.
        terminal.show(dataclasses.replace(result, problems=()), Piped(), min_level)
        return
    if form == "parquet":
        from factcheck.report import parquet

        write_file(output, parquet.render(result))
        return
    from factcheck.report import render

    text = render(result, form, min_level=min_level)
    text = text if text.endswith("\n") else f"{text}\n"
    if output:
        write_file(output, text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def noted(quiet: bool) -> tuple[list[Problem], Callable[[Problem], None]]:
    """A list of problems, and what adds one to it and, unless `quiet`, tells it on standard error."""
    problems: list[Problem] = []

    def note(problem: Problem) -> None:
        problems.append(problem)
        if not quiet:
            show_problem(problem)

    return problems, note


def show_problem(problem: Problem) -> None:
    typer.echo(f"factcheck: {problem.where}: {problem.message}", err=True)


def check_writable(path: Path) -> None:
    """Raise FactcheckError for a file that cannot be written, before the work is done that it is meant to hold."""
    if path.is_dir():
        raise FactcheckError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise FactcheckError(f"{path.parent} is no folder; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise FactcheckError(f"{path} cannot be written; check the permissions")


def write_file(path: Path, content: str | bytes) -> None:
    """Write text as UTF-8, or bytes, whole or not at all."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.exists() and not path.is_file():  # /dev/stdout and the like are written to, not replaced
        path.write_bytes(data)
        return
    real = path.resolve()
    part = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(real)
    except OSError as error:
        raise FactcheckError(f"{path} cannot be written ({error.strerror})") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


@contextlib.contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield progress
