"""Background jobs and schedules of the square."""

from steward.square.forum.tasks import moderation, stream, words, writing

__all__ = ["moderation", "stream", "words", "writing"]
