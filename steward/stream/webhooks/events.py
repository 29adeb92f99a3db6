"""Facts about webhooks."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class WebhookAdded:
    """An address is told what happens from now on."""

    type: ClassVar[str] = "webhooks.added"
    subject: ClassVar[str] = "webhook:endpoint_id"
    endpoint_id: int


@dataclass(frozen=True, slots=True)
class WebhookChanged:
    """Its address, events, secret or state changed; `what` names them."""

    type: ClassVar[str] = "webhooks.changed"
    subject: ClassVar[str] = "webhook:endpoint_id"
    endpoint_id: int
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebhookPaused:
    """It is not told anything for now; `by_itself` when it had failed for days."""

    type: ClassVar[str] = "webhooks.paused"
    subject: ClassVar[str] = "webhook:endpoint_id"
    endpoint_id: int
    by_itself: bool


@dataclass(frozen=True, slots=True)
class WebhookResumed:
    """It is told again."""

    type: ClassVar[str] = "webhooks.resumed"
    subject: ClassVar[str] = "webhook:endpoint_id"
    endpoint_id: int


@dataclass(frozen=True, slots=True)
class WebhookRemoved:
    """The address and its log are gone."""

    type: ClassVar[str] = "webhooks.removed"
    subject: ClassVar[str] = "webhook:endpoint_id"
    endpoint_id: int


class AnyFact:
    """Stands for every fact, for the journal's subscriptions."""

    type: ClassVar[str] = "*"
