"""Profiles, invitations, consents, claims."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from steward.people.joining.enums import ClaimState, Consent, State


class Invitation(models.Model):
    """A link that lets people sign up. Only a hash of its token can be looked up; who made it sees it again."""

    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    limit = models.PositiveIntegerField(default=1)  # how many may use it
    used = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(used__lte=models.F("limit")), name="joining_within_limit"),
        )

    def __str__(self) -> str:
        return self.note or f"invitation {self.pk}"


class Profile(models.Model):
    """What an account shows of itself, and how it came in. Accounts without one were made by the team."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    #: The nickname folded so that names that look alike are equal; None for a name the team gave that was taken.
    name_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    about = models.CharField(max_length=500, blank=True)
    avatar = models.CharField(max_length=64, blank=True)  # a key of media
    state = models.CharField(max_length=10, choices=State, default=State.APPROVED)
    #: The team vouches for the address: it need not be proven.
    vouched = models.BooleanField(default=False)
    #: When the team was asked to decide, after the address was proven.
    asked_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True, db_index=True)
    answer = models.TextField(blank=True)  # to the community's question
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="brought")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Until a guardian consents the account cannot write.
    needs_guardian = models.BooleanField(default=False)
    real_name_sealed = models.TextField(blank=True)
    renamed_at = models.DateTimeField(null=True, blank=True)
    #: When the account will be erased, and whether its words stay without its name.
    leaving_at = models.DateTimeField(null=True, blank=True, db_index=True)
    leaving_keeps_words = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "made_at"], name="joining_queue")]

    def __str__(self) -> str:
        return f"profile of {self.account_id}"


class NameUsed(models.Model):
    """A nickname an account had before; for the team."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Acceptance(models.Model):
    """An account accepted a version of one of the community's texts, or of one another room contributed."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acceptances")
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "key", "version"), name="joining_accepted_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Guardian(models.Model):
    """One request for a guardian's consent and what became of it; the newest of an account counts."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guardians")
    email_sealed = models.TextField()
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    state = models.CharField(max_length=8, choices=Consent, default=Consent.ASKED)
    versions = models.JSONField(default=dict)  # of the texts the guardian was shown
    asked_at = models.DateTimeField()
    #: When the letter went; it waits until the young member's own address is proven.
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"guardian of {self.account_id}"


class Claim(models.Model):
    """Somebody says imported identities are theirs: proven by a letter to the old address, or decided by the team."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=ClaimState)
    identity = models.ForeignKey(
        "members.Identity", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # the one the team is asked about
    email_sealed = models.TextField(blank=True)  # the old address a letter went to
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    identity_ids = models.JSONField(default=list)  # that came over
    merges = models.JSONField(default=list)  # decisions of the members room, to take back
    answer = models.CharField(max_length=300, blank=True)  # of the team

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "identity"), condition=models.Q(state="waiting"), name="joining_claim_waits_once"
            ),
        )

    def __str__(self) -> str:
        return f"claim of {self.account_id}"
