"""One task with everything that belongs to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Ruling
from steward.foundation.ui.formats import day
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.team.work.enums import EDIT, State
from steward.team.work.models import ChecklistItem, Task, TaskComment
from steward.team.work.queries.tasks import task_for
from steward.team.work.rules.repeating import in_words
from steward.team.work.rules.rights import may_drop

#: Entries of the history.
MOST = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """A task as its page shows it."""

    task: Task
    checklist: list[ChecklistItem]
    comments: list[TaskComment]
    labels: list[str]
    helpers: list[Account]
    history: list[dict[str, Any]]  # as `ui.timeline` takes it
    repeats: str
    drop: Ruling
    may_edit: bool

    @property
    def ticked(self) -> int:
        """Items that are done."""
        return sum(item.done_at is not None for item in self.checklist)


def desk(viewer: Viewer, task_id: int) -> Desk:
    """Everything about a task, in a constant number of queries. Raises Forbidden, NotFound."""
    task = task_for(viewer, task_id)
    return Desk(
        task=task, checklist=list(task.checklist.select_related("done_by")),
        comments=list(task.comments.filter(removed_at=None).select_related("author")),
        labels=list(task.labels.values_list("name", flat=True)), helpers=list(task.helpers.order_by("name")),
        history=history(task), repeats=in_words(task.repeat, task.workdays), drop=may_drop(viewer, task),
        may_edit=viewer.can(EDIT),
    )  # fmt: skip


def history(task: Task) -> list[dict[str, Any]]:
    """What became of the task, the newest first, from the journal; two queries."""
    facts = list(Fact.objects.filter(subject=f"task:{task.pk}").order_by("-seq")[:MOST])
    ids = {_account(fact.actor) for fact in facts} | {fact.data.get("owner_id") for fact in facts}
    names = {row.pk: row.display_name for row in Account.objects.filter(pk__in=[pk for pk in ids if pk])}
    return [_told(fact, names) for fact in facts]


def _account(actor: str) -> int | None:
    return int(actor.removeprefix("account:")) if actor.startswith("account:") else None


def _told(fact: Fact, names: dict[int, str]) -> dict[str, Any]:
    who = names.get(_account(fact.actor) or 0) or ("Steward" if fact.actor == "system" else _("somebody"))
    icon, text = _words(fact, names)
    return {"icon": icon, "title": text, "when": fact.at, "text": who}


def _words(fact: Fact, names: dict[int, str]) -> tuple[str, str]:
    """An icon and what happened."""
    plain = {
        "made": ("plus", _("made")), "finished": ("check", _("done")), "reopened": ("rotate-ccw", _("open again")),
        "dropped": ("x", pgettext("a task", "dropped")), "commented": ("message-square", _("commented")),
    }  # fmt: skip
    data, kind = fact.data, fact.type.removeprefix("work.task_")
    if kind == "assigned":
        owner = names.get(data["owner_id"] or 0)
        return "user-round", _("given to %(name)s") % {"name": owner} if owner else _("left to the team")
    if kind == "moved":
        same = data["before"] == data["after"]
        return "move", _("moved on the board") if same else _("now: %(state)s") % {"state": State(data["after"]).label}
    if kind == "ticked":
        return "list-checks", _("an item ticked") if data["done"] else _("an item opened again")
    return plain.get(kind) or ("pencil", _edited(data))


def _edited(data: dict[str, Any]) -> str:
    names = {
        "title": _("title"), "note": pgettext("a task", "note"),
        "labels": _("labels"), "helpers": _("helpers"), "due_on": _("due date"),
        "due_time": _("time"), "priority": _("priority"), "repeat": _("repetition"), "workdays": _("days off"),
        "remind": _("reminder"), "workdays_only": _("reminder"), "checklist": _("checklist"),
    }  # fmt: skip
    if data.get("due") or data.get("due_before"):
        before, after = (_day(data[key]) for key in ("due_before", "due"))
        return _("due: %(before)s → %(after)s") % {"before": before, "after": after}
    changed = dict.fromkeys(names.get(name, name) for name in data["fields"])
    return _("changed: %(what)s") % {"what": _(", ").join(changed)}


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else "—"
