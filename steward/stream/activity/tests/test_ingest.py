"""Taking records into the stream."""

from datetime import timedelta

import pytest

from steward.foundation.journal.public import Fact, latest
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.public import Identity, Member
from steward.stream.activity.models import Activity, Channel, Membership, Source, StaleThread, Thread
from steward.stream.activity.public import Counts, Ingestor, ensure_source, ingest
from steward.stream.activity.records import (
    AccountRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    ThreadRecord,
)
from steward.stream.activity.tests.stages import START, a_source, give, row, said

pytestmark = pytest.mark.django_db


def everything():
    return list(Activity.objects.order_by("pk").values())


def test_a_batch_of_every_kind_of_record_is_stored():
    source = a_source()

    counts = give(
        source,
        AccountRecord("ann", name="Ann", email="ann@example.org"),
        ChannelRecord("hall", "The hall", "group", private=True),
        ThreadRecord("t1", "hall", "How do I start?", is_question=True, accepted_id="b"),
        BadRecord("x.json", "line 1", "not-json"),
        said("a", 0, thread_id="t1", title="How do I start?"),
        said("b", 1, kind="comment", account_id="bob", parent_id="a"),
        MembershipRecord("hall", "ann", joined_at=START, joined_by="invited", inviter_id="bob"),
    )

    assert counts == Counts(records=7, activities=2, identities=2, memberships=1)
    first, second = row(source, "a"), row(source, "b")
    assert (second.parent, second.thread, second.kind) == (first, first.thread, "comment")
    assert (first.occurred_at, first.body, first.identity.name) == (START, "words of a", "Ann")
    assert Thread.objects.values_list("title", "is_question", "accepted_id").get() == ("How do I start?", True, "b")
    assert Channel.objects.values_list("name", "kind", "private").get() == ("The hall", "group", True)
    stay = Membership.objects.get()
    assert (stay.identity.account_id, stay.inviter.account_id, stay.joined_by) == ("ann", "bob", "invited")


def test_giving_the_same_again_changes_nothing():
    source = a_source()
    batch = [
        AccountRecord("ann", name="Ann"),
        said("a"),
        said("b", 1, parent_id="a"),
        said("gone", 2, deleted=True),
        MembershipRecord("hall", "ann"),
        MembershipRecord("hall", "bob", left_at=START, left_by="left"),
    ]
    give(source, *batch)
    before, stays, at = everything(), list(Membership.objects.values()), latest("stream", "memberships", "identities")

    counts = give(source, *batch)

    assert counts == Counts(records=6, unchanged=3)
    assert everything() == before
    assert list(Membership.objects.values()) == stays
    assert latest("stream", "memberships", "identities") == at


def test_an_edit_takes_a_new_number_and_is_counted():
    source = a_source()
    give(source, said("a"), said("b"))
    old = row(source, "a")

    counts = give(source, said("a", body="better words"), said("b"))

    new = row(source, "a")
    assert (counts.changed, counts.unchanged, counts.activities) == (1, 1, 0)
    assert (new.pk, new.body, new.edits) == (old.pk, "better words", 1)
    assert new.seq == latest("stream")["stream"] > row(source, "b").seq


def test_within_a_batch_the_last_record_wins():
    source = a_source()

    counts = give(source, said("a", body="one"), said("a", body="two"), said("a", body="three"))

    assert counts.activities == 1
    assert (row(source, "a").body, row(source, "a").edits) == ("three", 2)


def test_the_same_key_in_another_source_is_another_activity():
    one, two = a_source("one"), a_source("two")

    give(one, said("a", body="here"))
    give(two, said("a", body="there"))

    assert (row(one, "a").body, row(two, "a").body) == ("here", "there")


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
@pytest.mark.parametrize("together", [True, False])
def test_answers_find_their_parents_and_threads_in_any_order(order, together):
    source = a_source()
    chain = [said("a", thread_id="t"), said("b", 1, parent_id="a"), said("c", 2, parent_id="b"),
             said("d", 3, parent_id="c", kind="reaction")]  # fmt: skip
    batch = [chain[place] for place in order]

    if together:
        give(source, *batch)
    else:
        for record in batch:
            give(source, record)

    thread = Thread.objects.get()
    assert [row(source, key).thread for key in "abcd"] == [thread] * 4
    assert [row(source, key).parent for key in "abcd"] == [None, row(source, "a"), row(source, "b"), row(source, "c")]


def test_a_row_that_found_its_parent_is_seen_again_by_consumers():
    source = a_source()
    give(source, said("b", 1, parent_id="a"), said("noise"))
    seen = latest("stream")["stream"]

    give(source, said("a"))

    assert row(source, "b").seq > seen
    assert row(source, "noise").seq <= seen


def test_rows_that_answer_themselves_or_in_a_circle_do_not_hang():
    source = a_source()

    give(source, said("self", parent_id="self"), said("x", parent_id="y"), said("y", parent_id="x"))
    give(source, said("p", parent_id="q"))
    give(source, said("q", parent_id="p"))

    assert row(source, "self").parent is None
    assert row(source, "x").parent == row(source, "y")
    assert row(source, "p").parent == row(source, "q")


