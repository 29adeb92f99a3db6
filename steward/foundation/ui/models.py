"""Named views of tables."""

from django.db import models


class SavedView(models.Model):
    """A query string somebody gave a name, for one table. The owner is an account's id; accounts live above us."""

    owner_id = models.PositiveBigIntegerField()
    table = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    query = models.CharField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One name per owner and table."""

        constraints = (models.UniqueConstraint(fields=["owner_id", "table", "name"], name="ui_view_once"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where the view is."""
        return self.path + self.query
