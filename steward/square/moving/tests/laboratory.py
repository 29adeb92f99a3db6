"""Processes that are killed: `python -m …laboratory <verb>` on the database and home of the environment."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

TOPICS, POSTS = 60, 5


def die() -> None:
    """As if the power had gone."""
    os.kill(os.getpid(), signal.SIGKILL)


def prepare_archive() -> None:
    """An archive of topics, and as many topics written here."""
    from steward.people.access.public import SYSTEM
    from steward.square.forum.tests.square import make_category, make_post, make_topic, make_viewer, set_rule
    from steward.square.moving.actions.start import plan_move, start_move
    from steward.square.moving.rules.plan import Plan
    from steward.square.moving.tests.archive import archive, said, thread

    records: list[Any] = []
    for number in range(1, TOPICS + 1):
        records.append(thread(number, f"Topic {number}"))
        records += [said(f"m{number}-{n}", number * 10 + n, number, n, who=f"u{n}") for n in range(1, POSTS + 1)]
    source = archive(records)
    plan_move(actor=SYSTEM, source_id=source.pk, plan=Plan())
    start_move(actor=SYSTEM, source_id=source.pk)
    set_rule(4, allows={})
    writer, category = make_viewer(), make_category()
    for _number in range(5):
        topic = make_topic(writer, category)
        make_post(make_viewer(), topic)


def move_on(*, dying: bool = False) -> None:
    """Carry the move out in small batches; `dying` in the transaction of the third."""
    from steward.square.moving.actions import run
    from steward.square.moving.models import Move
    from steward.square.moving.tests.archive import Quiet

    run._POSTS, run._THREADS = 20, 4  # type: ignore[misc]
    if dying:
        turns, carry = [0], run.carry

        def carried(*args: Any) -> Any:
            done = carry(*args)
            turns[0] += 1
            if turns[0] == 3:
                die()
            return done

        run.carry = carried  # type: ignore[assignment]
    run.run_move(Quiet(), Move.objects.get().pk)


def flow_on(*, dying: bool = False) -> None:
    """Let the square flow into the stream in small steps; `dying` after the effect, before the commit."""
    from steward.square.forum.actions import flow

    flow._BATCH = 3  # type: ignore[misc]
    if dying:
        flow.pour, pour = lambda facts: (pour(facts), die()), flow.pour  # type: ignore[assignment]
    flow.flow()


def show() -> None:
    """Everything that ought to be the same whatever was killed."""
    from steward.square.forum.models import Category, Post, Topic
    from steward.square.moving.models import Move, OldAddress
    from steward.stream.activity.models import Activity

    mine = Activity.objects.filter(source__key="square")
    json.dump({
        "topics": Topic.objects.exclude(origin=None).count(),
        "posts": Post.objects.exclude(origin=None).values("origin").distinct().count(),
        "counts": Move.objects.get().counts, "state": Move.objects.get().state, "done": Move.objects.get().done,
        "counted": sum(Topic.objects.exclude(origin=None).values_list("posts_count", flat=True)),
        "categories": Category.objects.count(), "addresses": OldAddress.objects.count(),
        "told": sorted(mine.filter(kind__in=("post", "comment")).values_list("key", flat=True)),
        "here": sorted(f"post-{pk}" for pk in Post.objects.filter(origin=None).values_list("pk", flat=True)),
        "edits": sum(mine.values_list("edits", flat=True)),
    }, sys.stdout)  # fmt: skip


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def main() -> None:
    import django

    django.setup()
    verb = sys.argv[1]
    Path(os.environ["STEWARD_HOME"], f"begun-{os.getpid()}").touch()
    {"migrate": migrate, "prepare": prepare_archive, "show": show, "move": move_on,
     "die-in-move": lambda: move_on(dying=True), "flow": flow_on,
     "die-in-flow": lambda: flow_on(dying=True)}[verb]()  # fmt: skip


if __name__ == "__main__":
    main()