def test_a_move_to_another_thread_marks_the_old_one():
    source = a_source()
    give(source, said("a", thread_id="old"), said("b", thread_id="old"))

    give(source, said("a", thread_id="new"))

    old = Thread.objects.get(key="old")
    assert list(StaleThread.objects.values_list("thread", flat=True)) == [old.pk]
    assert row(source, "a").thread.key == "new"


def test_answers_are_renumbered_when_the_author_above_changes():
    source = a_source()
    give(source, said("a"), said("b", parent_id="a", account_id="bob"), said("noise"))
    at = latest("stream")["stream"]

    give(source, said("a", account_id="cat"))

    assert row(source, "b").seq > at
    assert row(source, "noise").seq <= at


def test_what_runs_also_runs_in_the_transaction():
    source = a_source()

    def fail(counts: Counts) -> None:
        assert counts.activities == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        give(source, said("a"), also=fail)

    assert everything() == []
    assert Identity.objects.count() == 0


def test_an_ingestor_goes_on_after_a_failed_batch():
    source = a_source()
    ingestor = Ingestor(actor=SYSTEM, source=source)

    def fail(_counts: Counts) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ingestor.ingest([said("a", thread_id="t")], fail)
    ingestor.ingest([said("a", thread_id="t")])

    assert row(source, "a").thread.key == "t"


def test_two_ingestors_of_one_source_agree():
    source = a_source()
    one, two = Ingestor(actor=SYSTEM, source=source), Ingestor(actor=SYSTEM, source=source)

    one.ingest([said("a", thread_id="t")])
    two.ingest([said("b", thread_id="t", account_id="bob"), said("a", thread_id="t")])
    one.ingest([said("c", thread_id="t", account_id="bob")])

    assert Activity.objects.count() == 3
    assert Thread.objects.count() == 1
    assert Identity.objects.count() == Member.objects.count() == 2


def test_an_ingestor_that_remembers_an_erased_person_skips_them():
    source = a_source()
    ingestor = Ingestor(actor=SYSTEM, source=source)
    ingestor.ingest([said("a"), said("b", account_id="bob")])
    ann = Identity.objects.get(account_id="ann")
    erase_member(actor=SYSTEM, member_id=ann.member_id, confirm=ann.member.name)

    counts = ingestor.ingest([said("c"), said("d", account_id="bob")])

    assert (counts.skipped, counts.activities) == (1, 1)
    assert not Activity.objects.filter(key="c").exists()


def test_too_long_values_are_fitted_to_their_columns():
    source = a_source()

    give(source, said("a", title="标" * 600, url="https://example.org/" + "x" * 600))

    assert (len(row(source, "a").title), row(source, "a").url) == (500, "")


def test_who_may_not_import_changes_nothing(stranger, analyst):
    source = a_source()
    for viewer in (stranger, analyst):
        with pytest.raises(Forbidden):
            ingest(actor=viewer, source=source, records=[said("a")])
        with pytest.raises(Forbidden):
            ensure_source(actor=viewer, key="new", name="New", service="slack")

    assert everything() == []
    assert Source.objects.count() == 1


def test_a_moderator_may_import(moderator):
    source = a_source()

    assert ingest(actor=moderator, source=source, records=[said("a")]).activities == 1
    assert Fact.objects.filter(type="activity.batch_ingested", actor=moderator.name).count() == 1


def test_a_removed_source_takes_nothing():
    source = a_source()
    gone = Source.objects.get()
    source.delete()
    with pytest.raises(NotFound):
        give(gone, said("a"))


def test_a_source_is_made_once_and_checked():
    first = a_source()

    assert ensure_source(actor=SYSTEM, key="club", name="Another name", service="irc") == first
    assert Fact.objects.filter(type="activity.source_added").count() == 1
    with pytest.raises(Invalid):
        ensure_source(actor=SYSTEM, key="x", name="X", service="irc", timezone="Mars/Olympus")
    with pytest.raises(Invalid):
        ensure_source(actor=SYSTEM, key="", name="X", service="irc")


def test_memberships_complete_each_other():
    source = a_source()
    day = timedelta(days=1)
    give(source, MembershipRecord("hall", "ann"))
    give(source, MembershipRecord("hall", "ann", joined_at=START, joined_by="link"))
    give(source, MembershipRecord("hall", "ann", left_at=START + day, left_by="removed"))
    give(source, MembershipRecord("hall", "ann", joined_at=START + 2 * day))
    give(source, MembershipRecord("hall", "ann"))

    stays = list(Membership.objects.order_by("joined_at").values_list("joined_at", "joined_by", "left_at", "left_by"))
    assert stays == [(START, "link", START + day, "removed"), (START + 2 * day, "", None, "")]


def test_a_leaving_without_a_known_beginning_is_kept():
    source = a_source()

    give(source, MembershipRecord("hall", "ann", left_at=START, left_by="left"), MembershipRecord("hall", "bob"))

    stay = Membership.objects.get(identity__account_id="ann")
    assert (stay.joined_at, stay.left_at, stay.left_by) == (None, START, "left")
