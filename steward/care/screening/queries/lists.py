"""Word lists as the console and the API show them."""

from django.db.models import Count, QuerySet

from steward.care.screening.engine.grammar import lists_in
from steward.care.screening.models import Rule, Word, WordList
from steward.care.screening.rules import VIEW
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


def lists_for(viewer: Viewer) -> QuerySet[WordList]:
    """Every list with the number of its words (`size`). Raises Forbidden."""
    require(allowed(viewer, VIEW))
    return WordList.objects.annotate(size=Count("words"))


def list_for(viewer: Viewer, list_id: int) -> WordList:
    """One list with the number of its words (`size`). Raises NotFound, Forbidden."""
    row = lists_for(viewer).filter(pk=list_id).first()
    if row is None:
        raise NotFound
    return row


def words_of(row: WordList, search: str = "") -> QuerySet[Word]:
    """Its words in order, those that contain what is searched."""
    words = row.words.order_by("text")
    return words.filter(text__icontains=search) if search else words


def askers() -> dict[str, list[Rule]]:
    """Which rules ask each list, by the list's key."""
    found: dict[str, list[Rule]] = {}
    for rule in Rule.objects.filter(removed_at=None):
        for key in sorted(lists_in(rule.condition)):
            found.setdefault(key, []).append(rule)
    return found
