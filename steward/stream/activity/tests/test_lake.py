"""The lake holds what the database holds, whatever happens."""

import shutil
import tempfile
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.public import Identity, Member
from steward.stream.activity.lake.advance import compact_lake
from steward.stream.activity.lake.manifest import load
from steward.stream.activity.models import Activity, Membership, Source, Thread
from steward.stream.activity.public import (
    Ingestor,
    Lake,
    advance_lake,
    rebuild_lake,
    remove_source,
    write_arrays,
    write_tables,
)
from steward.stream.activity.records import AccountRecord, ChannelRecord, MembershipRecord, ThreadRecord
from steward.stream.activity.tests.stages import START, a_source, give, row, said, truth

pytestmark = pytest.mark.django_db


def rows(lake: Lake, view: str = "activity") -> list[tuple]:
    return lake.connect().execute(f"SELECT * FROM {view} ORDER BY ALL").fetchall()


def who() -> list[tuple]:
    found = Identity.objects.select_related("member").order_by("pk")
    return [(i.pk, i.member_id, i.member.is_bot, i.member.is_team, i.member.do_not_profile) for i in found]


def naive(moment):
    return moment and moment.replace(tzinfo=None)


def stays() -> list[tuple]:
    return sorted(
        (
            (s.channel_id, s.identity_id, naive(s.joined_at), s.joined_by, s.inviter_id, naive(s.left_at), s.left_by)
            for s in Membership.objects.all()
        ),
        key=str,
    )


