"""Definitions as they are, and as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from steward.people.access.public import TEAM_DOOR, accounts_with
from steward.people.members.public import Identity
from steward.stream.insights.engine.given import Given
from steward.stream.insights.errors import UnknownDefinition, UnknownMetric
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.parameters import GROUPS, Group, defaults
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.models import Definition
from steward.stream.insights.queries.stores import is_pinned


@dataclass(frozen=True, slots=True)
class DefinitionVersion:
    """One version of a group of parameters; number 1 is what Steward comes with (`since` and `by` are None)."""

    group: str
    number: int
    values: Mapping[str, float]
    reason: str = ""
    since: datetime | None = None
    by: str = ""
    current: bool = False


def group_of(key: str) -> Group:
    """The group of this key, or the own group of the metric of this key. Raises UnknownMetric."""
    if key in GROUPS:
        return GROUPS[key]
    metric = metric_of(key)
    if not metric.groups:
        raise UnknownMetric(key)
    return GROUPS[metric.groups[0]]


def versions_of(group: Group) -> list[DefinitionVersion]:
    """Every version, the newest first."""
    rows = Definition.objects.filter(group=group.key).select_related("by").order_by("-number")
    found = [
        DefinitionVersion(
            group.key, row.number, group.defaults | row.values, row.reason, row.since, row.by.name if row.by else ""
        )
        for row in rows
    ]
    found.append(DefinitionVersion(group.key, 1, group.defaults))
    first = found[0]
    return [
        DefinitionVersion(one.group, one.number, one.values, one.reason, one.since, one.by, one is first)
        for one in found
    ]


def definition_versions(key: str) -> list[DefinitionVersion]:
    """Every version of a group, or of the own group of a metric, the newest first; none for metrics without any."""
    if key not in GROUPS and not metric_of(key).groups:
        return []
    return versions_of(group_of(key))


def version_of(group: Group, number: int) -> DefinitionVersion:
    """One version. Raises UnknownDefinition."""
    for one in versions_of(group):
        if one.number == number:
            return one
    raise UnknownDefinition(number)


def given_now(metrics: Iterable[Metric] = (), versions: Mapping[str, int] | None = None) -> Given:
    """The values in force, those of `versions` (group → number) as they were; the team where a metric needs it.

    One query, three with the team. Raises UnknownDefinition.
    """
    values: dict[str, Mapping[str, float]] = dict(defaults())
    if not is_pinned():
        for group, changed in Definition.objects.order_by("number").values_list("group", "values"):
            if group in GROUPS:
                values[group] = GROUPS[group].defaults | changed
    for group, number in (versions or {}).items():
        values[group] = version_of(GROUPS[group], number).values
    needs_team = any(one.query and "team" in QUERIES[one.query].tables for one in metrics)
    return Given(values, team_members() if needs_team and not is_pinned() else ())


def team_members() -> tuple[int, ...]:
    """The members whose account has a role in the team."""
    accounts = accounts_with(TEAM_DOOR)
    return tuple(
        Identity.objects.filter(member__account__in=accounts).order_by().values_list("member_id", flat=True).distinct()
    )
