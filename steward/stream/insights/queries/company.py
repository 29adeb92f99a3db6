"""Whom one member talks with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import Identity
from steward.stream.activity.public import Activity

MOST = 8
#: Answers to a member are looked for in the threads of so many of their latest activities.
RECENT = 500


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody a member talks with, and how often."""

    member: int
    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Company:
    """Whom the member answers, and who answers them; most often first."""

    answers: list[Companion]
    answered_by: list[Companion]


def company(viewer: Viewer, member_id: int) -> Company:
    """The eight people on either side; nobody who asked not to be profiled."""
    require(allowed(viewer, "activity.view"))
    mine = list(Identity.objects.filter(member_id=member_id).values_list("pk", flat=True))
    said = Activity.objects.filter(deleted_at=None, exercise="")
    own = said.filter(identity_id__in=mine)
    recent = own.exclude(thread=None).order_by("-occurred_at").values_list("thread_id", flat=True)[:RECENT]
    answers = own.exclude(parent__identity__member=member_id)
    replies = said.filter(thread_id__in=set(recent), parent__identity_id__in=mine).exclude(identity__member=member_id)
    return Company(_most(answers, "parent__identity__member"), _most(replies, "identity__member"))


def _most(rows: QuerySet[Activity], whom: str) -> list[Companion]:
    named = rows.filter(**{f"{whom}__isnull": False, f"{whom}__do_not_profile": False})
    counted: Any = named.values(whom, f"{whom}__name").annotate(times=Count("pk")).order_by("-times", whom)[:MOST]
    return [Companion(row[whom], row[f"{whom}__name"], row["times"]) for row in counted]
