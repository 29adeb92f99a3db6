"""Records, files, truth and lake columns."""

import gzip
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from click.testing import CliRunner

from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy, Markup
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    ChannelRecord,
    MembershipRecord,
    ThreadRecord,
)
from steward.stream.simulator.commands.simulate import simulate as command
from steward.stream.simulator.public import (
    Spec,
    lake_channels,
    lake_identities,
    lake_memberships,
    lake_months,
    lake_sources,
    lake_threads,
    records,
    simulate,
    truth,
    write_file,
    write_folder,
)
from steward.stream.simulator.words.names import REALMS
from steward.stream.simulator.words.text import texts

SPEC = Spec(150, 5, seed=11)


@pytest.fixture(scope="module")
def everything() -> list:
    return list(records(SPEC))


def written(spec: Spec, folder: Path, name: str = "town.jsonl") -> bytes:
    path = folder / name
    write_file(simulate(spec), path)
    return path.read_bytes()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    assert written(SPEC, tmp_path, "a.jsonl") == written(SPEC, tmp_path, "b.jsonl")
    assert written(SPEC, tmp_path, "a.jsonl.gz") == written(SPEC, tmp_path, "b.jsonl.gz")
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == (tmp_path / "a.jsonl").read_bytes()


def test_another_seed_writes_something_else(tmp_path: Path) -> None:
    assert written(SPEC, tmp_path) != written(Spec(150, 5, seed=12), tmp_path)


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    def breaks():
        yield next(iter(simulate(SPEC)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(breaks(), tmp_path / "town.jsonl.gz")
    assert list(tmp_path.iterdir()) == []


def test_lines_give_the_records_back(tmp_path: Path, everything: list) -> None:
    kinds = {
        "account": AccountRecord,
        "activity": ActivityRecord,
        "channel": ChannelRecord,
        "membership": MembershipRecord,
        "thread": ThreadRecord,
    }
    back = []
    for text in written(SPEC, tmp_path).splitlines():
        fields = json.loads(text)
        kind = kinds[fields.pop("record")]
        for name in fields:
            if name.endswith("_at"):
                assert fields[name].endswith("Z")
                fields[name] = datetime.fromisoformat(fields[name])
        assert all(value != kind._field_defaults.get(name, ...) for name, value in fields.items())
        back.append(kind(**fields))
    assert back == everything


def test_a_folder_holds_the_same_lines_by_source(tmp_path: Path) -> None:
    one = written(SPEC, tmp_path).splitlines()
    count = write_folder(simulate(SPEC), tmp_path / "town")
    files = sorted((tmp_path / "town").iterdir())
    assert [file.name for file in files] == [
        f"{name}.jsonl" for name in ("discord", "forum", "github", "mail", "wechat")
    ]
    parts = [line for file in files for line in file.read_bytes().splitlines()]
    assert len(parts) == count == len(one)
    assert Counter(parts) == Counter(one)


def test_records_name_only_what_came_before(everything: list) -> None:
    channels, accounts, activities, threads = set(), set(), set(), set()
    for record in everything:
        if isinstance(record, ChannelRecord):
            channels.add(record.channel_id)
        elif isinstance(record, AccountRecord):
            accounts.add((record.realm, record.account_id))
        elif isinstance(record, ThreadRecord):
            assert record.channel_id in channels
            threads.add(record.thread_id)
        elif isinstance(record, MembershipRecord):
            assert record.channel_id in channels
            assert (record.realm, record.account_id) in accounts
            assert not record.inviter_id or ("", record.inviter_id) in accounts
        else:
            assert record.channel_id in channels
            assert (record.realm, record.account_id) in accounts
            assert not record.parent_id or record.parent_id in activities
            assert not record.title or record.thread_id in threads
            activities.add(record.source_id)
    accepted = {r.accepted_id for r in everything if isinstance(r, ThreadRecord) and r.accepted_id}
    assert accepted
    assert accepted <= activities
    assert len(activities) == SPEC.total


def test_ids_are_unique_and_values_are_in_the_vocabulary(everything: list) -> None:
    by_type = {
        kind: [r for r in everything if isinstance(r, kind)]
        for kind in (AccountRecord, ActivityRecord, ChannelRecord, MembershipRecord, ThreadRecord)
    }
    for kind, key in ((ActivityRecord, "source_id"), (ChannelRecord, "channel_id"), (ThreadRecord, "thread_id")):
        ids = [getattr(record, key) for record in by_type[kind]]
        assert len(set(ids)) == len(ids)
    ids = [(record.realm, record.account_id) for record in by_type[AccountRecord]]
    assert len(set(ids)) == len(ids) == len(by_type[MembershipRecord])
    assert {r.kind for r in by_type[ActivityRecord]} <= set(Kind.values)
    assert {r.form for r in by_type[ActivityRecord]} <= set(Form.values)
    assert {r.markup for r in by_type[ActivityRecord]} <= set(Markup.values)
    assert {r.kind for r in by_type[ChannelRecord]} <= set(ChannelKind.values)
    assert {r.joined_by for r in by_type[MembershipRecord]} <= set(JoinedBy.values)
    assert {r.left_by for r in by_type[MembershipRecord]} == set(LeftBy.values)


def test_an_invited_member_was_invited_by_somebody_who_was_there(everything: list) -> None:
    memberships = {r.account_id: r for r in everything if isinstance(r, MembershipRecord)}
    invited = [r for r in memberships.values() if r.inviter_id]
    assert invited
    for record in invited:
        inviter = memberships[record.inviter_id]
        assert inviter.channel_id == record.channel_id
        assert inviter.joined_at < record.joined_at
        assert inviter.left_at is None or inviter.left_at > record.joined_at


def test_both_languages_are_spoken_and_two_letter_words_occur(everything: list) -> None:
    bodies = [r.body for r in everything if isinstance(r, ActivityRecord)]
    chinese = [body for body in bodies if re.search(r"[\u4e00-\u9fff]{2}", body)]
    assert 0.3 * len(bodies) < len(chinese) < 0.9 * len(bodies)
    for word in ("备份", "升级", "文档", "同步"):
        assert any(word in body for body in chinese)
    assert all(bodies)
    assert not any("{" in body or "}" in body for body in bodies)


def test_texts_vary() -> None:
    batch = list(simulate(Spec(2000, 2, seed=1)))[-1]
    said = [text.body for text in texts(batch)]
    assert len(set(said)) > 0.5 * len(said)


def test_a_title_stands_where_a_thread_begins() -> None:
    for batch in simulate(SPEC):
        for text, code, thread, channel in zip(
            texts(batch), batch.id.tolist(), batch.thread.tolist(), batch.channel.tolist(), strict=True
        ):
            opens = batch.population.places.source[channel] >= 2 and code == thread
            assert bool(text.title) == opens


def test_the_truth_names_every_account_and_one_person_has_different_names(everything: list) -> None:
    population = next(iter(simulate(SPEC))).population
    rows = list(truth(SPEC, population))
    accounts = {(r.realm, r.account_id): r for r in everything if isinstance(r, AccountRecord)}
    assert {(row.realm, row.account_id) for row in rows} == set(accounts)
    assert {row.person for row in rows} == set(range(150))
    names: dict[int, set[str]] = {}
    for row in rows:
        names.setdefault(row.person, set()).add(accounts[row.realm, row.account_id].name)
    assert sum(len(shown) > 1 for shown in names.values()) > 30


def test_lake_columns_say_what_the_records_say(everything: list) -> None:
    months = list(lake_months(simulate(SPEC)))
    population = next(iter(simulate(SPEC))).population
    columns = {name: np.concatenate([month[name] for _day, month in months]) for name in months[0][1]}
    activities = [r for r in everything if isinstance(r, ActivityRecord) and not r.deleted]
    names = lake_channels(population)["name"].tolist()
    shown = {r.channel_id: r.name for r in everything if isinstance(r, ChannelRecord)}
    assert [f"a{code}" for code in columns["id"].tolist()] == [r.source_id for r in activities]
    assert columns["occurred_at"].tolist() == [r.occurred_at.replace(tzinfo=None) for r in activities]
    assert columns["kind"].tolist() == [r.kind for r in activities]
    assert columns["form"].tolist() == [r.form for r in activities]
    assert columns["reactions"].tolist() == [r.reactions for r in activities]
    assert [bool(edits) for edits in columns["edits"].tolist()] == [r.edited_at is not None for r in activities]
    assert [f"a{parent}" if parent else "" for parent in columns["parent"].tolist()] == [
        r.parent_id for r in activities
    ]
    assert [names[channel - 1] for channel in columns["channel"].tolist()] == [shown[r.channel_id] for r in activities]
    china = [r.occurred_at.astimezone(ZoneInfo("Asia/Shanghai")) for r in activities]
    assert columns["day"].tolist() == [at.date() for at in china]
    assert columns["hour"].tolist() == [at.hour for at in china]
    assert {day.replace(day=1) for day in columns["day"].tolist()} == {day for day, _month in months}
    members = dict(zip(*(lake_identities(population)[name].tolist() for name in ("identity", "member")), strict=True))
    people = {(row.realm, row.account_id): row.person + 1 for row in truth(SPEC, population)}
    assert [members[i] for i in columns["identity"].tolist()] == [people[r.realm, r.account_id] for r in activities]
    who = {r.source_id: (r.realm, r.account_id) for r in everything if isinstance(r, ActivityRecord)}
    assert [members.get(i, 0) for i in columns["parent_identity"].tolist()] == [
        people[who[r.parent_id]] if r.parent_id else 0 for r in activities
    ]
    assert columns["id"].dtype == np.int64
    assert columns["occurred_at"].dtype == np.dtype("datetime64[us]")
    assert columns["channel"].dtype == columns["source"].dtype == columns["edits"].dtype == np.int32


def test_lake_tables_say_what_the_records_say(everything: list) -> None:
    batches = list(simulate(SPEC))
    population = batches[0].population
    threads = [
        dict(zip(table, row, strict=True))
        for table in map(lake_threads, batches)
        for row in zip(*(column.tolist() for column in table.values()), strict=True)
    ]
    asked = {f"t{row['thread']}": row["accepted"] for row in threads if row["is_question"]}
    assert asked == {
        r.thread_id: bool(r.accepted_id) for r in everything if isinstance(r, ThreadRecord) and r.is_question
    }
    stays, channels = lake_memberships(SPEC, population), lake_channels(population)
    keys = channels["key"].tolist()
    codes = [row.account_id for row in truth(SPEC, population)]
    shown = [
        MembershipRecord(
            keys[channel - 1],
            codes[identity - 1],
            REALMS[population.accounts.source[identity - 1]],
            joined.replace(tzinfo=UTC),
            how,
            codes[inviter - 1] if inviter else "",
            left and left.replace(tzinfo=UTC),
            by,
        )
        for channel, identity, joined, how, inviter, left, by in zip(*(c.tolist() for c in stays.values()), strict=True)
    ]
    assert shown == [r for r in everything if isinstance(r, MembershipRecord)]
    assert [(r.channel_id, r.name, r.kind, r.private) for r in everything if isinstance(r, ChannelRecord)] == list(
        zip(*(channels[name].tolist() for name in ("key", "name", "kind", "private")), strict=True)
    )
    assert set(channels["source"].tolist()) == set(lake_sources()["source"].tolist())


def run(*words: str):
    return CliRunner().invoke(command, list(words))


def test_the_command_tells_what_it_made(tmp_path: Path) -> None:
    target, known = tmp_path / "town.jsonl", tmp_path / "truth.csv"
    done = run("--members", "60", "--months", "3", "--into", str(target), "--truth", str(known), "--json")
    assert done.exit_code == 0
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["members"] == 60
    assert summary["activities"] == 600
    assert summary["lines"] == len(target.read_bytes().splitlines())
    assert sum(summary["kinds"].values()) == 600
    assert len(known.read_text().splitlines()) == summary["accounts"] + 1


def test_the_command_replaces_nothing_unasked(tmp_path: Path) -> None:
    target = tmp_path / "town.jsonl"
    target.write_text("mine")
    refused = run("--members", "20", "--months", "1", "--into", str(target))
    assert refused.exit_code == 1
    assert target.read_text() == "mine"
    assert run("--members", "20", "--months", "1", "--into", str(target), "--overwrite").exit_code == 0
    assert target.read_text().startswith('{"record":"channel"')


def test_the_command_refuses_what_cannot_be_made(tmp_path: Path) -> None:
    refused = run("--members", "3", "--into", str(tmp_path / "town.jsonl"))
    assert refused.exit_code == 2
    assert "at least 10 members" in refused.output
    assert list(tmp_path.iterdir()) == []
