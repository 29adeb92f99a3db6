"""Real processes, killed between reading a fact, writing its delivery and sending it."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.foundation.kernel.tests.nursery import Nursery
from steward.foundation.outgoing.tests.servers import serving

MODULE = "steward.stream.webhooks.tests.laboratory"
KILLED = -signal.SIGKILL


class Laboratory(Nursery):
    """A home and a SQLite file of their own, migrated."""

    def __init__(self, home: Path, port: int) -> None:
        env = {
            **os.environ,
            "STEWARD_HOME": str(home),
            "STEWARD_DATABASE_URL": "",
            "STEWARD_OUTGOING_ALLOW": f"127.0.0.1:{port}",
        }
        super().__init__(MODULE, env)

    def run(self, *words: str) -> int:
        return self.start(*words).wait()

    def deliveries(self) -> list[list]:
        done = self.start("show")
        assert done.wait() == 0
        return json.loads(done.output)


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_written_twice_when_processes_are_killed(
    tmp_path: Path, move_in: Callable[[Path], None]
) -> None:
    move_in(tmp_path)
    gate = threading.Event()

    def answer(handler) -> None:
        gate.wait(20)
        handler.send_response(204)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serving(answer) as server, Laboratory(tmp_path, server.server_port) as house:
        assert house.run("add", server.url) == 0
        assert house.run("brew", "5") == 0

        assert house.run("die") == KILLED
        after_writing = house.deliveries()
        sender = house.start("send")
        while not server.seen and sender.poll() is None:
            time.sleep(0.02)
        sender.kill()
        sender.wait(timeout=20)
        after_sending = house.deliveries()
        gate.set()
        assert house.run("late") == 0
        assert house.run("send") == 0
        in_the_end = house.deliveries()

    assert after_writing == []
    assert [state for _id, state, _attempts in after_sending] == ["waiting"] * 5
    assert [attempts for _id, _state, attempts in after_sending] == [1, 0, 0, 0, 0]
    assert [(state, attempts) for _id, state, attempts in in_the_end] == [
        ("delivered", 2), *[("delivered", 1)] * 4,
    ]  # fmt: skip
    sent = [headers["webhook-id"] for _method, _path, headers, _body in server.seen]
    assert len(sent) == 6
    assert set(sent) == {message for message, _state, _attempts in in_the_end}
    assert sent.count(after_sending[0][0]) == 2  # the killed attempt and its repetition carry the same id
    assert sorted(json.loads(body)["data"]["pot"] for *_head, body in server.seen[1:]) == [0, 1, 2, 3, 4]
