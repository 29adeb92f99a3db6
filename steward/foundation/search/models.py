"""What is indexed. The words live in a table of the database's own full-text kind (`migrations/0002`)."""

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """One indexed object. On SQLite its tokens are the row of the same number in `search_words` (FTS5)."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "object_id"), name="search_document_unique"),)
        indexes: ClassVar = [models.Index(fields=["kind", "-at"], name="search_document_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
