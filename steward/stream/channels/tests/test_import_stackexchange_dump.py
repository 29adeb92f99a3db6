"""Stack Exchange dumps: questions, answers, comments, awards; hostile XML."""

import codecs
import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from steward.stream.activity.records import AccountRecord, ActivityRecord, BadRecord, ThreadRecord
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.stackexchange import IMPORTER
from steward.stream.channels.importers.stackexchange_rows import rows
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.tests.readings import Read, entry_of, write

TOP = '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE {0} SYSTEM "https://example.org/{0}.dtd">\n<{0}>\n'
QUESTION = (
    '<row Id="1" PostTypeId="1" AcceptedAnswerId="2" CreationDate="2011-04-26T19:37:32.613" Score="5" ViewCount="77"'
    ' Body="&lt;p&gt;怎么 &amp;amp; why&#xA;" OwnerUserId="51" Title="How?" LastEditDate="2011-05-08T19:53:20.583" />'
)
ANSWER = (
    '<row Id="2" PostTypeId="2" ParentId="1" CreationDate="2011-04-26T20:00:00.000" Score="-3" Body="so"'
    ' OwnerDisplayName="user9" />'
)


def _file(name: str, *written: str, end: bool = True) -> str:
    return TOP.format(name) + "\n".join(written) + (f"\n</{name}>" if end else "")


def test_a_site_gives_members_questions_answers_comments_and_awards(tmp_path: Path) -> None:
    write(
        tmp_path / "dump",
        {
            "music/Posts.xml": _file("posts", QUESTION, ANSWER),
            "music/Users.xml": _file(
                "users", '<row Id="51" DisplayName="张伟" CreationDate="2011-04-26T18:12:39.000"/>'
            ),
            "music/Comments.xml": _file(
                "comments",
                '<row Id="4" PostId="2" Score="1" Text="no" CreationDate="2011-04-27T00:00:00.000" UserId="51"/>',
            ),
            "music/Votes.xml": _file(
                "votes",
                '<row Id="5" PostId="1" VoteTypeId="2" CreationDate="2011-04-27T00:00:00.000"/>',
                '<row Id="6" PostId="1" VoteTypeId="5" UserId="51" CreationDate="2011-04-27T00:00:00.000"/>',
            ),
            "music/Badges.xml": _file(
                "badges", '<row Id="7" UserId="51" Name="Student" Date="2011-04-28T00:00:00.000"/>'
            ),
            "music/PostHistory.xml": _file(
                "posthistory",
                '<row Id="8" PostHistoryTypeId="2" PostId="1" CreationDate="2011-04-26T19:37:32.613" UserId="51"/>',
                '<row Id="9" PostHistoryTypeId="5" PostId="1" CreationDate="2011-05-08T19:53:20.583" UserId="51"/>',
            ),
        },
    )

    read = Read(IMPORTER, tmp_path / "dump")

    assert (read.match.key, read.match.realm) == ("stackexchange-music", "stackexchange:music")
    assert [(account.account_id, account.name) for account in read.accounts] == [
        ("51", "张伟"),
        ("name:user9", "user9"),
    ]
    assert read.threads == [
        ThreadRecord("q1", "music", "How?", "https://music.stackexchange.com/questions/1", True, "p2")
    ]
    assert read.activities[0] == ActivityRecord(
        "p1",
        "post",
        datetime(2011, 4, 26, 19, 37, 32, 613_000, tzinfo=UTC),
        "music",
        "51",
        thread_id="q1",
        title="How?",
        body="<p>怎么 &amp; why\n",
        markup="html",
        url="https://music.stackexchange.com/questions/1",
        edited_at=datetime(2011, 5, 8, 19, 53, 20, 583_000, tzinfo=UTC),
        reactions=5,
        views=77,
    )
    assert [(a.source_id, a.kind, a.account_id, a.parent_id, a.reactions) for a in read.activities[1:]] == [
        ("p2", "comment", "name:user9", "p1", 0),
        ("c4", "comment", "51", "p2", 1),
        ("v6", "reaction", "51", "p1", 0),
        ("b7", "award", "51", "", 0),
        ("h9", "change", "51", "p1", 0),
    ]
    assert read.bad == []


