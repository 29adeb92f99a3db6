"""The private calendar address of an account."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    """An account's calendar can be read at a secret address. The hash finds it, the sealed token shows it again."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    token = models.TextField()  # sealed
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=32, blank=True)  # of what was read last
    changed_at = models.DateTimeField(null=True, blank=True)  # since when it is so

    def __str__(self) -> str:
        return f"calendar of {self.account_id}"
