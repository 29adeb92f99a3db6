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
def change_account(*, account: Account, name: str, email: str, password: str = "") -> Account:
    """Change one's own name, address and password. Raises `Invalid`."""
    email = _free_address(email, besides=account)
    if password:
        try:
            validate_password(password, account)
        except ValidationError as problem:
            raise Invalid({"password": " ".join(problem.messages)}) from None
    account.name, account.email = name.strip(), email
    if password:
        account.set_password(password)
    account.save(update_fields=["name", "email", "password"])
    # allauth keeps addresses of its own: an old one must not sign in any longer.
    EmailAddress.objects.filter(user=account).exclude(email=email).delete()
    fields = ("name", "email", "password") if password else ("name", "email")
    publish(AccountChanged(account_id=account.pk, fields=fields), actor=f"account:{account.pk}")
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
