"""What the members room offers to shared screens."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import PersonalData
from steward.foundation.kernel.registry import contribute
from steward.foundation.proposals.public import ProposalKind
from steward.people.access.public import Permission, Role
from steward.people.members.actions.decide_proposal import accept_pair, reject_pair, reopen_pair
from steward.people.members.actions.erase_member import erase_own
from steward.people.members.actions.merge_members import KIND
from steward.people.members.queries.personal import personal_data

_CARE = (Role.LEAD, Role.MODERATOR, Role.EDITOR)

contribute("permissions", Permission("members.view", _("see members"), (*_CARE, Role.ANALYST)))
contribute("permissions", Permission("members.edit", _("edit members"), _CARE))
contribute("permissions", Permission("members.merge", _("merge members"), (Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission("members.export", _("export members' data"), (Role.LEAD,)))
contribute("permissions", Permission("members.erase", _("erase members"), (Role.LEAD,)))

contribute("personal-data", PersonalData("members", personal_data, erase_own))
contribute(
    "proposal-kinds",
    ProposalKind(KIND, _("one person, two accounts"), "members.merge", accept_pair, reject_pair, reopen_pair),
)
