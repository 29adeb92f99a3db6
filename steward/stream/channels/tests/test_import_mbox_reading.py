"""Mail archives as they are found: plain, packed, monthly, dirty."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from steward.stream.activity.records import AccountRecord, ActivityRecord, BadRecord, ChannelRecord, ThreadRecord
from steward.stream.channels.importers import mail_headers, mail_people, mbox
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.mail_split import mails
from steward.stream.channels.importers.mbox import IMPORTER
from steward.stream.channels.importers.tree import open_tree

FIRST = b"""From ann at example.org  Mon Aug 27 09:36:58 2001
From: ann at example.org (Ann)
Date: Mon, 27 Aug 2001 11:36:58 +0200
Subject: [list] Where is it?
Message-ID: <1@example.org>

From here I cannot see it.
>From there you can.

"""
ANSWER = b"""From bob at example.org  Mon Aug 27 10:36:58 2001
From: Bob <BOB@example.org>
Date: Mon, 27 Aug 2001 12:36:58 +0200
Subject: Re: [list] Where is it?
In-Reply-To: <1@example.org>
Message-ID: <2@example.org>

There.

"""
UNDATED = b"""From ann at example.org  Thu Jan  1 00:33:35 1970
From: ann at example.org (Ann)
Date: Thu, 1 Jan 1970 01:33:35 +0100
Subject: lost in time
Message-ID: <3@example.org>

x

