"""Handing out everything kept about one member."""

import io
import json
import zipfile
from typing import Any

from django.db import transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.merge_members import root_of
from steward.people.members.events import MemberExported


@transaction.atomic
def export_member(*, actor: Viewer, member_id: int) -> dict[str, Any]:
    """Everything every room keeps about the member, JSON-ready, by room. Raises Forbidden, NotFound."""
    require(allowed(actor, "members.export"))
    root = root_of(member_id)
    data = {store.key: store.export(root) for store in items("personal-data")}
    decide(kind="members.export", subject=f"member:{root}", account_id=actor.account_id)
    publish(MemberExported(root), actor=actor.name)
    return {"member": root, "exported_at": clock.now().isoformat(), "data": data}


def export_archive(*, actor: Viewer, member_id: int) -> bytes:
    """The same as a zip archive with one JSON file for each room."""
    everything = export_member(actor=actor, member_id=member_id)
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        about = {key: value for key, value in everything.items() if key != "data"}
        archive.writestr("about.json", json.dumps(about | {"files": sorted(everything["data"])}, indent=2))
        for key, value in everything["data"].items():
            archive.writestr(f"{key}.json", json.dumps(value, ensure_ascii=False, indent=2, default=str))
    return memory.getvalue()
