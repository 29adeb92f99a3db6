"""Clauses with their wordings, and editions of the code."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from steward.care.clauses.enums import REASONS, Level, Severity
from steward.care.clauses.records import language_of


class Clause(models.Model):
    """A clause for as long as the community lives: its key and reason never change once it was published."""

    key = models.SlugField(max_length=40, unique=True)
    reason = models.CharField(max_length=20, choices=tuple(REASONS.items()))
    order = models.PositiveIntegerField()  # in the next edition
    retired_at = models.DateTimeField(null=True, blank=True)  # not in the next edition
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Wording(models.Model):
    """What a clause says in one version. Without `published_at` it is the clause's draft; with it, it never changes."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    titles = models.JSONField(default=dict)  # language → text
    texts = models.JSONField(default=dict)  # language → Markdown
    examples = models.JSONField(default=list)  # [{"language": "en", "fine": false, "text": "…"}]
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.MODERATE)
    least = models.CharField(max_length=10, choices=Level, default=Level.REMIND)
    most = models.CharField(max_length=10, choices=Level, default=Level.MUTE)
    written_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clause", "version"), name="clauses_wording_unique"),
            models.UniqueConstraint(fields=("clause",), condition=Q(published_at=None), name="clauses_one_draft"),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=4), name="clauses_severity_known"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a draft. What was published is never written again: judgements cite it."""
        if self.pk and Wording.objects.filter(pk=self.pk).exclude(published_at=None).exists():
            raise ValueError("a published wording does not change")
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return str(self.titles.get(language_of(self.titles), ""))


class Edition(models.Model):
    """The whole code at one moment. Editions are only ever added."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField()
    binds_at = models.DateTimeField()
    material = models.BooleanField()  # everybody accepts it anew
    notes = models.JSONField(default=dict)  # language → what is different, for members
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wordings = models.ManyToManyField(Wording, through="Entry", related_name="editions")
    told_at = models.DateTimeField(null=True, blank=True)  # when members were told

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(binds_at__gte=F("published_at")), name="clauses_binds_after"),
        )

    def __str__(self) -> str:
        return f"edition {self.number}"


class Entry(models.Model):
    """A clause in an edition: which wording, at which place."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="entries")
    place = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints = (models.UniqueConstraint(fields=("edition", "wording"), name="clauses_entry_unique"),)

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.wording_id}"
