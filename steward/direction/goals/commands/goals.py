"""`steward goals`: goals under way with their verdicts."""

import json
from datetime import date

import click
from rich.console import Console
from rich.table import Table

from steward.direction.goals.actions.refresh import refresh_all
from steward.direction.goals.queries.metrics import written
from steward.direction.goals.queries.sentences import verdict_label
from steward.direction.goals.queries.states import goals_under_way
from steward.direction.goals.records import GoalState
from steward.direction.goals.schemas import GoalOut, goal_out
from steward.people.access.public import SYSTEM


@click.command()
@click.option("--refresh", is_flag=True, help="Read every goal anew before.")
@click.option("--asof", help="Read as if it were this day, like 2024-05-31; with --refresh.")
@click.option("--json", "as_json", is_flag=True, help="As the API gives them.")
def goals(refresh: bool, asof: str | None, as_json: bool) -> None:
    """List the goals under way: verdict, value, target line, forecast.

    Exit codes: 0 listed, 2 wrong options.
    """
    if asof and not refresh:
        raise click.UsageError("--asof goes with --refresh")
    if refresh:
        refresh_all(asof=_day(asof) if asof else None)
    found = goals_under_way(SYSTEM)
    if as_json:
        told = [GoalOut(**goal_out(one)).model_dump(mode="json") for one in found]
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        Console().print(_table(found))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text} is not a day; write it like 2024-05-31") from None


def _table(found: list[GoalState]) -> Table:
    table = Table("", "goal", "verdict", "value", "line", "target", "forecast", "reason")
    for goal in found:
        table.add_row(goal.reference, goal.title, verdict_label(goal.verdict), end_section=not goal.key_results)
        for one in goal.key_results:
            numbers = (one.value, one.expected, one.target, one.forecast)
            told = [written(value, one.format, one.unit) for value in numbers]
            table.add_row("", f"  {one.title}", verdict_label(one.verdict), *told, one.reason)
        for rail in goal.guardrails:
            table.add_row("", f"  {rail.title}", "", "", "", "", "", rail.sentence)
    return table
