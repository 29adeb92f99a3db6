"""What the room offers to shared registries."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import PersonalData
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.restraints.actions.impose import IMPOSE
from steward.people.restraints.models import Restraint

contribute("permissions", Permission(IMPOSE, _("hold members back: mute, restrict, suspend, ban"),
                                     (Role.LEAD, Role.MODERATOR)))  # fmt: skip


def _export(member_id: int) -> list[dict[str, Any]]:
    rows = Restraint.objects.filter(account__member=member_id).order_by("since")
    return [
        {"kind": row.kind, "scope": row.scope, "since": row.since.isoformat(),
         "until": row.until.isoformat() if row.until else None,
         "lifted": row.lifted_at.isoformat() if row.lifted_at else None}
        for row in rows
    ]  # fmt: skip


def _erase(member_id: int) -> int:
    return Restraint.objects.filter(account__member=member_id, lifted_at__isnull=False).delete()[0]


contribute("personal-data", PersonalData("restraints", _export, _erase))
