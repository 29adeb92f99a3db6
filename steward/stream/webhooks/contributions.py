"""What webhooks offer."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.joining.public import MemberJoined, MemberLeft, ProfileChanged, account_faces
from steward.stream.webhooks.actions.deliver import PING
from steward.stream.webhooks.records import WebhookEvent
from steward.stream.webhooks.rules import MANAGE
from steward.stream.webhooks.tasks import JOB


def member_told(fact: dict[str, Any]) -> dict[str, Any] | None:
    """The member as everybody here sees them: name and number, never an address. None when they are gone again."""
    face = account_faces([fact["account_id"]]).get(fact["account_id"])
    if face is None or face.is_former:
        return None
    told = {
        "id": fact["account_id"],
        "name": face.name,
        "avatar": settings.BASE_URL + face.avatar if face.avatar else None,
    }
    return {"member": told, **({"changed": list(fact["fields"])} if "fields" in fact else {})}


def leaving_told(fact: dict[str, Any]) -> dict[str, Any]:
    """Only the number is left of them."""
    return {"member": {"id": fact["account_id"]}, "words_stay": fact["kept_words"]}


contribute("permissions", Permission(MANAGE, _("manage webhooks"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("settings", _("Webhooks"), "webhooks", "webhook", MANAGE, 65))
contribute("job-kinds", JobKind(JOB, _("Telling other systems"), lambda _job: reverse("webhooks")))
contribute(
    "webhook-events", WebhookEvent("member.joined", _("Somebody became a member"), MemberJoined.type, member_told)
)
contribute(
    "webhook-events",
    WebhookEvent("member.changed", _("A member changed their profile"), ProfileChanged.type, member_told),
)
contribute("webhook-events", WebhookEvent("member.left", _("A member left"), MemberLeft.type, leaving_told))
contribute("webhook-events", WebhookEvent(PING, _("A test, sent by hand"), "", lambda data: data))
