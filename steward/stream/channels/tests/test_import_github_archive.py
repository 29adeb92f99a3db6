"""GitHub archives: what was said and done in issues and pulls; times to answer and to close as the oracle."""

import json
import statistics
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from steward.stream.activity.records import AccountRecord, ThreadRecord
from steward.stream.channels.importers.github import IMPORTER
from steward.stream.channels.tests.readings import Read, write

AT = "2020-01-0{}T10:00:00Z"
SAID = {"createdAt": AT.format(2), "author": "Bob", "body": "b"}
ISSUE = {
    "number": 1,
    "id": "I1",
    "title": "怎么做",
    "url": "https://github.com/o/r/issues/1",
    "state": "CLOSED",
    "author": "Ann",
    "body": "a",
    "createdAt": AT.format(1),
    "closedAt": AT.format(5),
    "comments": [SAID, SAID, {**SAID, "author": None}],
}
PULL = {
    **ISSUE,
    "number": 2,
    "state": "MERGED",
    "author": "robot[bot]",
    "mergedAt": AT.format(4),
    "mergedBy": "ann",
    "comments": [],
    "reviews": [
        {
            "id": "R1",
            "author": "Bob",
            "state": "CHANGES_REQUESTED",
            "body": "",
            "createdAt": AT.format(3),
            "comments": [{"originalPosition": 4, "body": "here", "createdAt": AT.format(3)}],
        }
    ],
}


def _archive(issues, pulls):
    return {"magic": "E!vIA5L86J2I", "repo": "O/r", "issues": issues, "pulls": pulls}


def test_an_archive_gives_threads_comments_reviews_and_ends(tmp_path: Path) -> None:
    write(tmp_path, {"archive.json": _archive([ISSUE], [PULL])})

    read = Read(IMPORTER, tmp_path)

    assert (read.match.key, read.match.realm) == ("github-o-r", "github.com")
    assert read.threads[0] == ThreadRecord("o/r/issue/1", "o/r", "怎么做", "https://github.com/o/r/issues/1", True)
    assert read.accounts[0] == AccountRecord("ann", "github.com", "Ann", url="https://github.com/Ann")
    assert [(a.account_id, a.is_bot) for a in read.accounts] == [
        ("ann", False),
        ("bob", False),
        ("ghost", False),
        ("robot[bot]", True),
    ]
    assert [(a.source_id, a.kind, a.account_id, a.parent_id, a.title) for a in read.activities] == [
        ("o/r/issue/1", "post", "ann", "", "怎么做"),
        ("o/r/issue/1/2020-01-02T10:00:00Z/Bob", "comment", "bob", "o/r/issue/1", ""),
        ("o/r/issue/1/2020-01-02T10:00:00Z/Bob/2", "comment", "bob", "o/r/issue/1", ""),
        ("o/r/issue/1/2020-01-02T10:00:00Z/ghost", "comment", "ghost", "o/r/issue/1", ""),
        ("o/r/issue/1/closed", "change", "", "o/r/issue/1", "closed"),
        ("o/r/pull/2", "post", "robot[bot]", "", "怎么做"),
        ("o/r/pull/2/review/R1", "review", "bob", "o/r/pull/2", "changes requested"),
        ("o/r/pull/2/review/R1/2020-01-03T10:00:00Z/4", "comment", "bob", "o/r/pull/2/review/R1", ""),
        ("o/r/pull/2/merged", "change", "ann", "o/r/pull/2", "merged"),
    ]
    assert read.bad == []


def test_a_broken_item_is_quarantined_whole_and_the_others_are_read(tmp_path: Path) -> None:
    half = {**ISSUE, "number": 3, "comments": [{**SAID, "createdAt": "soon"}]}
    write(tmp_path, {"archive.json": _archive([{"title": "x"}, 7, half, ISSUE], [{**PULL, "author": 5}])})

    read = Read(IMPORTER, tmp_path)

    assert {activity.thread_id for activity in read.activities} == {"o/r/issue/1"}
    assert read.reasons == [
        ("issue 1", "missing-field"),
        ("issue 2", "wrong-type"),
        ("issue 3", "bad-date"),
        ("pull 1", "wrong-type"),
    ]


def test_a_cut_archive_keeps_what_comes_before(tmp_path: Path) -> None:
    text = json.dumps(_archive([ISSUE, {**ISSUE, "number": 2}], []))
    write(tmp_path, {"archive.json": text[: text.index('"number": 2') + 40]})

    read = Read(IMPORTER, tmp_path)

    assert {activity.thread_id for activity in read.activities} == {"o/r/issue/1"}
    assert [bad.reason for bad in read.bad] == ["truncated"]


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["mls-protocol", "draft-irtf-cfrg-hash-to-curve"])
def test_times_to_answer_and_to_close_equal_those_computed_independently(shared_data, name: str) -> None:
    folder = shared_data("github_ietf") / name
    oracle = json.loads((folder / "reference_github_metrics.json").read_text())
    read = Read(IMPORTER, folder)

    by_thread = defaultdict(list)
    for activity in read.activities:
        by_thread[activity.thread_id].append(activity)
    states: Counter[str] = Counter()
    hours, days = [], []
    for thread, activities in by_thread.items():
        opening = next(activity for activity in activities if activity.kind == "post")
        end = next((activity for activity in activities if activity.kind == "change"), None)
        state = {"closed": "CLOSED", "merged": "MERGED"}[end.title] if end else "OPEN"
        states[f"{'issues' if '/issue/' in thread else 'pulls'}/{state}"] += 1
        answers = [
            activity.occurred_at
            for activity in activities
            if activity.kind in ("comment", "review") and activity.account_id != opening.account_id
        ]
        if answers:
            hours.append((min(answers) - opening.occurred_at).total_seconds() / 3600)
        if end:
            days.append((end.occurred_at - opening.occurred_at).total_seconds() / 86_400)
    kinds = Counter(activity.kind for activity in read.activities)
    remarks = sum("/review/" in activity.source_id for activity in read.activities if activity.kind == "comment")

    assert states == oracle["states"]
    assert kinds["comment"] - remarks == oracle["events"]["comments"]
    assert (kinds["review"], remarks) == (oracle["events"]["reviews"], oracle["events"]["review comments"])
    assert sum(activity.title == "merged" for activity in read.activities) == oracle["events"]["merged"]
    assert len(hours) == oracle["items_with_response"] == len(by_thread) - oracle["events"]["no response"]
    assert round(statistics.median(hours), 4) == oracle["median_hours_to_first_response_by_other"]
    assert round(statistics.median(days), 4) == oracle["median_days_to_close"]
    assert read.bad == []
