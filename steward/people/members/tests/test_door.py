"""The door through which the stream brings accounts."""

from datetime import UTC, datetime

import pytest

from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.people.members.models import ErasedAccount, Identity, Member, NameSeen
from steward.people.members.public import AccountSeen, identity_rows, touch_seen, upsert_identities
from steward.people.members.rules import fingerprint

pytestmark = pytest.mark.django_db


def seen(account_id: str, **fields) -> AccountSeen:
    return AccountSeen(service="slack", realm="acme", account_id=account_id, **fields)


def bring(*accounts: AccountSeen) -> dict[tuple[str, str], int]:
    return upsert_identities(actor=SYSTEM, accounts=accounts)


def test_every_new_account_becomes_an_identity_with_a_member_of_its_own():
    ids = bring(seen("U1", name="Ann", email="Ann@Example.ORG"), seen("U2", handle="bob", is_bot=True))

    ann, bob = Identity.objects.get(pk=ids["acme", "U1"]), Identity.objects.get(pk=ids["acme", "U2"])
    assert (ann.member.name, ann.email, ann.home_id) == ("Ann", "ann@example.org", ann.member_id)
    assert (bob.member.name, bob.member.is_bot, bob.handle) == ("bob", True, "bob")
    assert Member.objects.count() == 2


def test_bringing_an_account_again_changes_only_what_is_known_anew():
    first = bring(seen("U1", name="Ann", handle="ann", email="a@x.org", email_verified=True))

    second = bring(seen("U1", name="Anne"))

    identity = Identity.objects.get()
    assert first == second
    assert (identity.name, identity.handle, identity.email, identity.email_verified) == ("Anne", "ann", "a@x.org", True)
    assert identity.member.name == "Anne"
    assert set(NameSeen.objects.values_list("name", flat=True)) == {"Ann", "Anne"}


def test_the_same_account_twice_in_one_batch_is_one_identity():
    ids = bring(
        seen("U1", name="Ann"),
        seen("U1", email="a@x.org"),
        AccountSeen("mbox", "email", "A@x.org"),
        AccountSeen("mbox", "email", "a@x.org"),
    )

    assert Identity.objects.count() == 2
    assert ids["email", "A@x.org"] == ids["email", "a@x.org"]
    assert Identity.objects.get(realm="email").email == "a@x.org"


def test_an_erased_account_is_skipped_and_has_no_key():
    ErasedAccount.objects.create(
        realm="acme", fingerprint=fingerprint("acme", "U1"), erased_at=datetime(2026, 1, 1, tzinfo=UTC)
    )

    ids = bring(seen("U1", name="Ann"), seen("U2", name="Bob"))

    assert list(ids) == [("acme", "U2")]
    assert list(Member.objects.values_list("name", flat=True)) == ["Bob"]


def test_readers_outside_see_new_identities_and_changed_flags_in_order():
    ids = bring(seen("U1"), seen("U2"))
    rows = identity_rows(0, 10)

    bring(seen("U1", is_bot=True))

    later = identity_rows(rows[-1].seq, 10)
    assert [row.id for row in rows] == [ids["acme", "U1"], ids["acme", "U2"]]
    assert [(row.id, row.is_bot) for row in later] == [(ids["acme", "U1"], True)]


def test_spans_widen_identities_and_members_and_never_narrow():
    [pk] = bring(seen("U1")).values()
    early, mid, late = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 5, 9))
    touch_seen({pk: (early, mid)})

    touch_seen({pk: (mid, late)})

    identity = Identity.objects.select_related("member").get()
    assert (identity.first_seen, identity.last_seen) == (early, late)
    assert (identity.member.first_seen, identity.member.last_seen) == (early, late)


def test_over_long_texts_are_cut_and_over_long_ids_stay_apart():
    ids = bring(seen("x" * 300 + "1", name="n" * 999), seen("x" * 300 + "2"))

    assert len(set(ids.values())) == 2
    assert Identity.objects.filter(name="n" * 200).count() == 1


def test_who_may_not_edit_members_brings_nothing(stranger):
    with pytest.raises(Forbidden):
        upsert_identities(actor=stranger, accounts=[seen("U1")])

    assert Member.objects.count() == 0
