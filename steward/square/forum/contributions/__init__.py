"""What the square offers to shared screens and registries, by subject."""

from steward.square.forum.contributions import flagging, moderation, profile, reading, stream, webhooks, words, writing

__all__ = ["flagging", "moderation", "profile", "reading", "stream", "webhooks", "words", "writing"]
