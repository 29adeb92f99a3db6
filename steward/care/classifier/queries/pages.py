"""What the console shows of the classifier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from steward.care.classifier.engine.tallies import Tally
from steward.care.classifier.enums import MANAGE, TRAIN, USE, State
from steward.care.classifier.models import Example, Setup, Version
from steward.care.classifier.queries.due import fresh_examples
from steward.care.classifier.queries.quality import LabelQuality, count, qualities, together
from steward.care.classifier.queries.version import setup
from steward.care.clauses.public import REASONS
from steward.foundation.jobs.public import Job
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list, with all its labels taken together."""

    version: Version
    learned: int
    held: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Taught:
    """How many decisions of a label there are; `label` "" is fine."""

    label: str
    name: Any
    learned: int
    held: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The classifier as it stands."""

    setup: Setup
    used: Version | None
    versions: Sequence[VersionRow]
    taught: Sequence[Taught]
    fresh: int
    job: Job | None
    goes_back: bool

    @property
    def decisions(self) -> int:
        """All decisions, those kept back too."""
        return sum(one.learned + one.held for one in self.taught)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version and what its page needs."""

    version: Version
    row: VersionRow
    labels: Sequence[LabelQuality]
    setup: Setup
    goes_back: bool


#: Versions shown in the list.
MOST = 30


def overview(viewer: Viewer) -> Overview:
    """Versions, what was taught, what runs. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    now = setup()
    versions = list(_rows()[:MOST])
    return Overview(
        setup=now,
        used=Version.objects.defer("model", "curves", "quality").filter(state=State.USED).first(),
        versions=[_row(version, qualities(version, now.target)) for version in versions],
        taught=_taught(),
        fresh=fresh_examples(),
        job=Job.objects.filter(kind=TRAIN, state__in=(Job.State.WAITING, Job.State.RUNNING)).first(),
        goes_back=_goes_back(),
    )


def versions_for(viewer: Viewer) -> list[VersionRow]:
    """Every version, the newest first. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    target = setup().target
    return [_row(version, qualities(version, target)) for version in _rows()]


def version_for(viewer: Viewer, number: int) -> VersionPage:
    """One version. Raises Forbidden, NotFound."""
    require(allowed(viewer, MANAGE))
    version = _rows().filter(number=min(number, 2**31 - 1)).first()
    if version is None:
        raise NotFound
    now = setup()
    labels = qualities(version, now.target)
    return VersionPage(version, _row(version, labels), labels, now, version.state == State.USED and _goes_back())


def _rows() -> Any:
    return Version.objects.defer("model").select_related("account").order_by("-number")


def _row(version: Version, labels: Sequence[LabelQuality]) -> VersionRow:
    return VersionRow(version, count(version.learned), count(version.held), together(labels))


def _goes_back() -> bool:
    return Decision.objects.filter(kind=USE, undone_at=None).exists()


def _taught() -> list[Taught]:
    rows = Example.objects.values("label").annotate(
        learned=Count("pk", filter=Q(held_out=False)), held=Count("pk", filter=Q(held_out=True))
    )
    found = [Taught(row["label"], REASONS.get(row["label"], ""), row["learned"], row["held"]) for row in rows]
    return sorted(found, key=lambda one: (-(one.learned + one.held), one.label))
