"""Tell members of an edition, ask those who have not accepted it yet."""

from collections.abc import Collection

from django.db import transaction
from django.urls import reverse

from steward.care.clauses.enums import MANAGE
from steward.care.clauses.errors import nobody_asked
from steward.care.clauses.events import MembersReminded
from steward.care.clauses.models import Edition
from steward.care.clauses.queries.acceptances import accounts_without, asked_of_members, concerned
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.notify.public import tell


@transaction.atomic
def remind_members(*, actor: Viewer, account_ids: Collection[int] | None = None) -> int:
    """Ask those who have not accepted the newest edition that wants it (all, or of these); returns how many.

    Unread reminders are folded into one, so asking twice does not pile up. Raises Forbidden, Invalid.
    """
    require(allowed(actor, MANAGE))
    head = asked_of_members()
    if head is None:
        raise nobody_asked()
    accounts = accounts_without(head.number, account_ids)
    if not accounts:
        return 0
    tell(
        kind="clauses.reminder", accounts=accounts, subject=f"edition:{head.number}", by=actor.account_id,
        params={"number": head.number, "binds_at": head.binds_at.isoformat()},
        url=reverse("accept-texts"), group=f"edition:{head.number}",
    )  # fmt: skip
    decide(
        kind="clauses.remind", subject=f"edition:{head.number}", account_id=actor.account_id,
        evidence={"accounts": len(accounts)},
    )  # fmt: skip
    publish(MembersReminded(head.number, len(accounts)), actor=actor.name)
    return len(accounts)


@transaction.atomic
def tell_of_edition(*, actor: Viewer, number: int) -> int:
    """Tell everybody of a published edition, once; returns how many. Called again it tells nobody. Raises Forbidden."""
    require(allowed(actor, MANAGE))
    edition = Edition.objects.select_for_update().filter(number=number, told_at=None).first()
    if edition is None:
        return 0
    edition.told_at = clock.now()
    edition.save(update_fields=["told_at"])
    accounts = concerned().order_by("pk").values_list("pk", flat=True)
    return tell(
        kind="clauses.edition", accounts=accounts, subject=f"edition:{number}", by=edition.by_id,
        params={"number": number, "binds_at": edition.binds_at.isoformat(), "material": edition.material},
        url=f"{reverse('code-changes')}?version={number}" if number > 1 else reverse("code-of-conduct"),
    )  # fmt: skip
