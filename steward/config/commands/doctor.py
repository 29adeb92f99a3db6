"""`steward doctor`: what is well and what is not."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass

import click
from django.conf import settings
from django.db import connection

from steward.config.commands.migrate import is_up_to_date

MIN_FREE = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `state` is ok, warning or error; `advice` says what to do."""

    check: str
    state: str
    detail: str
    advice: str = ""


def _home() -> Finding:
    free = shutil.disk_usage(settings.STEWARD_HOME).free
    detail = f"{settings.STEWARD_HOME}, {free / 1024**3:.1f} GB free"
    if free < MIN_FREE:
        return Finding("data folder", "warning", detail, "Make room: imports and the lake need some.")
    return Finding("data folder", "ok", detail)


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            verdict = cursor.fetchone()[0]
        if verdict != "ok":
            return Finding("database", "error", f"SQLite says: {verdict}", "Restore the last backup.")
        return Finding("database", "ok", f"SQLite {sqlite3.sqlite_version}")
    return Finding("database", "ok", f"PostgreSQL {connection.cursor().connection.info.server_version // 10000}")


def _migrations() -> Finding:
    if is_up_to_date():
        return Finding("migrations", "ok", "all applied")
    return Finding("migrations", "error", "some are missing", "Run: steward migrate")


def _assets() -> Finding:
    from steward.foundation.ui.assets import BUILT

    entries = len(list(BUILT.glob("*"))) if (BUILT / "manifest.json").exists() else 0
    if entries:
        return Finding("assets", "ok", f"{entries} built files")
    return Finding("assets", "error", "not built", "Run: make assets")


def _lake() -> Finding:
    from steward.stream.activity.public import lake_status

    behind, months = lake_status()
    detail = f"{months} months, {behind} rows behind the stream"
    return Finding(
        "lake", "ok" if behind < 100_000 else "warning", detail, "" if behind < 100_000 else "Is a worker running?"
    )


def _jobs() -> Finding:
    from steward.foundation.jobs.public import stale_jobs

    if stale := stale_jobs():
        return Finding(
            "jobs", "warning", f"{stale} jobs wait for a worker", "Is a worker running? `steward run` starts one."
        )
    return Finding("jobs", "ok", "none is stuck")


def _holidays() -> Finding:
    from steward.foundation.kernel import clock
    from steward.foundation.kernel.workdays import FILE, is_known, written_holidays

    problems = written_holidays().problems
    if problems:
        return Finding("holidays", "warning", f"{FILE}: {'; '.join(problems[:5])}", f"Mend these lines of {FILE}.")
    today = clock.now().date()
    # The notice for the next year comes in November: from December on it should be known.
    wanted = today.year + (1 if today.month == 12 else 0)
    if not is_known(wanted):
        advice = f"Bring chinesecalendar up to date, or write the days of {wanted} into {FILE}."
        return Finding("holidays", "warning", f"China's workdays of {wanted} are not known", advice)
    return Finding("holidays", "ok", f"China's workdays of {wanted} are known")


CHECKS: tuple[Callable[[], Finding], ...] = (_home, _database, _migrations, _assets, _lake, _jobs, _holidays)


def examine() -> list[Finding]:
    """Run every check; one that breaks is itself a finding."""
    findings = []
    for check in CHECKS:
        try:
            findings.append(check())
        except Exception as problem:  # noqa: BLE001 — a doctor reports what he finds
            findings.append(Finding(check.__name__.strip("_"), "error", f"{type(problem).__name__}: {problem}"))
    return findings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects instead of lines.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check this installation and say what to mend. Exit code 1 when something is wrong."""
    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            mark = {"ok": "✓", "warning": "!", "error": "✗"}[finding.state]
            click.echo(f"{mark} {finding.check}: {finding.detail}" + (f" → {finding.advice}" if finding.advice else ""))
    ctx.exit(1 if any(finding.state == "error" for finding in findings) else 0)
