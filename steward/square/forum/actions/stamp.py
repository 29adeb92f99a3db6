"""Telling cached pages that something changed. Called by every action, in its transaction, as late as can be."""

from django.db import connection
from django.db.models import F

from steward.foundation.journal.public import allocate
from steward.square.forum.models import Topic

#: The sequence every change of any list of topics takes a number from.
SQUARE = "square"


def stamp(*topic_ids: int) -> int:
    """Raise the version of the topics (their pages) and of all lists; returns the lists' number."""
    assert connection.in_atomic_block
    Topic.objects.filter(pk__in=topic_ids).update(version=F("version") + 1)
    return allocate(SQUARE)


def stamp_frame() -> int:
    """A category, a name or a setting changed: every page is another one now."""
    return allocate("frame")
