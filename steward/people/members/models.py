"""Members, identities and what is known about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Member(models.Model):
    """One person (or bot) of the community. Everything they did hangs on their identities, so merging moves identities.

    Name, note, tags, flags and consents of a row that is not merged into another are computed from the `Edit`s of all
    rows merged into it (ledger.py) and kept here for lists and filters; never write them but through `ledger`.
    """

    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    tags = models.JSONField(default=list)  # of strings
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="member"
    )
    is_bot = models.BooleanField(default=False)
    is_team = models.BooleanField(default=False)
    do_not_profile = models.BooleanField(default=False)
    #: Consent by purpose: {"newsletter": {"given": true, "at": "…", "source": "…"}}
    consents = models.JSONField(default=dict)
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True, db_index=True)
    #: Whether a team mate chose the name; otherwise it follows the identity the member began with.
    name_by_hand = models.BooleanField(default=False)
    #: Set while this member counts as another: always the one that survives, never a step on the way.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="absorbed")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name"]), models.Index(fields=["first_seen"])]

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """An account at a service. The pair (realm, account_id) is unique; shared realms (email) span sources."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="identities")
    #: The member made for this identity; merges move `member`, never `home`, so any merge can be taken back.
    home = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="born")
    service = models.CharField(max_length=30, db_index=True)  # slack, discourse, email …
    realm = models.CharField(max_length=120)
    account_id = models.CharField(max_length=255)
    handle = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)  # lower case
    email_verified = models.BooleanField(default=False)
    url = models.CharField(max_length=500, blank=True)
    is_bot = models.BooleanField(default=False)
    created_at = models.DateTimeField(null=True, blank=True)  # at the service
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    #: Taken from the sequence "identities" at every change that matters to readers outside (member, names).
    seq = models.BigIntegerField(default=0, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("realm", "account_id"), name="members_identity_unique"),)
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        return f"{self.service}:{self.handle or self.account_id}"


class NameSeen(models.Model):
    """A name under which an identity appeared."""

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="names_seen")
    name = models.CharField(max_length=200)
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("identity", "name"), name="members_name_unique"),)

    def __str__(self) -> str:
        return self.name


class Edit(models.Model):
    """One value somebody gave to a member: a name, a note, a tag, a flag, a consent.

    Kept with the row that survived at that time and naming the edits it replaced, so that taking a merge back gives
    both sides what was theirs and keeps what was written since (a multi-value register, see ledger.py).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="edits")
    field = models.CharField(max_length=20)  # name, note, tag, flag, consent
    key = models.CharField(max_length=80, blank=True)  # the tag, the flag, the purpose
    value = models.JSONField()
    replaces = models.JSONField(default=list)  # ids of edits
    at = models.DateTimeField()
    by = models.CharField(max_length=80)  # "account:3"

    def __str__(self) -> str:
        return f"{self.field} {self.key}".strip()


class Merge(models.Model):
    """Two members are one person, says a decision. The rows of all merges still standing make the members seen."""

    winner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")  # whose side survives
    loser = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    decision = models.OneToOneField("journal.Decision", on_delete=models.CASCADE, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.loser_id} → {self.winner_id}"


class RejectedPair(models.Model):
    """Two identities of different people, says a person. Between identities, so it survives merges and re-imports."""

    low = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("low", "high"), name="members_rejected_unique"),
            models.CheckConstraint(condition=models.Q(low__lt=models.F("high")), name="members_rejected_order"),
        )

    def __str__(self) -> str:
        return f"{self.low_id} ≠ {self.high_id}"


class ErasedAccount(models.Model):
    """The fingerprint of an account whose owner was erased: an import that brings it again skips it."""

    realm = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)  # keyed hash of the account id, useless outside this installation
    erased_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("realm", "fingerprint"), name="members_erased_unique"),)

    def __str__(self) -> str:
        return self.realm


class ErasedIdentity(models.Model):
    """The number of an identity that was erased, in the order of the sequence "identities", for readers outside."""

    identity_id = models.BigIntegerField(unique=True)
    seq = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.identity_id)


class Segment(models.Model):
    """A saved selection of members: filter terms as in the list's address."""

    name = models.CharField(max_length=80, unique=True)
    query = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
