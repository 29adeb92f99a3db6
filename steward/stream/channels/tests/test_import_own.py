"""Steward's own CSV and JSON lines."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers import own
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.tests.readings import Read, write

ACTIVITIES = """source_id,kind,occurred_at,channel_id,account_id,parent_id,body,deleted,views,ignored
1,post,2024-05-06T10:00:00Z,c1,a1,,"Hello,
world",,7,x
2,comment,2024-05-06 18:00:00,c1,a2,1,hi,yes,,x
3,shout,2024-05-06T10:00:00Z,c1,a1,,hi,,,x
4,post,soon,c1,a1,,hi,,,x
,post,2024-05-06T10:00:00Z,c1,a1,,hi,,,x
6,post,1715000000,c1,a1,,hi,maybe,,x
"""


def test_a_folder_of_tables_named_after_their_records(tmp_path: Path) -> None:
    files = {
        "activities.csv": ACTIVITIES,
        "accounts.csv": "account_id,name,email\na1,张伟,zhang@example.org\na2,Ada,\n",
        "channels.csv": "channel_id,name,kind\nc1,General,room\n",
        "memberships.csv": "channel_id,account_id,joined_at,joined_by,inviter_id\nc1,a2,2024-05-01,invited,a1\n",
    }

    found = Read(own.IMPORTER, write(tmp_path, files))

    assert found.match
    assert found.match.service == "steward"
    assert [type(record).__name__ for record in found.records[:4]] == [
        "AccountRecord",
        "AccountRecord",
        "ChannelRecord",
        "MembershipRecord",
    ]
    assert [(a.source_id, a.body, a.views, a.deleted, a.occurred_at.hour) for a in found.activities] == [
        ("1", "Hello,\nworld", 7, False, 10),
        ("2", "hi", 0, True, 10),
    ]
    assert [(bad.reason, bad.detail) for bad in found.bad] == [
        ("unknown-shape", "shout"),
        ("bad-date", "soon"),
        ("missing-field", "source_id"),
        ("wrong-type", "maybe"),
    ]


def test_json_lines_say_what_each_record_is(tmp_path: Path) -> None:
    lines = [
        {"record": "account", "account_id": "a1", "name": "Ada", "is_bot": True},
        {"record": "thread", "thread_id": "t1", "channel_id": "c1", "title": "Why?", "is_question": True},
        {"source_id": "1", "kind": "post", "occurred_at": 1715000000, "channel_id": "c1", "thread_id": "t1"},
        {"record": "gift", "source_id": "2"},
    ]

    found = Read(own.IMPORTER, write(tmp_path, {"all.jsonl": "\n".join(map(json.dumps, lines)) + "\nnot json\n"}))

    assert (found.accounts[0].is_bot, found.threads[0].is_question) == (True, True)
    assert [a.thread_id for a in found.activities] == ["t1"]
    assert found.reasons == [("item 4", "unknown-shape"), ("line 5", "not-json")]


def test_other_tables_are_not_ours(tmp_path: Path) -> None:
    files = {"prices.csv": "tea,price\nlongjing,5\n", "a.jsonl": '{"x": 1}'}

    assert Read(own.IMPORTER, write(tmp_path, files)).match is None


numbers = st.none() | st.integers() | st.floats() | st.booleans()
cells = numbers | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
fields = st.sampled_from(["record", "source_id", "kind", "occurred_at", "channel_id", "form", "views", "deleted"])


@given(st.lists(st.dictionaries(fields, cells, max_size=9), max_size=5))
def test_any_object_is_a_record_or_a_bad_record(tmp_path_factory, rows: list[dict[str, object]]) -> None:
    folder = write(tmp_path_factory.mktemp("own"), {"a.jsonl": "\n".join(map(json.dumps, rows))})

    with open_tree(folder) as tree:
        found = list(own.IMPORTER.read(tree, Options()))

    assert len(found) == len(rows)
    assert all(bad.reason for bad in found if isinstance(bad, BadRecord))
