"""Threads, last seen and merges follow the stream."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.foundation.jobs.public import Job
from steward.foundation.journal.public import Decision, position, rewind
from steward.people.access.public import SYSTEM
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.public import Identity, Member
from steward.stream.activity.derive.threads import CONSUMER, follow_threads, recount
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.models import Activity, StaleThread, Thread
from steward.stream.activity.public import Ingestor, settle
from steward.stream.activity.queries.stream import read_stream
from steward.stream.activity.tests.stages import START, a_source, give, said

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def derived(key: str = "t") -> tuple:
    thread = Thread.objects.select_related("opener").get(key=key)
    opener = thread.opener and thread.opener.account_id
    return opener, thread.opened_at, thread.last_at, thread.posts, thread.participants, thread.first_response_at


def member(account: str) -> int:
    return Identity.objects.get(account_id=account).member_id


def a_conversation():
    source = a_source()
    give(source, said("q", 0, thread_id="t"), said("own", 1, kind="comment", parent_id="q"),
         said("r", 2, kind="comment", parent_id="q", account_id="bob"), said("noise", 3, account_id="cat"),
         said("like", 4, kind="reaction", parent_id="r", account_id="dan"))  # fmt: skip
    return source


def test_a_thread_knows_its_opener_and_its_first_response(home):
    a_conversation()

    settle()

    assert derived() == ("ann", START, START + 2 * HOUR, 3, 2, START + 2 * HOUR)


def test_a_removed_answer_no_longer_counts(home):
    source = a_conversation()
    settle()

    give(source, said("r", 2, kind="comment", parent_id="q", account_id="bob", deleted=True))
    settle()

    assert derived() == ("ann", START, START + HOUR, 2, 1, None)


def test_an_earlier_post_that_arrives_late_becomes_the_opener(home):
    source = a_conversation()
    settle()

    give(source, said("first", -5, thread_id="t", account_id="eve"))
    settle()

    assert derived() == ("eve", START - 5 * HOUR, START + 2 * HOUR, 4, 3, START)


def test_a_thread_that_everything_left_is_empty(home):
    source = a_source()
    give(source, said("a", thread_id="t"))
    settle()

    give(source, said("a", thread_id="u"))
    settle()

    assert derived("t") == (None, None, None, 0, 0, None)
    assert derived("u") == ("ann", START, START, 1, 1, None)
    assert StaleThread.objects.count() == 0


def test_two_accounts_of_one_person_do_not_answer_each_other(home, django_capture_on_commit_callbacks):
    a_conversation()
    settle()
    merge_members(actor=SYSTEM, winner_id=member("ann"), loser_id=member("bob"))
    settle()
    merged = derived()
    undo_merge(actor=SYSTEM, decision_id=Decision.objects.get(kind="members.merge").pk)
    settle()

    assert merged == ("ann", START, START + 2 * HOUR, 3, 1, None)
    assert derived() == ("ann", START, START + 2 * HOUR, 3, 2, START + 2 * HOUR)


def test_what_an_erased_member_said_counts_no_longer(home):
    a_conversation()
    settle()

    erase_member(actor=SYSTEM, member_id=member("ann"), confirm=Member.objects.get(pk=member("ann")).name)
    settle()

    assert derived() == ("bob", START + 2 * HOUR, START + 2 * HOUR, 1, 1, None)


def test_members_are_seen_when_they_did_something(home):
    source = a_conversation()
    give(source, said("removed", 50, deleted=True))
    Ingestor(actor=SYSTEM, source=source, exercise="drill").ingest([said("drill", 60)])

    settle()

    ann = Identity.objects.get(account_id="ann")
    assert (ann.first_seen, ann.last_seen) == (START, START + HOUR)
    assert Member.objects.get(pk=ann.member_id).last_seen == START + HOUR


def test_settling_twice_does_nothing_the_second_time(home):
    a_conversation()

    assert settle() > 0
    assert settle() == 0


def test_a_consumer_can_be_replayed(home):
    a_conversation()
    settle()
    before = derived()
    Thread.objects.update(posts=99, opener=None)

    rewind(CONSUMER)
    while follow_threads(batch=2):
        pass

    assert derived() == before
    assert position(CONSUMER) == read_stream(0, 100)[-1].seq


def test_live_activity_asks_for_one_settling(home, django_capture_on_commit_callbacks):
    source = a_source()
    with django_capture_on_commit_callbacks(execute=True):
        give(source, said("a"))
    with django_capture_on_commit_callbacks(execute=True):
        give(source, said("b"))
    with django_capture_on_commit_callbacks(execute=True):
        Ingestor(actor=SYSTEM, source=source).ingest([said("c")])

    assert Job.objects.filter(kind="activity.settle").count() == 1


posts = st.builds(
    lambda key, at, by, deleted, kind: said(key, at, account_id=by, thread_id="t", deleted=deleted, kind=kind),
    st.sampled_from("abcdef"), st.integers(0, 4), st.sampled_from(["ann", "bob", "cat", ""]),
    st.sampled_from([False, False, True]), st.sampled_from(["post", "comment", "reaction"]),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(posts, min_size=1, max_size=8))
def test_the_counts_are_what_counting_by_hand_gives(home, batch):
    Activity.objects.all().delete()
    source = a_source()
    give(source, *batch)

    thread = Thread.objects.get(key="t")
    recount([thread.pk])

    said_rows = Activity.objects.filter(thread=thread, deleted_at=None, kind__in=SPEAKING).order_by("occurred_at", "pk")
    lines = [
        (row.occurred_at, row.identity and row.identity.account_id) for row in said_rows.select_related("identity")
    ]
    opener = lines[0][1] if lines else None
    others = [at for at, by in lines if by and by != opener]
    expected = (
        opener, min((at for at, _ in lines), default=None), max((at for at, _ in lines), default=None), len(lines),
        len({by for _, by in lines if by}), min(others, default=None),
    )  # fmt: skip
    assert derived() == expected
