"""The command line: one module a verb. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated

import typer
from typer.core import TyperGroup

from factcheck.cli.archive import archive
from factcheck.cli.bench import bench
from factcheck.cli.check import check
from factcheck.cli.report import report
from factcheck.cli.serve import serve
from factcheck.errors import FactcheckError, FactcheckWarning


class _Commands(TyperGroup):
    """The one place where commands that cannot go on end: 2 with a line for trouble, 130 for Ctrl-C."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader has seen enough, as in `factcheck report … | head`. What is buffered must go nowhere at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            ctx.exit(130)
        except (FactcheckError, ImportError, OSError) as error:
            typer.echo(f"factcheck: {_one_line(error)}", err=True)
            ctx.exit(2)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich would double the time that --help takes.
)


def main() -> None:
    """Run the command line and exit: 0 done, 1 findings (check), 2 for what cannot be read or run, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    warnings.showwarning = _show_warning
    app(prog_name="factcheck")


def _show_warning(message, category, *where, show=warnings.showwarning, **more) -> None:
    """Our own in one line, as problems are; those of libraries as ever."""
    if issubclass(category, FactcheckWarning):
        typer.echo(f"factcheck: {message}", err=True)
    else:
        show(message, category, *where, **more)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"factcheck {version('factcheck')}")
        raise typer.Exit


@app.callback()
def _factcheck(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find the claims of news articles that cannot both be true."""


app.command()(report)
app.command()(check)
app.command()(serve)
app.add_typer(archive, name="archive")
app.add_typer(bench, name="bench")


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split()) or type(error).__name__
