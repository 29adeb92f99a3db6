"""What the commands of insights share: days and sources from the command line, tables on the screen."""

from datetime import date, timedelta

import click
from rich.console import Console
from rich.table import Table

from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Source
from steward.stream.insights.public import Answer, Scope, today
from steward.stream.insights.queries.overview import told
from steward.stream.insights.queries.periods import USUAL_DAYS
from steward.stream.insights.queries.places import reach


def everything(since: str | None, until: str | None) -> tuple[date, date]:
    """First day, and the day after the last; an end that is not named is that of all activity."""
    oldest, newest = reach(SYSTEM) or (today() - timedelta(days=1),) * 2
    return _span(day(since) if since else oldest, day(until) if until else newest)


def latest(since: str | None, until: str | None) -> tuple[date, date]:
    """First day, and the day after the last: by default 28 days up to yesterday, or to the newest day if long past."""
    newest = (reach(SYSTEM) or (today(), today()))[1]
    last = day(until) if until else min(newest, today() - timedelta(days=1))
    if not until and (today() - newest).days <= USUAL_DAYS:
        last = today() - timedelta(days=1)
    return _span(day(since) if since else last - timedelta(days=USUAL_DAYS - 1), last)


def _span(first: date, last: date) -> tuple[date, date]:
    if first > last:
        raise click.UsageError("The period must end after it begins.")
    return first, last + timedelta(days=1)


def scope(sources: tuple[str, ...]) -> Scope:
    """The scope of sources named by key."""
    if not sources:
        return Scope()
    known = dict(Source.objects.values_list("key", "pk"))
    missing = [key for key in sources if key not in known]
    if missing:
        raise click.UsageError(
            f"There is no source {', '.join(missing)}; there are: {', '.join(sorted(known)) or 'none'}"
        )
    return Scope(sources=tuple(sorted(known[key] for key in sources)))


def show(answers: dict[str, Answer]) -> None:
    """Values in one table, then the rows of table metrics."""
    console = Console()
    values = Table("", "value", "before", "95 %")
    for answer in answers.values():
        if answer.metric.is_table:
            continue
        before = told(answer.metric, answer.change.before.value) if answer.change else ""
        chance = answer.whole.interval
        spread = f"{told(answer.metric, chance.low)} – {told(answer.metric, chance.high)}" if chance else ""
        values.add_row(answer.metric.name, told(answer.metric, answer.value), before, spread)
    if values.row_count:
        console.print(values)
    for answer in answers.values():
        if answer.rows:
            console.print(_rows(answer))


def _rows(answer: Answer) -> Table:
    columns = list(answer.rows[0])
    rows = Table(*columns, title=answer.metric.name)
    for row in answer.rows:
        rows.add_row(*(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values()))
    return rows


def day(text: str) -> date:
    """A day written like 2024-05-31; anything else is a wrong option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text} is not a day; write it like 2024-05-31") from None
