"""Telegram Desktop's result.json."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from steward.stream.channels.importers import telegram
from steward.stream.channels.importers.base import Options
from steward.stream.channels.tests.readings import Read, write


def message(number: int, who: int = 1, **fields: object) -> dict[str, object]:
    stamp = {"date": "2024-05-06T18:00:00", "date_unixtime": str(1715000000 + number)}
    return {
        "id": number,
        "type": "message",
        **stamp,
        "from": f"M{who}",
        "from_id": f"user{who}",
        "text": "hi",
        **fields,
    }


def service(number: int, action: str, members: tuple[str, ...] = (), who: int = 1) -> dict[str, object]:
    stamp = {"date": "2024-05-06T18:00:00", "date_unixtime": str(1715000000 + number)}
    actor = {"actor": f"M{who}", "actor_id": f"user{who}"}
    return {"id": number, "type": "service", **stamp, **actor, "action": action, "members": list(members), "text": ""}


def chat(messages: list[object], kind: str = "private_supergroup", number: int = 100) -> dict[str, object]:
    return {"name": "群", "type": kind, "id": number, "messages": messages}


def test_texts_replies_forms_and_reactions(tmp_path: Path) -> None:
    recent = [{"from": "M2", "from_id": "user2"}]
    messages = [
        message(1, text=["see ", {"type": "text_link", "text": "this", "href": "https://example.org"}]),
        message(2, 2, reply_to_message_id=1, edited="2024-05-06T18:01:00", edited_unixtime="1715000060"),
        message(3, media_type="sticker", file="a.webp", text=""),
        message(4, photo="a.jpg"),
        message(5, text="https://example.org/x"),
        message(6, 9, **{"from": None}),
        message(7, reactions=[{"type": "emoji", "emoji": "👍", "count": 3, "recent": recent}]),
    ]

    found = Read(telegram.IMPORTER, write(tmp_path, {"result.json": chat(messages)}))

    assert found.match
    assert (found.match.key, found.match.realm) == ("telegram-100", "telegram")
    assert [(c.channel_id, c.name, c.kind, c.private) for c in found.channels] == [("100", "群", "group", True)]
    said = found.of_kind("post", "comment")
    assert [(a.source_id, a.kind, a.parent_id, a.form) for a in said] == [
        ("100/1", "post", "", "text"),
        ("100/2", "comment", "100/1", "text"),
        ("100/3", "post", "", "sticker"),
        ("100/4", "post", "", "image"),
        ("100/5", "post", "", "link"),
        ("100/6", "post", "", "text"),
        ("100/7", "post", "", "text"),
    ]
    assert said[0].body == "see this (https://example.org)"
    assert said[1].edited_at is not None
    assert [(r.source_id, r.account_id) for r in found.of_kind("reaction")] == [("100/7:👍:user2", "user2")]
    assert said[6].reactions == 2
    assert [(a.account_id, a.name) for a in found.accounts] == [("user1", "M1"), ("user2", "M2"), ("user9", "")]


def test_who_came_and_went_and_who_brought_them(tmp_path: Path) -> None:
    messages = [
        service(1, "invite_members", ("M2", "Nobody")),
        service(2, "join_group_by_link", who=3),
        service(3, "invite_members", ("M4",), who=4),
        message(4, 2),
        service(5, "remove_members", ("M2",)),
        service(6, "remove_members", ("M3",), who=3),
        service(7, "pin_message"),
    ]

    found = Read(telegram.IMPORTER, write(tmp_path, {"result.json": chat(messages)}))

    assert [(m.account_id, m.joined_by, m.inviter_id, m.left_by) for m in found.memberships] == [
        ("user3", "link", "", ""),
        ("user4", "self", "", ""),
        ("user3", "", "", "left"),
        ("user2", "invited", "user1", ""),
        ("user2", "", "", "removed"),
    ]
    assert [(a.kind, a.account_id) for a in found.activities] == [
        ("notice", ""),
        ("join", "user3"),
        ("join", "user4"),
        ("post", "user2"),
        ("notice", ""),
        ("leave", "user3"),
        ("notice", ""),
    ]


def test_private_chats_of_a_whole_account_are_left_out(tmp_path: Path) -> None:
    chats = [chat([message(1)], "personal_chat", 5), chat([message(1), message(2)]), chat([message(1)], "bot_chat", 6)]
    document = {
        "about": "x",
        "chats": {"about": "y", "list": chats},
        "left_chats": {"list": [chat([message(1)], number=7)]},
    }

    found = Read(telegram.IMPORTER, write(tmp_path, {"result.json": document}))

    assert found.match
    assert found.match.key == "telegram"
    assert [a.source_id for a in found.activities] == ["100/1", "100/2", "7/1"]


def test_times_without_a_zone_are_read_in_the_zone_that_was_named(tmp_path: Path) -> None:
    old = message(1)
    del old["date_unixtime"]
    path = write(tmp_path, {"result.json": chat([old, {**old, "id": 2, "date": "2999-01-01T00:00:00"}])})

    found = Read(telegram.IMPORTER_LOCAL, path, Options(timezone=ZoneInfo("Asia/Shanghai")))

    assert (Read(telegram.IMPORTER, path).match, found.match is None) == (None, False)
    assert [a.occurred_at.isoformat() for a in found.activities] == ["2024-05-06T10:00:00+00:00"]
    assert found.reasons == [("item 2", "bad-date")]


@pytest.mark.real_data
def test_the_shapes_of_real_exports(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("api_payloads") / "telegram_export_shapes"
    jakarta = Options(timezone=ZoneInfo("Asia/Jakarta"))

    new = Read(telegram.IMPORTER, folder / "result.json")
    old = Read(telegram.IMPORTER_LOCAL, folder / "result_older_export.json", jakarta)

    assert new.activities[0].occurred_at.timestamp() == 1657160088
    assert (len(new.activities), len(new.accounts), new.bad) == (11, 6, [])
    assert [a.form for a in new.activities if a.form != "text"] == ["image", "image", "sticker", "video", "image"]
    assert old.activities[0].occurred_at.isoformat() == "2022-08-02T16:21:24+00:00"
    assert [a.name for a in old.accounts] == ["Member F", "Member A", ""]
