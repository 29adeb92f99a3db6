"""`steward rebuild-lake`: write the lake anew."""

import json
import time

import click
from django.conf import settings

from steward.stream.activity.lake.advance import rebuild_lake as rebuild
from steward.stream.activity.lake.manifest import load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def rebuild_lake(as_json: bool) -> None:
    """Write the columnar lake anew from the database. Metrics can be read meanwhile."""
    begun = time.monotonic()
    rows = rebuild()
    seconds = round(time.monotonic() - begun, 3)
    manifest = load(settings.LAKE_ROOT)
    months = len(manifest.months) if manifest else 0
    if as_json:
        click.echo(json.dumps({"rows": rows, "months": months, "seconds": seconds}))
    else:
        click.echo(f"{rows:,} rows, {months} months, {seconds:.1f} s")
