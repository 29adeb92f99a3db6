"""Changes of definitions as lines beside numbers."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.contracts import Done
from steward.people.access.public import Viewer
from steward.stream.insights.metrics.parameters import GROUPS

#: A new definition moves numbers for certain, but history moves with them.
WEIGHT = 0.5


def redefined(viewer: Viewer, facts: Sequence[Fact]) -> list[Done]:
    """What was redefined; no query. Nothing for who may not see metrics."""
    if not viewer.can("insights.view"):
        return []
    return [_told(fact) for fact in facts if fact.data["group"] in GROUPS and fact.data["metrics"]]


def _told(fact: Fact) -> Done:
    words = {"name": GROUPS[fact.data["group"]].name, "number": fact.data["number"]}
    url = reverse("insights-definition", args=[fact.data["metrics"][0]]) + f"?group={fact.data['group']}"
    return Done(fact.at, _("Definition changed: %(name)s, version %(number)s") % words, url, "ruler", WEIGHT)
