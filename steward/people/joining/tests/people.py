"""Helpers of this room's tests: a community set as wished, somebody who signs up in a browser."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from steward.people.access.public import SYSTEM, viewer_of
from steward.people.accounts.public import Account
from steward.people.community.public import change_community

PASSWORD = "calm paper, clear ink"


def settings_are(**fields: object) -> None:
    """The community's settings as wished."""
    change_community(actor=SYSTEM, **fields)


def fill_in(client: Client, email: str = "wei@example.org", **more: object):
    """Send the sign-up form."""
    page = client.get(reverse("account_signup"))
    versions = re.search(r'name="versions" value="([^"]*)"', page.content.decode())
    data = {"nickname": "Wei", "email": email, "password1": PASSWORD, "accept": "on"}
    return client.post(reverse("account_signup"), data | {"versions": versions[1] if versions else ""} | more)


def code_in_mail() -> str:
    """The code of the latest letter."""
    return re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)[1]


def sign_up(email: str = "wei@example.org", client: Client | None = None, **more: object) -> Client:
    """Sign up and confirm the address; the client is signed in then."""
    client = client or Client()
    answer = fill_in(client, email, **more)
    assert answer.status_code == 302, re.findall(r'field-error">.*?</svg>([^<]*)', answer.content.decode())
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    return client


def viewer(email: str = "wei@example.org"):
    """The viewer with this address."""
    return viewer_of(Account.objects.get(email=email))


def proven(account: Account) -> None:
    """Let the account's address be confirmed."""
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
