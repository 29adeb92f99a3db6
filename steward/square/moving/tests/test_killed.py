"""Real processes, killed with -9 in the middle of a move and of the flow: nothing lost, nothing twice."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from steward.square.moving.tests.laboratory import POSTS, TOPICS
from steward.stream.activity.tests.test_kill import Laboratory, laboratory

__all__ = ["laboratory"]
KILLED = -signal.SIGKILL
pytestmark = pytest.mark.slow


@pytest.fixture
def processes() -> str:
    return "steward.square.moving.tests.laboratory"


@pytest.fixture(autouse=True)
def _archive(laboratory: Laboratory) -> None:
    assert laboratory.run("prepare") == 0


def whole(shown: dict) -> tuple:
    return (shown["topics"], shown["posts"], shown["counted"], shown["addresses"], shown["state"], shown["done"])


EXPECTED = (TOPICS, TOPICS * POSTS, TOPICS * POSTS, TOPICS * POSTS, "done", TOPICS)


def test_a_move_killed_in_a_batch_and_at_any_moment_ends_whole(laboratory: Laboratory):
    assert laboratory.run("die-in-move") == KILLED
    after_kill = laboratory.show()
    chance = random.Random(3)
    for _ in range(2):
        moving = laboratory.start("move")
        laboratory.await_beginning(moving)
        time.sleep(chance.uniform(0.05, 0.6))
        moving.kill()
        moving.wait(timeout=20)
    assert laboratory.run("move") == 0

    shown = laboratory.show()
    assert (after_kill["done"], after_kill["topics"], after_kill["posts"]) == (8, 8, 8 * POSTS)
    assert whole(shown) == EXPECTED
    assert shown["counts"] == {"topics": TOPICS, "posts": TOPICS * POSTS}


def test_the_flow_killed_between_effect_and_commit_tells_everything_once(laboratory: Laboratory):
    assert laboratory.run("die-in-flow") == KILLED
    after_kill = laboratory.show()["told"]
    assert laboratory.run("flow") == 0
    assert laboratory.run("flow") == 0

    shown = laboratory.show()
    assert after_kill == []
    assert shown["told"] == shown["here"]
    assert (len(shown["here"]), shown["edits"]) == (10, 0)
    assert Path(laboratory.env["STEWARD_HOME"]).is_dir()
    assert os.environ["STEWARD_HOME"] != laboratory.env["STEWARD_HOME"]
