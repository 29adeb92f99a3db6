"""Surveys, answers, and when an account was last asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from steward.square.surveys.enums import SCALE, Kind, State


class Survey(models.Model):
    """One question to members. `salt_sealed` is the key of the answers' hashes, "" once it is closed."""

    slug = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NPS)
    questions = models.JSONField(default=dict)  # language → text; {} is the usual question of its kind
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rhythm = models.PositiveIntegerField(default=90)  # days between two questions to the same account
    sample = models.PositiveSmallIntegerField(default=100)  # per cent of members
    min_days = models.PositiveIntegerField(default=14)  # how long one must be a member
    closes_on = models.DateField(null=True, blank=True)  # the day the team means to close it
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    salt_sealed = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="open"), name="surveys_one_open"),
            models.CheckConstraint(condition=Q(sample__gte=1, sample__lte=100), name="surveys_sample_per_cent"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def scale(self) -> tuple[int, int]:
        """The lowest and the highest answer."""
        return SCALE[self.kind]

    @property
    def is_open(self) -> bool:
        """Whether members are asked."""
        return self.state == State.OPEN

    def own_question(self, language: str = "") -> str:
        """The team's own words for a reader of this language; "" where the usual question is asked."""
        wanted = language or get_language() or ""
        texts = {code: text for code, text in self.questions.items() if text}
        return str(texts.get(wanted) or next(iter(texts.values()), ""))


class Answer(models.Model):
    """One answer. It has a day, no time; `voter` is empty for imports and once the survey is closed."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    on = models.DateField()
    voter = models.CharField(max_length=64, blank=True)
    row_key = models.CharField(max_length=64, blank=True)  # of an imported row, so that it is added once
    #: Who said the team may write to them.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden = models.BooleanField(default=False)  # the comment names somebody, or worse

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "voter"), condition=~Q(voter=""), name="surveys_one_answer"),
            models.UniqueConstraint(fields=("survey", "row_key"), condition=~Q(row_key=""), name="surveys_row_once"),
            models.CheckConstraint(condition=Q(score__lte=10), name="surveys_score_known"),
        )
        indexes: ClassVar = [models.Index(fields=["survey", "on"]), models.Index(fields=["on"])]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.score}"


class Turn(models.Model):
    """The day an account last answered or said "not now". It says neither to which survey nor what."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.account_id} on {self.on}"
