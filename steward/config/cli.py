"""The `steward` command line. Rooms own their commands; they are loaded when named, so `--help` stays quick."""

import os
import sys
from importlib import import_module

import click

#: name → where it lives, and its one line in the overview.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("steward.config.commands.run:run", "Start web server, worker and scheduler."),
    "import": ("steward.stream.channels.commands.import_:import_", "Import an export of a channel."),
    "metrics": ("steward.stream.insights.commands.metrics:metrics", "Answer metrics."),
    "report": ("steward.stream.insights.commands.report:report", "Print how the community is doing."),
    "goals": ("steward.direction.goals.commands.goals:goals", "Where the goals stand."),
    "write-report": (
        "steward.direction.reports.commands.write_report:write_report",
        "Write, and send, a daily, weekly or monthly report.",
    ),
    "tasks": ("steward.team.work.commands.tasks:tasks", "What is to be done; add and finish tasks."),
    "simulate": ("steward.stream.simulator.commands.simulate:simulate", "Make a believable community."),
    "doctor": ("steward.config.commands.doctor:doctor", "Check this installation and say what to mend."),
    "receive-mail": (
        "steward.people.notify.commands.receive_mail:receive_mail",
        "Take an answer by mail from a pipe.",
    ),
    "rebuild-lake": ("steward.stream.activity.commands.rebuild_lake:rebuild_lake", "Write the lake anew."),
    "link": ("steward.config.commands.link:link", "Print a one-time sign-in link."),
    "migrate": ("steward.config.commands.migrate:migrate", "Bring the database up to date."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module, Django set up first."""
        if cmd_name not in COMMANDS:
            return None
        import django

        django.setup()
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_where, line) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="steward")
def cli() -> None:
    """Steward · 社群管家: develop and maintain a community.

    All data lives in the folder STEWARD_HOME (default: var). Exit codes: 0 done, 1 could not be done (the last line
    says why), 2 the call's words are off.
    """


def main() -> None:
    """The console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    sys.exit(cli())
