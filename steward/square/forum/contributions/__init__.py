"""What the square offers to shared screens and registries, by subject."""

from steward.square.forum.contributions import (
    deeds,
    flagging,
    moderation,
    profile,
    reading,
    reports,
    stream,
    webhooks,
    words,
    works,
    writing,
)

__all__ = [
    "deeds",
    "flagging",
    "moderation",
    "profile",
    "reading",
    "reports",
    "stream",
    "webhooks",
    "words",
    "works",
    "writing",
]
