"""Tasks."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.foundation.kernel import clock
from steward.team.work.enums import LONGEST_ITEM, LONGEST_LABEL, LONGEST_TITLE, OPEN, Priority, State, Workdays


class Task(models.Model):
    """Something a person is asked to do, whoever or whatever asks."""

    title = models.CharField(max_length=LONGEST_TITLE)
    note = models.TextField(blank=True)  # Markdown
    html = models.TextField(blank=True)  # the note, safe to show
    words = models.JSONField(default=list)  # texts to copy where they are to be sent by hand
    state = models.CharField(max_length=10, choices=State, default=State.TODO)
    waiting_for = models.CharField(max_length=200, blank=True)  # on whom or what, while it waits
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    owner = models.ForeignKey(  # None: open to the team
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    helpers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    maker = models.ForeignKey(  # None: Steward
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(db_index=True)
    version = models.PositiveIntegerField(default=1)  # of what one edits: two people never overwrite each other
    position = models.FloatField(default=0)  # in its column; equal ones stand in the order of their numbers

    due_on = models.DateField(null=True, blank=True)
    due_time = models.TimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # from here on it is late
    remind = models.PositiveIntegerField(null=True, blank=True)  # minutes before that
    remind_at = models.DateTimeField(null=True, blank=True)  # None: not, or not any more
    workdays_only = models.BooleanField(default=True)  # nobody is reminded on a day off
    late_told = models.BooleanField(default=False)

    repeat = models.CharField(max_length=200, blank=True)  # RFC 5545 RRULE
    repeat_from = models.DateField(null=True, blank=True)  # where the rule starts to count
    workdays = models.CharField(max_length=4, choices=Workdays, default=Workdays.ANY, blank=True)
    previous = models.OneToOneField(  # the turn before: each has at most one after it
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next"
    )

    source = models.CharField(max_length=80, blank=True)  # "decision:12"
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    permission = models.CharField(max_length=60, blank=True)  # only who holds it sees the task
    place = models.CharField(max_length=40, blank=True)  # "category:3": only who may work there sees it

    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="work_finished_when_over",
                condition=models.Q(state__in=OPEN, finished_at__isnull=True)
                | (~models.Q(state__in=OPEN) & models.Q(finished_at__isnull=False)),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["state", "position", "id"], name="work_column"),
            models.Index(fields=["owner", "due_at"], name="work_mine", condition=models.Q(state__in=OPEN)),
            models.Index(fields=["due_at"], name="work_due", condition=models.Q(state__in=OPEN)),
            models.Index(fields=["remind_at"], name="work_remind", condition=models.Q(remind_at__isnull=False)),
            models.Index(fields=["-finished_at"], name="work_finished"),
            models.Index(fields=["source"], name="work_source", condition=~models.Q(source="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.state in OPEN

    def is_late(self, now: datetime) -> bool:
        """Whether its time is over and it is not."""
        return self.is_open and self.due_at is not None and self.due_at < now

    @property
    def late_now(self) -> bool:
        """The same as of this moment, for pages."""
        return self.is_late(clock.now())


class TaskLabel(models.Model):
    """A word a task is found by."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=LONGEST_LABEL)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = (models.UniqueConstraint(fields=("task", "name"), name="work_label_once"),)
        indexes: ClassVar = [models.Index(fields=["name"], name="work_label")]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(models.Model):
    """One step of a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=LONGEST_ITEM)
    position = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class TaskComment(models.Model):
    """What somebody wrote about a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.TextField()  # Markdown
    html = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["task", "at"], name="work_comments")]

    def __str__(self) -> str:
        return f"comment on {self.task_id}"
