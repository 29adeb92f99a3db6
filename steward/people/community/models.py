"""One row of settings, and the texts with all their versions."""

from django.conf import settings
from django.db import models

from steward.people.community.enums import Radius, SignUp, TextKey


class Settings(models.Model):
    """The community's settings: one row with the id 1, made at the first change. Readers use `community()`."""

    #: Another one at every change: what processes compare before they trust their copy.
    stamp = models.CharField(max_length=32)
    name = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    languages = models.JSONField(default=list)
    timezone = models.CharField(max_length=60, blank=True)
    signup_mode = models.CharField(max_length=12, choices=SignUp, default=SignUp.INVITATION)
    members_invite = models.BooleanField(default=False)
    question = models.CharField(max_length=300, blank=True)
    asks_birth_year = models.BooleanField(default=False)
    minimum_age = models.PositiveSmallIntegerField(default=0)
    guardian_age = models.PositiveSmallIntegerField(default=0)
    asks_real_name = models.BooleanField(default=False)
    contact = models.EmailField(blank=True)
    primary = models.CharField(max_length=7, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    radius = models.CharField(max_length=10, choices=Radius, default=Radius.SOFT)
    logo = models.CharField(max_length=64, blank=True)
    cover = models.CharField(max_length=64, blank=True)
    filing = models.CharField(max_length=60, blank=True)
    filing_police = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="community_one_row"),)

    def __str__(self) -> str:
        return self.name


class TextVersion(models.Model):
    """One version of a text. Versions are only ever added: who accepted one can read what they accepted."""

    key = models.CharField(max_length=10, choices=TextKey)
    version = models.PositiveIntegerField()
    markdown = models.TextField()
    html = models.TextField()
    #: Whether everybody has to accept this version, also who accepted an earlier one.
    asks_again = models.BooleanField(default=False)
    at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "version"), name="community_text_unique"),)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
