"""What the positioning room offers: its right, its page in the rail, its link in the foot, its deed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steward.direction.positioning.enums import BOXES, EDIT
from steward.direction.positioning.models import Version
from steward.direction.positioning.queries.published import positioning_now
from steward.foundation.kernel.contracts import Deed, Done, NavigationEntry, PaletteHit, PaletteSource, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.stream.webhooks.public import WebhookEvent

_TITLE = _("Positioning")


def tell(_viewer: Any, facts: Sequence[Any]) -> list[Done]:
    """Published versions with their reasons, one query."""
    numbers = [fact.data["version"] for fact in facts]
    reasons = dict(Version.objects.filter(number__in=numbers).values_list("number", "reason"))
    page = reverse("positioning")
    return [
        Done(
            fact.at, gettext("New positioning: %(why)s") % {"why": reasons.get(fact.data["version"], "")},
            f"{page}?version={fact.data['version']}", "compass", 1.5,
        )
        for fact in facts
    ]  # fmt: skip


def told(fact: dict[str, Any]) -> dict[str, Any]:
    """What other systems hear."""
    return {"positioning": {"version": fact["version"], "boxes": list(fact["boxes"])}}


def find_lines(_viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Lines of the published positioning, at most eight."""
    wanted, now = words.casefold().strip(), positioning_now()
    found = ((box, line) for box in BOXES.values() for line in (now.lines(box.key) if now else ()))
    hits = (PaletteHit(line, reverse("positioning"), str(box.label), "compass") for box, line in found
            if wanted and wanted in line.casefold())  # fmt: skip
    for hit, _number in zip(hits, range(8), strict=False):
        yield hit


contribute("permissions", Permission(EDIT, _("write and publish the positioning"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("direction", _TITLE, "positioning-canvas", "compass", EDIT, order=10))
contribute("palette", PaletteSource(_TITLE, "", find_lines))
contribute(
    "portal-foot",
    PortalEntry(_("What we are for"), "positioning", "compass", 5, shown=lambda: positioning_now() is not None),
)
contribute("deeds", Deed(("positioning.published",), tell))
contribute(
    "webhook-events",
    WebhookEvent("positioning.published", _("A positioning was published"), "positioning.published", told),
)