def test_entities_are_never_expanded_and_cost_their_row_only(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE posts [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n<posts>'
    bad = [
        QUESTION.replace("How?", entity).replace('Id="1"', f'Id="{n}"', 1) for n, entity in enumerate(("&b;", "&f;"), 7)
    ]
    write(tmp_path, {"Posts.xml": bomb + "\n".join([*bad, QUESTION]) + "</posts>"})

    read = Read(IMPORTER, tmp_path)

    assert [activity.source_id for activity in read.activities] == ["p1"]
    assert read.reasons == [("row 1", "not-xml"), ("row 2", "not-xml")]


def test_broken_rows_are_quarantined_and_the_others_read(tmp_path: Path) -> None:
    broken = [
        QUESTION.replace('Title="How?"', 'Title="How?'),
        QUESTION.replace('PostTypeId="1" ', ""),
        QUESTION.replace("2011-04-26T19:37:32.613", "yesterday"),
        ANSWER.replace('ParentId="1" ', ""),
        QUESTION.replace('Score="5"', 'Score="many"'),
    ]
    write(tmp_path, {"Posts.xml": _file("posts", *broken, ANSWER, QUESTION[:90], end=False)})

    read = Read(IMPORTER, tmp_path)

    assert [activity.source_id for activity in read.activities] == ["p2"]
    assert read.reasons == [
        ("row 1", "not-xml"),
        ("row 2", "missing-field"),
        ("row 3", "bad-date"),
        ("row 4", "missing-field"),
        ("row 5", "wrong-type"),
        ("row 7", "truncated"),
    ]


def test_utf_16_is_read_too(tmp_path: Path) -> None:
    text = _file("posts", QUESTION).removeprefix("\ufeff").replace("utf-8", "utf-16")
    write(tmp_path, {"Posts.xml": text.encode("utf-16")})

    assert [activity.title for activity in Read(IMPORTER, tmp_path).activities] == ["How?"]


@settings(max_examples=200, deadline=None)
@given(st.text("<row/>\"='& aXz\n", max_size=80).map(str.encode) | st.binary(max_size=60))
def test_garbage_becomes_bad_records_and_a_row_behind_it_is_found(garbage: bytes) -> None:
    # A mark of UTF-16 says how the whole file is written: the bytes behind it are another text then.
    assume(not garbage.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))
    found = list(rows(entry_of(garbage + b'\n<row Id="1" Text="x"/>\n', "Posts.xml")))

    assert found[-1] == {"Id": "1", "Text": "x"} or isinstance(found[-1], BadRecord)
    assert all(isinstance(item, dict | BadRecord) for item in found)


@pytest.mark.real_data
def test_a_real_site_agrees_with_its_own_answer_counts(shared_data) -> None:
    folder = shared_data("stackexchange")
    with open_tree(folder) as tree:
        records = list(IMPORTER.read(tree, Options()))
    activities = [record for record in records if isinstance(record, ActivityRecord)]
    threads = {record.thread_id: record for record in records if isinstance(record, ThreadRecord)}
    kinds = Counter(activity.kind for activity in activities)
    answers = Counter(activity.thread_id for activity in activities if activity.kind == "comment")
    questions = {activity.thread_id: activity for activity in activities if activity.kind == "post"}
    with (folder / "meta.music" / "oracle_answer_counts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert {
        row["question_id"]: (int(row["answer_count_by_site"]), int(row["views"]), row["accepted_answer_id"])
        for row in rows
    } == {
        name[1:]: (answers[name], questions[name].views, threads[name].accepted_id.removeprefix("p"))
        for name in questions
    }
    assert kinds == {"post": 708, "comment": 1_223, "change": 6, "award": 5_648}
    assert sum(isinstance(r, AccountRecord) and not r.account_id.startswith("name:") for r in records) == 3_033
    assert not [record for record in records if isinstance(record, BadRecord)]
