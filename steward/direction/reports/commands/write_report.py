"""`steward write-report`: write a report now, print it, perhaps send it."""

import json
from datetime import date, timedelta

import click
from django.conf import settings

from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report as write
from steward.direction.reports.enums import Period, State, Style
from steward.direction.reports.models import Report, ReportPlan
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.rules.windows import usual_window
from steward.direction.reports.typesetting.plain import as_markdown, as_text
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM
from steward.people.community.public import community
from steward.stream.insights.public import today


@click.command(name="write-report")
@click.argument("period", type=click.Choice(Period.values))
@click.option("--since", help="First day, like 2026-05-04. Default: the last whole day, week or month.")
@click.option("--until", help="Last day.")
@click.option("--style", type=click.Choice(Style.values), help="The house style. Default: the community's own.")
@click.option("--language", type=click.Choice(["en", "zh-hans"]), help="The language to print.")
@click.option("--send", is_flag=True, help="Send it to everybody the plan of this period names.")
@click.option("--markdown", is_flag=True, help="Print Markdown instead of plain text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: number, state and days.")
def write_report(
    period: str, since: str | None, until: str | None, style: str | None, language: str | None, *, send: bool,
    markdown: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the report of a day, a week or a month, and print it.

    Exit codes: 0 written, 1 there was nothing to say or nobody to send to, 2 wrong options.
    """
    first, end = _days(period, since, until)
    plan = ReportPlan.objects.filter(period=period).exclude(enabled_at=None).first() if send else None
    report = write(actor=SYSTEM, period=period, since=first, until=end, style=style or "", plan=plan)
    if as_json:
        told = {"report": report.pk, "state": report.state, "since": first.isoformat(), "until": end.isoformat()}
        click.echo(json.dumps(told))
    elif report.state != State.SKIPPED:
        said = reading(report, language or community().language)
        click.echo((as_markdown if markdown else as_text)(said, settings.BASE_URL), nl=False)
    if report.state == State.SKIPPED:
        raise click.ClickException("nothing happened in these days: there is nothing to report")
    if send:
        _send(report)


def _send(report: Report) -> None:
    try:
        if report.state != State.SENT:
            send_report(actor=SYSTEM, report_id=report.pk)
    except Invalid as problem:
        raise click.ClickException(str(problem)) from problem


def _days(period: str, since: str | None, until: str | None) -> tuple[date, date]:
    if bool(since) != bool(until):
        raise click.UsageError("Give both --since and --until, or neither.")
    if not since or not until:
        return usual_window(period, today())
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError:
        raise click.UsageError("Write days like 2026-05-31.") from None
    if first > last:
        raise click.UsageError("The period must end after it begins.")
    return first, last + timedelta(days=1)
