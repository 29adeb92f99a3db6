"""Whether there is enough new to train."""

from steward.care.classifier.models import Example, Version
from steward.care.classifier.queries.version import setup


def fresh_examples() -> int:
    """Decisions that are new or changed since the newest version."""
    newest = Version.objects.order_by("-number").values_list("made_at", flat=True).first()
    rows = Example.objects.filter(changed_at__gt=newest) if newest else Example.objects.all()
    return rows.count()


def is_due() -> bool:
    """Whether so many decisions are new that the classifier trains by itself."""
    wanted = setup().fresh
    return wanted > 0 and fresh_examples() >= wanted
