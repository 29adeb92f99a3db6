"""How open the log is, and the day's limit for disturbing content."""

from steward.care.oversight.models import Openness

#: The one row.
ROW = 1


def openness() -> Openness:
    """The settings in force, defaults where nobody chose; one query."""
    return Openness.objects.filter(pk=ROW).first() or Openness(pk=ROW)
