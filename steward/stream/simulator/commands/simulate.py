"""`steward simulate`: make a believable community."""

import json
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from steward.stream.simulator.public import (
    MonthBatch,
    Spec,
    SpecError,
    Tally,
    write_file,
    write_folder,
    write_truth,
)
from steward.stream.simulator.public import (
    simulate as live,
)


@click.command()
@click.option("--members", type=int, default=1000, show_default=True, help="People who are ever in the community.")
@click.option("--months", type=int, default=12, show_default=True, help="Calendar months.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same community.")
@click.option(
    "--activities", type=int, default=0, help="How much happens in all. Default: a usual number for the size."
)
@click.option("--until", type=click.DateTime(["%Y-%m"]), default="2026-06", show_default=True, help="The last month.")
@click.option("--zone", default="Asia/Shanghai", show_default=True, help="Whose months they are.")
@click.option("--raid/--no-raid", default=True, help="Whether spammers raid the community.")
@click.option("--burn-out/--no-burn-out", default=True, help="Whether the busiest helper falls silent.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="FILE.jsonl or FILE.jsonl.gz: all sources in one; anything else: a folder with a file for each source.",
)
@click.option("--truth", type=click.Path(path_type=Path, dir_okay=False), help="CSV of which accounts are one person.")
@click.option("--overwrite", is_flag=True, help="Replace what is there.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one line of JSON.")
def simulate(  # noqa: PLR0917
    members: int,
    months: int,
    seed: int,
    activities: int,
    until: datetime,
    zone: str,
    raid: bool,
    burn_out: bool,
    into: Path | None,
    truth: Path | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Make a believable bilingual community in Steward's import format.

    Without --into nothing is written and only the summary is printed. Progress goes to standard error.
    """
    began = time.monotonic()
    _refuse_to_replace([path for path in (into, truth) if path and not overwrite])
    try:
        spec = Spec(members, months, seed, activities, until.date(), raid, burn_out, zone)
    except SpecError as error:
        raise click.UsageError(error.sentence) from error
    tally = Tally()
    try:
        lines = _make(spec, tally, into)
        if truth and tally.population:
            write_truth(spec, tally.population, truth)
    except OSError as error:
        raise click.ClickException(f"Cannot write: {error}") from error
    summary = tally.summary(spec) | {"lines": lines, "into": str(into) if into else None}
    _tell(summary | {"seconds": round(time.monotonic() - began, 3)}, as_json=as_json)


def _refuse_to_replace(paths: list[Path]) -> None:
    """Stop before anything is made when a path is taken; an empty folder is not."""
    for path in paths:
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise click.ClickException(f"{path} exists. Give --overwrite to replace it.")


def _make(spec: Spec, tally: Tally, into: Path | None) -> int:
    """Make the community with a progress bar, write it where it should go, and return the number of lines."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        batches = tally.watch(progress.track(live(spec), total=spec.months, description="months"))
        return _writer(into)(batches)


def _writer(into: Path | None) -> Callable[[Iterable[MonthBatch]], int]:
    """What takes the months and returns how many lines it wrote."""
    if into is None:
        return _pass_by
    if into.name.endswith((".jsonl", ".jsonl.gz")):
        into.parent.mkdir(parents=True, exist_ok=True)
        return lambda batches: write_file(batches, into)
    return lambda batches: write_folder(batches, into)


def _pass_by(batches: Iterable[MonthBatch]) -> int:
    for _batch in batches:
        pass
    return 0


def _tell(summary: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary))
        return
    for key, value in summary.items():
        click.echo(f"{key:<11} {value}")
