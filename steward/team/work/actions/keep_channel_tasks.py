"""What conduct asks for by hand on a channel is a task, and both ends stay in step."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from steward.care.conduct.public import JUDGE, ByHand, by_hand
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.team.work.actions.change_task import change
from steward.team.work.actions.make_task import make_task
from steward.team.work.enums import BY_HAND, EDIT, OPEN, Priority, State
from steward.team.work.models import Task


def keep_channel_tasks(*, actor: Viewer, ids: Collection[int] | None = None) -> int:
    """Bring these in step with conduct, or everything that is open at either end; how many tasks changed.

    Conduct's word holds: it was asked first. Called for each of its facts, and by the clock for what was missed when a
    process died. Raises Forbidden.
    """
    require(allowed(actor, EDIT))
    mine = Task.objects.filter(source__startswith=BY_HAND)
    if ids is None:
        open_here = {_number(source) for source in mine.filter(state__in=OPEN).values_list("source", flat=True)}
        ids = {asked.task_id for asked in by_hand()} | open_here
    with translation.override(settings.LANGUAGE_CODE):  # everybody reads the same title
        asked_now = {asked.task_id: asked for asked in by_hand(ids)}
        return sum(_keep(actor, number, asked_now.get(number)) for number in sorted(ids))


@transaction.atomic
def _keep(actor: Viewer, number: int, asked: ByHand | None) -> bool:
    task = Task.objects.select_for_update().filter(key=f"{BY_HAND}{number}").first()
    if task is None:
        return bool(asked and asked.done_at is None and _make(actor, asked))
    state = State.DROPPED if asked is None else State.DONE if asked.done_at else None
    if state is None:
        return not task.is_open and change(actor, task, {"state": State.TODO}) is not None
    if task.state == state or (asked is None and not task.is_open):
        return False
    change(actor, task, {"state": state})
    Task.objects.filter(pk=task.pk).update(finished_by=asked.done_by_id if asked else None)
    return True


def _make(actor: Viewer, asked: ByHand) -> Task:
    return make_task(
        actor=actor, title=asked.title[:200], source=f"{BY_HAND}{asked.task_id}", key=f"{BY_HAND}{asked.task_id}",
        source_title=_("Judgement %(number)s") % {"number": asked.number}, source_url=asked.judgement,
        note=f"<{asked.url}>" if asked.url else "", words=asked.texts, permission=JUDGE, place=asked.place,
        priority=Priority.HIGH, now=asked.at,
    )  # fmt: skip


def _number(source: str) -> int:
    return int(source.removeprefix(BY_HAND))
