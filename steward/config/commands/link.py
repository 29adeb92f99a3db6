"""`steward link`: a one-time sign-in link for an account of this installation."""

import click
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM, Role, grant_role
from steward.people.accounts.public import Account, create_account, make_sign_in_link

FIRST_OWNER = "owner@localhost"


def link_for(account: Account) -> str:
    """The whole address of a fresh link."""
    token = make_sign_in_link(account=account, now=clock.now())
    return settings.BASE_URL + reverse("sign-in-by-link", args=[token])


@transaction.atomic
def first_owner() -> Account | None:
    """The owner who has yet to choose how to sign in, made on first call; None once every owner has."""
    owners = Account.objects.filter(grants__role=Role.OWNER, is_active=True)
    if not owners.exists():
        account = create_account(email=FIRST_OWNER)
        grant_role(actor=SYSTEM, account=account, role=Role.OWNER)
        return account
    waiting = owners.filter(email=FIRST_OWNER).first()
    return waiting if waiting and not waiting.has_usable_password() else None


@click.command()
@click.argument("email", required=False)
@click.option("--role", type=click.Choice(Role.values), help="Make the account with this role when it does not exist.")
def link(email: str | None, role: str | None) -> None:
    """Print a link that signs EMAIL (default: the first owner) in once, within 24 hours."""
    from steward.config.commands.migrate import bring_up_to_date

    bring_up_to_date()
    account = Account.objects.filter(email=email.lower()).first() if email else first_owner()
    try:
        if account is None and email and role:
            account = create_account(email=email)
            grant_role(actor=SYSTEM, account=account, role=role)
    except Invalid as problem:
        raise click.ClickException(str(problem)) from problem
    if account is None:
        raise click.ClickException(
            f"No account has the address {email}; add --role to make one."
            if email
            else "Name the owner's e-mail address."
        )
    click.echo(link_for(account))
