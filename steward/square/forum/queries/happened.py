"""The journal, as the square's consumers follow it."""

from steward.foundation.journal.public import Fact
from steward.square.forum.rules.touched import Happened


def read_happened(after: int, limit: int) -> list[Happened]:
    """Facts of every room after a number, in order: whoever follows steps over what is not theirs."""
    rows = Fact.objects.filter(seq__gt=after).order_by("seq").values_list("seq", "type", "at", "data")[:limit]
    return [Happened(*row) for row in rows]
