"""What the square does when it hears of something."""

from steward.square.forum.subscribers import moderation, stream, words, writing

__all__ = ["moderation", "stream", "words", "writing"]
