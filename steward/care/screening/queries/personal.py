"""What this room keeps of a member: the words of hits and samples."""

from typing import Any

from steward.care.screening.models import Hit, Rehearsal
from steward.people.members.public import Identity


def personal_hits(member_id: int) -> list[Any]:
    """What rules hit of the member's words, JSON-ready but for times."""
    rows = Hit.objects.filter(identity__in=_identities(member_id)).order_by("pk")
    return list[Any](
        rows.values("rule__name", "version", "mode", "kind", "subject_id", "at", "acts", "title", "excerpt", "outcome")
    )


def erase_hits(member_id: int) -> int:
    """Forget the words, keep the counts: rules stay as good or bad as they were."""
    identities = _identities(member_id)
    rows = Hit.objects.filter(identity__in=identities)
    erased = rows.update(identity=None, title="", excerpt="", before="", after="", reasons=[])
    for rehearsal in Rehearsal.objects.exclude(samples=[]).only("samples"):
        kept = [one for one in rehearsal.samples if one["identity"] not in identities]
        if len(kept) < len(rehearsal.samples):
            erased += len(rehearsal.samples) - len(kept)
            Rehearsal.objects.filter(pk=rehearsal.pk).update(samples=kept)
    return erased


def _identities(member_id: int) -> set[int]:
    return set(Identity.objects.filter(member=member_id).values_list("pk", flat=True))
