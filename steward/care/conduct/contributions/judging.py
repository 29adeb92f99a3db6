"""What conduct offers to shared screens and registries: judging."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.care.conduct.actions.erase_judgements import erase_judgements
from steward.care.conduct.actions.judge_many import JOB, UNDO_JOB
from steward.care.conduct.actions.tell_author import LIFTED, OVERTURNED, STATEMENT
from steward.care.conduct.enums import Level
from steward.care.conduct.events import Judged, Overturned
from steward.care.conduct.queries.panel import panel_of
from steward.care.conduct.queries.personal_judgements import personal_judgements
from steward.care.conduct.queries.told import judgement_told
from steward.care.conduct.rules.practice import JUDGE, MANAGE
from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import MemberPanel, NavigationEntry, PersonalData, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.notify.public import Line, NotificationKind
from steward.stream.webhooks.public import WebhookEvent


def decided(params: Mapping[str, Any]) -> Line:
    """“The team decided about “…”: muted”."""
    words = {"title": params["title"], "level": Level(params["level"]).label}
    text = _("The team decided about “%(title)s”: %(level)s") % words
    return Line(text, _("Read the reasons, and how to appeal."), "gavel")


def overturned(params: Mapping[str, Any]) -> Line:
    """“The team has overturned its decision”."""
    return Line(_("The team has overturned its decision"), str(params["why"]), "undo-2")


def lifted(params: Mapping[str, Any]) -> Line:
    """“You are no longer held back”."""
    return Line(_("You are no longer held back"), str(params["why"]), "lock-open")


def batch_page(job: Job) -> str:
    """Where one sees what a job decided, and takes it back."""
    return f"{reverse('conduct-batch', args=[job.args['batch']])}?job={job.pk}"


_TEAM, _MINE = (Role.LEAD, Role.MODERATOR), lazy("Decisions about my words")
contribute("permissions", Permission(JUDGE, lazy("decide about cases"), _TEAM))
contribute("permissions", Permission(MANAGE, lazy("change the ladder and the clocks of conduct"), (Role.LEAD,)))
for key, label, line in (
    (STATEMENT, lazy("The team decided about my words"), decided),
    (OVERTURNED, lazy("The team takes a decision back"), overturned),
    (LIFTED, lazy("A sanction ends before its time"), lifted),
):
    contribute("notification-kinds", NotificationKind(key, label, _MINE, "each", line))
contribute("navigation", NavigationEntry("community", lazy("Judgements"), "conduct-judgements", "gavel", JUDGE, 13))
contribute("navigation", NavigationEntry("community", lazy("Sanctions"), "conduct-sanctions", "user-lock", JUDGE, 14))
contribute(
    "navigation", NavigationEntry("settings", lazy("How we decide"), "conduct-practice", "milestone", MANAGE, 35)
)
contribute("job-kinds", JobKind(JOB, lazy("Deciding many cases"), batch_page))
contribute("job-kinds", JobKind(UNDO_JOB, lazy("Overturning many judgements"), batch_page))
contribute("member-panels", MemberPanel("conduct", lazy("Conduct"), "conduct/panel.jinja", panel_of, JUDGE, 40))
contribute("personal-data", PersonalData("conduct-judgements", personal_judgements, erase_judgements))
for key, label, told in (
    ("conduct.judged", lazy("The team decided about a case"), Judged),
    ("conduct.overturned", lazy("A judgement was overturned"), Overturned),
):
    contribute("webhook-events", WebhookEvent(key, label, told.type, judgement_told))
contribute("code-links", PortalEntry(lazy("Sample cases"), "conduct-library", "library", 20))
