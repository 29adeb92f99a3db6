"""Reading the stream page by page."""

import pytest

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.members.public import Identity
from steward.stream.activity.models import Channel, Thread
from steward.stream.activity.public import settle
from steward.stream.activity.queries import activities as read
from steward.stream.activity.queries import places
from steward.stream.activity.queries.activities import Wanted
from steward.stream.activity.records import MembershipRecord
from steward.stream.activity.tests.stages import START, a_source, give, row, said

pytestmark = pytest.mark.django_db


def walk(viewer, wanted: Wanted, **options) -> list[str]:
    keys, after = [], ""
    while True:
        page = read.activities(viewer, wanted, after=after, **options)
        keys += [line["key"] for line in page.rows]
        after = page.after
        if not after:
            return keys


def test_pages_hold_everything_once_even_where_times_are_equal(analyst):
    source = a_source()
    give(source, *(said(f"m{number}", number // 3) for number in range(10)), said("gone", 1, deleted=True))

    expected = [f"m{number}" for number in range(10)]
    assert walk(analyst, Wanted(), limit=2, oldest_first=True) == expected
    assert walk(analyst, Wanted(), limit=3) == expected[::-1]
    assert len(walk(analyst, Wanted(removed=True), limit=100)) == 11


def test_new_activity_does_not_shift_the_next_page(analyst):
    source = a_source()
    give(source, *(said(f"m{number}", number) for number in range(4)))
    first = read.activities(analyst, Wanted(), limit=2)

    give(source, said("newer", 50))

    second = read.activities(analyst, Wanted(), limit=2, after=first.after)
    assert [line["key"] for line in second.rows] == ["m1", "m0"]


def test_every_term_narrows(analyst):
    source, other = a_source(), a_source("other")
    give(source, said("a", 0, thread_id="t"), said("b", 1, account_id="bob", kind="comment", parent_id="a"),
         said("c", 2, channel_id="den"))  # fmt: skip
    give(other, said("z", 3))
    bob, thread = Identity.objects.get(account_id="bob"), Thread.objects.get()
    den = Channel.objects.get(key="den")

    assert walk(analyst, Wanted(member_id=bob.member_id)) == ["b"]
    assert walk(analyst, Wanted(identity_id=bob.pk)) == ["b"]
    assert walk(analyst, Wanted(thread_id=thread.pk)) == ["b", "a"]
    assert walk(analyst, Wanted(channel_id=den.pk)) == ["c"]
    assert walk(analyst, Wanted(source_id=other.pk)) == ["z"]
    assert walk(analyst, Wanted(kinds=("comment",))) == ["b"]
    assert walk(analyst, Wanted(since=row(source, "c").occurred_at)) == ["z", "c"]
    assert walk(analyst, Wanted(until=row(source, "b").occurred_at)) == ["a"]


def test_a_page_costs_one_query(analyst, django_assert_num_queries):
    source = a_source()
    give(source, *(said(f"m{number}", number) for number in range(30)))

    with django_assert_num_queries(1):
        page = read.activities(analyst, Wanted(), limit=20)

    assert len(page.rows) == 20


def test_a_place_nobody_gave_is_refused(analyst):
    for place in ("x", "12", "a-b", "99999999999999999999999-1"):
        with pytest.raises(Invalid):
            read.activities(analyst, Wanted(), after=place)


def test_threads_that_wait_for_an_answer_are_found(analyst, home):
    source = a_source()
    give(source, said("q", 0, thread_id="open"), said("r", 1, thread_id="closed"),
         said("s", 2, kind="comment", parent_id="r", account_id="bob"))  # fmt: skip
    settle()

    assert [thread.key for thread in read.threads(analyst, waiting=True)] == ["open"]
    assert [thread.key for thread in read.threads(analyst)] == ["closed", "open"]


def test_places_and_stays_are_listed(analyst):
    source = a_source()
    give(
        source,
        said("a"),
        MembershipRecord("hall", "ann", joined_at=START),
        MembershipRecord("den", "bob", left_at=START),
    )

    assert [(one.key, one.channel_count) for one in places.sources(analyst)] == [("club", 2)]
    assert places.source(analyst, source.pk) == source
    assert places.source_size(analyst, source.pk) == {"count": 1, "first": START, "last": START}
    hall = places.channels(analyst, source_id=source.pk).get(key="hall")
    assert places.channel(analyst, hall.pk) == hall
    assert [stay.identity.account_id for stay in places.memberships(analyst, current=True)] == ["ann"]
    assert [stay.channel.key for stay in places.memberships(analyst, current=False)] == ["den"]
    member = Identity.objects.get(account_id="ann").member_id
    assert places.memberships(analyst, member_id=member, channel_id=hall.pk).count() == 1


def test_what_is_not_there_is_not_found(analyst):
    for find in (places.source, places.channel, read.activity, read.thread):
        with pytest.raises(NotFound):
            find(analyst, 404)


def test_a_stranger_sees_nothing(stranger):
    give(a_source(), said("a"))
    for ask in (
        lambda: places.sources(stranger), lambda: places.channels(stranger), lambda: places.memberships(stranger),
        lambda: read.activities(stranger, Wanted()), lambda: read.threads(stranger),
        lambda: read.activity(stranger, 1), lambda: places.source_size(stranger, 1),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            ask()
    assert len(read.activities(SYSTEM, Wanted()).rows) == 1
