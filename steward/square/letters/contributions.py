"""What the letters room offers."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import Flaggable, PersonalData, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role, Viewer, allowed
from steward.people.members.public import accounts_of
from steward.people.notify.public import Line, NotificationKind, ReplyHandler
from steward.square.letters.actions.answer_flag import ABILITIES, JUDGE, answer_flag, take_back
from steward.square.letters.actions.erase_letters import detach_letters, erase_letters
from steward.square.letters.actions.write import write
from steward.square.letters.queries import around, flagged, may_report, personal_letters, unread_letters
from steward.square.letters.rules import OWN


def _line(params: Mapping[str, Any]) -> Line:
    return Line(_now("%(who)s wrote to you") % {"who": params["who"]}, str(params.get("excerpt", "")), "mail")


def _accept(viewer: Viewer, ref: str, text: str) -> str:
    """A reply that came by mail. Raises Forbidden, Invalid, NotFound: the sentence goes back by mail."""
    letter = write(actor=viewer, conversation_id=int(ref), source=text)
    return reverse("letters-conversation", args=[letter.conversation_id])


contribute("permissions", Permission(JUDGE, _("decide about reported letters"), (Role.LEAD, Role.MODERATOR)))
contribute("permissions", Permission(OWN, _("read and write one's own private letters"), TEAM))
contribute("portal-nav", PortalEntry(_("Letters"), "letters", "mail", 95, unread_letters, tool=True))
contribute("notification-kinds", NotificationKind("letters.letter", _("Private letters"), _("Letters"), "each", _line))
contribute("mail-replies", ReplyHandler("letters", _accept))
contribute(
    "personal-data",
    PersonalData("letters", lambda member: personal_letters(accounts_of(member)), erase_letters, detach_letters),
)
contribute(
    "flaggables",
    Flaggable(
        "letter", _("private letter"), flagged, may_report, lambda viewer, _one: allowed(viewer, JUDGE), around,
        ABILITIES, answer_flag, take_back, private=True,
    ),
)  # fmt: skip
