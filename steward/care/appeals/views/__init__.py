"""The pages of appeals: the member's, and the team's."""

from steward.care.appeals.views.own import resume_own, withdraw_own, write
from steward.care.appeals.views.team import appeal_page, decided_list, give_back_one, open_list, take_one, write_back

__all__ = [
    "appeal_page",
    "decided_list",
    "give_back_one",
    "open_list",
    "resume_own",
    "take_one",
    "withdraw_own",
    "write",
    "write_back",
]
