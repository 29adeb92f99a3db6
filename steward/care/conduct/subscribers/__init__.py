"""What conduct does when it hears of something."""

from steward.care.conduct.subscribers import judging, queue

__all__ = ["judging", "queue"]
