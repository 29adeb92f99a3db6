"""Rules as pieces of work: which serve a goal, which wait for a word."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.care.screening.enums import Mode
from steward.care.screening.models import Rule
from steward.care.screening.queries.settings import switches
from steward.care.screening.rules import VIEW
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Work, WorkItem
from steward.people.access.public import Viewer

MOST = 20
MOST_WORKS = 200


def rules_waiting(_viewer: Viewer) -> list[WorkItem]:
    """Rules whose time in shadow is over: let them live, change them, or switch them off; two queries."""
    since = clock.now() - timedelta(hours=switches().shadow_hours)
    rows = Rule.objects.filter(mode=Mode.SHADOW, shadow_since__lte=since, removed_at=None).order_by("shadow_since")
    return [
        WorkItem(
            _("The rule “%(rule)s” was in shadow long enough") % {"rule": rule.name},
            reverse("screening-rule", args=[rule.pk]), mine=False, verb=_("Decide"),
        )
        for rule in rows[:MOST]
    ]  # fmt: skip


def rule_works(viewer: Viewer, ids: Sequence[int]) -> dict[int, Work]:
    """These rules as pieces of work; one query."""
    if not viewer.can(VIEW):
        return {}
    return {rule.pk: _work(rule) for rule in Rule.objects.filter(pk__in=ids)}


def current_rules(viewer: Viewer) -> list[Work]:
    """Rules that are live or in shadow, the newest first; one query."""
    if not viewer.can(VIEW):
        return []
    rows = Rule.objects.filter(removed_at=None).exclude(mode=Mode.OFF)
    return [_work(rule) for rule in rows.order_by("-changed_at", "-pk")[:MOST_WORKS]]


def _work(rule: Rule) -> Work:
    is_on = rule.removed_at is None and rule.mode != Mode.OFF
    return Work(rule.pk, rule.name, reverse("screening-rule", args=[rule.pk]), is_on, str(rule.get_mode_display()))
