"""What the members room offers to shared screens."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import NavigationEntry, PaletteHit, PaletteSource, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.foundation.proposals.public import ProposalKind
from steward.people.access.public import Permission, Role
from steward.people.members.actions.decide_many import JOB as DECIDE_MANY
from steward.people.members.actions.decide_proposal import accept_pair, reject_pair, reopen_pair
from steward.people.members.actions.erase_member import erase_own
from steward.people.members.actions.resolve import JOB as RESOLVE
from steward.people.members.enums import MERGE
from steward.people.members.queries.inbox import waiting
from steward.people.members.queries.listing import members_for, search_members
from steward.people.members.queries.personal import personal_data


def proposals_badge(request: HttpRequest) -> int:
    """How many merge proposals wait for this viewer."""
    return waiting(request.viewer)  # type: ignore[attr-defined]


def find_members(viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Members by name, handle or address, at most eight."""
    for member in search_members(members_for(viewer), words).order_by("-last_seen")[:8] if words else ():
        yield PaletteHit(member.name, reverse("members-member", args=[member.pk]), ", ".join(member.tags), "user-round")


_CARE = (Role.LEAD, Role.MODERATOR, Role.EDITOR)

contribute("permissions", Permission("members.view", _("see members"), (*_CARE, Role.ANALYST)))
contribute("permissions", Permission("members.edit", _("edit members"), _CARE))
contribute("permissions", Permission("members.merge", _("merge members"), (Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission("members.export", _("export members' data"), (Role.LEAD,)))
contribute("permissions", Permission("members.erase", _("erase members"), (Role.LEAD,)))

contribute("personal-data", PersonalData("members", personal_data, erase_own))
contribute(
    "proposal-kinds",
    ProposalKind(
        MERGE,
        _("one person, two accounts"),
        "members.merge",
        accept_pair,
        reject_pair,
        reopen_pair,
        "members-proposals",
    ),
)

contribute("navigation", NavigationEntry("members", _("Members"), "members-list", "users", "members.view", order=10))
contribute(
    "navigation",
    NavigationEntry(
        "members",
        _("Proposed merges"),
        "members-proposals",
        "git-merge",
        "members.merge",
        order=20,
        badge=proposals_badge,
    ),
)
contribute("palette", PaletteSource(_("Members"), "members.view", find_members))
contribute("job-kinds", JobKind(RESOLVE, _("Putting accounts together"), lambda _job: reverse("members-proposals")))
contribute("job-kinds", JobKind(DECIDE_MANY, _("Deciding proposed merges"), lambda _job: reverse("members-proposals")))
