"""Who may import, and what may happen to an import in which state."""

from pathlib import Path

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import is_gone
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Role, Viewer, allowed
from steward.stream.channels import places
from steward.stream.channels.models import Import


def may_import(actor: Viewer) -> Ruling:
    """Whether the actor may import at all."""
    return allowed(actor, "activity.import")


def may_name_paths(actor: Viewer) -> bool:
    """Whether the actor may import from the server's disk in the console."""
    return bool(may_import(actor)) and (actor.is_system or Role.OWNER in actor.roles)


def may_read(actor: Viewer, path: Path) -> Ruling:
    """Whether the actor may import from a path of the server in the console."""
    if not may_import(actor):
        return may_import(actor)
    if not may_name_paths(actor):
        return Denied(_("Only an owner may import from the server's disk."))
    if not places.is_inside(path, places.roots()):
        folders = ", ".join(str(folder) for folder in places.roots())
        return Denied(_("Steward only reads exports in: %(folders)s.") % {"folders": folders})
    return Allowed()


def is_alive(run: Import) -> bool:
    """Whether a process works on the import, as far as this machine can tell."""
    return run.state == Import.State.RUNNING and bool(run.worker) and is_gone(run.worker) is not True


def may_start(run: Import) -> Ruling:
    """Whether the import can begin or go on: it must not run, and its file must still be there."""
    if run.state == Import.State.WAITING and run.job is not None and not run.job.is_over:
        return Denied(_("This import waits for its turn."))
    if is_alive(run):
        return Denied(_("This import is running."))
    if run.removed_at is not None or not Path(run.path).exists():
        return Denied(_("The file is no longer here. Upload it again: nothing is stored twice."))
    return Allowed()
