"""`steward run`: web server, worker and scheduler in one command."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from urllib.parse import urlsplit

import click
from django.conf import settings

from steward.config.commands.link import first_owner, link_for
from steward.config.commands.migrate import bring_up_to_date, is_up_to_date
from steward.people.access.public import SYSTEM
from steward.square.forum.public import found_square

GRACE_SECONDS = 15
#: Threads of one web process: requests wait for the database and the lake, not for each other.
THREADS = 2 * (os.cpu_count() or 2)


@click.command()
@click.option("--host", help="Address to listen on. Default: that of STEWARD_URL.")
@click.option("--port", type=int, help="Port to listen on. Default: that of STEWARD_URL.")
@click.option("--web-workers", default=1, show_default=True, help="Processes that answer requests.")
@click.option("--no-worker", is_flag=True, help="Only the web server; run workers elsewhere.")
@click.option("--reload", is_flag=True, help="Start again when a file changes (for developers).")
def run(host: str | None, port: int | None, web_workers: int, no_worker: bool, reload: bool) -> None:
    """Start Steward and print its address and, at first, a one-time sign-in link for the owner."""
    if not is_up_to_date():
        click.echo("Bringing the database up to date …")
        bring_up_to_date()
    found_square(actor=SYSTEM, language=settings.LANGUAGE_CODE)
    url = urlsplit(settings.BASE_URL)
    address = (host or url.hostname or "127.0.0.1", port or url.port or 8000)
    if host or port:
        settings.BASE_URL = os.environ["STEWARD_URL"] = f"{url.scheme}://{address[0]}:{address[1]}"
    commands = {"web": _web(*address, web_workers, reload=reload)}
    if not no_worker:
        commands["worker"] = [sys.executable, "-m", "steward.config.commands.worker"]
    supervise(commands, announce=lambda: _announce(address[1]))


def _web(host: str, port: int, workers: int, *, reload: bool) -> list[str]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(THREADS), "--backlog", "512", "--no-access-log",
        "--log-level", "warning", "steward.config.wsgi:application",
    ]  # fmt: skip
    return [*command[:-1], "--reload", "--reload-paths", "steward", command[-1]] if reload else command


def _announce(port: int) -> bool:
    """Say where Steward is, if it answers; False when it does not yet."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
    except (OSError, urllib.error.URLError):
        return False
    click.echo(f"\n  Steward · 社群管家   {settings.BASE_URL}/console/")
    if owner := first_owner():
        click.echo(f"  Sign in once as the owner (24 hours): {link_for(owner)}")
    click.echo("  Stop with Ctrl-C.\n")
    return True


def supervise(commands: dict[str, list[str]], announce: Callable[[], bool]) -> None:
    """Run the commands until one of them or the person stops; then stop the others, gently first.

    `announce` is called again and again until it returns True.

    Raises `click.ClickException` when one ended by itself, so that a service manager starts all of it again.
    """

    def stop(*_signal: int | FrameType | None) -> None:
        # Once is enough: a second signal must not interrupt the stopping.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ended = ""
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            children[name] = subprocess.Popen(command, env=os.environ)  # noqa: S603
        announced = False
        while not ended:
            announced = announced or announce()
            time.sleep(0.3 if announced else 0.05)
            ended = next((name for name, child in children.items() if child.poll() is not None), "")
    except KeyboardInterrupt:
        click.echo("Stopping.")
    finally:
        _stop(list(children.values()))
    if ended:
        raise click.ClickException(
            f"The {ended} process ended with code {children[ended].returncode}; see above for why."
        )


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
