"""What waits for a decision, and how it came there."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.care.conduct.enums import CaseState, Outcome, Pause, Source, Step


class Case(models.Model):
    """Everything that was said against one thing, until it is decided: one open case for each subject.

    What the subject said is kept as it stood when the case was opened, so that deleting it takes no evidence away.
    """

    kind = models.CharField(max_length=20)  # of the flaggable: "post"
    subject_id = models.BigIntegerField()
    author = models.ForeignKey("members.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(max_length=40, blank=True)  # "category:3"
    place_name = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    code = models.CharField(max_length=20, blank=True)  # the reason most of the signals give
    severity = models.PositiveSmallIntegerField(default=1)  # 1–4, of the clause behind the code
    readers = models.PositiveIntegerField(default=0)
    trust = models.FloatField(default=0)  # summed weight of those who reported it
    priority = models.FloatField(default=0)  # severity × reach × trust (rules/priority.py)
    disturbing = models.BooleanField(default=False)  # shown blurred
    held = models.BooleanField(default=False)  # not published until it is decided
    signals_count = models.PositiveIntegerField(default=0)

    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()  # to be decided by then; pauses move it
    told_late = models.BooleanField(default=False)  # the leads have heard that it is late
    first_claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    pause = models.CharField(max_length=10, choices=Pause, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)  # of pauses that are over
    asked_of = models.ForeignKey(  # for a second opinion
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)  # a decision names the one it was taken on

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject_id"), name="conduct_case_open", condition=~models.Q(state="decided")
            ),
        )
        indexes: ClassVar = [
            # “decided_at IS NULL” needs no parameter: SQLite uses a partial index only for what it can read.
            models.Index(fields=["-priority", "id"], name="conduct_case_queue", condition=models.Q(decided_at=None)),
            models.Index(fields=["opened_at"], name="conduct_case_age", condition=models.Q(decided_at=None)),
            models.Index(fields=["claimed_by"], name="conduct_case_mine", condition=models.Q(decided_at=None)),
            models.Index(fields=["kind", "subject_id"], name="conduct_case_subject"),
            models.Index(fields=["author", "-opened_at"], name="conduct_case_author"),
            models.Index(
                fields=["-decided_at"], name="conduct_case_decided", condition=models.Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}: {self.kind} {self.subject_id}"


class Signal(models.Model):
    """One reason why a case is in the queue."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="signals")
    source = models.CharField(max_length=10, choices=Source)
    code = models.CharField(max_length=20, blank=True)  # one of the reason codes
    note = models.CharField(max_length=1000, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    weight = models.FloatField(default=1)  # of the reporter when it came (rules/trust.py), or of the rule
    hit_id = models.BigIntegerField(null=True, blank=True, unique=True)  # of screening
    evidence = models.JSONField(default=dict)  # what hit: words, list, version, score with its features
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # the reporter heard the outcome

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "reporter"), name="conduct_signal_once", condition=models.Q(reporter__isnull=False)
            ),
        )
        indexes: ClassVar = [models.Index(fields=["reporter", "-at"], name="conduct_signal_reporter")]

    def __str__(self) -> str:
        return f"{self.source} on {self.case_id}"


class CaseStep(models.Model):
    """What happened to a case on its way."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    other = models.ForeignKey(  # to whom it was handed, who was asked
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="conduct_step_of")]

    def __str__(self) -> str:
        return f"{self.step} {self.case_id}"


class Span(models.Model):
    """How long somebody of the team had a case open: the load, shown to the person first."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)  # with the page in front
    disturbing = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "started_at"], name="conduct_span_load")]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.case_id}"
