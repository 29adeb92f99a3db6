"""A real `steward import`, killed with -9 in the middle, on a database of its own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.stream.channels.tests.exports import discord

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.xdist_group("killed-import")]
MESSAGES = 20_000  # five batches
STEWARD = "import sys; from steward.config.cli import main; main()"
CONTENT = {
    "activities": """SELECT a.key, a.kind, a.occurred_at, a.body, i.account_id, p.key, t.key, c.key, a.edits
        FROM activity_activity a JOIN activity_channel c ON c.id = a.channel_id
        LEFT JOIN members_identity i ON i.id = a.identity_id LEFT JOIN activity_activity p ON p.id = a.parent_id
        LEFT JOIN activity_thread t ON t.id = a.thread_id ORDER BY a.key""",
    "threads": """SELECT t.key, t.title, t.posts, t.participants, t.opened_at, t.last_at
        FROM activity_thread t ORDER BY t.key""",
    "identities": """SELECT i.account_id, i.realm, i.handle, i.name, i.first_seen, i.last_seen, m.name
        FROM members_identity i JOIN members_member m ON m.id = i.member_id ORDER BY i.account_id""",
    "channels": "SELECT key, name, kind FROM activity_channel ORDER BY key",
    "memberships": """SELECT c.key, i.account_id, s.joined_at, s.left_at FROM activity_membership s
        JOIN activity_channel c ON c.id = s.channel_id JOIN members_identity i ON i.id = s.identity_id
        ORDER BY 1, 2, 3""",
    "imports": "SELECT state, records, activities, changed, members, quarantined, position FROM channels_import",
    "quarantine": "SELECT file, position, reason, raw FROM channels_quarantined ORDER BY position",
}


class House:
    """An installation of its own, with SQLite or, when the tests run on it, PostgreSQL."""

    def __init__(self, home: Path, move_in: Callable[[Path], None]) -> None:
        self.home = home
        self.database = self._postgres(home) if os.environ.get("STEWARD_DATABASE_URL") else ""
        self.env = {**os.environ, "STEWARD_HOME": str(home), "STEWARD_DATABASE_URL": self.database}
        move_in(home)
        if self.database:
            self.call("migrate")

    @staticmethod
    def _postgres(home: Path) -> str:
        import psycopg

        address = os.environ["STEWARD_DATABASE_URL"]
        name = f"house_{home.name}_{os.getpid()}_{time.monotonic_ns()}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        base, _mark, query = address.partition("?")
        return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", STEWARD, *words]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )

    def call(self, *words: str) -> str:
        process = self.start(*words)
        output, _nothing = process.communicate(timeout=180)
        assert process.returncode == 0
        return output

    def rows(self, sql: str) -> list[tuple]:
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as connection:
                return connection.execute(sql).fetchall()
        with sqlite3.connect(self.home / "steward.sqlite3", timeout=30) as connection:
            return connection.execute(sql).fetchall()

    def content(self) -> dict[str, list[tuple]]:
        return {name: self.rows(sql) for name, sql in CONTENT.items()}

    def wait_until_stored(self, process: subprocess.Popen[str], position: int) -> None:
        while not any(row[0] >= position for row in self.rows("SELECT position FROM channels_import")):
            assert process.poll() is None, "it was over before it could be killed"
            time.sleep(0.02)


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    return discord(tmp_path_factory.mktemp("export") / "chat.json", MESSAGES, people=300, bad=(5, 10_000, 19_999))


@pytest.fixture(scope="module")
def whole(tmp_path_factory, move_in, export) -> dict[str, list[tuple]]:
    house = House(tmp_path_factory.mktemp("houses") / "whole", move_in)
    house.call("import", str(export), "--json")
    return house.content()


@pytest.mark.parametrize("positions", [(4_000,), (4_000, 8_000, 12_000)], ids=["killed once", "killed thrice"])
def test_an_import_killed_in_the_middle_ends_with_the_same_content(tmp_path, move_in, export, whole, positions):
    house = House(tmp_path / "killed", move_in)

    for position in positions:
        process = house.start("import", str(export), "--json")
        house.wait_until_stored(process, position)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    answer = json.loads(house.call("import", str(export), "--json").splitlines()[-1])

    assert answer["activities"] == MESSAGES - 3
    assert answer["quarantined"] == 3
    assert house.content() == whole


def test_ctrl_c_stops_cleanly_and_the_same_call_goes_on(tmp_path, move_in, export, whole):
    house = House(tmp_path / "stopped", move_in)

    process = house.start("import", str(export), "--json")
    house.wait_until_stored(process, 8_000)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    stopped = house.rows("SELECT state FROM channels_import")
    house.call("import", str(export), "--json")

    assert stopped == [("cancelled",)]
    assert house.content() == whole
