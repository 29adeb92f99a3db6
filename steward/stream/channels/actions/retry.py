"""Reading again what went into quarantine."""

from django.db import transaction

from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.stream.channels.actions.start import begin_anew, start_import
from steward.stream.channels.models import Import
from steward.stream.channels.rules import may_import, may_start


def retry_import(*, actor: Viewer, import_id: int) -> Import:
    """Read the file from its start again: what can be read by now is stored and leaves the quarantine.

    Useful after the file was mended in its place, or after Steward learned to read more. Nothing is stored twice.
    Raises Forbidden, NotFound and Invalid.
    """
    require(may_import(actor))
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).select_related("job").filter(pk=import_id).first()
        if run is None:
            raise NotFound
        ruling = may_start(run)
        if not ruling:
            raise Invalid(getattr(ruling, "why", ""))
        begin_anew(run)
        run.save()
        return start_import(actor=actor, import_id=import_id)
