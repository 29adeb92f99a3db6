"""What the channels room offers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute


def _page(job: Job) -> str:
    return reverse("import-page", args=[job.args["import_id"]])


contribute("job-kinds", JobKind("channels.import", _("Import"), _page))
contribute("job-kinds", JobKind("channels.sample", _("Sample community"), lambda _job: reverse("insights")))
contribute(
    "navigation",
    NavigationEntry(
        "community", _("Channels and imports"), "import-list", "folder-input", permission="activity.import", order=80
    ),
)
