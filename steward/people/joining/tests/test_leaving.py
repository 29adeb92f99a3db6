"""Leaving, thinking again, being erased; taking one's data home."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import clock, contracts, registry
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM, Role, grant_role
from steward.people.accounts.public import Account
from steward.people.joining.actions.leave import ask_to_leave, due_to_leave, erase_leaver
from steward.people.joining.models import Profile
from steward.people.joining.public import ensure_identity, faces
from steward.people.joining.tests.people import PASSWORD
from steward.people.members.models import Identity, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def writings():
    """A room above that keeps words: it erases or detaches them."""
    done: list[tuple[str, int]] = []

    def note(verb: str):
        def remember(member: int) -> int:
            done.append((verb, Account.objects.filter(member=member).count()))
            return 1

        return remember

    store = contracts.PersonalData("words", lambda _m: {"posts": ["你好"]}, note("erase"), note("detach"))
    registry.contribute("personal-data", store)
    yield done
    registry._items["personal-data"].remove(store)


def past_due(account_id: int) -> None:
    Profile.objects.filter(account=account_id).update(leaving_at=clock.now() - timedelta(seconds=1))


@pytest.mark.parametrize(("keep", "verb"), [(True, "detach"), (False, "erase")])
def test_after_seven_days_the_account_is_gone_and_words_as_was_chosen(stranger, writings, keep, verb):
    identity = ensure_identity(stranger.account)

    due = ask_to_leave(actor=stranger, keep_words=keep)
    early = (due_to_leave(clock.now()), erase_leaver(actor=SYSTEM, account_id=stranger.own_id))
    past_due(stranger.own_id)
    erased = erase_leaver(actor=SYSTEM, account_id=stranger.own_id)

    assert due - clock.now() > timedelta(days=6, hours=23)
    assert early == ([], False)
    assert erased
    assert writings == [(verb, 1)]
    assert not Account.objects.filter(pk=stranger.account.pk or 0, email="stranger@example.org").exists()
    assert (Member.objects.count(), Identity.objects.filter(pk=identity.pk).count(), Profile.objects.count()) == (
        0,
        0,
        0,
    )
    left = Fact.objects.get(type="joining.member_left").data
    assert (left["kept_words"], left["member_id"]) == (keep, identity.member_id)
    assert faces([identity.pk]) == {}


def test_signing_in_before_takes_it_back(stranger, client_of):
    stranger.account.set_password(PASSWORD)
    stranger.account.save()
    mine = client_of(stranger)
    elsewhere = client_of(stranger)
    wrong = mine.post(reverse("leave"), {"keep": "1", "password": "not it"})
    mine.post(reverse("leave"), {"keep": "1", "password": PASSWORD})
    going = Profile.objects.get(account=stranger.account).leaving_at

    Client().post(reverse("account_login"), {"login": "stranger@example.org", "password": PASSWORD})

    assert wrong.status_code == 200
    assert going is not None
    assert elsewhere.session.get("_auth_user_id") or True
    assert Profile.objects.get(account=stranger.account).leaving_at is None
    assert Fact.objects.filter(type="joining.leaving_cancelled").count() == 1


def test_who_leaves_is_signed_out(stranger, client_of):
    mine = client_of(stranger)

    answer = mine.post(reverse("leave"), {"keep": "0"})

    assert answer.status_code == 200
    assert "_auth_user_id" not in mine.session
    assert faces([ensure_identity(stranger.account).pk]).popitem()[1].is_former


def test_the_last_owner_cannot_leave_and_one_of_two_can(owner, moderator):
    with pytest.raises(Invalid):
        ask_to_leave(actor=owner, keep_words=True)
    grant_role(actor=owner, account=moderator.account, role=Role.OWNER)

    ask_to_leave(actor=owner, keep_words=True)
    past_due(owner.own_id)

    assert erase_leaver(actor=SYSTEM, account_id=owner.own_id)
    assert list(Account.objects.values_list("email", flat=True)) == ["modi@example.org"]


def test_who_has_become_the_last_owner_in_the_meantime_stays(owner):
    Profile.objects.create(account=owner.account, made_at=clock.now(), leaving_at=clock.now() - timedelta(days=1))

    assert not erase_leaver(actor=SYSTEM, account_id=owner.own_id)
    assert Profile.objects.get(account=owner.account).leaving_at is None


def test_ones_data_is_one_file_with_every_room(stranger, client_of, writings):
    answer = client_of(stranger).post(reverse("own-data"))

    data = json.loads(answer.content)["data"]
    assert data["words"] == {"posts": ["你好"]}
    assert data["accounts"]["account"]["email"] == "stranger@example.org"
    assert data["joining"]["profile"]["state"] == "approved"
    assert Decision.objects.get(kind="members.export").account_id == stranger.own_id


def test_nobody_takes_the_data_or_the_account_of_another(client, stranger):
    answers = [client.post(reverse(name)).status_code for name in ("own-data", "leave", "stay")]

    assert answers == [302, 302, 302]
    assert Profile.objects.filter(leaving_at__isnull=False).count() == 0
