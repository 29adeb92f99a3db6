"""A small forum elsewhere, as an importer hands it over."""

from datetime import UTC, datetime, timedelta
from typing import Any

from steward.people.access.public import SYSTEM
from steward.square.moving.actions.run import run_move
from steward.square.moving.actions.start import plan_move, start_move, start_undo
from steward.square.moving.actions.undo import run_undo
from steward.square.moving.models import Move
from steward.square.moving.rules.plan import Plan
from steward.stream.activity.models import Source
from steward.stream.activity.public import ensure_source, ingest, settle
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record, ThreadRecord

START = datetime(2015, 3, 1, 8, tzinfo=UTC)
HOST = "https://old.example"


class Quiet:
    """A reporter nobody listens to."""

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None: ...


def said(key: str, hours: float, thread: int, number: int = 0, who: str = "ann", **fields: Any) -> ActivityRecord:
    """Post `number` of a topic, `hours` after the start; number 0 is a message that says no number."""
    url = f"{HOST}/t/slug/{thread}/{number}" if number else ""
    values = {
        "kind": "post" if number == 1 else "comment", "occurred_at": START + timedelta(hours=hours),
        "channel_id": "c1", "account_id": who,
        "thread_id": f"topic-{thread}", "body": f"<p>words of {key}</p>", "markup": "html", "url": url,
    } | fields  # fmt: skip
    return ActivityRecord(key, **values)


def thread(number: int, title: str, channel: str = "c1", **fields: Any) -> ThreadRecord:
    return ThreadRecord(f"topic-{number}", channel, title, f"{HOST}/t/slug/{number}", **fields)


def forum() -> list[Record]:
    """Two public topics, a private one, a message outside, one removed."""
    return [
        AccountRecord("ann", name="Ann"), AccountRecord("bob", name="Bob"), AccountRecord("eve", name="Eve"),
        ChannelRecord("c1", "General talk", "category", "Anything"),
        ChannelRecord("c2", "Staff", "category", private=True),
        thread(1, "How to begin?", is_question=True, accepted_id="a2"),
        said("a1", 0, 1, 1, reactions=3, views=40),
        said("a2", 1, 1, 2, "bob", parent_id="a1", edited_at=START + timedelta(days=2)),
        said("a3", 2, 1, 3, parent_id="a2",
             body='<aside class="quote" data-username="bob" data-post="2" data-topic="1">'
                  "<blockquote><p>his</p></blockquote></aside><p>thanks</p>"),
        said("a4", 3, 1, 4, "eve", deleted=True),
        ActivityRecord("r1", "reaction", START + timedelta(hours=4), "c1", "eve", parent_id="a2", body=":tada:"),
        thread(2, "第二个话题"), said("b1", 5, 2, 1, "bob", body="<p>看<b>这里</b></p>"),
        thread(3, "Staff only", "c2"), said("s1", 6, 3, 1, channel_id="c2"),
        said("o1", 7, 0, thread_id="", kind="post", body="outside"),
    ]  # fmt: skip


def archive(records: list[Record] | None = None) -> Source:
    """The forum, imported and settled."""
    source = ensure_source(actor=SYSTEM, key="old", name="Old forum", service="discourse", realm="discourse:old")
    ingest(actor=SYSTEM, source=source, records=forum() if records is None else records)
    settle()
    return source


def move(source: Source, plan: Plan | None = None) -> dict[str, Any]:
    """One whole turn; without a plan that of the turn before."""
    if plan is not None or not Move.objects.filter(source=source).exists():
        plan_move(actor=SYSTEM, source_id=source.pk, plan=plan or Plan())
    return run_move(Quiet(), start_move(actor=SYSTEM, source_id=source.pk).pk)


def take_back(source: Source) -> dict[str, Any]:
    """The whole way out."""
    return run_undo(Quiet(), start_undo(actor=SYSTEM, source_id=source.pk).pk)
