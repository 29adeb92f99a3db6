"""Reads of saved views."""

from django.db.models import QuerySet

from steward.foundation.ui.models import SavedView


def saved_views(owner_id: int, table: str) -> QuerySet[SavedView]:
    """The views this owner keeps of a table, by name."""
    return SavedView.objects.filter(owner_id=owner_id, table=table)
