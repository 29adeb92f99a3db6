"""Real processes, killed with -9 between effect and commit and at any other moment: nothing lost, nothing twice."""

import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from steward.foundation.kernel.tests.nursery import Child, Nursery

KILLED = -signal.SIGKILL


class Laboratory(Nursery):
    """A home and a database of their own, migrated."""

    def __init__(self, module: str, home: Path, database: str) -> None:
        self.env = {**os.environ, "STEWARD_HOME": str(home), "STEWARD_DATABASE_URL": database}
        super().__init__(module, self.env)

    def run(self, *words: str) -> int:
        return self.start(*words).wait()

    def show(self) -> dict:
        done = self.start("show")
        assert done.wait() == 0
        return json.loads(done.output)

    def await_beginning(self, *processes: Child) -> None:
        """Until each is at work."""
        for process in processes:
            mark = Path(self.env["STEWARD_HOME"]) / f"begun-{process.pid}"
            while not mark.exists() and process.poll() is None:
                time.sleep(0.02)


@pytest.fixture
def processes() -> str:
    """The module whose `main()` the processes run."""
    return "steward.stream.activity.tests.laboratory"


@pytest.fixture
def laboratory(processes: str, tmp_path: Path, move_in: Callable[[Path], None]) -> Iterator[Laboratory]:
    server = os.environ.get("STEWARD_DATABASE_URL", "")
    if not server:
        move_in(tmp_path)
        with Laboratory(processes, tmp_path, "") as made:
            yield made
        return
    import psycopg

    name = f"killing_{time.time_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    with Laboratory(processes, tmp_path, urlunsplit(urlsplit(server)._replace(path=f"/{name}"))) as made:
        assert made.run("migrate") == 0
        yield made
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def expected(laboratory: Laboratory) -> dict:
    """What an undisturbed run gives for 60 records."""
    return {"activities": 60, "seqs": 60, "edits": 0, "lake_rows": 60, "lake_is_true": True}


def facts(shown: dict) -> dict:
    return {key: shown[key] for key in ("activities", "seqs", "edits", "lake_rows", "lake_is_true")}


def test_a_batch_killed_before_its_commit_leaves_nothing_and_can_be_given_again(laboratory, expected):
    assert laboratory.run("die-in-batch") == KILLED
    after_kill = laboratory.show()
    laboratory.run("feed", "60", "20")
    laboratory.run("feed", "60", "30")

    assert (after_kill["activities"], after_kill["threads"], after_kill["latest"]) == (0, [], 0)
    assert facts(laboratory.show()) == expected
    assert laboratory.show()["latest"] == 60


def test_a_consumer_killed_between_effect_and_commit_does_it_once(laboratory, expected):
    laboratory.run("feed", "60", "20")
    assert laboratory.run("die-in-threads") == KILLED
    after_kill = laboratory.show()
    laboratory.run("settle")
    settled = laboratory.show()

    assert after_kill["cursor"] == 0
    assert {posts for _, posts, *_ in after_kill["threads"]} == {0}
    assert settled["cursor"] == settled["latest"] == 60
    assert [line[1:3] for line in settled["threads"]] == [[6, 5]] * 10
    assert facts(settled) == expected


def test_a_lake_writer_killed_before_the_manifest_leaves_the_old_lake(laboratory, expected):
    laboratory.run("feed", "30", "30")
    laboratory.run("settle")
    laboratory.run("feed", "60", "30")
    assert laboratory.run("die-in-lake") == KILLED

    assert facts(laboratory.show()) == expected
    laboratory.run("settle")
    assert facts(laboratory.show()) == expected


def test_two_processes_that_import_the_same_at_once_agree(laboratory):
    pair = [laboratory.start("feed", "900", "30"), laboratory.start("feed", "900", "50")]

    assert [process.wait(timeout=120) for process in pair] == [0, 0]
    laboratory.run("settle")

    shown = laboratory.show()
    assert facts(shown) == {"activities": 900, "seqs": 900, "edits": 0, "lake_rows": 900, "lake_is_true": True}
    assert [line[1:3] for line in shown["threads"]] == [[6, 5]] * 150


def test_killed_at_any_moment_the_end_is_the_same(laboratory):
    chance = random.Random(7)
    for _ in range(3):
        feeding, settling = laboratory.start("feed", "3000", "50"), laboratory.start("settle-often")
        laboratory.await_beginning(feeding, settling)
        time.sleep(chance.uniform(0.05, 0.6))
        feeding.kill()
        settling.kill()
        feeding.wait(timeout=20)
        settling.wait(timeout=20)
    laboratory.run("feed", "3000", "1000")
    laboratory.run("settle")

    shown = laboratory.show()
    assert facts(shown) == {"activities": 3000, "seqs": 3000, "edits": 0, "lake_rows": 3000, "lake_is_true": True}
    assert [line[1:3] for line in shown["threads"]] == [[6, 5]] * 500
