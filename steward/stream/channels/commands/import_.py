"""`steward import`: take in an export, in this very process."""

import json
import logging
from pathlib import Path
from typing import Any

import click
from django.db import DatabaseError

from steward.foundation.jobs.public import Cancelled, Interrupted
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.stream.channels.commands.bar import Bar
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.catalogue import IMPORTERS
from steward.stream.channels.models import Import
from steward.stream.channels.public import counts, receive, run_import, start_import

FORMATS = [importer.key for importer in IMPORTERS]
STOPPED = 130


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--source", default="", help="Short name of the source. Default: what the export says it is.")
@click.option("--name", default="", help="Name of the source on screen.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="The format. Default: recognised.")
@click.option("--timezone", default="", help="Zone of times that carry none. Default: that of the community.")
@click.option("--encoding", default="", help="Encoding of text. Default: UTF-8, then GB18030, then Latin-1.")
@click.option("--anew", is_flag=True, help="Read from the start, even when an import of this file was stopped midway.")
@click.option("--no-wait", is_flag=True, help="Leave the work to the worker of `steward run` and return at once.")
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON instead of words.")
@click.pass_context
def import_(  # noqa: PLR0917
    ctx: click.Context,
    path: Path,
    source: str,
    name: str,
    format_: str | None,
    timezone: str,
    encoding: str,
    anew: bool,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Import the export at PATH: a folder, a zip or tar archive, or a file.

    The format is recognised. Importing again changes nothing; an import that was stopped or killed goes on where it
    was. What cannot be read goes into quarantine, everything else is stored. Exit codes: 0 imported (also with some
    records in quarantine: the numbers say how many), 1 nothing could be imported, 2 the call is wrong, 130 stopped.
    """
    wishes = {"key": source, "name": name, "format": format_ or "", "timezone": timezone, "encoding": encoding}
    try:
        runs = _runs(path, wishes, anew=anew)
        results = [_one(run, no_wait=no_wait) for run in runs]
    except ImportProblem as problem:
        raise click.ClickException(str(problem.sentence)) from problem
    except (Forbidden, Invalid) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except Cancelled:
        click.echo(_how_to_go_on(path), err=True)
        ctx.exit(STOPPED)
    except DatabaseError as error:
        logging.getLogger(__name__).debug("the database refused", exc_info=True)
        sentence = f"The database refused: {error}. If Steward was updated, run `steward migrate` first."
        raise click.ClickException(sentence) from error
    except Interrupted:
        raise click.ClickException("Another process is importing this right now.") from None
    _tell(results, as_json=as_json)


def _runs(path: Path, wishes: dict[str, Any], *, anew: bool) -> list[Import]:
    """The stopped imports of these bytes, or new ones."""
    runs = receive(actor=SYSTEM, path=path, options=wishes)
    if anew:
        return runs
    return [_unfinished(run) or run for run in runs]


def _unfinished(run: Import) -> Import | None:
    """The latest import of the same bytes with the same wishes that was not finished; the draft is then not needed."""
    same = Import.objects.filter(path=run.path, fingerprint=run.fingerprint, options=run.options, format=run.format)
    halves = [Import.State.CANCELLED, Import.State.FAILED, Import.State.RUNNING, Import.State.WAITING]
    before = same.filter(state__in=halves, pk__lt=run.pk).order_by("-pk").first()
    if before is not None:
        run.delete()
    return before


def _one(run: Import, *, no_wait: bool) -> dict[str, Any]:
    start_import(actor=SYSTEM, import_id=run.pk, enqueued=no_wait)
    if no_wait:
        return {"import": run.pk, "waiting": True, **counts(run)}
    with Bar(run) as bar:
        return {"import": run.pk, **run_import(bar, run.pk)}


def _how_to_go_on(path: Path) -> str:
    return f"Stopped. What was read so far is stored; the same call goes on from there: steward import {path}"


def _tell(results: list[dict[str, Any]], *, as_json: bool) -> None:
    total = results[0] if len(results) == 1 else _sum(results)
    if as_json:
        click.echo(json.dumps(total, ensure_ascii=False))
        return
    for result in results:
        click.echo(_words(result))


def _sum(results: list[dict[str, Any]]) -> dict[str, Any]:
    """One line for an archive with several exports: the numbers together, and each for itself in `imports`."""
    numbers = ("records", "activities", "changed", "members", "quarantined", "seconds")
    total: dict[str, Any] = {name: round(sum(result[name] for result in results), 3) for name in numbers}
    words = {name: ", ".join(dict.fromkeys(str(result[name]) for result in results)) for name in ("source", "format")}
    return {**words, **total, "imports": results}


def _words(result: dict[str, Any]) -> str:
    if result.get("waiting"):
        return f"Import {result['import']} waits for the worker of `steward run`."
    line = (
        f"{result['source']} ({result['format']}): {result['records']:,} records, "
        f"{result['activities']:,} new activities, "
        f""
        f"{result['changed']:,} changed, {result['members']:,} new members in {result['seconds']:.1f} s."
    )
    if result["quarantined"]:
        line += f" {result['quarantined']:,} records could not be read: /console/import/{result['import']}/ shows them."
    return line
