"""What the moving room offers to shared screens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.square.moving.enums import MOVE, UNDO
from steward.square.moving.models import Move
from steward.square.moving.queries.sources import MANAGE


def _page(job: Job) -> str:
    source = Move.objects.filter(pk=job.args.get("move")).values_list("source_id", flat=True).first()
    return reverse("moving-source", args=[source]) if source else reverse("moving")


contribute("permissions", Permission(MANAGE, _("move imported sources into the square"), (Role.LEAD,)))
contribute("job-kinds", JobKind(MOVE, _("Moving a source into the square"), _page))
contribute("job-kinds", JobKind(UNDO, _("Taking a move back"), _page))
contribute("navigation", NavigationEntry("community", _("Moving in"), "moving", "package-open", MANAGE, order=80))
