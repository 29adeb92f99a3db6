"""The door of webhooks."""

from steward.stream.webhooks.records import WebhookEvent

__all__ = ["WebhookEvent"]
