"""WeChat and QQ groups."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from steward.stream.channels.importers import qq, wechat
from steward.stream.channels.importers.passages import Told, is_poke, read_line
from steward.stream.channels.tests.readings import Read, write

TITLE = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
HEAD = "{0}\n消息分组:我的QQ群\n{0}\n消息对象:{1}\n{0}\n\n"


def qq_group(*messages: str, name: str = "读书会") -> str:
    return HEAD.format("=" * 64, name) + "\n\n".join(messages) + "\n\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"甲"邀请"乙"加入了群聊', Told(("乙",), "甲", "invited")),
        ('"甲"邀请"乙、丙"加入了群聊', Told(("乙", "丙"), "甲", "invited")),
        ('"乙"通过扫描"甲"分享的二维码加入群聊', Told(("乙",), "甲", "link")),
        ("乙(12345)加入本群。", Told(("乙",), "", "self")),
        ("乙被管理员移出本群", Told(("乙",), "管理员", "", "removed")),
        ('你将"乙"移出了群聊', Told(("乙",), "你", "", "removed")),
        ('"乙"退出了群聊', Told(("乙",), "", "", "left")),
        ('"甲"修改群名为“读书会”', None),
        ("大家加油", None),
    ],
)
def test_chinese_system_lines_say_who_came_and_went(line: str, told: Told | None) -> None:
    assert read_line(line) == told


def test_a_poke_is_a_line_of_its_own_shape() -> None:
    assert [is_poke(line) for line in ('"甲" 拍了拍 "乙"', "他拍了拍我")] == [True, False]


def test_a_pasted_header_stays_inside_the_message(tmp_path: Path) -> None:
    text = TITLE + qq_group(
        "2024-05-06 9:00:00 【群主】甲(10001)\n看：\n2019-01-01 08:00:00 丙(10003)\n旧的",
        "2019-01-01 08:00:01 丙(10003)\n也是",
        "2024-05-06 9:00:05 乙<b@example.org>\n[图片]",
    )

    found = Read(qq.IMPORTER, write(tmp_path, {"读书会.txt": text}))

    assert found.match
    assert found.match.key == "qq-读书会"
    assert [(a.account_id, a.form) for a in found.activities] == [("10001", "text"), ("b@example.org", "image")]
    assert found.activities[0].body.splitlines()[-1] == "也是"
    assert found.activities[0].occurred_at == datetime(2024, 5, 6, 1, tzinfo=UTC)
    assert [a.name for a in found.accounts] == ["甲", "乙"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_several_groups_in_one_file_in_every_encoding_of_the_client(tmp_path: Path, encoding: str) -> None:
    text = (
        TITLE
        + qq_group("2024-05-06 9:00:00 甲(10001)\n早上好，各位")
        + qq_group("2020-05-06 9:00:00 甲(10001)\n早", name="跑步群")
    )

    found = Read(qq.IMPORTER, write(tmp_path, {"全部.txt": text.replace("\n", "\r\n").encode(encoding)}))

    assert [(a.channel_id, a.body) for a in found.activities] == [("读书会", "早上好，各位"), ("跑步群", "早")]


def test_impossible_times_are_listed_with_their_text(tmp_path: Path) -> None:
    times = ("2024-05-06", "2024-13-06", "2999-05-06", "2024-05-07")
    text = TITLE + qq_group(*(f"{day} 9:00:00 甲(10001)\n{word}" for day, word in zip(times, "一二三四", strict=True)))

    found = Read(qq.IMPORTER, write(tmp_path, {"a.txt": text}))

    assert [a.body for a in found.activities] == ["一", "四"]
    assert [bad.reason for bad in found.bad] == ["bad-date", "bad-date"]
    assert found.bad[0].raw.strip().endswith("二")


def test_two_members_with_one_name_are_not_guessed(tmp_path: Path) -> None:
    def said(number: int, sender: str, name: str, content: str = "hi", kind: str = "文本消息") -> dict[str, object]:
        who = {"senderUsername": sender, "senderDisplayName": name}
        return {"createTime": 1715000000 + number, "type": kind, "content": content, **who}

    messages = [
        said(1, "", "", '"甲"邀请"乙"加入了群聊', "系统消息"),
        said(2, "", "", '"甲"邀请"丙"加入了群聊', "系统消息"),
        said(3, "w1", "甲"),
        said(4, "w2", "乙"),
        said(5, "w3", "乙"),
        said(6, "w4", "丙"),
        said(6, "w4", "丙", "second in one second", "引用消息"),
    ]
    session = {"wxid": "9@chatroom", "displayName": "群"}

    found = Read(wechat.IMPORTER, write(tmp_path, {"a.json": {"session": session, "messages": messages}}))

    assert [(m.account_id, m.inviter_id) for m in found.memberships] == [("w4", "w1")]
    assert [(a.source_id, a.kind) for a in found.activities][-2:] == [
        ("9:1715000006:w4", "post"),
        ("9:1715000006:w4:2", "comment"),
    ]


LAYOUTS = {
    "wechat_weflow.json": wechat.IMPORTER,
    "wechat_echotrace.json": wechat.IMPORTER,
    "wechat_stat.csv": wechat.IMPORTER_CSV,
    "qq_native.txt": qq.IMPORTER,
}
FORMS = {
    "text": "text",
    "system": "system",
    "image": "image",
    "reply": "quote",
    "emoji": "sticker",
    "poke": "poke",
    "red_packet": "red_packet",
    "link": "link",
}


@pytest.mark.real_data
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_four_layouts_give_one_truth(shared_data: Callable[[str], Path], layout: str) -> None:
    folder = shared_data("wechat_qq_constructed")
    expected = json.loads((folder / "expected.json").read_text())
    forms = Counter({FORMS[name]: count for name, count in expected["by_type"].items()})
    per_member = expected["messages_per_member"]
    if layout == "qq_native.txt":
        per_member = {expected["qq_of_member"][wxid]: count for wxid, count in per_member.items()}
    if layout in {"qq_native.txt", "wechat_stat.csv"}:
        # Neither says that a text quotes another.
        forms["text"] += forms.pop("quote")
    if layout == "wechat_stat.csv":
        # No system lines, and stickers are pictures.
        forms["image"] += forms.pop("sticker")
        del forms["system"], forms["poke"]

    found = Read(LAYOUTS[layout], folder / layout)

    by_member = found.of_kind("post", "comment")
    assert found.bad == []
    assert Counter(a.form for a in found.activities) == forms
    assert len(found.activities) == sum(forms.values())
    assert len(by_member) == expected["messages_by_members"] == 1460
    assert Counter(a.account_id for a in by_member) == per_member
    assert min(a.occurred_at.timestamp() for a in found.activities) == expected["first_epoch"]
    assert max(a.occurred_at.timestamp() for a in found.activities) == expected["last_epoch"]
    shanghai = timezone(timedelta(hours=8))
    days = Counter(a.occurred_at.astimezone(shanghai).date().isoformat() for a in by_member)
    assert days == expected["per_day_shanghai"]
    names = [account.name for account in found.accounts]
    assert len({account.account_id for account in found.accounts}) == expected["members_who_wrote"] == 40
    assert {expected["renamed"]["before"], expected["renamed"]["after"]} <= set(names)
    (pasted,) = [
        a for a in by_member if a.occurred_at.timestamp() == expected["message_whose_text_looks_like_a_header"]
    ]
    assert len(pasted.body.splitlines()) == 3


@pytest.mark.real_data
def test_the_wechat_layouts_give_the_same_ids(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("wechat_qq_constructed")

    first, second, table = (Read(LAYOUTS[name], folder / name) for name in list(LAYOUTS)[:3])

    assert first.records == second.records
    said = {a.source_id for a in first.of_kind("post", "comment")}
    assert said == {a.source_id for a in table.activities}
    assert {m.account_id for m in first.memberships} <= {a.account_id for a in first.accounts}
    assert len(first.memberships) == 24
