"""What waits for somebody, what has a day, what one searches for."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.direction.goals.enums import EDIT, VIEW, State
from steward.direction.goals.models import Goal, KeyResult
from steward.direction.goals.queries.sentences import verdict_label
from steward.direction.goals.queries.states import is_stale, title_of
from steward.foundation.kernel.contracts import Dated, PaletteHit, WorkItem
from steward.people.access.public import Viewer
from steward.stream.insights.public import today

MOST = 20


def stale_key_results(**which: object) -> list[KeyResult]:
    """Key results under way whose owner should check in; one query."""
    rows = KeyResult.objects.filter(goal__state=State.ACTIVE, owner__isnull=False, **which)
    return [row for row in rows.select_related("goal").order_by("checked_at") if is_stale(row.goal, row)]


def waiting(viewer: Viewer) -> list[WorkItem]:
    """Check-ins that are due, goals of the viewer's that are off, drafts whose days began, goals that ended.

    Four queries.
    """
    if viewer.account_id is None:
        return []
    return (_ended(viewer) + _off(viewer) + _stale(viewer) + _drafts(viewer))[:MOST]


def _stale(viewer: Viewer) -> list[WorkItem]:
    return [
        WorkItem(
            _("Check in: %(title)s") % {"title": title_of(row)}, f"{_page(row.goal_id)}#key-result-{row.pk}",
            detail=f"{row.goal.reference} {row.goal.title}", verb=_("Check in"),
        )
        for row in stale_key_results(owner=viewer.account_id)
    ]  # fmt: skip


def _off(viewer: Viewer) -> list[WorkItem]:
    mine = Q(owner=viewer.account_id) | Q(owner=None, goal__owner=viewer.account_id)
    rows = KeyResult.objects.filter(mine, goal__state=State.ACTIVE, verdict="off").select_related("goal")
    return [
        WorkItem(
            _("%(title)s is %(verdict)s") % {"title": title_of(row), "verdict": verdict_label("off")},
            f"{_page(row.goal_id)}#key-result-{row.pk}", detail=f"{row.goal.reference} {row.goal.title}",
            due=_evening(row.goal.last_day), verb=pgettext("a goal", "Look at it"),
        )
        for row in rows
        if row.goal.last_day >= today()
    ]  # fmt: skip


def _drafts(viewer: Viewer) -> list[WorkItem]:
    rows = Goal.objects.filter(state=State.DRAFT, first_day__lte=today(), last_day__gte=today())
    mine = rows.filter(Q(owner=viewer.account_id) | Q(owner=None, made_by=viewer.account_id))
    return [
        WorkItem(
            _("Still a draft, though its days have begun: %(title)s") % {"title": row.title}, _page(row.pk),
            due=_evening(row.first_day), verb=_("Begin or drop it"),
        )
        for row in mine
    ]  # fmt: skip


def _ended(viewer: Viewer) -> list[WorkItem]:
    rows = Goal.objects.filter(state=State.ACTIVE, last_day__lt=today())
    rows = rows if viewer.can(EDIT) else rows.filter(owner=viewer.account_id)
    return [
        WorkItem(
            _("Close this goal: its days are over: %(title)s") % {"title": row.title}, f"{_page(row.pk)}#close",
            due=_evening(row.last_day), mine=row.owner_id == viewer.account_id, verb=_("Close it"),
        )
        for row in rows
    ]  # fmt: skip


def due_days(viewer: Viewer, since: date, until: date) -> list[Dated]:
    """The last days of goals under way that lie in these days; one query."""
    if not viewer.can(VIEW):
        return []
    rows = Goal.objects.filter(state=State.ACTIVE, last_day__gte=since, last_day__lt=until)
    return [
        Dated(f"goal-{row.pk}", _("Due: %(title)s") % {"title": row.title}, row.last_day, _page(row.pk), row.reference)
        for row in rows
    ]


def find_goals(viewer: Viewer, words: str) -> Sequence[PaletteHit]:
    """Goals by words of their title or by their reference; one query."""
    text = words.strip()
    if not viewer.can(VIEW) or not text:
        return []
    number = text.lstrip("gG")
    named = Q(title__icontains=text) | (Q(number=int(number)) if number.isdecimal() and len(number) < 9 else Q())
    rows = Goal.objects.filter(named).order_by("-last_day")[:8]
    return [
        PaletteHit(f"{row.reference} {row.title}", _page(row.pk), row.get_state_display(), "target") for row in rows
    ]


def _page(goal_id: int) -> str:
    return reverse("goal", args=[goal_id])


def _evening(day: date) -> datetime:
    """The end of a day in the community's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(seconds=1)
