"""What conduct offers to shared screens and registries, by subject."""

from steward.care.conduct.contributions import judging, queue

__all__ = ["judging", "queue"]
