"""Many cases at once: which were ticked, what is shown before, what became of them."""

from dataclasses import dataclass, field
from datetime import timedelta

from steward.care.conduct.models import Case, Judgement
from steward.care.conduct.queries.console import judgements_for
from steward.care.conduct.queries.queue import open_cases
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.jobs.public import Job
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.ui.tables import Selection, Table
from steward.people.access.public import Viewer, allowed

#: Cases decided in one go.
MOST = 200
#: A batch is known, and taken back, as a whole for so long; later each judgement for itself.
KEPT = timedelta(days=30)


def ticked_cases(viewer: Viewer, table: Table, chosen: Selection) -> list[int]:
    """Ids of the ticked cases, or of the most urgent ones the filters let through. Raises Forbidden."""
    require(allowed(viewer, JUDGE))
    if chosen.everything:
        rows = table.narrowed(open_cases(viewer), chosen.state)
        return list(rows.order_by("-priority", "id").values_list("pk", flat=True)[:MOST])
    ids = (int(one) for one in chosen.ids if one.isdecimal() and len(one) < 18)
    return list(dict.fromkeys(ids))[:MOST]


def chosen_cases(viewer: Viewer, ids: list[int]) -> list[Case]:
    """Those of these cases that are open and not about the viewer's own words, the most urgent first."""
    return list(open_cases(viewer).filter(pk__in=ids).defer("html").order_by("-priority", "id"))


def batch_of(batch: str) -> list[int]:
    """The judgements of a batch that still stand, the latest first: the order in which they are taken back."""
    rows = Judgement.objects.filter(at__gte=clock.now() - KEPT, decision__evidence__batch=batch, overturned_at=None)
    return list(rows.order_by("-pk").values_list("pk", flat=True)) if batch else []


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Judgements that were taken together, and the cases left alone: sentence → numbers."""

    batch: str
    judgements: list[Judgement]
    stands: int
    skipped: dict[str, list[int]] = field(default_factory=dict)


def batch_page(viewer: Viewer, batch: str, job_id: int = 0) -> BatchPage:
    """What became of a batch; with the job's number also what it left alone. Raises Forbidden, NotFound."""
    found = judgements_for(viewer).filter(at__gte=clock.now() - KEPT, decision__evidence__batch=batch)
    rows = list(found.order_by("-pk")[:MOST])
    job = Job.objects.filter(pk=job_id, args__batch=batch).first()
    if not rows and job is None:
        raise NotFound
    skipped = (job.result or {}).get("skipped", {}) if job else {}
    return BatchPage(batch, rows, sum(row.overturned_at is None for row in rows), skipped)
