"""Announcing facts."""

from dataclasses import asdict, fields
from typing import Any, ClassVar, Protocol

from django.db import transaction

from steward.foundation.journal.actions.allocate import allocate
from steward.foundation.journal.models import Fact
from steward.foundation.journal.subscriptions import deliver
from steward.foundation.kernel import clock


class FactType(Protocol):
    """A frozen dataclass of ids in the past tense: `type` ("members.merged") and the field that names its subject."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    type: ClassVar[str]
    subject: ClassVar[str]  # "member:member_id": prefix and field


def publish(fact: FactType, *, actor: str = "system") -> None:
    """Write the fact in the caller's transaction; after commit hand it to its subscribers.

    A subscriber that fails is logged and never breaks the action: lasting work belongs in a job or a consumer that
    follows the journal with a cursor.
    """
    data = asdict(fact)
    prefix, _, field = fact.subject.partition(":")
    subject = f"{prefix}:{data[field]}" if field in {f.name for f in fields(fact)} else fact.subject
    Fact.objects.create(
        seq=allocate("journal"), type=fact.type, at=clock.now(), actor=actor, subject=subject, data=data
    )
    transaction.on_commit(lambda: deliver(fact), robust=True)
