"""What linked pages say of themselves."""

from django.db import models


class LinkPreview(models.Model):
    """The title, words and picture of a linked page, fetched once through the address guard."""

    url = models.CharField(max_length=500, unique=True)
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=400, blank=True)
    site = models.CharField(max_length=100, blank=True)
    picture = models.CharField(max_length=60, blank=True)  # key of an upload
    fetched_at = models.DateTimeField(null=True, blank=True)  # None while it waits
    failed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.url
