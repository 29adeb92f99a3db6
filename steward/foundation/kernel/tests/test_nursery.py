"""The mother of forked processes answers whoever asks."""

import os
import sys
from pathlib import Path

from steward.foundation.kernel.tests.nursery import Nursery


def main() -> None:
    sys.exit(3)


def test_two_who_ask_for_the_same_process_both_hear_how_it_ended(tmp_path: Path) -> None:
    with Nursery(__name__, {**os.environ, "STEWARD_HOME": str(tmp_path)}) as nursery:
        child = nursery.start("anything")
        first = child.wait(60)

        second = nursery.ask({"poll": child.pid})

    assert [first, second] == [3, 3]
