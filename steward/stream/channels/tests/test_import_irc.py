"""IRC logs in the layouts of common clients."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from steward.stream.channels.importers import irc
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.irc_lines import channel_of, day_in_name, network_of
from steward.stream.channels.tests.readings import Read, write

UTC = Options(timezone=ZoneInfo("UTC"))

ZNC = """[09:00:00] *** Joins: ada (~ada@example.org)
[09:00:05] <@ada> hello
[09:00:06] * ada waves
[09:00:07] -spam- [room] one commit
[09:00:08] *** ada is now known as ada_
[09:00:09] *** Quits: ada_ (~ada@example.org) (Ping timeout)
[09:00:10] *** bo was kicked by op (no)
[09:00:11] *** Parts: cy (~cy@example.org) ("bye")
"""
IRSSI = """--- Log opened Mon May 06 08:59:00 2024
09:00 -!- ada [~ada@example.org] has joined #room
09:00 <@ada> hello
09:00  * ada waves
09:00 -spam:#room- [room] one commit
09:00 -!- ada is now known as ada_
09:00 -!- ada_ [~ada@example.org] has quit [Ping timeout]
09:00 -!- bo was kicked from #room by op [no]
09:00 -!- cy [~cy@example.org] has left #room ["bye"]
--- Day changed Tue May 07 2024
10:00 < bo> good morning
"""
WEECHAT = """2024-05-06 09:00:00\t-->\tada (~ada@example.org) has joined #room
2024-05-06 09:00:05\t@ada\thello
2024-05-06 09:00:06\t *\tada waves
2024-05-06 09:00:08\t--\tada is now known as ada_
2024-05-06 09:00:09\t<--\tada_ (~ada@example.org) has quit (Ping timeout)
2024-05-06 09:00:10\t<--\top has kicked bo (no)
2024-05-06 09:00:11\t<--\tcy (~cy@example.org) has left #room ("bye")
"""
TRUTH = [
    ("join", "ada", "system"),
    ("post", "ada", "text"),
    ("post", "ada", "text"),
    ("notice", "spam", "text"),
    ("notice", "", "system"),
    ("leave", "ada_", "system"),
    ("leave", "bo", "system"),
    ("leave", "cy", "system"),
]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("libera/#room/2024-05-06.log", ZNC),
        ("#room_20240506.log.txt", ZNC),
        ("libera/#room.log", IRSSI),
        ("irc.libera.#room.weechatlog", WEECHAT),
    ],
)
def test_the_same_hour_in_the_layout_of_each_client(tmp_path: Path, path: str, text: str) -> None:
    found = Read(irc.IMPORTER, write(tmp_path, {path: text}), UTC)

    assert found.match
    assert found.match.confidence == 85
    assert found.match.key == ("irc-room" if path.startswith("#") else "irc-libera")
    told = [entry for entry in TRUTH if text is not WEECHAT or entry[1] != "spam"]
    assert [(a.kind, a.account_id, a.form) for a in found.activities][: len(told)] == told
    assert [a.body for a in found.of_kind("post")][:2] == ["hello", "/me waves"]
    assert {a.occurred_at.isoformat()[:13] for a in found.activities} <= {"2024-05-06T09", "2024-05-07T10"}
    # A lost connection is no departure.
    assert [(m.account_id, m.joined_by, m.left_by) for m in found.memberships] == [
        ("ada", "self", ""),
        ("bo", "", "removed"),
        ("cy", "", "left"),
    ]
    assert [account.account_id for account in found.accounts if account.is_bot] == ["spam"] * (text is not WEECHAT)
    assert found.bad == []


def test_equal_lines_in_one_second_stay_two_and_keep_their_ids(tmp_path: Path) -> None:
    line = "[09:00:00] <ada> +1\n"
    whole = Read(irc.IMPORTER, write(tmp_path / "a", {"#r_20240506.log": line * 2 + "[09:00:01] <ada> +1\n"}), UTC)
    later = Read(irc.IMPORTER, write(tmp_path / "b", {"#r_20240506.log": "[09:00:01] <ada> +1\n"}), UTC)

    ids = [a.source_id for a in whole.activities]
    assert len(set(ids)) == 3
    assert [a.source_id for a in later.activities] == ids[2:]


def test_lines_in_other_encodings_and_lines_that_are_none(tmp_path: Path) -> None:
    lines = [
        "[09:00:00] <ada> Grüße".encode("latin-1"),
        "[09:00:01] <bo> 大家好，晚上好".encode("gb18030"),
        "[09:00:02] <cy> 你好".encode(),
        b"not a line of a log",
        b"[29:00:02] <cy> when?",
    ]

    found = Read(irc.IMPORTER, write(tmp_path, {"#r_20240506.log": b"\n".join(lines)}), UTC)

    assert [a.body for a in found.activities] == ["Grüße", "大家好，晚上好", "你好"]
    assert found.reasons == [("line 4", "unknown-shape"), ("line 5", "bad-date")]


def test_channel_network_and_day_are_read_from_the_path() -> None:
    path = "log/libera/#room/2024-05-06.log"
    assert (channel_of(path), network_of(path), str(day_in_name(path))) == ("#room", "libera", "2024-05-06")
    assert (channel_of("2017/02/#qtox_20170202.log.txt"), network_of("2017/02/#qtox_20170202.log.txt")) == ("#qtox", "")
    assert day_in_name("#room.log") is None


@pytest.mark.real_data
def test_the_numbers_of_a_real_log(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("irc")
    expected = json.loads((folder / "qtox_reference_stats.json").read_text())

    found = Read(irc.IMPORTER, folder, UTC)

    said = [a for a in found.of_kind("post") if not a.body.startswith("/me ")]
    authors = Counter(a.account_id for a in said)
    assert found.bad == []
    assert (len(said), len(authors)) == (expected["messages"], expected["authors"]) == (35584, 258)
    assert all(authors[nick] == count for nick, count, _days in expected["top_authors"])
    assert [sum(a.occurred_at.hour == hour for a in said) for hour in range(24)] == expected["hour_of_day_utc"]
    assert min(a.occurred_at for a in said).isoformat() == expected["first"]
    assert len({a.source_id for a in found.activities}) == len(found.activities)
