"""Slack: exports old and new, and event logs."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.stream.channels.importers import slack, slack_log
from steward.stream.channels.tests.readings import Read, write

TEAM = "T1"
USERS = [
    {"id": "U1", "team_id": TEAM, "name": "ada", "profile": {"real_name": "Ada L.", "email": "ada@example.org"}},
    {"id": "U2", "team_id": TEAM, "name": "bot", "is_bot": True, "profile": {"real_name": "Bot"}},
]
CHANNELS = [{"id": "C1", "name": "general", "purpose": {"value": "All"}}]


def export(folder: Path, messages: list[object]) -> Path:
    return write(folder, {"users.json": USERS, "channels.json": CHANNELS, "general/2024-05-06.json": messages})


def at(second: int, **fields: object) -> dict[str, object]:
    return {"type": "message", "user": "U1", "text": "hi", "ts": f"17150000{second:02}.000100", **fields}


def test_a_thread_an_edit_a_file_and_reactions(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        [
            at(0, thread_ts="1715000000.000100", reactions=[{"name": "+1", "users": ["U1", "U2"], "count": 3}]),
            at(1, user="U2", thread_ts="1715000000.000100", edited={"user": "U2", "ts": "1715000009.000000"}),
            at(2, files=[{"title": "Plan", "mimetype": "image/png"}]),
        ],
    )

    found = Read(slack.IMPORTER, path)

    assert found.match
    assert (found.match.key, found.match.realm) == ("slack-t1", "slack:T1")
    opening, answer, picture = found.of_kind("post", "comment")
    assert (opening.source_id, opening.kind, opening.thread_id) == ("C1:1715000000.000100", "post", opening.source_id)
    assert (answer.kind, answer.parent_id, answer.thread_id) == ("comment", opening.source_id, opening.source_id)
    assert answer.edited_at is not None
    assert (picture.form, picture.title) == ("image", "Plan")
    assert [(r.source_id, r.account_id, r.parent_id) for r in found.of_kind("reaction")] == [
        (f"{opening.source_id}:+1:U1", "U1", opening.source_id),
        (f"{opening.source_id}:+1:U2", "U2", opening.source_id),
    ]
    assert opening.reactions == 1
    assert [(a.account_id, a.name, a.email_verified, a.is_bot) for a in found.accounts] == [
        ("U1", "Ada L.", True, False),
        ("U2", "Bot", False, True),
    ]


def test_joins_leaves_bots_notices_and_deleted_openings(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        [
            at(0, subtype="channel_join", inviter="U2"),
            at(1, subtype="channel_leave"),
            at(2, subtype="channel_topic"),
            {
                "type": "message",
                "subtype": "bot_message",
                "bot_id": "B1",
                "username": "ci",
                "text": "",
                "ts": "1715000003.1",
            }
            | {"attachments": [{"fallback": "build failed"}]},
            at(4, subtype="tombstone", user="USLACKBOT", text="This message was deleted."),
        ],
    )

    found = Read(slack.IMPORTER, path)

    assert [(m.joined_by, m.inviter_id, m.left_by) for m in found.memberships] == [
        ("invited", "U2", ""),
        ("", "", "left"),
    ]
    (notice,) = found.of_kind("notice")
    assert (notice.account_id, notice.form) == ("", "system")
    bot, gone = found.of_kind("post")
    assert (bot.account_id, bot.body, found.accounts[-1].is_bot) == ("B1", "build failed", True)
    assert (gone.deleted, gone.body, gone.account_id) == (True, "", "")


def test_three_bad_messages_are_listed_and_the_rest_imported(tmp_path: Path) -> None:
    path = export(tmp_path, [at(0), {"text": "no time"}, at(1), at(2, ts="99999999999.0"), 7, at(3)])

    found = Read(slack.IMPORTER, path)

    assert len(found.activities) == 3
    assert found.reasons == [("item 2", "missing-field"), ("item 4", "bad-date"), ("item 5", "wrong-type")]
    assert {bad.file for bad in found.bad} == {"general/2024-05-06.json"}


def test_an_event_log_has_edits_deletions_and_openings_that_become_threads(tmp_path: Path) -> None:
    events = [
        at(0, channel="C1"),
        at(1, channel="C1", thread_ts="1715000000.000100"),
        at(5, channel="C1", subtype="message_changed", message=at(1, text="better", edited={"ts": "1715000005.0"})),
        at(6, channel="C1", subtype="message_changed", message=at(0, attachments=[{"title": "a preview"}])),
        at(7, channel="C1", subtype="message_deleted", deleted_ts="1715000000.000100", previous_message=at(0)),
    ]
    write(tmp_path, {"2024-05-06.txt": "\n".join([*map(json.dumps, events), "{broken", ""])})

    found = Read(slack_log.IMPORTER, tmp_path)

    assert [(a.source_id[-9:-7], a.kind, a.body, a.deleted) for a in found.activities] == [
        ("00", "post", "hi", False),
        ("01", "comment", "hi", False),
        ("01", "post", "better", False),
        ("00", "post", "", True),
    ]
    assert found.activities[0].thread_id == "C1:1715000000.000100"
    assert found.reasons == [("line 6", "not-json")]


@pytest.mark.real_data
def test_the_numbers_of_a_real_export(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("slack")
    expected = json.loads((folder / "houstondatavis_reference_stats.json").read_text())

    found = Read(slack.IMPORTER, folder / "houstondatavis_export")

    content = found.of_kind("post", "comment")
    names = {channel.channel_id: channel.name for channel in found.channels}
    assert (len(found.accounts), len(found.channels), found.bad) == (71, 16, [])
    assert len(found.activities) - len(found.of_kind("reaction")) == 1382
    assert len(content) == expected["messages"] == 1031
    # Comments on files name their author in a place the reference did not look at; it counts them as one more author.
    authors = Counter(a.account_id for a in content if "commented on" not in a.body)
    assert len(authors) + 1 == expected["authors"] == 33
    # The reference's own list, without the comments on files.
    assert all(authors[author] <= count for author, count, _days in expected["top_authors"] if author)
    assert Counter(names[a.channel_id] for a in content) == {
        name: row["messages"] for name, row in expected["channels_table"].items()
    }
    assert min(a.occurred_at for a in content).isoformat() == expected["first"]
    assert max(a.occurred_at for a in content).isoformat() == expected["last"]
    assert [sum(a.occurred_at.hour == hour for a in content) for hour in range(24)] == expected["hour_of_day_utc"]
    assert Counter(m.joined_at is not None for m in found.memberships) == {True: 320, False: 3}


@pytest.mark.real_data
def test_the_numbers_of_a_real_event_log(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("slack")
    expected = json.loads((folder / "clojurians_reference_stats.json").read_text())
    lines = [line for path in folder.glob("clojurians_rtm_log/logs/*") for line in path.read_bytes().splitlines()]
    comments = {f"{e['channel']}:{e['ts']}" for e in map(json.loads, lines) if e.get("subtype") == "file_comment"}

    found = Read(slack_log.IMPORTER, folder / "clojurians_rtm_log")

    latest = {a.source_id: a for a in found.of_kind("post", "comment")}
    bots = {account.account_id for account in found.accounts if account.is_bot}
    # The reference counts neither messages of integrations nor comments on files.
    content = [a for a in latest.values() if a.account_id not in bots and a.source_id not in comments]
    assert found.bad == []
    assert len(content) == expected["messages"] == 7926
    assert len({a.account_id for a in content}) == expected["authors"] == 439
    assert len({a.channel_id for a in content}) == expected["channels"] == 82
    assert len({a.thread_id for a in content if a.thread_id}) == expected["threads"] == 195
    assert sum(a.deleted for a in latest.values()) >= 100


@pytest.mark.real_data
def test_the_shape_of_a_present_day_export(shared_data: Callable[[str], Path]) -> None:
    found = Read(slack.IMPORTER, shared_data("api_payloads") / "slack_export_modern" / "source_export_dir")

    assert (len(found.activities), len(found.of_kind("comment")), len(found.of_kind("join")), found.bad) == (
        16,
        4,
        1,
        [],
    )
