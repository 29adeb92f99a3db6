"""Background jobs and schedules of conduct."""

from steward.care.conduct.tasks import judging, queue

__all__ = ["judging", "queue"]
