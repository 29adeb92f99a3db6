"""Give a role, take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.enums import Role
from steward.people.access.events import RoleGranted, RoleRevoked
from steward.people.access.models import Grant
from steward.people.access.rules import Viewer, allowed
from steward.people.accounts.public import Account


@transaction.atomic
def grant_role(*, actor: Viewer, account: Account, role: str) -> bool:
    """Give `role` to the account; False when it had it already."""
    require(allowed(actor, "access.manage"))
    if role not in Role.values:
        raise Invalid({"role": _("There is no role “%(role)s”.") % {"role": role}})
    _grant, made = Grant.objects.get_or_create(
        account=account, role=role, defaults={"granted_at": clock.now(), "granted_by_id": actor.account_id}
    )
    if made:
        decide(
            kind="access.grant", subject=f"account:{account.pk}", account_id=actor.account_id, evidence={"role": role}
        )
        allocate("frame")  # pages mark who is in the team
        publish(RoleGranted(account_id=account.pk, role=role), actor=actor.name)
    return made


@transaction.atomic
def revoke_role(*, actor: Viewer, account: Account, role: str) -> bool:
    """Take `role` from the account; False when it did not have it. The last owner stays owner."""
    require(allowed(actor, "access.manage"))
    owners = Grant.objects.select_for_update().filter(role=Role.OWNER, account__is_active=True)
    if role == Role.OWNER and not owners.exclude(account=account).exists():
        raise Invalid({"role": _("This is the last owner. Make somebody else an owner first.")})
    gone, _by_model = Grant.objects.filter(account=account, role=role).delete()
    if gone:
        decide(
            kind="access.revoke", subject=f"account:{account.pk}", account_id=actor.account_id, evidence={"role": role}
        )
        allocate("frame")
        publish(RoleRevoked(account_id=account.pk, role=role), actor=actor.name)
    return bool(gone)