def check() -> Lake:
    lake = Lake()
    assert rows(lake) == truth()
    assert rows(lake, "identity") == who()
    assert sorted(rows(lake, "membership"), key=str) == stays()
    assert [line[0] for line in rows(lake, "thread")] == list(
        Thread.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert [line[0] for line in rows(lake, "source")] == list(
        Source.objects.order_by("pk").values_list("pk", flat=True)
    )
    return lake


def test_an_empty_lake_has_empty_views(home):
    lake = check()

    assert lake.months() == {}
    assert rows(lake, "channel") == []


def test_day_hour_and_month_are_the_community_s_own(home):
    source = a_source()
    give(source, said("before", 0), said("after", 1))

    lake = check()

    assert lake.connect().execute("SELECT day::VARCHAR, hour FROM activity ORDER BY id").fetchall() == [
        ("2024-01-31", 23), ("2024-02-01", 0),
    ]  # fmt: skip
    assert list(lake.months()) == ["2024-01", "2024-02"]


def test_the_tail_and_the_files_have_the_same_digest(home):
    source = a_source()
    give(source, said("a"), said("b", 900), said("c", 1800))
    tail = check()

    advance_lake()
    files = check()

    assert files.months() == tail.months()
    assert len(files.months()) == 3
    assert files.key != tail.key


def test_only_the_month_that_changed_has_another_digest(home):
    source = a_source()
    give(source, said("a"), said("b", 900))
    advance_lake()
    before = check().months()

    give(source, said("b", 900, body="other words"))
    edited = check().months()
    advance_lake()

    assert edited["2024-01"] == before["2024-01"]
    assert edited["2024-03"] != before["2024-03"]
    assert check().months() == edited


def test_a_row_that_moves_to_another_month_leaves_the_old_one(home):
    source = a_source()
    give(source, said("a"), said("b", 900))
    advance_lake()

    give(source, said("a", 900))
    check()
    advance_lake()

    assert list(check().months()) == ["2024-03"]


def test_drills_and_tombstones_stay_out(home):
    source = a_source()
    Ingestor(actor=SYSTEM, source=source, exercise="drill-1").ingest([said("drill")])
    give(source, said("kept"), said("removed", deleted=True))

    lake = check()

    assert [line[0] for line in rows(lake)] == [row(source, "kept").pk]


def test_rebuilding_gives_the_same_lake_in_fewer_files(home):
    source = a_source()
    for number in range(6):
        give(source, said(f"m{number}", number))
        advance_lake()
    before = check()

    rebuild_lake()

    after = check()
    assert after.months() == before.months()
    assert all(len(month.parts) == 1 for month in after.manifest.months.values())


def test_many_small_parts_are_compacted(home):
    source = a_source()
    for number in range(10):
        give(source, said(f"m{number}", number + 1))
        advance_lake()
    assert all(len(month.parts) <= 4 for month in load(home / "lake").months.values())

    compact_lake()

    assert [len(month.parts) for month in check().manifest.months.values()] == [1]


def test_a_snapshot_goes_on_reading_what_it_took(home):
    source = a_source()
    give(source, said("a"), said("b", 1))
    advance_lake()
    old = Lake()
    expected = rows(old)

    give(source, said("a", body="new"), said("c", 2))
    advance_lake()
    rebuild_lake()

    assert rows(old) == expected
    assert old.key != Lake.stamp()
    assert Lake().key == Lake.stamp()


def test_another_time_zone_makes_another_lake(home, settings):
    source = a_source()
    give(source, said("a"))
    advance_lake()

    settings.TIME_ZONE = "UTC"

    assert check().connect().execute("SELECT hour FROM activity").fetchall() == [(15,)]


def test_a_killed_writer_leaves_nothing_behind_for_long(home):
    source = a_source()
    give(source, said("a"))
    advance_lake()
    orphan = home / "lake" / "activity" / "2024-01" / "000099-dead.half"
    orphan.write_bytes(b"half a file")

    advance_lake(erase=True)

    assert not orphan.exists()
    check()


def test_erasing_a_member_leaves_nothing_in_database_or_files(home):
    source = a_source()
    give(source, AccountRecord("ann", name="Ann Example"), said("a", thread_id="t", title="Ann asks"),
         said("b", 1, account_id="bob", parent_id="a"), MembershipRecord("hall", "ann", joined_at=START),
         MembershipRecord("hall", "bob", inviter_id="ann"))  # fmt: skip
    advance_lake()
    ann = Identity.objects.get(account_id="ann")
    old = [home / "lake" / file for file in load(home / "lake").files if "thread" not in file]

    erase_member(actor=SYSTEM, member_id=ann.member_id, confirm="Ann Example")
    left = rows(check())
    advance_lake(erase=True)

    check()
    tomb = row(source, "a")
    assert (tomb.title, tomb.body, tomb.identity, Thread.objects.get().title) == ("", "", None, "")
    assert tomb.deleted_at is not None
    assert [line[0] for line in left] == [row(source, "b").pk]
    assert Membership.objects.values_list("identity__account_id", "inviter").get() == ("bob", None)
    assert not any(path.exists() for path in old)
    everywhere = (
        Lake()
        .connect()
        .execute("SELECT count(*) FROM activity WHERE identity = ? OR parent_identity = ?", [ann.pk] * 2)
    )
    assert everywhere.fetchone() == (0,)


def test_an_erased_account_is_not_imported_again(home):
    source = a_source()
    batch = [AccountRecord("ann", name="Ann"), said("a"), said("b", account_id="bob")]
    give(source, *batch)
    erase_member(actor=SYSTEM, member_id=Identity.objects.get(account_id="ann").member_id, confirm="Ann")

    counts = give(source, *batch, said("new"))

    assert (counts.skipped, counts.activities) == (2, 0)
    assert row(source, "a").body == ""
    check()


def test_a_removed_source_is_gone_at_once_and_from_the_files_later(home):
    one, two = a_source("one"), a_source("two")
    give(one, said("a"), MembershipRecord("hall", "ann"))
    give(two, said("b"), said("c", 900))
    advance_lake()
    before = check()

    assert remove_source(actor=SYSTEM, source_id=one.pk) == 1
    read = check()
    advance_lake()

    assert read.months() == check().months()
    assert read.months()["2024-03"] == before.months()["2024-03"]
    assert read.months()["2024-01"] != before.months()["2024-01"]
    assert all(month.sources == [two.pk] for month in load(home / "lake").months.values())
    assert Decision.objects.get(kind="activity.remove_source").evidence["activities"] == 1


def test_a_lake_can_be_made_from_arrays_alone(tmp_path):
    size = 1000
    ids = np.arange(1, size + 1)
    moments = np.datetime64("2024-01-31T10:00:00", "us") + ids * np.timedelta64(3600 * 10**6, "us")
    zeros = np.zeros(size, dtype=np.int64)
    arrays = {"id": ids, "occurred_at": moments, "source": zeros + 1, "channel": zeros + 1, "kind": zeros,
              "form": np.array(["text"] * size), "identity": ids % 7, "thread": zeros, "parent": zeros,
              "parent_identity": zeros, "reactions": zeros, "edits": zeros}  # fmt: skip

    write_arrays(tmp_path, arrays, "Asia/Shanghai")
    write_arrays(tmp_path, arrays | {"id": ids + size}, "Asia/Shanghai")
    write_tables(tmp_path, {"identity": {"identity": ids[:7], "member": ids[:7], "is_bot": zeros[:7] > 0,
                                         "is_team": zeros[:7] > 0, "do_not_profile": zeros[:7] > 0}})  # fmt: skip

    lake = Lake(tmp_path, tail=False)
    con = lake.connect()
    assert con.execute("SELECT count(*), count(DISTINCT id), min(kind) FROM activity").fetchone() == (
        2000,
        2000,
        "post",
    )
    assert con.execute("SELECT count(*) FROM identity").fetchone() == (7,)
    assert sum(lake.rows().values()) == 2000
    assert con.execute("SELECT count(*) FROM activity WHERE identity IS NULL").fetchone() == (2 * (size // 7),)


keys = st.sampled_from("abcdefgh")
hours = st.sampled_from([0, 0.5, 1, 2, 400, 900, 901])
statements = st.builds(
    lambda key, at, by, parent, thread, body, deleted, kind, reactions, edited: said(
        key, at, account_id=by, parent_id=parent, thread_id=thread, body=body, deleted=deleted, kind=kind,
        reactions=reactions, edited_at=None if edited is None else START + timedelta(days=100 + edited),
    ),
    keys, hours, st.sampled_from(["ann", "bob", "cat", ""]), keys | st.just(""), st.sampled_from(["", "t", "u"]),
    st.sampled_from(["one", "two"]), st.sampled_from([False, False, False, True]),
    st.sampled_from(["post", "comment", "reaction"]), st.integers(0, 1), st.none() | st.integers(0, 900),
)  # fmt: skip
memberships = st.builds(
    lambda by, joined, left: MembershipRecord("hall", by, joined_at=joined and START, left_at=left and START),
    st.sampled_from(["ann", "bob", "cat"]), st.booleans().map(lambda yes: yes or None),
    st.booleans().map(lambda yes: yes or None),
)  # fmt: skip
others = st.sampled_from([
    ThreadRecord("t", "hall", "T", is_question=True), ThreadRecord("u", "den", "U", accepted_id="a"),
    ChannelRecord("hall", "Hall"), AccountRecord("bob", name="Bob"), AccountRecord("bob", name="Bob", is_bot=True),
])  # fmt: skip
steps = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(["club", "list"]),
              st.lists(statements | statements | memberships | others, max_size=6)),
    st.tuples(st.just("give"), st.just("club"), st.lists(statements, min_size=1, max_size=3)),
    st.tuples(st.sampled_from(["advance", "advance", "compact", "rebuild", "merge", "undo", "erase", "remove"])),
)  # fmt: skip


def merge() -> None:
    pair = list(Member.objects.filter(merged_into=None).order_by("pk")[:2])
    if len(pair) == 2:
        merge_members(actor=SYSTEM, winner_id=pair[0].pk, loser_id=pair[1].pk)


def undo() -> None:
    last = Decision.objects.filter(kind="members.merge", undone_at=None).order_by("-pk").first()
    if last:
        undo_merge(actor=SYSTEM, decision_id=last.pk)


def erase() -> None:
    first = Member.objects.filter(merged_into=None).order_by("pk").first()
    if first:
        erase_member(actor=SYSTEM, member_id=first.pk, confirm=first.name)


def remove() -> None:
    source = Source.objects.filter(key="list").first()
    if source:
        remove_source(actor=SYSTEM, source_id=source.pk)


DEEDS = {"advance": advance_lake, "compact": compact_lake, "rebuild": rebuild_lake, "merge": merge, "undo": undo,
         "erase": erase, "remove": remove}  # fmt: skip


def by_month(found: list[tuple]) -> dict[str, tuple]:
    months = defaultdict(list)
    for line in found:
        months[f"{line[2]:%Y-%m}"].append(line)
    return {name: tuple(lines) for name, lines in months.items()}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(steps, min_size=1, max_size=8))
def test_whatever_happens_the_lake_equals_the_database(home, history):
    from django.conf import settings as django_settings
    from django.db import transaction

    folder = Path(tempfile.mkdtemp(dir=home))
    django_settings.LAKE_ROOT = folder
    digests: dict[tuple, str] = {}
    savepoint = transaction.savepoint()
    try:
        for step in history:
            if step[0] == "give":
                give(a_source(step[1]), *step[2])
            else:
                DEEDS[step[0]]()
            lake = check()
            contents = by_month(truth())
            assert list(lake.months()) == sorted(contents)
            for name, digest in lake.months().items():
                assert digests.setdefault(contents[name], digest) == digest
            assert len(set(digests.values())) == len(digests)
            lake.close()
    finally:
        transaction.savepoint_rollback(savepoint)
        shutil.rmtree(folder)


def test_the_clock_is_only_for_tombstones():
    before = clock.now()
    source = a_source()
    give(source, said("a", deleted=True))

    assert before <= Activity.objects.get().deleted_at <= clock.now()
