"""What the square offers to shared screens and registries, by subject."""

from steward.square.forum.contributions import moderation, profile, reading, stream, webhooks, words, writing

__all__ = ["moderation", "profile", "reading", "stream", "webhooks", "words", "writing"]
