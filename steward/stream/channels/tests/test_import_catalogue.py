"""Which importer a tree is for, and that none of them trusts its input."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.stream.activity.records import BadRecord
from steward.stream.channels.errors import REASONS, ImportProblem
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.catalogue import IMPORTERS, by_key, recognise, recognise_all
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.tests.readings import write

AUTHOR = {"id": "4", "name": "A"}
STAMP = {"date": "2024-05-06T20:53:20", "date_unixtime": "1715000000"}
CHATS = {
    "slack": {
        "users.json": [{"id": "U1", "team_id": "T1", "profile": {"real_name": "A"}}],
        "channels.json": [{"id": "C1", "name": "general"}],
        "general/2024-05-06.json": [{"type": "message", "user": "U1", "text": "a", "ts": "1715000000.1"}],
    },
    "slack-log": {"a.txt": '{"type": "message", "channel": "C1", "user": "U1", "text": "a", "ts": "1715000000.1"}\n'},
    "zulip": {
        "stream_index.json": {"streams": {"s": {"id": 1, "topic_data": {"t": {"size": 1}}}}},
        "1-s/t.json": [{"id": 1, "sender_full_name": "A", "timestamp": 1715000000, "content": "a"}],
    },
    "discord": {
        "a.json": {
            "guild": {"id": "1", "name": "S"},
            "channel": {"id": "2", "name": "c"},
            "messages": [{"id": "3", "timestamp": "2024-05-06T10:00:00Z", "content": "a", "author": AUTHOR}],
        }
    },
    "telegram": {
        "result.json": {
            "name": "g",
            "type": "private_group",
            "id": 1,
            "messages": [{"id": 1, "type": "message", **STAMP, "from_id": "user1", "text": ["a"]}],
        }
    },
    "wechat-json": {
        "a.json": {
            "session": {"wxid": "1@chatroom"},
            "messages": [{"createTime": 1715000000, "type": "文本消息", "content": "a", "senderUsername": "w"}],
        }
    },
    "wechat-csv": {
        "a.csv": "time(Asia/Shanghai),group_id,group_name,from_id,from_nickname,content_type,content\n"
        "2024-05-06 10:00:00,1,g,w,A,Text,a\n"
    },
    "qq": {"a.txt": "消息记录\n====\n消息分组:g\n====\n消息对象:g\n====\n\n2024-05-06 10:00:00 A(10001)\na\n"},
    "irc": {"#room_20240506.log": "[09:00:00] <a> b\n[09:00:01] * a c\n"},
    "steward": {"a.csv": "source_id,kind,occurred_at,channel_id\n1,post,1715000000,c\n"},
}


@pytest.mark.parametrize("key", CHATS)
def test_each_format_is_recognised_as_itself(tmp_path: Path, key: str) -> None:
    with open_tree(write(tmp_path, CHATS[key])) as tree:
        found = recognise(tree)

    assert found
    assert found[0].key == key
    assert found[1].key


def test_nothing_known_is_nothing(tmp_path: Path) -> None:
    with open_tree(write(tmp_path, {"a.txt": "shopping list\n", "b.json": [1, 2], "c.bin": b"\0\1"})) as tree:
        assert (recognise(tree), recognise_all(tree)) == (None, [])


def test_keys_are_unique() -> None:
    keys = [importer.key for importer in IMPORTERS]
    assert len(set(keys)) == len(keys)
    assert all(by_key(key) is importer for key, importer in zip(keys, IMPORTERS, strict=True))


def test_an_archive_with_exports_of_two_services_is_two_sources(tmp_path: Path) -> None:
    for key in ("slack", "zulip"):
        write(tmp_path / "all" / key, CHATS[key])

    with open_tree(tmp_path) as tree:
        found = recognise_all(tree)
        files = [[entry.path for entry in part.tree.entries()] for part in found]

    assert [part.importer.key for part in found] == ["slack", "zulip"]
    assert all(path.startswith("all/slack/") for path in files[0])


@pytest.mark.parametrize("key", CHATS)
def test_reading_twice_gives_the_same_records(tmp_path: Path, key: str) -> None:
    importer = by_key(key)
    assert importer
    with open_tree(write(tmp_path, CHATS[key])) as tree:
        assert list(importer.read(tree, Options())) == list(importer.read(tree, Options()))


@pytest.mark.parametrize("key", CHATS)
def test_an_encoding_nobody_knows_is_said_so(tmp_path: Path, key: str) -> None:
    importer = by_key(key)
    assert importer
    with open_tree(write(tmp_path, CHATS[key])) as tree:
        found = list(importer.read(tree, Options(encoding="klingon")))

    assert {record.reason for record in found if isinstance(record, BadRecord)} == {"bad-encoding"}


def spoil(value: object, data: st.DataObject) -> object:
    """A JSON value with some of its parts replaced by something of another type."""
    if data.draw(st.integers(0, 7)) == 0:
        return data.draw(st.sampled_from([None, 0, -1, 1e300, True, "", "x", "\0", [], {}, [None], {"id": None}]))
    if isinstance(value, dict):
        return {key: spoil(inner, data) for key, inner in value.items()}
    return [spoil(inner, data) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("key", CHATS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_hostile_shapes_never_raise_anything_but_an_import_problem(
    tmp_path: Path, key: str, data: st.DataObject
) -> None:
    files = {}
    for name, content in CHATS[key].items():
        raw = json.dumps(spoil(content, data)) if not isinstance(content, str) else content
        cut = data.draw(st.integers(0, len(raw)) | st.just(len(raw)))
        files[name] = raw[:cut]
    write(tmp_path, files)

    with open_tree(tmp_path) as tree:
        recognise(tree)
        for importer in IMPORTERS:
            try:
                records = list(importer.read(tree, Options()))
            except ImportProblem:
                continue
            assert {record.reason for record in records if isinstance(record, BadRecord)} <= set(REASONS)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("archive", "keys"),
    [
        ("slack", ["slack-log", "slack"]),
        ("zulip", ["zulip"]),
        ("discord_meshcore", ["discord"]),
        ("irc", ["irc"]),
        ("discourse_urho3d", ["discourse"]),
        ("mailing_lists", ["mbox"]),
        ("stackexchange", ["stackexchange"]),
    ],
)
def test_the_archives_of_the_data_folder_are_recognised(shared_data: Callable[[str], Path], archive, keys) -> None:
    with open_tree(shared_data(archive)) as tree:
        assert [found.importer.key for found in recognise_all(tree)] == keys
