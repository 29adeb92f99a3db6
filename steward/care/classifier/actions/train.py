"""Training a version, and measuring it on the decisions kept back."""

import time
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.classifier.enums import MANAGE, TRAIN, State
from steward.care.classifier.errors import too_few
from steward.care.classifier.events import VersionTrained
from steward.care.classifier.models import Example, Version
from steward.care.classifier.queries.measuring import measured
from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.journal.public import allocate, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed

#: Versions nobody ever used are kept up to this many.
KEPT = 8


def train_soon(*, actor: Viewer) -> Job | None:
    """Start a training as a job, unless one waits or runs already. Raises Forbidden."""
    require(allowed(actor, MANAGE))
    if Job.objects.filter(kind=TRAIN, state__in=(Job.State.WAITING, Job.State.RUNNING)).exists():
        return None
    return enqueue(actor=actor, kind=TRAIN)


def train(*, actor: Viewer, progress: Reporter, job_id: int | None = None, account_id: int | None = None) -> Version:
    """Learn from every decision that is not kept back, measure on those that are; nobody uses the version yet.

    Computes outside a transaction. The same `job_id` again goes on with the version it had made. Raises Forbidden,
    Invalid when there is too little to learn from, and `Cancelled` through the progress.
    """
    require(allowed(actor, MANAGE))
    version = Version.objects.filter(job_id=job_id).first() if job_id else None
    if version is None:
        version = _learned(progress, job_id, account_id)
    if version.state == State.TRAINED:
        progress.report(0, None, _("Measuring on the decisions kept back"), force=True)
        _show(actor, version)
    return version


def _learned(progress: Reporter, job_id: int | None, account_id: int | None) -> Version:
    """A new version from the examples as they stand."""
    from steward.care.classifier.engine.fitting import LEAST, fit, trainable
    from steward.care.classifier.engine.linear import pack
    from steward.care.classifier.engine.quality import curves

    rows = list(Example.objects.order_by("pk").values_list("text", "label", "language", "held_out"))
    texts = [text for text, _label, _language, held in rows if not held]
    labels = [label for _text, label, _language, held in rows if not held]
    if not trainable(labels):
        raise too_few(LEAST)
    start = time.perf_counter()
    note = _("Learning from %(count)s decisions") % {"count": len(texts)}
    progress.report(0, None, note, force=True)
    model, chances = fit(texts, labels, lambda done, total: progress.report(done, total, note))
    with transaction.atomic():
        return Version.objects.create(
            number=allocate("classifier"), model=pack(model), curves=curves(model.labels, chances, labels),
            learned=_counts((label, language) for _text, label, language, held in rows if not held),
            held=_counts((label, language) for _text, label, language, held in rows if held),
            made_at=clock.now(), seconds=time.perf_counter() - start, job_id=job_id, account_id=account_id,
        )  # fmt: skip


def _counts(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """{label: {language: how many}}."""
    counts: dict[str, dict[str, int]] = {}
    for (label, language), count in sorted(Counter(pairs).items()):
        counts.setdefault(label, {})[language] = count
    return counts


def _show(actor: Viewer, version: Version) -> None:
    """Write down how good it is, and say that it is there."""
    quality = measured(version)
    with transaction.atomic():
        fresh = Version.objects.filter(pk=version.pk, state=State.TRAINED)
        if fresh.update(quality=quality, state=State.SHOWN):
            publish(VersionTrained(version.number), actor=actor.name)
        unused = Version.objects.filter(state=State.SHOWN, used_at=None).order_by("-number")
        Version.objects.filter(pk__in=list(unused.values_list("pk", flat=True)[KEPT:])).delete()
    version.refresh_from_db(fields=["quality", "state"])
