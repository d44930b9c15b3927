"""`factcheck report`: the contradictions between articles, and within one."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.common import (
    Form,
    Format,
    MinLevel,
    Nli,
    Output,
    Quiet,
    Ray,
    chosen_format,
    emit,
    read_articles,
    run_check,
    show_problem,
    write_file,
)
from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from factcheck.records import Report


def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", show_default=False, help="Articles: files, folders, globs, - for stdin."),
    ],
    format: Form = None,
    output: Output = None,
    min_level: MinLevel = "warning",
    nli: Nli = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="FINDING",
            show_default=False,
            help="Show instead why a finding stands: its id or the beginning of it, or all (terminal and json).",
        ),
    ] = None,
    ray: Ray = None,
    quiet: Quiet = False,
) -> None:
    """Report the contradictions between articles, and within one."""
    form = chosen_format(format, output)
    if explain is not None and form not in {"terminal", "json"}:
        raise FactcheckError(f"--explain writes terminal or json, not {form}")
    articles, problems = read_articles(paths, quiet=quiet)
    result = run_check(articles, nli=nli, quiet=quiet, ray=ray)
    result = dataclasses.replace(result, problems=(*problems, *result.problems))
    if not quiet:
        for problem in result.problems[len(problems) :]:
            show_problem(problem)
    if explain is not None:
        _explain(result, explain, form, output)
    else:
        emit(result, form, output, min_level)


def _explain(result: Report, name: str, form: Format, output: Path | None) -> None:
    """Write why a finding stands, or all of them."""
    from factcheck.report import explain

    findings = explain.select(result, name)
    if output:
        write_file(output, explain.render(result, findings, form))
    elif form == "terminal" and sys.stdout.isatty():
        from rich.console import Console

        explain.show(result, findings, Console())
    else:
        sys.stdout.write(explain.render(result, findings, form))
        sys.stdout.flush()
