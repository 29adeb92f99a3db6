"""A real process, killed between handing a mail over and noting it."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from steward.foundation.kernel.tests.nursery import Child, Nursery
from steward.people.notify.tests.conftest import MailServer, free_port

MODULE = "steward.people.notify.tests.laboratory"


class Slow(MailServer):
    """Kills the process that hands a mail over, once it has the mail and before it says so."""

    victim: Child | None = None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim is not None and len(self.got) == 2:
            self.victim.kill()
            self.victim.wait(10)
        return answer


def states(nursery: Nursery) -> list[list]:
    shown = nursery.start("show")
    assert shown.wait(60) == 0
    return json.loads(shown.output)


@pytest.mark.slow
def test_a_killed_delivery_goes_on_and_repeats_only_what_it_had_in_its_hands(
    tmp_path: Path, move_in: Callable[[Path], None]
) -> None:
    box = Slow()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    env = {**os.environ, "STEWARD_HOME": str(tmp_path), "STEWARD_DATABASE_URL": "", "STEWARD_SMTP_HOST": "127.0.0.1",
           "STEWARD_SMTP_PORT": str(controller.port), "STEWARD_SMTP_TLS": "0"}  # fmt: skip

    move_in(tmp_path)
    with Nursery(MODULE, env) as nursery:
        try:
            assert nursery.start("tell").wait(60) == 0
            box.victim = nursery.start("deliver")
            killed, after = box.victim.wait(60), states(nursery)
            box.victim = None
            assert nursery.start("deliver").wait(60) == 0
            in_the_lease = len(box.got)
            assert nursery.start("later").wait(60) == 0
            end = states(nursery)
        finally:
            controller.stop()

    assert killed == -signal.SIGKILL
    assert after == [["sent", 1], ["sending", 1], ["waiting", 0]]
    assert in_the_lease == 3
    assert box.to == ["m0@example.org", "m1@example.org", "m2@example.org", "m1@example.org"]
    assert box.got[1]["Message-ID"] == box.got[3]["Message-ID"]
    assert end == [["sent", 1], ["sent", 2], ["sent", 1]]
