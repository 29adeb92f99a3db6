"""What screening offers: its rights, its pages, its screen, its notices, what it keeps of a member."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from steward.care.screening.actions.rehearse import JOB as REHEARSE
from steward.care.screening.actions.screen_draft import screen_draft
from steward.care.screening.actions.switch import STOPPED
from steward.care.screening.actions.undo import JOB as UNDO
from steward.care.screening.actions.write_hits import TO_AUTHOR, TO_TEAM
from steward.care.screening.queries.personal import erase_hits, personal_hits
from steward.care.screening.rules import MANAGE, VIEW
from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import NavigationEntry, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.notify.public import Line, NotificationKind


def _team(params: Mapping[str, Any]) -> Line:
    text = gettext("The rule “%(rule)s” found something") % params
    return Line(params.get("words") or text, text if params.get("words") else "", "filter")


def _author(params: Mapping[str, Any]) -> Line:
    text = gettext("A rule looked at what you wrote")
    return Line(params.get("words") or text, text if params.get("words") else "", "info")


def _stopped(params: Mapping[str, Any]) -> Line:
    text = gettext("The rule “%(rule)s” stopped itself") % params
    detail = gettext("It acted more than %(ceiling)s times in an hour. It is in shadow now: look at what it hit.")
    return Line(text, detail % params, "octagon-pause")


def _rehearsed(job: Job) -> str:
    return reverse("screening-rehearsal", args=[job.args["rehearsal"]])


def _undone(job: Job) -> str:
    return reverse("screening-rule", args=[job.args["rule"]])


contribute("permissions", Permission(MANAGE, _("write the rules that screen posts"), (Role.LEAD,)))
contribute("permissions", Permission(VIEW, _("see the rules that screen posts"), (Role.LEAD, Role.MODERATOR)))
RULES = pgettext_lazy("of screening", "Rules")
contribute("navigation", NavigationEntry("community", RULES, "screening-rules", "filter", VIEW, order=17))
contribute("screens", screen_draft)
contribute("job-kinds", JobKind(REHEARSE, _("Rehearsing a rule"), _rehearsed))
contribute("job-kinds", JobKind(UNDO, _("Taking back what a rule did"), _undone))
contribute("personal-data", PersonalData("screening", personal_hits, erase_hits))

_GROUP = _("Keeping order")
contribute(
    "notification-kinds",
    NotificationKind(TO_TEAM, _("A rule found something the team should see"), _GROUP, "off", _team, permission=VIEW),
)
contribute(
    "notification-kinds", NotificationKind(TO_AUTHOR, _("A rule has a word about what I wrote"), _GROUP, "off", _author)
)
contribute(
    "notification-kinds",
    NotificationKind(STOPPED, _("A rule stopped itself at its ceiling"), _GROUP, "each", _stopped, permission=MANAGE),
)
