"""`steward receive-mail < mail`: an answer by mail from a mail server's pipe."""

import sys

import click

from steward.foundation.kernel import clock
from steward.people.notify.actions.receive import receive


@click.command()
def receive_mail() -> None:
    """Take one mail from standard input and say what became of it."""
    outcome = receive(raw=sys.stdin.buffer.read(), now=clock.now())
    click.echo(f"{outcome.state} {outcome.url or outcome.why}".strip())
