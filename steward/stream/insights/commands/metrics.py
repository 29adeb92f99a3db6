"""`steward metrics`: answers on the command line."""

import json

import click

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.stream.insights.commands import options
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Forecast, catalogue, forecast, measure
from steward.stream.insights.queries.overview import told


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--since", help="First day, like 2024-05-01. Default: that of the oldest activity.")
@click.option("--until", help="Last day. Default: that of the newest activity.")
@click.option("--source", "sources", multiple=True, help="Only this source (its key); may be given several times.")
@click.option("--grain", type=click.Choice([grain.value for grain in Grain]), help="How the series is cut.")
@click.option("--forecast", "ahead", metavar="DAY", help="Where each is going up to this day, from --until on.")
@click.option("--json", "as_json", is_flag=True, help="One object keyed by metric.")
def metrics(  # noqa: PLR0917  (one argument for each option)
    keys: tuple[str, ...],
    since: str | None,
    until: str | None,
    sources: tuple[str, ...],
    grain: str | None,
    ahead: str | None,
    as_json: bool,
) -> None:
    """Answer metrics by their KEYs; without any, list what can be asked.

    Exit codes: 0 answered, 1 there is no such metric, 2 wrong options.
    """
    if not keys:
        _list(as_json)
        return
    start, end = options.everything(since, until)
    cut, scope = Grain(grain) if grain else None, options.scope(sources)
    try:
        if ahead:
            last = options.day(ahead)
            found = {key: forecast(SYSTEM, key, scope=scope, grain=cut, until=last, asof=end) for key in keys}
            _forecasts(found, as_json)
            return
        answers = measure(
            SYSTEM,
            keys,
            since=start,
            until=end,
            scope=scope,
            compare="previous",
            grain=cut,
            series=as_json,
        )
    except (NotFound, Invalid) as problem:
        raise click.ClickException(str(problem)) from problem
    if as_json:
        click.echo(json.dumps({key: answer.as_json() for key, answer in answers.items()}, ensure_ascii=False))
    else:
        options.show(answers)


def _forecasts(found: dict[str, Forecast], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({key: one.as_json() for key, one in found.items()}, ensure_ascii=False))
        return
    for one in found.values():
        click.echo(f"{one.metric.name}: {one.name or one.note}")
        for point, likely in zip(one.points, one.likely, strict=True):
            value, low, high = (told(one.metric, number) for number in (point.value, likely.low, likely.high))
            click.echo(f"  {point.starts}  {value:>10}  {low} – {high}")


def _list(as_json: bool) -> None:
    known = {
        metric.key: {"name": metric.name, "unit": metric.unit.value, "definition": metric.definition}
        for metric in catalogue()
    }
    if as_json:
        click.echo(json.dumps(known, ensure_ascii=False))
        return
    width = max(len(key) for key in known)
    for key, one in known.items():
        click.echo(f"{key:{width}}  {one['name']}")
