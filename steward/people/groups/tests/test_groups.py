"""Groups: who sees them, who joins, who decides."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import NOBODY, SYSTEM, viewer_of
from steward.people.accounts.public import Account
from steward.people.groups.models import Group, GroupMember
from steward.people.groups.public import (
    change_group,
    drop_group,
    group_names,
    groups_for,
    groups_of,
    join_group,
    leave_group,
    let_in,
    let_lead,
    make_group,
    take_out,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return viewer_of(Account.objects.create_user("other@example.org", name="Other"))


def test_an_open_group_is_joined_and_left(owner, stranger, other):
    group = make_group(actor=owner, name="Tea")
    make_group(actor=owner, name="Noise")

    standing = join_group(actor=stranger, group_id=group.pk)
    again = join_group(actor=stranger, group_id=group.pk)

    assert (standing, again, groups_of(stranger.own_id), groups_of(other.own_id)) == (
        "in",
        "in",
        {group.pk},
        frozenset(),
    )
    leave_group(actor=stranger, group_id=group.pk)
    assert groups_of(stranger.own_id) == frozenset()
    assert list(Fact.objects.filter(type__startswith="groups.").order_by("seq").values_list("type", flat=True)) == [
        "groups.made", "groups.made", "groups.joined", "groups.left",
    ]  # fmt: skip


def test_who_leads_a_closed_group_decides(owner, stranger, other):
    group = make_group(actor=owner, name="Desk", kind="closed")
    asked = join_group(actor=stranger, group_id=group.pk)
    with pytest.raises(Forbidden):
        let_in(actor=other, group_id=group.pk, account_id=stranger.own_id)
    before = groups_of(stranger.own_id)
    let_in(actor=owner, group_id=group.pk, account_id=stranger.own_id)
    let_lead(actor=owner, group_id=group.pk, account_id=stranger.own_id, lead=True)

    let_in(actor=stranger, group_id=group.pk, account_id=other.own_id)
    take_out(actor=stranger, group_id=group.pk, account_id=other.own_id)

    assert (asked, before, groups_of(stranger.own_id), groups_of(other.own_id)) == (
        "asked",
        frozenset(),
        {group.pk},
        frozenset(),
    )


def test_an_invisible_group_is_known_to_its_members_and_the_team_only(owner, stranger, other, client_of):
    group = make_group(actor=owner, name="Crew", kind="invisible")
    let_in(actor=owner, group_id=group.pk, account_id=stranger.own_id)

    assert [list(groups_for(viewer)) for viewer in (NOBODY, other, stranger, owner)] == [[], [], [group], [group]]
    with pytest.raises(NotFound):
        join_group(actor=other, group_id=group.pk)
    assert client_of(other).get(reverse("group", args=[group.pk])).status_code == 404
    assert client_of(stranger).get(reverse("group", args=[group.pk])).status_code == 200


def test_names_are_folded_and_unique(owner):
    first = make_group(actor=owner, name="Tea  Party")

    for name in ("tea party", "TEA PARTY", "Tea\u200b Party", " ", "x" * 61):
        with pytest.raises(Invalid):
            make_group(actor=owner, name=name)

    assert group_names() == {first.pk: "Tea Party"}


def test_only_the_team_makes_changes_and_drops(owner, stranger, analyst):
    group = make_group(actor=owner, name="Tea")
    for viewer in (stranger, analyst, NOBODY):
        with pytest.raises(Forbidden):
            make_group(actor=viewer, name="Mine")
        with pytest.raises(Forbidden):
            change_group(actor=viewer, group_id=group.pk, name="Mine", description="", kind="open")
        with pytest.raises(Forbidden):
            drop_group(actor=viewer, group_id=group.pk)

    assert group_names() == {group.pk: "Tea"}
    drop_group(actor=owner, group_id=group.pk)
    assert Group.objects.count() == 0


def test_nobody_joins_without_signing_in(owner, client):
    group = make_group(actor=owner, name="Tea")

    assert client.post(reverse("group-join", args=[group.pk])).status_code == 403
    assert GroupMember.objects.count() == 0


def test_the_pages_cost_the_same_for_few_and_many(owner, client_of, queries_of):
    client = client_of(owner)
    group = make_group(actor=owner, name="Tea")
    let_in(actor=owner, group_id=group.pk, account_id=owner.own_id)
    pages = [reverse("groups"), reverse("group", args=[group.pk]), reverse("groups-console")]
    one = [queries_of(lambda page=page: client.get(page)) for page in pages]
    for number in range(3):
        make_group(actor=owner, name=f"Tea {number}")
        account = Account.objects.create_user(f"n{number}@example.org", name=f"N {number}")
        let_in(actor=SYSTEM, group_id=group.pk, account_id=account.pk)

    assert [queries_of(lambda page=page: client.get(page)) for page in pages] == one


@pytest.mark.django_db(transaction=True)
def test_joining_twice_at_once_is_joining_once(stranger):
    group = make_group(actor=SYSTEM, name="Tea")

    def join() -> None:
        try:
            join_group(actor=stranger, group_id=group.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert GroupMember.objects.count() == 1
    assert Fact.objects.filter(type="groups.joined").count() == 1
