"""Export and erasure of one member."""

import io
import json
import zipfile

import pytest

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import contracts, registry
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import SYSTEM
from steward.people.members.actions.edit_member import edit_member
from steward.people.members.actions.erase_member import erase_member
from steward.people.members.actions.export_member import export_archive, export_member
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.models import Edit, ErasedAccount, Identity, Member, Merge, NameSeen
from steward.people.members.public import erased_identities_since, identity_rows
from steward.people.members.tests.people import account, bring, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def upper_room():
    """A room above that keeps something about members too."""
    gone: list[int] = []

    def erase(member: int) -> int:
        gone.append(Identity.objects.filter(member=member).count())
        return 7

    store = contracts.PersonalData("upper", lambda member: {"likes": member}, erase)
    registry.contribute("personal-data", store)
    yield gone
    registry._items["personal-data"].remove(store)


def test_an_erased_member_is_gone_with_all_merged_rows_and_stays_away(upper_room):
    ann, anna, other = bring(account(1, email="ann@x.org"), account(2), account(3))
    edit_member(actor=SYSTEM, member_id=ann, note="private", tags=["x"])
    merge_members(actor=SYSTEM, winner_id=ann, loser_id=anna)
    seq = identity_rows(0, 9)[-1].seq
    ids = list(Identity.objects.filter(member=ann).order_by("pk").values_list("pk", flat=True))

    removed = erase_member(actor=SYSTEM, member_id=anna, confirm="Member 1")
    bring_again = bring(account(3), account(4))
    from steward.people.members.public import upsert_identities

    skipped = upsert_identities(actor=SYSTEM, accounts=[account(1), account(2)])

    assert removed == {"upper": 7, "members": 4} | {k: v for k, v in removed.items() if k not in {"upper", "members"}}
    assert upper_room == [2]
    assert skipped == {}
    assert set(Member.objects.values_list("pk", flat=True)) == {other, *bring_again}
    assert (Edit.objects.count(), Merge.objects.count(), NameSeen.objects.filter(name="Member 1").count()) == (0, 0, 0)
    assert [row.id for row in erased_identities_since(seq, 9)] == ids
    assert Fact.objects.get(type="members.erased").data == {
        "member_id": ann, "member_ids": [ann, anna], "identity_ids": ids,
    }  # fmt: skip
    assert not ErasedAccount.objects.filter(fingerprint__contains="U1").exists()


def test_erasing_one_side_of_a_merge_taken_back_leaves_the_other_alone():
    ann, anna = bring(account(1), account(2))
    decision = merge_members(actor=SYSTEM, winner_id=ann, loser_id=anna)
    undo_merge(actor=SYSTEM, decision_id=decision.pk)

    erase_member(actor=SYSTEM, member_id=ann, confirm="Member 1")

    assert list(Member.objects.values_list("pk", "name", "merged_into")) == [(anna, "Member 2", None)]


def test_erasure_asks_for_the_name():
    [ann] = bring(account(1))

    with pytest.raises(Invalid):
        erase_member(actor=SYSTEM, member_id=ann, confirm="member one")

    assert Member.objects.count() == 1


def test_the_export_holds_what_every_room_keeps(upper_room, owner):
    ann, anna = bring(account(1, email="ann@x.org"), account(2))
    edit_member(actor=SYSTEM, member_id=anna, note="Speaks 中文.")
    merge_members(actor=SYSTEM, winner_id=ann, loser_id=anna)

    with zipfile.ZipFile(io.BytesIO(export_archive(actor=owner, member_id=anna))) as archive:
        own, upper = json.loads(archive.read("members.json")), json.loads(archive.read("upper.json"))

    assert upper == {"likes": ann}
    assert own["member"]["note"] == "Speaks 中文."
    assert [identity["account_id"] for identity in own["identities"]] == ["U1", "U2"]
    assert own["identities"][0]["email"] == "ann@x.org"
    assert [name["name"] for name in own["names_seen"]] == ["Member 1", "Member 2"]


@pytest.mark.parametrize("role", ["stranger", "analyst", "moderator"])
def test_who_may_not_export_or_erase_changes_nothing(role, request):
    viewer = request.getfixturevalue(role)
    [ann] = bring(account(1))
    before = snapshot()

    with pytest.raises(Forbidden):
        erase_member(actor=viewer, member_id=ann, confirm="Member 1")
    with pytest.raises(Forbidden):
        export_member(actor=viewer, member_id=ann)

    assert snapshot() == before
