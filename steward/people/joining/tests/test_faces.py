"""Who somebody is on screen."""

import threading

import pytest
from django.db import connection, transaction

from steward.foundation.journal.public import Fact
from steward.people.access.public import SYSTEM
from steward.people.accounts.public import Account
from steward.people.joining.models import Profile
from steward.people.joining.public import account_faces, ensure_identity, faces, identities_of, profile_of
from steward.people.members.actions.edit_member import edit_member
from steward.people.members.actions.merge_members import merge_members
from steward.people.members.models import Identity, Member
from steward.people.members.public import AccountSeen, upsert_identities


def bring(*accounts: AccountSeen) -> list[int]:
    ids = upsert_identities(actor=SYSTEM, accounts=accounts)
    return [ids[each.realm, each.account_id] for each in accounts]


@pytest.mark.django_db
def test_an_account_gets_one_identity_and_one_member(stranger):
    first = ensure_identity(stranger.account)

    again = ensure_identity(stranger.account)

    assert first.pk == again.pk
    assert (first.service, first.realm, first.account_id, first.email) == ("forum", "square", str(stranger.own_id), "")
    assert Member.objects.get(account=stranger.account).pk == first.member_id
    assert [fact.data["account_id"] for fact in Fact.objects.filter(type="joining.member_joined")] == [stranger.own_id]
    assert identities_of(stranger.own_id) == [first.pk]
    assert profile_of(stranger.own_id).vouched


@pytest.mark.django_db
def test_finding_the_identity_again_is_one_query(stranger, queries_of):
    assert queries_of(lambda: ensure_identity(stranger.account)) == 1


@pytest.mark.django_db
def test_faces_show_nicknames_and_never_addresses_or_the_teams_own_names(owner, stranger, queries_of):
    mine, boss = ensure_identity(stranger.account), ensure_identity(owner.account)
    [old, mail, bare] = bring(
        AccountSeen("discourse", "urho", "7", handle="wei", name="Wei"),
        AccountSeen("mbox", "email", "zhang@example.org", name="zhang@example.org", email="zhang@example.org"),
        AccountSeen("mbox", "email", "li@example.org", email="li@example.org"),
    )
    edit_member(actor=SYSTEM, member_id=Identity.objects.get(pk=old).member_id, name="Troublemaker")

    shown = faces([mine.pk, boss.pk, old, mail, bare, 10**9])

    assert {pk: (face.name, face.is_team, face.account_id) for pk, face in shown.items()} == {
        mine.pk: ("Stranger", False, stranger.own_id),
        boss.pk: ("Olivia", True, owner.own_id),
        old: ("Wei", False, None),
        mail: ("zhang", False, None),
        bare: (f"#{bare}", False, None),
    }
    assert queries_of(lambda: faces([mine.pk])) == queries_of(lambda: faces([mine.pk, boss.pk, old])) == 1


@pytest.mark.django_db
def test_an_imported_identity_of_a_member_who_signs_in_shows_their_nickname(stranger):
    mine = ensure_identity(stranger.account)
    [old] = bring(AccountSeen("discourse", "urho", "7", name="Wei"))
    merge_members(actor=SYSTEM, winner_id=Identity.objects.get(pk=old).member_id, loser_id=mine.member_id)

    shown = faces([old])[old]

    assert (shown.name, shown.account_id, shown.member_id) == ("Stranger", stranger.own_id, mine.member_id)
    assert identities_of(stranger.own_id) == [mine.pk, old]
    assert account_faces([stranger.own_id])[stranger.own_id].identity_id == mine.pk
    assert ensure_identity(stranger.account).pk == mine.pk


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_identity():
    account = Account.objects.create_user("wei@example.org", name="Wei")
    found, failed = [], []

    def ask() -> None:
        try:
            with transaction.atomic():
                found.append(ensure_identity(Account.objects.get(pk=account.pk)).pk)
        except Exception as problem:  # noqa: BLE001
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(set(found)) == 1
    assert (Member.objects.count(), Identity.objects.count(), Profile.objects.count()) == (1, 1, 1)
    assert Fact.objects.filter(type="joining.member_joined").count() == 1
