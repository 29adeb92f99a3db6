"""`steward migrate`: bring the database up to date."""

import click
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def is_up_to_date() -> bool:
    """Whether every migration has been applied."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def bring_up_to_date() -> bool:
    """Apply what is missing; False when nothing was."""
    if is_up_to_date():
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


@click.command()
def migrate() -> None:
    """Bring the database up to date. Safe to repeat."""
    click.echo("The database is up to date now." if bring_up_to_date() else "The database was up to date.")
