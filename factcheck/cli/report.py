"""`factcheck report`: the contradictions between articles, and within one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from factcheck.cli.common import SUFFIXES, Format, Level, check_writable, emit, read_articles, run_check, show_problem


def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", show_default=False, help="Articles: files, folders, globs, - for stdin."),
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", show_default=False, help="Default: by the ending of FILE, else terminal."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to FILE.")
    ] = None,
    min_level: Annotated[
        Level, typer.Option(help="The least severe findings to show (terminal and markdown).")
    ] = "warning",
    nli: Annotated[
        str | None,
        typer.Option(metavar="NAME|FOLDER", show_default=False, help="Another NLI model than the bundled one."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, and no lines on what was left out.")
    ] = False,
) -> None:
    """Report the contradictions between articles, and within one."""
    form: Format = format or (SUFFIXES.get(output.suffix.lower(), "terminal") if output else "terminal")
    if output:
        check_writable(output)
    articles, problems = read_articles(paths, quiet=quiet)
    result = run_check(articles, nli=nli, quiet=quiet)
    result = dataclasses.replace(result, problems=(*problems, *result.problems))
    if not quiet:
        for problem in result.problems[len(problems) :]:
            show_problem(problem)
    emit(result, form, output, min_level)
