"""Rules as the console and the API show them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from steward.care.screening.models import Rehearsal, Rule, RuleVersion
from steward.care.screening.rules import MANAGE, VIEW
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


def rules_for(viewer: Viewer) -> QuerySet[Rule]:
    """Every rule, those asked first at the top. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    return Rule.objects.filter(removed_at=None)


def rule_for(viewer: Viewer, rule_id: int, *, to_change: bool = False) -> Rule:
    """One rule. Raises NotFound, Forbidden."""
    require(allowed(viewer, MANAGE if to_change else VIEW))
    rule = Rule.objects.filter(pk=rule_id, removed_at=None).first()
    if rule is None:
        raise NotFound
    return rule


def versions_of(rule: Rule) -> list[RuleVersion]:
    """Every version, the newest first, with who made it."""
    return list(rule.versions.select_related("account"))


def rehearsals_of(rule: Rule, most: int = 10) -> list[Rehearsal]:
    """The latest rehearsals, with their jobs."""
    return list(rule.rehearsals.select_related("job", "account")[:most])


def last_rehearsals(rules: Iterable[Rule]) -> dict[int, Rehearsal]:
    """The last finished rehearsal of each rule's present version, in one query."""
    wanted = {rule.pk: rule.version for rule in rules}
    rows = Rehearsal.objects.filter(rule__in=wanted, done_at__isnull=False).order_by("pk")
    return {row.rule_id: row for row in rows if row.version == wanted[row.rule_id]}


def rehearsal_for(viewer: Viewer, rehearsal_id: int) -> Rehearsal:
    """One rehearsal with its rule and job. Raises NotFound, Forbidden."""
    require(allowed(viewer, VIEW))
    row = Rehearsal.objects.select_related("rule", "job", "account").filter(pk=rehearsal_id).first()
    if row is None:
        raise NotFound
    return row
