"""Zulip archives."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.stream.channels.importers import zulip
from steward.stream.channels.tests.readings import Read, write


def message(number: int, name: str, **fields: object) -> dict[str, object]:
    return {"id": number, "sender_full_name": name, "timestamp": 1715000000 + number, "content": "<p>hi</p>", **fields}


def archive(folder: Path, topic: list[object]) -> Path:
    index = {"streams": {"All & more": {"id": 7, "topic_data": {"What? 20%": {"size": len(topic)}}}}}
    return write(
        folder, {"zulip_json/stream_index.json": index, "zulip_json/7-All.20.26.20more/What.3F.2020.25.json": topic}
    )


def test_a_topic_is_a_thread_that_its_first_message_opens(tmp_path: Path) -> None:
    topic = [message(1, "Ada Lovelace"), message(2, "张伟"), message(3, "ada  lovelace")]

    found = Read(zulip.IMPORTER, archive(tmp_path, topic))

    assert [(c.channel_id, c.name) for c in found.channels] == [("7", "All & more")]
    assert [(t.thread_id, t.title) for t in found.threads] == [("7/What? 20%", "What? 20%")]
    assert [(a.kind, a.account_id, a.parent_id, a.thread_id, a.title) for a in found.activities] == [
        ("post", "ada lovelace", "", "7/What? 20%", "What? 20%"),
        ("comment", "张伟", "1", "7/What? 20%", ""),
        ("comment", "ada lovelace", "1", "7/What? 20%", ""),
    ]
    assert [account.name for account in found.accounts] == ["Ada Lovelace", "张伟"]


def test_bad_messages_are_listed_and_the_next_one_opens_the_topic(tmp_path: Path) -> None:
    topic = [message(1, "Ada", timestamp=-5), message(2, "Ada"), message(3, "Ada", content=[]), message(4, "Bo")]

    found = Read(zulip.IMPORTER, archive(tmp_path, topic))

    assert [(a.source_id, a.kind, a.parent_id) for a in found.activities] == [("2", "post", ""), ("4", "comment", "2")]
    assert found.reasons == [("item 1", "bad-date"), ("item 3", "wrong-type")]


@pytest.mark.real_data
def test_the_sizes_of_the_archives_own_index(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("zulip") / "ncar"
    index = json.loads((folder / "zulip_json" / "stream_index.json").read_text())["streams"]
    expected = {
        f"{stream['id']}/{topic.removeprefix('✔ ')}": data["size"]
        for stream in index.values()
        for topic, data in stream["topic_data"].items()
    }

    found = Read(zulip.IMPORTER, folder)

    assert Counter(a.thread_id for a in found.activities) == expected
    assert (len(found.activities), len(found.channels), len(found.threads), len(found.accounts)) == (6707, 32, 831, 171)
    assert (len(found.of_kind("post")), found.bad) == (831, [])
    reference = json.loads((folder / "reference_stats.json").read_text())
    names = {account.account_id: account.name for account in found.accounts}
    counts = Counter(names[a.account_id] for a in found.activities)
    assert all(counts[name] == count for name, count, _days in reference["top_authors"])
