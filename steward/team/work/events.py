"""What work announces. Ids and states only: titles and words stay where they are."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TaskMade:
    """Somebody, or Steward, asks for something to be done."""

    type: ClassVar[str] = "work.task_made"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskEdited:
    """What a task says was changed; `fields` names what. Due dates as ISO texts, "" for none."""

    type: ClassVar[str] = "work.task_edited"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    fields: tuple[str, ...]
    due_before: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class TaskAssigned:
    """A task has another owner; None is nobody, open to the team."""

    type: ClassVar[str] = "work.task_assigned"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    owner_id: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class TaskMoved:
    """A task went from one open state to another, or only to another place on the board."""

    type: ClassVar[str] = "work.task_moved"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskFinished:
    """A task is done."""

    type: ClassVar[str] = "work.task_finished"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskReopened:
    """A task that was done or dropped is to be done after all."""

    type: ClassVar[str] = "work.task_reopened"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskDropped:
    """A task is not to be done any more."""

    type: ClassVar[str] = "work.task_dropped"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskTicked:
    """An item of a checklist was ticked, or is open again."""

    type: ClassVar[str] = "work.task_ticked"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    item_id: int
    done: bool


@dataclass(frozen=True, slots=True)
class TaskCommented:
    """Somebody wrote about a task; `mentioned` are accounts named in it."""

    type: ClassVar[str] = "work.task_commented"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    comment_id: int
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """Somebody changed, removed or brought back what they wrote about a task (`how`)."""

    type: ClassVar[str] = "work.comment_changed"
    subject: ClassVar[str] = "task:task_id"
    task_id: int
    comment_id: int
    how: str


@dataclass(frozen=True, slots=True)
class FeedChanged:
    """Somebody has a new address for their calendar, or none any more."""

    type: ClassVar[str] = "work.feed_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    renewed: bool
