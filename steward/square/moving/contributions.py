"""What the moving room offers to shared screens."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import Deed, Done, NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role, Viewer
from steward.square.moving.enums import MOVE, UNDO
from steward.square.moving.models import Move
from steward.square.moving.queries.sources import MANAGE
from steward.stream.activity.public import Source


def _page(job: Job) -> str:
    source = Move.objects.filter(pk=job.args.get("move")).values_list("source_id", flat=True).first()
    return reverse("moving-source", args=[source]) if source else reverse("moving")


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Sources that moved into the square or out of it again, one query."""
    if not viewer.can(MANAGE):
        return []
    sources = dict(Source.objects.filter(pk__in={fact.data["source_id"] for fact in facts}).values_list("pk", "name"))
    came, went = gettext("Moved into the square: %(source)s"), gettext("Moved out of the square again: %(source)s")
    return [
        Done(
            fact.at,
            (came if fact.type == "moving.source_moved" else went) % {"source": sources[fact.data["source_id"]]},
            reverse("moving-source", args=[fact.data["source_id"]]), "package-open", 2.0,
        )
        for fact in facts if fact.data["source_id"] in sources
    ]  # fmt: skip


contribute("deeds", Deed(("moving.source_moved", "moving.move_undone"), deeds))
contribute("permissions", Permission(MANAGE, _("move imported sources into the square"), (Role.LEAD,)))
contribute("job-kinds", JobKind(MOVE, _("Moving a source into the square"), _page))
contribute("job-kinds", JobKind(UNDO, _("Taking a move back"), _page))
contribute("navigation", NavigationEntry("community", _("Moving in"), "moving", "package-open", MANAGE, order=80))
