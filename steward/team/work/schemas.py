"""Tasks as JSON."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import WithJsonSchema

from steward.team.work.enums import LONGEST_ITEM, LONGEST_LABEL, LONGEST_NOTE, LONGEST_TITLE, Priority, State, Workdays
from steward.team.work.models import ChecklistItem, Task, TaskComment

PriorityName = Literal["low", "normal", "high", "urgent"]
Label = Annotated[str, Field(min_length=1, max_length=LONGEST_LABEL)]
Item = Annotated[str, Field(min_length=1, max_length=LONGEST_ITEM)]
#: A time of the community's own clock. JSON Schema's "time" would have a time zone.
Clock = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d(:\d\d(\.\d+)?)?$"})]
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TaskOut(Schema):
    """A task as lists give it. Without `due_time` it is due at the end of the day."""

    id: int
    title: str
    state: State
    priority: PriorityName
    owner_id: int | None
    helper_ids: list[int]
    labels: list[str]
    due_on: date | None
    due_time: Clock | None
    waiting_for: str
    repeat: str
    source: str
    source_url: str
    made_at: datetime
    finished_at: datetime | None
    version: int


class TaskItemOut(Schema):
    """A step of a checklist."""

    id: int
    text: str
    done_at: datetime | None
    done_by_id: int | None


class TaskCommentOut(Schema):
    """A comment; `text` is Markdown."""

    id: int
    author_id: int | None
    text: str
    at: datetime
    edited_at: datetime | None


class TaskFullOut(TaskOut):
    """A task with everything that belongs to it."""

    note: str
    words: list[str]
    checklist: list[TaskItemOut]
    comments: list[TaskCommentOut]


class TasksOut(Schema):
    """Tasks, the newest first; give `next` back as `after` for what follows."""

    items: list[TaskOut]
    next: int | None = None


class TaskEditIn(Schema):
    """What to change; what is left out stays. With `version` nothing of others is overwritten."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)] | None = None
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = None
    priority: PriorityName | None = None
    owner_id: Number | None = None
    helper_ids: list[Number] | None = None
    labels: list[Label] | None = None
    due_on: date | None = None
    due_time: Clock | None = None
    remind: Annotated[int, Field(ge=0, le=525_600)] | None = None  # minutes before it is due
    repeat: Annotated[str, Field(max_length=200)] | None = None  # an RRULE
    workdays: Workdays | None = None
    version: int | None = None

    def values(self) -> dict[str, Any]:
        """What `edit_task` takes: only what was sent."""
        found = self.model_dump(exclude_unset=True, exclude={"version"})
        if "priority" in found:
            found["priority"] = Priority[(found["priority"] or "normal").upper()]
        if "helper_ids" in found:
            found["helpers"] = found.pop("helper_ids") or []
        for name, empty in (("title", ""), ("note", ""), ("labels", []), ("repeat", ""), ("workdays", "")):
            if name in found and found[name] is None:
                found[name] = empty
        if found.get("due_time"):
            found["due_time"] = found["due_time"].replace(second=0, microsecond=0, tzinfo=None)
        return found


class TaskIn(TaskEditIn):
    """A new task: `title` or a `line` as one types it ("Write the welcome post @li friday #welcome !high")."""

    line: Annotated[str, Field(max_length=500)] | None = None
    checklist: list[Item] = Field(default_factory=list)
    source: Annotated[str, Field(max_length=80)] = ""
    source_url: Annotated[str, Field(max_length=500)] = ""
    goal: Number | None = None


class TaskStateIn(Schema):
    """Where on the board it goes: right under another card, or at the top."""

    state: Literal["todo", "doing", "waiting", "done"]
    under: Number | None = None
    waiting_for: Annotated[str, Field(max_length=200)] | None = None


class TaskItemsIn(Schema):
    """Steps to add at the end of the checklist."""

    texts: Annotated[list[Item], Field(min_length=1, max_length=100)]


class TaskItemIn(Schema):
    """What to change in a step."""

    text: Item | None = None
    done: bool | None = None


class TaskCommentIn(Schema):
    """A comment in Markdown; @name tells that team mate."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE)]


def task_out(task: Task) -> dict[str, Any]:
    """The values of `TaskOut`; labels and helpers from what was prefetched."""
    return {
        "id": task.pk, "title": task.title, "state": task.state, "priority": Priority(task.priority).name.lower(),
        "owner_id": task.owner_id, "helper_ids": sorted(one.pk for one in task.helpers.all()),
        "labels": sorted(label.name for label in task.labels.all()), "due_on": task.due_on, "due_time": task.due_time,
        "waiting_for": task.waiting_for, "repeat": task.repeat, "source": task.source, "source_url": task.source_url,
        "made_at": task.made_at, "finished_at": task.finished_at, "version": task.version,
    }  # fmt: skip


def item_out(item: ChecklistItem) -> TaskItemOut:
    """A step."""
    return TaskItemOut(id=item.pk, text=item.text, done_at=item.done_at, done_by_id=item.done_by_id)


def comment_out(comment: TaskComment) -> TaskCommentOut:
    """A comment."""
    return TaskCommentOut(
        id=comment.pk, author_id=comment.author_id, text=comment.source, at=comment.at, edited_at=comment.edited_at
    )


def full_out(task: Task) -> TaskFullOut:
    """A task with its steps and comments; four queries."""
    return TaskFullOut(
        **task_out(task), note=task.note, words=task.words, checklist=[item_out(item) for item in task.checklist.all()],
        comments=[comment_out(row) for row in task.comments.filter(removed_at=None)],
    )  # fmt: skip
