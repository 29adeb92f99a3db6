"""What conduct offers to shared screens and registries, by subject."""

from steward.care.conduct.contributions import deeds, judging, queue, reports

__all__ = ["deeds", "judging", "queue", "reports"]
