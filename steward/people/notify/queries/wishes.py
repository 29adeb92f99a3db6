"""What accounts want to be told, and when they take mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.community.public import community
from steward.people.notify.enums import MailMode
from steward.people.notify.models import MailSettings, Preference
from steward.people.notify.records import NotificationKind
from steward.people.notify.rules import Rhythm, is_paused, zone_of

_TIMES = ("quiet_from", "quiet_until", "digest_hour", "paused_until")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one account wants of one kind, and its rhythm."""

    in_app: bool
    mail: str
    rhythm: Rhythm


def kinds() -> dict[str, NotificationKind]:
    """Every kind of notification rooms contributed, by key."""
    return {kind.key: kind for kind in items("notification-kinds")}


def kinds_for(viewer: Viewer) -> dict[str, NotificationKind]:
    """The kinds the viewer may come to be told of."""
    return {key: kind for key, kind in kinds().items() if not kind.permission or viewer.can(kind.permission)}


def wishes(kind: NotificationKind, accounts: Iterable[int], now: datetime) -> dict[int, Wish]:
    """What each of these accounts wants of the kind (two queries); inactive and unknown ones are left out."""
    ids = list(accounts)
    chosen = {
        account: (in_app, mail)
        for account, in_app, mail in Preference.objects.filter(kind=kind.key, account__in=ids).values_list(
            "account_id", "in_app", "mail"
        )
    }
    rows = Account.objects.filter(pk__in=ids, is_active=True).values(
        "pk", "email", "timezone", *(f"mail_settings__{name}" for name in (*_TIMES, "refused_address"))
    )
    found, here = {}, community().timezone
    for row in rows:
        rhythm = _rhythm(row, here)
        in_app, mail = chosen.get(row["pk"], (kind.in_app, kind.mail))
        no_mail = is_paused(rhythm, now) or row["mail_settings__refused_address"] == row["email"]
        found[row["pk"]] = Wish(in_app, MailMode.OFF if no_mail else mail, rhythm)
    return found


def _rhythm(row: Mapping[str, Any], here: str) -> Rhythm:
    hour = row["mail_settings__digest_hour"]
    return Rhythm(
        zone_of(row["timezone"] or here),
        row["mail_settings__quiet_from"],
        row["mail_settings__quiet_until"],
        8 if hour is None else hour,
        row["mail_settings__paused_until"],
    )


def rhythm_of(account: Account, chosen: MailSettings | None) -> Rhythm:
    """When the account takes mail."""
    zone = zone_of(account.timezone or community().timezone)
    return Rhythm(zone, *(getattr(chosen, name) for name in _TIMES)) if chosen else Rhythm(zone)


def mail_settings_of(account_id: int) -> MailSettings:
    """The account's settings, or unsaved defaults."""
    return MailSettings.objects.filter(pk=account_id).first() or MailSettings(account_id=account_id)


def chosen_by(account_id: int) -> dict[str, Preference]:
    """What the account chose, by kind; kinds it never touched are missing."""
    return {row.kind: row for row in Preference.objects.filter(account=account_id)}
