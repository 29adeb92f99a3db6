"""Pictures, who needs them, and what each account sent on a day."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A picture as it was re-encoded. Its key cannot be guessed: who knows the address may see the picture."""

    key = models.CharField(max_length=32, unique=True)  # 128 random bits, hexadecimal
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120)  # of the file as it was sent, made harmless
    content_type = models.CharField(max_length=40)
    width = models.IntegerField()
    height = models.IntegerField()
    bytes = models.BigIntegerField()  # with all variants
    is_animated = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, db_index=True)  # of the stored picture
    created_at = models.DateTimeField()
    #: Since when nothing needs the picture; None while something does.
    unclaimed_since = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.key} {self.name}"

    @property
    def claimed_by(self) -> str:
        """The first that needs the picture ("post:12"), "" while nothing does."""
        return next((claim.by for claim in self.claims.all()), "")


class Claim(models.Model):
    """Something needs a picture. A picture that several posts show stays until the last of them lets go."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="claims")
    by = models.CharField(max_length=80, db_index=True)  # "post:12"

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upload", "by"), name="media_claim_unique"),)
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.by} needs {self.upload_id}"


class Day(models.Model):
    """What an account sent on one day (UTC): attempts, also those refused, and bytes stored."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    pictures = models.IntegerField(default=0)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "day"), name="media_day_unique"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}: {self.pictures}"
