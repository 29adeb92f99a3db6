"""A database as `steward migrate` leaves it: made once for each state of the code, copied ever after.

Migrating nothing to everything takes longer than most rooms' tests; every worker, every home a test starts Steward in,
and the next run begin with a copy.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATABASE = "steward.sqlite3"
TEMPLATE = "steward_first"  # of PostgreSQL
KEPT_SECONDS = 86_400
#: Migrations of these come from elsewhere.
LIBRARIES = ("django", "django-allauth")


@cache
def first_database() -> Path:
    """The file of SQLite."""
    home = _places() / _state()
    with _alone("sqlite"):
        if not home.exists():
            _forget_old()
            making = home.with_name(f"{home.name}-in-making")
            shutil.rmtree(making, ignore_errors=True)
            _migrate(making, "")
            assert [path.name for path in making.glob(f"{DATABASE}*")] == [DATABASE], "a connection left its log behind"
            making.rename(home)
    os.utime(home)
    return home / DATABASE


def first_template(server: str, address: Callable[[str], str]) -> str:
    """The name of a database of this PostgreSQL server to copy; `address(name)` is where a database of it is."""
    import psycopg

    with _alone("postgres"), psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone() is None:
            making = f"{TEMPLATE}_in_making"
            connection.execute(f"DROP DATABASE IF EXISTS {making}")
            connection.execute(f"CREATE DATABASE {making}")
            with tempfile.TemporaryDirectory(prefix="steward-test-") as home:
                _migrate(Path(home), address(making))
            connection.execute(f"ALTER DATABASE {making} RENAME TO {TEMPLATE}")
    return TEMPLATE


def _migrate(home: Path, address: str) -> None:
    """In a process of its own."""
    environment = os.environ | {"STEWARD_HOME": str(home), "STEWARD_DATABASE_URL": address}
    steward = [sys.executable, "-c", "from steward.config.cli import main; main()", "migrate"]
    subprocess.run(steward, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _state() -> str:
    """Changes with any of our code a migration might run, and with the libraries that bring migrations."""
    found = blake2b(repr((sys.version, [version(name) for name in LIBRARIES])).encode(), digest_size=8)
    for path in sorted((ROOT / "steward").rglob("*.py")):
        if "tests" not in path.parts:
            found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()


def _places() -> Path:
    folder = Path(tempfile.gettempdir()) / f"steward-first-homes-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _forget_old() -> None:
    for path in _places().iterdir():
        if path.is_dir() and path.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (_places() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
