"""What the joining room offers to shared screens."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import MemberPanel, NavigationEntry, PersonalData, WorkSource
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.joining.actions.erase import detach_own, erase_own
from steward.people.joining.enums import ERASE, Consent
from steward.people.joining.queries.entry import may_write
from steward.people.joining.queries.faces import account_faces
from steward.people.joining.queries.panel import panel_of
from steward.people.joining.queries.personal import personal_data
from steward.people.joining.queries.queue import newcomers_waiting, waiting_badge
from steward.people.notify.public import Line, NotificationKind, Person


def notification_faces(accounts: Iterable[int]) -> Mapping[int, Person]:
    """The faces beside notifications."""
    return {pk: Person(face.name, face.avatar) for pk, face in account_faces(accounts).items()}


def _newcomer(params: Mapping[str, Any]) -> Line:
    times = int(params.get("times", 1))
    if times > 1:
        text = ngettext("%(times)s person wants to join", "%(times)s people want to join", times) % {"times": times}
        return Line(text, icon="user-plus")
    return Line(_("%(name)s wants to join") % {"name": params["name"]}, icon="user-plus")


def _guardian(params: Mapping[str, Any]) -> Line:
    if params["state"] == Consent.GIVEN:
        return Line(_("Your guardian has consented: you can write now"), icon="circle-check")
    return Line(_("Your guardian did not consent"), _("You can read, but not write."), icon="circle-x")


def _claim(params: Mapping[str, Any]) -> Line:
    return Line(
        _("%(name)s says that an imported identity is theirs") % {"name": params["name"]}, icon="fingerprint-pattern"
    )


def _claim_decided(params: Mapping[str, Any]) -> Line:
    if params["accepted"]:
        return Line(_("What you wrote before is yours now"), icon="circle-check")
    return Line(_("The team did not agree that this identity is yours"), icon="circle-x")


_TEAM, _MINE = gettext_lazy("Team"), gettext_lazy("My account")
contribute(
    "notification-kinds",
    NotificationKind(
        "joining.waiting",
        gettext_lazy("Somebody wants to join"),
        _TEAM,
        "hourly",
        _newcomer,
        permission="joining.approve",
    ),
)
contribute(
    "notification-kinds",
    NotificationKind(
        "joining.claim",
        gettext_lazy("Somebody claims an identity"),
        _TEAM,
        "daily",
        _claim,
        permission="joining.approve",
    ),
)
contribute(
    "notification-kinds",
    NotificationKind("joining.guardian", gettext_lazy("My guardian answers"), _MINE, "each", _guardian),
)
contribute(
    "notification-kinds",
    NotificationKind("joining.claim_decided", gettext_lazy("The team answers my claim"), _MINE, "each", _claim_decided),
)
contribute("notification-faces", notification_faces)

contribute("permissions", Permission("joining.approve", gettext_lazy("approve newcomers"), (Role.LEAD, Role.MODERATOR)))
contribute(
    "permissions", Permission("joining.invite", gettext_lazy("invite people"), (Role.LEAD, Role.MODERATOR, Role.EDITOR))
)
contribute("permissions", Permission("joining.backstage", gettext_lazy("see members' real names"), (Role.LEAD,)))

contribute("picture-rights", may_write)
contribute("personal-data", PersonalData("joining", personal_data, erase_own, detach_own))
contribute("job-kinds", JobKind(ERASE, gettext_lazy("Deleting accounts of who left")))
contribute(
    "member-panels",
    MemberPanel("joining", gettext_lazy("How they came"), "joining/panel.jinja", panel_of, "members.view", 20),
)
contribute(
    "navigation",
    NavigationEntry(
        "members", gettext_lazy("Sign-ups"), "sign-ups", "user-plus", "joining.approve", 30, badge=waiting_badge
    ),
)
contribute(
    "navigation", NavigationEntry("members", gettext_lazy("Invitations"), "invitations", "ticket", "joining.invite", 40)
)
contribute(
    "my-work",
    WorkSource("joining", gettext_lazy("Sign-ups"), "user-plus", "joining.approve", newcomers_waiting, 40),
)
contribute("account-pages", NavigationEntry("account", gettext_lazy("Invitations"), "own-invitations", "ticket"))
contribute("account-pages", NavigationEntry("account", gettext_lazy("Profile"), "own-profile", "user-round"))
contribute(
    "account-pages", NavigationEntry("account", gettext_lazy("My earlier identities"), "claim", "fingerprint-pattern")
)
contribute("account-pages", NavigationEntry("account", gettext_lazy("My data"), "own-data", "download"))
contribute("account-pages", NavigationEntry("account", gettext_lazy("Delete my account"), "leave", "log-out"))
