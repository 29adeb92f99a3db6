"""Perceval items of many backends in three layouts; what has no mapping goes to quarantine."""

import json
from collections import Counter
from pathlib import Path

import pytest

from steward.stream.activity.records import AccountRecord
from steward.stream.channels.importers.perceval import BACKENDS, IMPORTER
from steward.stream.channels.tests.readings import Read, write

MESSAGE = {
    "message": {
        "chat": {"id": -1, "title": "测试"},
        "date": 1467289325,
        "from": {"first_name": "Lei", "last_name": "Li", "id": 8, "username": "lilei"},
        "message_id": 31,
        "text": "你好",
        "reply_to_message": {"message_id": 30},
    }
}
ITEM = {
    "backend_name": "Telegram",
    "perceval_version": "1",
    "origin": "https://telegram.org/bot",
    "uuid": "u",
    "data": MESSAGE,
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ITEM) + "\n" + json.dumps(ITEM) + "\n",
        json.dumps([ITEM, ITEM]),
        json.dumps(ITEM, indent=4) + "\n" + json.dumps(ITEM, indent=4) + "\n",
    ],
)
def test_lines_arrays_and_indented_objects_are_the_same(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"items.json": text})

    read = Read(IMPORTER, tmp_path)

    assert read.match.key == "perceval-telegram-telegram.org"
    assert read.accounts == [AccountRecord("8", "telegram", "lilei", "Lei Li")]
    assert [(a.source_id, a.kind, a.parent_id, a.body) for a in read.activities] == [
        ("-1:31", "comment", "-1:30", "你好")
    ] * 2
    assert read.bad == []


def test_broken_and_unknown_items_are_quarantined_and_the_others_read(tmp_path: Path) -> None:
    dated = {**MESSAGE["message"], "date": 99_999_999_999}
    items = [
        json.dumps(ITEM),
        json.dumps({**ITEM, "backend_name": "Carrier pigeon"}),
        json.dumps({**ITEM, "data": None}),
        json.dumps({**ITEM, "data": {"message": dated}}),
        json.dumps({**ITEM, "data": {"message": 5}}),
        '{"backend_name": }',
        json.dumps(ITEM).replace("31", "32"),
        json.dumps(ITEM)[:60],
    ]
    write(tmp_path, {"items.json": "\n".join(items)})

    read = Read(IMPORTER, tmp_path)

    assert [activity.source_id for activity in read.activities] == ["-1:31", "-1:32"]
    assert [bad.reason for bad in read.bad] == [
        "unknown-shape",
        "missing-field",
        "bad-date",
        "wrong-type",
        "not-json",
        "truncated",
    ]


def test_a_mail_is_in_the_thread_of_its_oldest_ancestor(tmp_path: Path) -> None:
    data = {"From": "Ann <ann@example.org>", "Date": "Mon, 27 Aug 2001 11:36:58 +0200", "body": {"html": "<p>a<p>b"}}
    mails = [
        {**data, "Message-ID": "<1@x>", "Subject": "Where?"},
        {**data, "Message-ID": "<3@x>", "Subject": "Re: Where?", "References": "<1@x>\n <2@x>"},
    ]
    items = [
        {**ITEM, "backend_name": "MBox", "origin": "https://lists.example.org/talk", "data": mail} for mail in mails
    ]
    write(tmp_path, {"mail.json": "\n".join(map(json.dumps, items))})

    read = Read(IMPORTER, tmp_path)

    question, answer = read.activities
    assert (question.kind, question.channel_id, question.body) == ("post", "talk", "a\nb")
    assert (answer.kind, answer.parent_id, answer.thread_id) == ("comment", "2@x", question.thread_id)
    assert read.accounts == [AccountRecord("ann@example.org", "email", name="Ann", email="ann@example.org")]


@pytest.mark.real_data
def test_recorded_items_of_every_backend_become_activities(shared_data) -> None:
    folder = shared_data("api_payloads") / "grimoirelab_elk"
    items = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    read = Read(IMPORTER, folder)

    unmapped = Counter(bad.file for bad in read.bad)
    assert unmapped == {"meetup.json": 3, "twitter.json": 5}
    assert {bad.detail for bad in read.bad} == {"backend meetup", "backend twitter"}
    backends = {item["backend_name"].lower() for found in items.values() for item in found}
    assert backends - {"meetup", "twitter", "discourse"} <= set(BACKENDS)
    by_kind = Counter(activity.kind for activity in read.activities)
    assert by_kind["commit"] >= 11
    assert by_kind["review"] == 2
    for name in ("mbox.json", "pipermail.json", "gmane.json", "groupsio.json", "slack.json", "mattermost.json"):
        spoken = [activity for activity in Read(IMPORTER, folder / name).activities if activity.kind != "reaction"]
        assert len(spoken) == len(items[name]), name
