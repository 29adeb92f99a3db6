"""SQLite by default; PostgreSQL when STEWARD_DATABASE_URL says so."""

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from steward.config.settings.paths import STEWARD_HOME
from steward.foundation.kernel import env


def database(url: str) -> dict[str, Any]:
    """Django's settings for an address: `postgresql://user:password@host:port/name?option=value` or "" (SQLite)."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": STEWARD_HOME / "steward.sqlite3",
            # Tests use a file as well: the shared memory database locks whole tables and does not wait.
            "TEST": {"NAME": Path(tempfile.gettempdir()) / f"steward-test-{os.getpid()}.sqlite3"},
            # Opening the file and its pragmas cost more than most queries: each thread keeps its connection.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA busy_timeout=30000;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise env.BadSetting(f"STEWARD_DATABASE_URL starts with {parts.scheme!r}; write postgresql://…")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


DATABASES = {"default": database(env.text("STEWARD_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
