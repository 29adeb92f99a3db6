"""What screening offers: its rights, its pages, its screen, its notices, what it keeps of a member."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from steward.care.screening.actions.rehearse import JOB as REHEARSE
from steward.care.screening.actions.screen_draft import screen_draft
from steward.care.screening.actions.switch import STOPPED
from steward.care.screening.actions.undo import JOB as UNDO
from steward.care.screening.actions.write_hits import TO_AUTHOR, TO_TEAM
from steward.care.screening.models import Rule
from steward.care.screening.queries.my_work import current_rules, rule_works, rules_waiting
from steward.care.screening.queries.personal import erase_hits, personal_hits
from steward.care.screening.rules import MANAGE, VIEW
from steward.foundation.jobs.public import Job, JobKind
from steward.foundation.kernel.contracts import Deed, Done, NavigationEntry, PersonalData, WorkKind, WorkSource
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role, Viewer
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


_MODES = {
    "off": (_("Rule off: %(rule)s"), 1.5), "shadow": (_("Rule in shadow: %(rule)s"), 0.5),
    "live": (_("Rule live: %(rule)s"), 2.0),
}  # fmt: skip


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Changes of rules and of word lists, one query."""
    if not viewer.can(VIEW):
        return []
    names = dict(Rule.objects.filter(pk__in={fact.data.get("rule_id") for fact in facts}).values_list("pk", "name"))
    return [done for fact in facts if (done := _done(fact, names))]


def _done(fact: Any, names: Mapping[int, str]) -> Done | None:
    if fact.type == "screening.all_switched":
        text = gettext("All rules stopped at once") if fact.data["stopped"] else gettext("All rules let go on")
        return Done(fact.at, text, reverse("screening-rules"), "octagon-pause", 2.5)
    if fact.type == "screening.word_list_changed":
        text = gettext("Word list changed: %(key)s") % {"key": fact.data["key"]}
        return Done(fact.at, text, reverse("screening-lists"), "filter", 0.6)
    rule = fact.data["rule_id"]
    if rule not in names:
        return None
    said, weight = _MODES.get(fact.data.get("mode", ""), (_("Rule changed: %(rule)s"), 1.0))
    return Done(fact.at, str(said) % {"rule": names[rule]}, reverse("screening-rule", args=[rule]), "filter", weight)


def _rehearsed(job: Job) -> str:
    return reverse("screening-rehearsal", args=[job.args["rehearsal"]])


def _undone(job: Job) -> str:
    return reverse("screening-rule", args=[job.args["rule"]])


contribute("permissions", Permission(MANAGE, _("write the rules that screen posts"), (Role.LEAD,)))
contribute("permissions", Permission(VIEW, _("see the rules that screen posts"), (Role.LEAD, Role.MODERATOR)))
RULES = pgettext_lazy("of screening", "Rules")
contribute("navigation", NavigationEntry("community", RULES, "screening-rules", "filter", VIEW, order=17))
contribute("my-work", WorkSource("screening", RULES, "filter", MANAGE, rules_waiting, 50))
contribute("works", WorkKind("rule", RULES, "filter", rule_works, current_rules))
contribute("screens", screen_draft)
contribute("job-kinds", JobKind(REHEARSE, _("Rehearsing a rule"), _rehearsed))
contribute("job-kinds", JobKind(UNDO, _("Taking back what a rule did"), _undone))
contribute(
    "deeds",
    Deed(
        (
            "screening.rule_changed", "screening.rule_switched", "screening.all_switched",
            "screening.word_list_changed",
        ),
        deeds,
    ),
)  # fmt: skip
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
