"""`steward tasks`: list, add and finish tasks."""

import json
from typing import Any

import click

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM, Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.team.work.actions.add_quickly import add_quickly
from steward.team.work.actions.finish_task import finish_task
from steward.team.work.enums import OPEN
from steward.team.work.models import Task
from steward.team.work.queries.choices import MINE, by_owner
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.schemas import TaskOut, task_out

_AS = click.option("--as", "email", help="Act as the team mate with this address. Default: Steward itself.")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")


@click.group(invoke_without_command=True)
@_AS
@_JSON
@click.option("--all", "everything", is_flag=True, help="With --as: not only the team mate's own tasks.")
@click.pass_context
def tasks(context: click.Context, email: str | None, *, as_json: bool, everything: bool) -> None:
    """List open tasks, the ones due first; add one, finish one.

    Exit codes: 0 done, 1 could not be done (the last line says why), 2 wrong options.
    """
    if context.invoked_subcommand:
        return
    viewer = _viewer(email)
    try:
        rows = tasks_for(viewer).filter(state__in=OPEN).select_related("owner").prefetch_related("labels", "helpers")
    except Forbidden as problem:
        raise click.ClickException(problem.why) from problem
    if email and not everything:
        rows = by_owner(viewer)(rows, (MINE,))
    _show(list(rows.order_by("due_at", "-priority", "pk")), as_json=as_json)


@tasks.command()
@click.argument("line")
@_AS
@_JSON
def add(line: str, email: str | None, *, as_json: bool) -> None:
    """Make a task of a LINE: 'Write the welcome post @li friday #welcome !high'."""
    try:
        made = add_quickly(actor=_viewer(email), line=line)
    except (Forbidden, Invalid) as problem:
        raise click.ClickException(str(problem)) from problem
    _show([made], as_json=as_json)


@tasks.command()
@click.argument("number", type=click.IntRange(1))
@_AS
def done(number: int, email: str | None) -> None:
    """Finish the task with this NUMBER."""
    try:
        changed = finish_task(actor=_viewer(email), task_id=number)
    except Forbidden as problem:
        raise click.ClickException(problem.why) from problem
    except NotFound:
        raise click.ClickException(f"There is no task {number}.") from None
    click.echo("Done." if changed else "It was done before.")


def _viewer(email: str | None) -> Viewer:
    if not email:
        return SYSTEM
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return viewer_of(account)


def _show(rows: list[Task], *, as_json: bool) -> None:
    if as_json:
        told: list[dict[str, Any]] = [TaskOut(**task_out(row)).model_dump(mode="json") for row in rows]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    now = clock.now()
    for row in rows:
        owner = row.owner.display_name if row.owner else "-"
        late = " LATE" if row.is_late(now) else ""
        click.echo(f"{row.pk:>6}  {row.due_on or '-'!s:<10}  {row.state:<8}  {owner:<16}  {row.title}{late}")
    if not rows:
        click.echo("Nothing is open.")
