"""Choosing what to be told, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.notify.enums import MailMode
from steward.people.notify.events import PreferencesChanged, Unsubscribed
from steward.people.notify.models import MailSettings, Preference
from steward.people.notify.queries.wishes import kinds

#: Topic of the link in a digest: "digest:daily".
DIGEST = "digest:"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants of one kind."""

    in_app: bool
    mail: str


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody takes mail, in their own clock. Quiet hours have both ends or none."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int = 8
    paused_until: date | None = None


@transaction.atomic
def choose(*, actor: Viewer, choices: Mapping[str, Choice], times: Times | None = None) -> None:
    """Set the actor's own wishes for these kinds and, when given, the times. Raises Forbidden, Invalid."""
    account = _own(actor)
    known = kinds()
    if strange := set(choices) - set(known):
        raise Invalid(_("There is no kind of notification “%(kind)s”.") % {"kind": min(strange)})
    if any(choice.mail not in MailMode.values for choice in choices.values()):
        raise Invalid(_("Choose one of the rhythms offered."))
    for kind, choice in choices.items():
        values = {"in_app": choice.in_app, "mail": choice.mail}
        Preference.objects.update_or_create(account=account, kind=kind, defaults=values)
    if times is not None:
        _set_times(account, times)
    publish(PreferencesChanged(account.pk), actor=actor.name)


def _set_times(account: Account, times: Times) -> None:
    if (times.quiet_from is None) != (times.quiet_until is None):
        raise Invalid({"quiet_until": _("Quiet hours need a beginning and an end.")})
    if not 0 <= times.digest_hour <= 23:
        raise Invalid({"digest_hour": _("Choose an hour from 0 to 23.")})
    values = {name: getattr(times, name) for name in Times.__dataclass_fields__}
    MailSettings.objects.update_or_create(pk=account.pk, defaults=values)


@transaction.atomic
def try_address_again(*, actor: Viewer) -> None:
    """Send mail to the actor's address again though a server refused it once."""
    account = _own(actor)
    MailSettings.objects.filter(pk=account.pk).update(refused_address="", refused_why="", refused_at=None)
    publish(PreferencesChanged(account.pk), actor=actor.name)


@transaction.atomic
def stop_mail(*, account_id: int, topic: str) -> None:
    """No more mail of a kind, or of the kinds that come in a digest; in the house they go on.

    Whoever holds the signed link of a mail may (RFC 8058): it was sent to the account's own address.
    """
    if not Account.objects.filter(pk=account_id).exists():
        return
    known = kinds()
    chosen = {row.kind: row for row in Preference.objects.filter(account=account_id)}
    for key, kind in known.items():
        row = chosen.get(key)
        mode = row.mail if row else kind.mail
        if topic in {key, f"{DIGEST}{mode}"}:
            values = {"mail": MailMode.OFF}
            Preference.objects.update_or_create(
                account_id=account_id, kind=key, defaults=values, create_defaults={**values, "in_app": kind.in_app}
            )
    publish(Unsubscribed(account_id, topic), actor=f"account:{account_id}")


def _own(actor: Viewer) -> Account:
    if actor.account is None:
        raise Forbidden(_("Sign in to choose what you are told."))
    return actor.account
