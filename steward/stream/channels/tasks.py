"""Imports as jobs, and the removal of files nobody needs any more."""

from typing import Any

from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.people.access.public import SYSTEM
from steward.stream.channels.actions.run import run_import
from steward.stream.channels.actions.sample import make_sample
from steward.stream.channels.actions.tidy import remove_old_uploads


@handles("channels.import")
def import_export(progress: Progress, import_id: int) -> dict[str, Any]:
    """Run one import."""
    return run_import(progress, import_id)


@handles("channels.sample")
def sample(progress: Progress) -> dict[str, Any]:
    """Make the sample community."""
    return make_sample(progress)


@scheduled("channels.tidy", "10 4 * * *")
def tidy() -> None:
    """Remove the files of imports that are long done."""
    remove_old_uploads(actor=SYSTEM)
