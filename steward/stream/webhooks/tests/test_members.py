"""What other systems are told of members."""

import json

import pytest
from django.db import transaction

from steward.foundation.journal.public import publish
from steward.people.joining.public import MemberJoined, MemberLeft, ProfileChanged, ensure_identity
from steward.stream.webhooks.actions.edit_endpoint import change_endpoint
from steward.stream.webhooks.actions.follow import follow
from steward.stream.webhooks.models import Delivery

pytestmark = pytest.mark.django_db


def test_members_are_told_of_by_name_and_number_and_never_by_address(endpoint, owner, stranger, receiver) -> None:
    change_endpoint(
        actor=owner,
        endpoint_id=endpoint.pk,
        url=receiver.url,
        name="x",
        events=["member.joined", "member.changed", "member.left"],
    )
    identity, pk = ensure_identity(stranger.account), stranger.account_id  # which announces that they joined
    with transaction.atomic():
        publish(ProfileChanged(account_id=pk, fields=("name",)))
        publish(MemberJoined(account_id=987_654, identity_id=1))
        publish(MemberLeft(account_id=pk, member_id=identity.member_id, kept_words=True))

    follow()

    told = [json.loads(body) for body in Delivery.objects.order_by("pk").values_list("body", flat=True)]
    member = {"id": pk, "name": "Stranger", "avatar": None}
    assert [(entry["type"], entry["data"]) for entry in told] == [
        ("member.joined", {"member": member}),
        ("member.changed", {"member": member, "changed": ["name"]}),
        ("member.left", {"member": {"id": pk}, "words_stay": True}),
    ]
    assert "example.org" not in str(told)
