"""Give a definition new values; give it those of an earlier version again."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Overtaken, require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.errors import NothingChanged
from steward.stream.insights.events import MetricRedefined
from steward.stream.insights.metrics.parameters import Group
from steward.stream.insights.metrics.registry import depending_on
from steward.stream.insights.models import Definition
from steward.stream.insights.queries.definitions import DefinitionVersion, group_of, version_of, versions_of
from steward.stream.insights.rules import DEFINE, checked_reason, checked_values


def change_definition(*, actor: Viewer, key: str, values: Mapping[str, float], reason: str) -> DefinitionVersion:
    """Make the next version of a group of parameters, of which `values` may name only those that change.

    `key` is a group's or a metric's (then its own group). History is counted anew with it at once; earlier versions
    can be asked for. Raises Forbidden, UnknownMetric, Invalid (values, no reason, nothing changed), Overtaken.
    """
    require(allowed(actor, DEFINE))
    try:
        return _changed(actor, group_of(key), values, reason)
    except IntegrityError:  # somebody made the same version at the same moment
        raise Overtaken(_("Somebody else has changed this definition meanwhile. Look at it again.")) from None


@transaction.atomic
def _changed(actor: Viewer, group: Group, values: Mapping[str, float], reason: str) -> DefinitionVersion:
    list(Definition.objects.select_for_update().filter(group=group.key))
    newest = versions_of(group)[0]
    words, wanted = checked_reason(reason), checked_values(group, values, newest.values)
    if wanted == newest.values:
        raise NothingChanged
    made = Definition.objects.create(
        group=group.key, number=newest.number + 1, values=wanted, reason=words, since=clock.now(),
        by_id=actor.account_id,
    )  # fmt: skip
    decide(
        kind="insights.define", subject=f"definition:{group.key}", account_id=actor.account_id, reason=words,
        version=str(made.number), evidence={"before": dict(newest.values), "after": wanted},
        undo={"group": group.key, "number": newest.number},
    )  # fmt: skip
    publish(MetricRedefined(group.key, made.number, depending_on(group.key)), actor=actor.name)
    return versions_of(group)[0]


def restore_definition(*, actor: Viewer, key: str, number: int, reason: str) -> DefinitionVersion:
    """Give a definition the values of an earlier version again, as a new version. Raises as `change_definition`."""
    require(allowed(actor, DEFINE))
    earlier = version_of(group_of(key), number)
    return change_definition(actor=actor, key=key, values=earlier.values, reason=reason)
