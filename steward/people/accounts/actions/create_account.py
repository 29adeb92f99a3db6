"""Make an account."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid
from steward.people.accounts.events import AccountChanged, AccountCreated
from steward.people.accounts.models import Account


@transaction.atomic
def create_account(*, email: str, name: str = "", by: str = "system") -> Account:
    """Make an account without a password: its owner gets in by link or code and sets one. Roles are granted apart.

    Who may call this is the caller's business (`access` builds on this room). Raises `Invalid`.
    """
    email = _free_address(email)
    account = Account.objects.create_user(email, name=name.strip())
    publish(AccountCreated(account_id=account.pk), actor=by)
    return account


@transaction.atomic
def announce_account(*, account: Account) -> None:
    """Tell that somebody made an account by themselves; in the transaction that made it."""
    publish(AccountCreated(account_id=account.pk), actor=f"account:{account.pk}")


@transaction.atomic
def rename_account(*, account: Account, name: str) -> None:
    """Call the account `name`; which names are free is the caller's business."""
    account.name = name
    account.save(update_fields=["name"])
    publish(AccountChanged(account_id=account.pk, fields=("name",)), actor=f"account:{account.pk}")


@transaction.atomic
def change_account(
    *,
    account: Account,
    name: str | None = None,
    email: str | None = None,
    password: str = "",
    language: str | None = None,
    timezone: str | None = None,
) -> Account:
    """Change what is given of one's own account, leave the rest. Raises `Invalid`."""
    new = {"name": name, "email": _free_address(email, besides=account) if email is not None else None,
           "language": language, "timezone": timezone}  # fmt: skip
    fields = [field for field, value in new.items() if value is not None]
    if password:
        try:
            validate_password(password, account)
        except ValidationError as problem:
            raise Invalid({"password": " ".join(problem.messages)}) from None
        account.set_password(password)
        fields.append("password")
    for field, value in new.items():
        if value is not None:
            setattr(account, field, value.strip())
    account.save(update_fields=fields)
    if email is not None:
        # allauth keeps addresses of its own: an old one must not sign in any longer.
        EmailAddress.objects.filter(user=account).exclude(email=account.email).delete()
    publish(AccountChanged(account_id=account.pk, fields=tuple(fields)), actor=f"account:{account.pk}")
    return account


def _free_address(email: str, besides: Account | None = None) -> str:
    """The address in lower case; raises `Invalid` when it is none or another account has it."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid({"email": _("“%(email)s” is not an e-mail address.") % {"email": email}}) from None
    if Account.objects.filter(email=email).exclude(pk=besides.pk if besides else 0).exists():
        raise Invalid({"email": _("There is an account with this address already.")})
    return email