"""


def _read(path: Path):
    with open_tree(path) as tree:
        return list(IMPORTER.read(tree, Options()))


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def test_a_monthly_folder_gives_a_list_a_thread_and_its_mails(tmp_path: Path) -> None:
    folder = tmp_path / "my-list"
    folder.mkdir()
    (folder / "2001-August.txt").write_bytes(FIRST)
    (folder / "2001-September.txt.gz").write_bytes(gzip.compress(ANSWER))

    records = _read(folder)

    thread = _of(ThreadRecord, records)[0]
    assert _of(ChannelRecord, records) == [ChannelRecord("my-list", "my-list", "list")]
    assert (thread.title, len(_of(ThreadRecord, records))) == ("Where is it?", 1)
    assert _of(AccountRecord, records) == [
        AccountRecord("ann@example.org", "email", name="Ann", email="ann@example.org"),
        AccountRecord("bob@example.org", "email", name="Bob", email="bob@example.org"),
    ]
    question, answer = _of(ActivityRecord, records)
    assert question == ActivityRecord(
        source_id="1@example.org",
        kind="post",
        occurred_at=datetime(2001, 8, 27, 9, 36, 58, tzinfo=UTC),
        channel_id="my-list",
        account_id="ann@example.org",
        realm="email",
        thread_id=thread.thread_id,
        title="[list] Where is it?",
        body="From here I cannot see it.\nFrom there you can.",
    )
    assert (answer.kind, answer.parent_id, answer.thread_id) == ("comment", "1@example.org", thread.thread_id)


def test_what_cannot_be_dated_goes_to_quarantine_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "list.mbox").write_bytes(b"some words before\n" + FIRST + UNDATED + ANSWER)

    records = _read(tmp_path)

    assert [(bad.reason, bad.position) for bad in _of(BadRecord, records)] == [
        ("unknown-shape", "byte 0"),
        ("bad-date", f"byte {18 + len(FIRST)}"),
    ]
    assert [activity.source_id for activity in _of(ActivityRecord, records)] == ["1@example.org", "2@example.org"]


def test_the_same_mail_is_given_once_and_another_with_its_id_too(tmp_path: Path) -> None:
    other = FIRST.replace(b"Mon, 27 Aug 2001 11:36:58", b"Tue, 28 Aug 2001 11:36:58").replace(
        b"From: ann", b"From: cid"
    )
    (tmp_path / "a.mbox").write_bytes(FIRST + FIRST + other)

    first, second = _of(ActivityRecord, _read(tmp_path))

    assert first.source_id == "1@example.org"
    assert (second.source_id, second.account_id) == ("1@example.org#998991418", "cid@example.org")
    assert first.thread_id != second.thread_id


def test_small_and_large_sources_give_the_same_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mbox").write_bytes(FIRST + UNDATED + ANSWER)
    (tmp_path / "b.mbox.gz").write_bytes(gzip.compress(ANSWER + FIRST))

    kept = _read(tmp_path)
    monkeypatch.setattr(mbox, "_KEPT_BYTES", 0)

    assert _read(tmp_path) == kept


@pytest.mark.parametrize("chunk", [64, 211, 5_000])
def test_mails_are_cut_the_same_whatever_the_size_of_the_pieces(tmp_path: Path, monkeypatch, chunk: int) -> None:
    (tmp_path / "a.mbox").write_bytes((FIRST + ANSWER) * 3 + UNDATED)

    with open_tree(tmp_path) as tree:
        [entry] = tree.entries()
        whole = list(mails(entry))
        monkeypatch.setattr("steward.stream.channels.importers.mail_split._CHUNK", chunk)

        assert list(mails(entry)) == whole
    assert len(whole) == 7


def test_a_mail_above_the_limit_is_left_out_and_the_next_is_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("steward.stream.channels.importers.mail_split.LARGEST_MAIL", 20_000)
    monkeypatch.setattr("steward.stream.channels.importers.mail_split._CHUNK", 10_000)
    (tmp_path / "a.mbox").write_bytes(FIRST + b"a long line\n" * 20_000 + ANSWER)

    records = _read(tmp_path)

    assert [bad.reason for bad in _of(BadRecord, records)] == ["too-long"]
    assert [activity.source_id for activity in _of(ActivityRecord, records)] == ["2@example.org"]


def test_a_truncated_archive_keeps_what_comes_before(tmp_path: Path) -> None:
    packed = gzip.compress(FIRST * 50 + bytes(range(256)) * 40 + ANSWER)
    (tmp_path / "a.mbox.gz").write_bytes(packed[: len(packed) - 30])

    records = _read(tmp_path)

    assert next(activity.source_id for activity in _of(ActivityRecord, records)) == "1@example.org"
    assert "truncated" in {bad.reason for bad in _of(BadRecord, records)}


def test_the_only_list_id_names_the_list_and_several_share_a_mailbox(tmp_path: Path) -> None:
    tagged = FIRST.replace(b"Subject:", b"List-Id: Dev talk <dev.example.org>\nSubject:", 1)
    (tmp_path / "all.mbox").write_bytes(tagged + ANSWER)
    [only] = _of(ChannelRecord, _read(tmp_path))
    second = ANSWER.replace(b"Subject:", b"List-Id: <news.example.org>\nSubject:", 1).replace(b"<2@", b"<4@")
    (tmp_path / "all.mbox").write_bytes(tagged + ANSWER + second)

    several = _of(ChannelRecord, _read(tmp_path))

    assert (only.channel_id, only.name) == ("dev.example.org", "dev")
    assert [channel.channel_id for channel in several] == ["dev.example.org", "all", "news.example.org"]


def test_chinese_mail_in_any_encoding_is_readable(tmp_path: Path) -> None:
    mail = FIRST.replace(b"Where is it?", "活动在哪里".encode("gb18030")).replace(
        b"From here I cannot see it.", "从这里看不到，请告诉我活动的地点".encode("gb18030")
    )
    (tmp_path / "a.mbox").write_bytes(mail)

    [activity] = _of(ActivityRecord, _read(tmp_path))

    assert activity.title == "[list] 活动在哪里"
    assert activity.body.startswith("从这里看不到，请告诉我活动的地点")


def test_a_mailbox_that_cannot_be_opened_is_reported_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.mbox.gz").write_bytes(b"not packed at all")
    (tmp_path / "b.mbox").write_bytes(FIRST)

    records = _read(tmp_path)

    assert [(bad.file, bad.reason) for bad in _of(BadRecord, records)] == [("a.mbox.gz", "truncated")]
    assert len(_of(ActivityRecord, records)) == 1


@pytest.mark.real_data
def test_the_archives_of_two_lists_give_the_counts_of_the_reference(shared_data) -> None:
    # The reference counts every copy: 8,653 mails, 699 and 7,954. Two of them (one mail, twice) have no date that can
    # be true; 250 are exact repeats and 13 are copies of mails that went to both lists.
    with open_tree(shared_data("mailing_lists")) as tree:
        raw = [mail for entry in tree.entries() if entry.suffix == ".txt" for mail in mails(entry)]
        records = list(IMPORTER.read(tree, Options()))
    lists = {}
    for entry_list in ("r-announce", "r-sig-mac"):
        with open_tree(shared_data("mailing_lists") / entry_list) as tree:
            lists[entry_list] = sum(1 for entry in tree.entries() for _mail in mails(entry))

    activities = _of(ActivityRecord, records)
    assert (len(raw), lists) == (8_653, {"r-announce": 699, "r-sig-mac": 7_954})
    assert [bad.reason for bad in _of(BadRecord, records)] == ["bad-date", "bad-date"]
    assert len(activities) == 8_388
    assert len({activity.source_id for activity in activities}) == 8_388
    assert min(activity.occurred_at for activity in activities) == datetime(1997, 4, 1, 9, 48, 2, tzinfo=UTC)
    assert max(activity.occurred_at for activity in activities) == datetime(2026, 3, 12, 6, 43, 10, tzinfo=UTC)


@pytest.mark.real_data
def test_obscured_addresses_are_the_same_people_as_plain_ones(shared_data) -> None:
    # The reference has 1,255 authors because it tells "ann at x.org" from "ann@x.org".
    with open_tree(shared_data("mailing_lists")) as tree:
        written = {
            mail.content.partition(b"From: ")[2].partition(b"\n")[0]
            for entry in tree.entries()
            if entry.suffix == ".txt"
            for mail in mails(entry)
        }
        records = list(IMPORTER.read(tree, Options()))

    as_reference = {line.partition(b" (")[0].strip().lower() for line in written}
    people = {mail_people.author(line).key for line in written}
    assert len(as_reference) == 1_255
    assert {record.account_id for record in _of(AccountRecord, records)} == people
    assert len(people) == 1_222
    assert not [key for key in people if " at " in key]


@pytest.mark.real_data
def test_threads_of_real_lists_hold_every_mail_once_and_name_their_parents(shared_data) -> None:
    with open_tree(shared_data("mailing_lists")) as tree:
        records = list(IMPORTER.read(tree, Options()))
        files = [entry for entry in tree.entries() if entry.suffix == ".txt"]
        headers = [mail_headers.scan(mail.content)[0] for entry in files for mail in mails(entry)]

    written = {header[b"message-id"].strip() for header in headers}
    answered = [header[b"in-reply-to"].split()[0] for header in headers if header.get(b"in-reply-to", b"").strip()]
    assert sum(1 for parent in answered if parent not in written) == 584
    activities = _of(ActivityRecord, records)
    here = {activity.source_id: activity for activity in activities}
    replies = [activity for activity in activities if activity.parent_id]
    assert {activity.thread_id for activity in activities} == {
        thread.thread_id for thread in _of(ThreadRecord, records)
    }
    # 584 In-Reply-To headers begin with an id that is not here; References name an ancestor that is for many of them.
    assert sum(1 for reply in replies if reply.parent_id not in here) == 467
    assert all(here[reply.parent_id].thread_id == reply.thread_id for reply in replies if reply.parent_id in here)
