"""`make metrics`: the metrics' SQL for every engine and `docs/metrics.md`, from their definitions."""

import os
import sys
from pathlib import Path

import click

ROOT = Path(__file__).parents[4]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when something would change.")
def compile_metrics(check: bool) -> None:
    """Compile what the registry defines. Needs the development dependencies."""
    import tempfile

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    django.setup()
    from steward.stream.insights.engine.compiler import compile_all, drift
    from steward.stream.insights.engine.statements import SQL
    from steward.stream.insights.metrics.document import document

    page = ROOT / "docs" / "metrics.md"
    text = document()
    written = page.read_text(encoding="utf-8") if page.exists() else ""
    if check:
        with tempfile.TemporaryDirectory() as folder:
            changed = drift(SQL, Path(folder))
        changed += [page.name] if written != text else []
        for name in changed:
            click.echo(f"{name} is out of date: run make metrics")
        sys.exit(1 if changed else 0)
    paths = compile_all(SQL)
    if written != text:
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
        paths.append(page)
    for path in paths:
        click.echo(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    django.setup()
    compile_metrics()
