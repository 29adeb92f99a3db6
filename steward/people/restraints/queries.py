"""What holds an account back now."""

from steward.foundation.kernel import clock
from steward.people.accounts.public import Account
from steward.people.restraints.models import Restraint
from steward.people.restraints.rules import holds


def restraints_of(account: Account) -> tuple[Restraint, ...]:
    """What holds the account back at this moment; no query for the many whom nothing ever did.

    It is kept on the account object, which lives as long as the request.
    """
    if not account.restrained:
        return ()
    kept: tuple[Restraint, ...] | None = getattr(account, "_restraints", None)
    if kept is None:
        now = clock.now()
        rows = Restraint.objects.filter(account=account.pk, lifted_at=None)
        kept = tuple(row for row in rows.order_by("pk") if holds(row, now))
        account._restraints = kept  # type: ignore[attr-defined]  # noqa: SLF001 — memoised on the object itself
    return kept
