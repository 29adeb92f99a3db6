"""What was decided, and what follows from it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.care.conduct.enums import Level
from steward.care.conduct.models.cases import Case


class Judgement(models.Model):
    """A decision about a case: what, under which clause in which version, on what facts, by whom.

    The fields are those of a statement of reasons (Digital Services Act, article 17), which it is sent as.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="judgements")
    decision = models.OneToOneField("journal.Decision", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(  # of what was judged
        "members.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(db_index=True)
    level = models.CharField(max_length=10, choices=Level)
    clause = models.CharField(max_length=50, blank=True)  # key; "" when nothing was violated
    clause_version = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=20, blank=True)
    facts = models.TextField(blank=True)  # what happened, in words the author reads
    source = models.CharField(max_length=10)  # of the first signal: report, rule, model …
    machine = models.JSONField(default=dict)  # rule with version, model with version, score; {} without one
    deviation = models.CharField(max_length=1000, blank=True)  # why otherwise than comparable cases were decided
    usual = models.CharField(max_length=10, blank=True)  # the level comparable cases got
    earlier = models.PositiveSmallIntegerField(default=0)  # sanctions of the author that counted then
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undo = models.JSONField(default=dict)  # decisions of other rooms to take back when it is overturned
    overturned_at = models.DateTimeField(null=True, blank=True, db_index=True)
    overturned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    overturned_why = models.TextField(blank=True)
    by_appeal = models.BooleanField(default=False)  # overturned by an appeal, not by a second thought
    sample = models.BooleanField(default=False)  # in the anonymised case library
    sample_words = models.JSONField(default=dict)  # language → what readers of the library see

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clause", "-at"], name="conduct_judgement_clause"),
            models.Index(fields=["author", "-at"], name="conduct_judgement_author"),
        ]

    def __str__(self) -> str:
        return f"{self.level} on {self.case_id}"


class Sanction(models.Model):
    """What a judgement does to somebody: a place on the ladder, with its time and its scope."""

    judgement = models.OneToOneField(Judgement, on_delete=models.PROTECT, related_name="sanction")
    author = models.ForeignKey(
        "members.Identity", null=True, blank=True, on_delete=models.SET_NULL, related_name="sanctions"
    )
    level = models.CharField(max_length=10, choices=Level)
    scope = models.CharField(max_length=40, blank=True)  # "" everywhere, "category:3"
    step = models.PositiveSmallIntegerField(default=0)  # of the ladder when it was imposed
    imposed_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True, blank=True)  # a later violation counts only from here
    ends_at = models.DateTimeField(null=True, blank=True)  # None: it does not end by itself
    ended_at = models.DateTimeField(null=True, blank=True)
    lifted = models.BooleanField(default=False)  # ended before its time
    counts = models.BooleanField(default=True)  # on the ladder; an overturned one does not
    restraints = models.JSONField(default=list)  # ids of people.restraints, of linked accounts too

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["author", "-imposed_at"], name="conduct_sanction_author"),
            models.Index(fields=["ends_at"], name="conduct_sanction_due", condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.level} of {self.author_id}"


class ChannelTask(models.Model):
    """What a person must do by hand where a channel does not let Steward act, with words to copy."""

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="tasks")
    channel = models.ForeignKey("activity.Channel", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ability = models.CharField(max_length=20)  # "hide", "mute", "remove_author", and "restore" after an overturn
    words = models.TextField()  # ready to copy
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.ability} for {self.judgement_id}"
