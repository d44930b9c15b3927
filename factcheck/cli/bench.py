"""`factcheck bench`: evaluation runs, their comparison, seeded errors, floors and speed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from factcheck.cli.common import check_writable, progress_bar, show_problem, write_file
from factcheck.errors import FactcheckError

bench = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Measure how good and how fast it is.")

Baselines = Literal["all", "majority", "none"]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FOLDER|HUB_ID", show_default=False, help="The NLI model to measure; default: the bundled one."
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the results go.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


@bench.command("list")
def list_tasks() -> None:
    """Show the tasks: what they measure, rows, licence, origin, and whether their data is here."""
    from factcheck.bench.listing import listing

    for line in listing():
        typer.echo(line)


@bench.command()
def run(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="TASK", show_default=False, help="Tasks of bench list; offline for all at hand."),
    ] = None,
    model: Model = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="PATH", show_default=False, help="Pairs or articles of your own, or copies of data sets."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", show_default=False, help="At most N rows of each task.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the sample and the bootstrap.")] = 0,
    baselines: Annotated[Baselines, typer.Option(help="What to measure beside it.")] = "all",
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where results go.")] = Path(
        "out/bench"
    ),
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default=False, help="Write the table to FILE too.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over what FOLDER holds.")] = False,
    quiet: Quiet = False,
) -> None:
    """Measure a model and the baselines on tasks; an interrupted run goes on where it stopped."""
    from factcheck.bench import results
    from factcheck.bench.run import Plan
    from factcheck.bench.run import run as run_plan
    from factcheck.bench.systems import BASELINES
    from factcheck.bench.tasks import choose

    if markdown:
        check_writable(markdown)
    chosen = {"all": BASELINES, "majority": ("majority",), "none": ()}[baselines]
    plan = Plan(tuple(choose(tasks or [])), model, data, limit, seed, chosen, _command())
    with progress_bar(quiet) as progress:
        problems = run_plan(plan, output, fresh=fresh, progress=progress)
    results.write(output)
    table = (output / "result.md").read_text(encoding="utf-8")
    if markdown:
        write_file(markdown, table)
    if not quiet:
        sys.stdout.write(table)
        typer.echo(f"\n{output}: result.json, result.md, result.html and predictions", err=True)
    for problem in problems:
        show_problem(problem)
    if problems:
        raise typer.Exit(2)


@bench.command()
def score(folder: Annotated[Path, typer.Argument(metavar="RUN", help="A folder that bench run wrote.")]) -> None:
    """Compute the results of a run again from its predictions, without a model."""
    from factcheck.bench import results

    results.write(folder)
    sys.stdout.write((folder / "result.md").read_text(encoding="utf-8"))


@bench.command()
def compare(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders of bench run; the first is the base.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", show_default=False, help="A .html, .md or .json file."),
    ] = None,
) -> None:
    """Set runs side by side: paired tests, what got fixed and what broke."""
    import json

    from factcheck.bench import compare as comparing
    from factcheck.bench import compare_table

    if output:
        check_writable(output)
    comparison = comparing.compare(runs)
    text = compare_table.markdown(comparison)
    if output and output.suffix.lower() in (".html", ".htm"):
        text = compare_table.html(comparison)
    elif output and output.suffix.lower() == ".json":
        text = json.dumps(comparison, indent=1, allow_nan=False) + "\n"
    if output:
        write_file(output, text)
    else:
        sys.stdout.write(text)


@bench.command()
def floors(
    set_: Annotated[bool, typer.Option("--set", help="Set the floors to what is reached now.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let --set make a floor easier.")] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="Why a floor is lowered.")] = "",
    output: Output = Path("out/bench-floors"),
    quiet: Quiet = False,
) -> None:
    """Run the offline tasks and fail where a figure is under its floor in fixtures/floors.json."""
    from factcheck.bench import floors as pinned
    from factcheck.bench import results
    from factcheck.bench.run import Plan
    from factcheck.bench.run import run as run_plan
    from factcheck.bench.tasks import choose

    if allow_lower and not (set_ and reason.strip()):
        raise FactcheckError("--allow-lower goes with --set and a --reason")
    plan = Plan(tuple(choose(["offline"])), baselines=(), command="factcheck bench floors")
    with progress_bar(quiet) as progress:
        problems = run_plan(plan, output, fresh=True, progress=progress)
    result = results.write(output)
    for problem in problems:
        show_problem(problem)
    if set_:
        for change in pinned.write(result, pinned.FILE, allow_lower=allow_lower, reason=reason) or [
            "nothing has changed"
        ]:
            typer.echo(change)
        return
    limits = pinned.read(pinned.FILE)
    breaches = pinned.check(result, limits)
    for line in pinned.lines(result, limits, breaches):
        typer.echo(line)
    if breaches or problems:
        raise typer.Exit(1)


@bench.command("seed-errors")
def seed_errors(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Your articles, a folder for each event.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", show_default=False, help="A new folder for what is made.")
    ],
    seed: Annotated[int, typer.Option(metavar="N", help="Of the choice of changes.")] = 0,
    types: Annotated[
        str | None,
        typer.Option(metavar="TYPE,…", show_default=False, help="weekday,month,number,name,place,negation,quote"),
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, metavar="N", show_default=False, help="Changes of one type in a cluster.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Change one fact at a time in your own articles, to see with bench run which changes are found."""
    from factcheck.bench.seed_errors import TYPES
    from factcheck.bench.seed_folder import seed_folder

    chosen = [name.strip() for name in types.split(",") if name.strip()] if types else TYPES
    with progress_bar(quiet) as progress:
        made = seed_folder(folder, output, seed=seed, types=chosen, most=most, progress=progress)
    if not quiet:
        for entry in made["left_out"]:
            typer.echo(f"factcheck: {entry['where']}: {entry['why']}", err=True)
    counts = ", ".join(f"{number} {name}" for name, number in made["changes"].items() if number) or "no changes"
    typer.echo(f"{made['clusters']} clusters, {counts}")
    typer.echo(f"now: factcheck bench run --data {shlex.quote(str(output))}")


@bench.command()
def speed(
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", show_default=False, help="Articles; made ones when left out.")
    ] = None,
    sizes: Annotated[str, typer.Option(metavar="N,…", help="Numbers of articles.")] = "10,50,200,1000",
    sample: Annotated[int, typer.Option(min=1, metavar="N", help="Pairs to time the engines on.")] = 512,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Write the figures as JSON."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Measure time and memory against the naive pipeline and an fp32 CrossEncoder, by turns."""
    import json

    from factcheck.bench import speed as timing

    if output:
        check_writable(output)
    try:
        numbers = [int(size) for size in sizes.split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 2:
        raise FactcheckError(f"--sizes {sizes}: give numbers of articles from 2 on, as 10,50,200")
    with progress_bar(quiet) as progress:
        for result in timing.measure(folder, numbers, sample=sample, progress=progress):
            if output:
                write_file(output, json.dumps(result, indent=1) + "\n")
    sys.stdout.write(timing.markdown(result))


def _command() -> str:
    """What was typed, with this program's name for its path."""
    return " ".join(["factcheck", *map(shlex.quote, sys.argv[1:])])
