"""`steward report`: how the community is doing, on the command line."""

import json

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.ui.formats import day
from steward.people.access.public import SYSTEM
from steward.stream.insights.commands import options
from steward.stream.insights.public import Answer, Overview, measure, overview
from steward.stream.insights.queries.overview import told

TABLES = ("by_channel", "top_contributors")
SHOWN = 10


@click.command()
@click.option("--since", help="First day, like 2024-05-01. Default: 28 days before the end.")
@click.option("--until", help="Last day. Default: yesterday.")
@click.option("--source", "sources", multiple=True, help="Only this source (its key); may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--markdown", is_flag=True, help="Markdown, to paste elsewhere.")
def report(since: str | None, until: str | None, sources: tuple[str, ...], as_json: bool, markdown: bool) -> None:
    """What moved, the figures of the period beside those of the one before, the busiest channels.

    Exit codes: 0 reported, 2 wrong options.
    """
    start, end = options.latest(since, until)
    scope = options.scope(sources)
    seen = overview(SYSTEM, since=start, until=end, scope=scope)
    tables = measure(SYSTEM, TABLES, since=start, until=end, scope=scope)
    if as_json:
        click.echo(json.dumps(_json(seen, tables), ensure_ascii=False))
    elif markdown:
        click.echo(_markdown(seen, tables["by_channel"]))
    else:
        for sentence in seen.sentences:
            click.echo(f"· {sentence.text}")
        options.show(seen.answers | {"by_channel": tables["by_channel"]})


def _json(seen: Overview, tables: dict[str, Answer]) -> dict[str, object]:
    return {
        "since": seen.since.isoformat(),
        "until": seen.until.isoformat(),
        "sentences": [
            {"metric": sentence.key, "text": sentence.text, "good": sentence.good} for sentence in seen.sentences
        ],
        "metrics": {key: answer.as_json() for key, answer in (seen.answers | tables).items()},
    }


def _markdown(seen: Overview, channels: Answer) -> str:
    last = seen.answers["members"].until.fromordinal(seen.until.toordinal() - 1)
    lines = [f"# {day(seen.since)} – {day(last)}", ""]
    lines += [f"- {sentence.text}" for sentence in seen.sentences] or [_("Nothing moved beyond chance.")]
    metric, now, before = _("metric"), pgettext("a period", "now"), pgettext("a period", "before")
    lines += ["", f"| {metric} | {now} | {before} |", "|---|---:|---:|"]
    for answer in seen.answers.values():
        before = told(answer.metric, answer.change.before.value) if answer.change else ""
        lines.append(f"| {answer.metric.name} | {told(answer.metric, answer.value)} | {before} |")
    channel, activities, members = _("channel"), _("activities"), _("members")
    lines += ["", f"| {channel} | {activities} | {members} |", "|---|---:|---:|"]
    lines += [f"| {row['name']} | {row['n']} | {row['members']} |" for row in channels.rows[:SHOWN]]
    return "\n".join(lines)
