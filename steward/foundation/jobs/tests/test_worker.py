"""Real worker processes on a database of their own: killed, stopped, doubled."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from steward.foundation.jobs.tests.laboratory import ROUND_SECONDS
from steward.foundation.kernel.tests.nursery import Nursery

LABORATORY = "steward.foundation.jobs.tests.laboratory"


class Laboratory(Nursery):
    """A home, a database and the processes started in it."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.env = {**os.environ, "STEWARD_HOME": str(home), "STEWARD_DATABASE_URL": database}
        self.workers: list[subprocess.Popen[bytes]] = []
        super().__init__(LABORATORY, self.env)

    def run(self, *words: str) -> str:
        done = self.start(*words)
        assert done.wait() == 0
        return done.output

    def enqueue(self, kind: str, **args: object) -> None:
        self.run("enqueue", kind, json.dumps(args))

    def start_worker(self) -> subprocess.Popen[bytes]:
        """From nothing: workers born of one mother would hear of each other's end."""
        worker = subprocess.Popen([sys.executable, "-m", LABORATORY, "work"], env=self.env)
        self.workers.append(worker)
        return worker

    def __exit__(self, *problem: object) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait(timeout=20)
        super().__exit__(*problem)

    def jobs(self) -> list[dict]:
        return json.loads(self.run("show"))["jobs"]

    def job(self) -> dict:
        (job,) = self.jobs()
        return job

    def notes(self, kind: str = "begin") -> list[str]:
        path = self.home / "notes.txt"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in lines if line.startswith(kind)]


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not come to pass in time")
        time.sleep(0.1)


@pytest.fixture
def laboratory(tmp_path: Path, move_in: Callable[[Path], None]) -> Iterator[Laboratory]:
    database = os.environ.get("STEWARD_DATABASE_URL", "")
    if database:
        import psycopg

        name = f"laboratory_{os.getpid()}_{time.monotonic_ns()}"
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        address, _mark, query = database.partition("?")
        database = f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    move_in(tmp_path)
    with Laboratory(tmp_path, database) as made:
        if database:
            made.run("migrate")
        yield made


def _killed(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"


def test_a_job_whose_whole_worker_was_killed_is_finished_by_the_next_one_with_the_same_result(laboratory):
    laboratory.enqueue("tests.count", total=40, nap=0.1)
    first = laboratory.start_worker()
    until(laboratory.notes)
    inner = int(laboratory.notes()[0].split()[1])

    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    until(lambda: _killed(inner), 30)
    assert laboratory.job()["state"] == "running"
    (laboratory.home / "gate").touch()
    laboratory.start_worker()
    until(lambda: laboratory.job()["state"] == "done")

    job = laboratory.job()
    assert (job["result"], job["attempts"], job["worker"]) == ({"sum": 780}, 2, "")
    assert len(laboratory.notes()) == 2


def test_a_job_whose_own_process_was_killed_goes_on_under_the_same_worker(laboratory):
    laboratory.enqueue("tests.silent")
    laboratory.start_worker()
    until(laboratory.notes)

    os.kill(int(laboratory.notes()[0].split()[1]), signal.SIGKILL)
    (laboratory.home / "gate").touch()
    until(lambda: laboratory.job()["state"] == "done")

    assert laboratory.job()["attempts"] == 2


def test_a_worker_asked_to_stop_leaves_its_job_to_the_next_one(laboratory):
    laboratory.enqueue("tests.count", total=50, nap=0.1)
    first = laboratory.start_worker()
    until(laboratory.notes)

    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=30) == 0
    assert laboratory.job()["state"] == "waiting"
    (laboratory.home / "gate").touch()
    laboratory.start_worker()
    until(lambda: laboratory.job()["state"] == "done")

    assert laboratory.job()["result"] == {"sum": 1225}


def test_a_running_job_is_cancelled_at_its_next_report(laboratory):
    laboratory.enqueue("tests.count", total=600, nap=0.1)
    laboratory.enqueue("tests.count", total=3, nap=0)
    laboratory.start_worker()
    until(laboratory.notes)

    laboratory.run("cancel", str(laboratory.jobs()[0]["id"]))
    until(lambda: laboratory.jobs()[1]["state"] == "done")

    assert [job["state"] for job in laboratory.jobs()] == ["cancelled", "done"]


def test_a_schedule_fires_once_with_two_workers(laboratory):
    laboratory.start_worker()
    laboratory.start_worker()
    until(lambda: json.loads(laboratory.run("show"))["schedules"] == 1)

    for turn in range(1, 4):
        laboratory.run("due")
        until(lambda turn=turn: len(laboratory.notes("turn")) >= turn)
    time.sleep(4 * ROUND_SECONDS)  # three rounds of both workers, and some

    assert len(laboratory.notes("turn")) == 3
