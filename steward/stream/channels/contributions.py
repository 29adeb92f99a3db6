"""What the channels room offers."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import Deed, Done, NavigationEntry, WorkSource
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Viewer
from steward.stream.activity.public import Source
from steward.stream.channels.queries import imports_waiting


def _page(job: Job) -> str:
    return reverse("import-page", args=[job.args["import_id"]])


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Finished imports with the names of their sources, one query."""
    if not viewer.can("activity.import"):
        return []
    sources = dict(Source.objects.filter(pk__in={fact.data["source_id"] for fact in facts}).values_list("pk", "name"))
    return [
        Done(fact.at, _imported(fact, sources), reverse("import-page", args=[fact.data["import_id"]]), "upload", 2.0)
        for fact in facts
        if fact.data["activities"]
    ]


def _imported(fact: Any, sources: dict[int, str]) -> str:
    count = fact.data["activities"]
    text = ngettext("%(source)s: %(num)s activity imported", "%(source)s: %(num)s activities imported", count)
    return text % {"source": sources.get(fact.data["source_id"], "—"), "num": count}


contribute("deeds", Deed(("channels.import-finished",), deeds))
contribute("job-kinds", JobKind("channels.import", _("Import"), _page))
contribute("job-kinds", JobKind("channels.sample", _("Sample community"), lambda _job: reverse("insights")))
contribute(
    "navigation",
    NavigationEntry(
        "community", _("Channels and imports"), "import-list", "folder-input", permission="activity.import", order=80
    ),
)
contribute("my-work", WorkSource("channels", _("Imports"), "folder-input", "activity.import", imports_waiting, 70))
