"""Discord, as DiscordChatExporter writes it."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.stream.channels.importers import discord
from steward.stream.channels.tests.readings import Read, write

ADA = {"id": "10", "name": "ada", "discriminator": "0001", "nickname": "Ada", "isBot": False}
BO = {"id": "11", "name": "bo", "discriminator": "0000", "nickname": "Bo", "isBot": True}


def message(number: int, author: dict[str, object] = ADA, **fields: object) -> dict[str, object]:
    stamp = f"2024-05-06T10:00:{number:02}.5+00:00"
    return {"id": str(number), "type": "Default", "timestamp": stamp, "content": "hi", "author": author, **fields}


def export(folder: Path, messages: list[object], **channel: object) -> Path:
    where = {"id": "100", "type": "GuildTextChat", "categoryId": "5", "category": "Text", "name": "general", **channel}
    guild = {"id": "1", "name": "Server"}
    return write(folder, {"general.json": {"guild": guild, "channel": where, "messages": messages, "messageCount": 9}})


def test_a_channel_with_replies_reactions_and_attachments(tmp_path: Path) -> None:
    messages = [
        message(1),
        message(2, BO, type="Reply", reference={"messageId": "1"}, timestampEdited="2024-05-06T10:01:00+00:00"),
        message(3, attachments=[{"fileName": "a.PNG"}]),
        message(4, reactions=[{"emoji": {"name": "👍"}, "count": 3, "users": [BO]}]),
        message(5, {**ADA, "nickname": "Ada!"}, stickers=[{"name": "x"}]),
    ]

    found = Read(discord.IMPORTER, export(tmp_path, messages))

    assert found.match
    assert (found.match.key, found.match.name) == ("discord-1", "Server")
    said = found.of_kind("post", "comment")
    assert [(a.kind, a.parent_id, a.thread_id, a.form) for a in said] == [
        ("post", "", "", "text"),
        ("comment", "1", "", "text"),
        ("post", "", "", "image"),
        ("post", "", "", "text"),
        ("post", "", "", "sticker"),
    ]
    assert said[1].edited_at is not None
    assert said[0].url == "https://discord.com/channels/1/100/1"
    assert [(r.source_id, r.account_id, r.parent_id) for r in found.of_kind("reaction")] == [("4:👍:11", "11", "4")]
    assert said[3].reactions == 2
    assert [(a.account_id, a.handle, a.name, a.is_bot) for a in found.accounts] == [
        ("10", "ada#0001", "Ada", False),
        ("11", "bo", "Bo", True),
        ("10", "ada#0001", "Ada!", False),
    ]


def test_a_thread_belongs_to_its_parent_channel_and_its_first_message_opens_it(tmp_path: Path) -> None:
    found = Read(discord.IMPORTER, export(tmp_path, [message(1), message(2)], type="GuildPublicThread", name="How?"))

    assert [(c.channel_id, c.name) for c in found.channels] == [("5", "Text")]
    assert [(t.thread_id, t.channel_id, t.title) for t in found.threads] == [("100", "5", "How?")]
    assert [(a.kind, a.parent_id, a.thread_id, a.title) for a in found.activities] == [
        ("post", "", "100", "How?"),
        ("comment", "1", "100", ""),
    ]


def test_service_messages_are_joins_removals_and_notices(tmp_path: Path) -> None:
    messages = [
        message(1, type="GuildMemberJoin"),
        message(2, type="RecipientRemove", mentions=[{"id": "11"}]),
        message(3, type="ChannelPinnedMessage"),
    ]

    found = Read(discord.IMPORTER, export(tmp_path, messages))

    assert [(a.kind, a.account_id, a.form) for a in found.activities] == [
        ("join", "10", "system"),
        ("leave", "11", "system"),
        ("notice", "", "system"),
    ]
    passages = [(m.account_id, m.joined_by, m.left_by) for m in found.memberships]
    assert passages == [("10", "self", ""), ("11", "", "removed")]


def test_bad_messages_are_listed_and_the_rest_imported(tmp_path: Path) -> None:
    messages = [message(1), message(2, timestamp="soon"), message(3, author=None), {"id": "4"}, message(5)]

    found = Read(discord.IMPORTER, export(tmp_path, messages))

    assert [a.source_id for a in found.activities] == ["1", "5"]
    assert found.reasons == [("item 2", "bad-date"), ("item 3", "wrong-type"), ("item 4", "missing-field")]


@pytest.mark.real_data
def test_the_counts_of_every_file_of_a_real_server(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("discord_meshcore")
    with (folder / "threads_expected.csv").open() as stream:
        expected = {
            row["thread_id"]: tuple(int(row[key]) for key in ("messages", "authors")) for row in csv.DictReader(stream)
        }
    files = [json.loads(path.read_bytes()) for path in folder.glob("dce_json/*/*.json")]
    replies = {m["id"]: m["reference"]["messageId"] for file in files for m in file["messages"] if m["type"] == "Reply"}

    found = Read(discord.IMPORTER, folder / "dce_json")

    assert (len(found.activities), len(found.threads), len(found.channels), found.bad) == (29096, 375, 8, [])
    assert len({account.account_id for account in found.accounts}) == 966
    parents = {a.source_id: a.parent_id for a in found.activities if a.source_id in replies}
    assert len(replies) == 5663
    assert parents == replies
    reacted = {m["id"]: sum(r["count"] for r in m["reactions"]) for file in files for m in file["messages"]}
    notes = {a.source_id for a in found.of_kind("notice")}
    assert {a.source_id: a.reactions for a in found.activities if a.source_id not in notes} == {
        source_id: count for source_id, count in reacted.items() if source_id not in notes
    }
    notices = Counter(a.thread_id for a in found.of_kind("notice"))
    counted: Counter[str] = Counter(a.thread_id for a in found.activities)
    authors = defaultdict(set)
    for activity in found.activities:
        authors[activity.thread_id].add(activity.account_id)
    for thread, (messages, people) in expected.items():
        assert counted[thread] == messages
        if not notices[thread]:
            assert len(authors[thread]) == people
