"""Write a new version of a legal text."""

from django.db import transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.community.actions.change_community import locked, touch
from steward.people.community.cooking import cook
from steward.people.community.enums import TextKey
from steward.people.community.errors import unknown_text
from steward.people.community.events import LegalTextWritten
from steward.people.community.models import TextVersion


@transaction.atomic
def write_text(*, actor: Viewer, key: str, markdown: str, asks_again: bool, reason: str = "") -> TextVersion | None:
    """Add a version; None when the text is as it was. An empty text takes the page away.

    `asks_again`: everybody has to accept it before they write again. Raises Forbidden, Invalid.
    """
    require(allowed(actor, "community.manage"))
    if key not in TextKey.values:
        raise unknown_text()
    row = locked()
    markdown = markdown.replace("\r\n", "\n").strip()
    last = TextVersion.objects.filter(key=key).order_by("-version").first()
    if markdown == (last.markdown if last else ""):
        return None
    new = TextVersion.objects.create(
        key=key,
        version=last.version + 1 if last else 1,
        markdown=markdown,
        html=cook(markdown),
        asks_again=asks_again and bool(markdown),
        at=clock.now(),
        account_id=actor.account_id,
    )
    decide(
        kind="community.text", subject="community", account_id=actor.account_id, reason=reason,
        evidence={"key": key, "version": new.version, "asks_again": new.asks_again},
    )  # fmt: skip
    touch(row)
    publish(LegalTextWritten(key, new.version, new.asks_again), actor=actor.name)
    return new
