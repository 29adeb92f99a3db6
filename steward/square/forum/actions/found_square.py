"""The first categories of a new installation."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, allocate, decide
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import require_right
from steward.square.forum.actions.change_category import make_category
from steward.square.forum.enums import TopicKind, Verb
from steward.square.forum.models import Category
from steward.square.forum.rules.moderation import MANAGE

KIND = "forum.found_square"
_TEAM = ["role:editor", "role:moderator"]


@transaction.atomic
def found_square(*, actor: Viewer, language: str) -> int:
    """Make the first categories, named in this language; returns how many. Once only, and never beside others.

    An owner who deletes them does not get them again. Raises Forbidden.
    """
    require_right(actor, MANAGE)
    allocate("frame")  # two processes starting at once wait for each other here
    if Category.objects.exists() or Decision.objects.filter(kind=KIND).exists():
        return 0
    with translation.override(language):
        wanted = _first_categories()
        for fields in wanted:
            make_category(actor=actor, **fields)
    by = Decision.By.RULE if actor.is_system else Decision.By.PERSON
    decide(kind=KIND, subject="forum", by=by, account_id=actor.account_id, evidence={"made": len(wanted)})
    return len(wanted)


def _first_categories() -> list[dict[str, object]]:
    """Announcements, talk, questions, feedback."""
    announced = {Verb.SEE: ["everyone"], Verb.POST: _TEAM, Verb.REPLY: ["members"], Verb.MODERATE: ["role:moderator"]}
    return [
        {"name": _("Announcements"), "description": _("News of the community, from the team."), "icon": "megaphone",
         "color": "#a9571a", "default_kind": TopicKind.ANNOUNCEMENT, "rights": announced},
        {"name": _("General"), "description": _("Whatever you would like to talk about."), "icon": "message-circle",
         "color": "#1d6655", "default_kind": TopicKind.DISCUSSION},
        {"name": _("Questions"), "description": _("Ask, and accept the answer that helped."), "icon": "circle-help",
         "color": "#1f6f9c", "default_kind": TopicKind.QUESTION},
        {"name": _("Feedback"), "description": _("What is missing here, what could be better."), "icon": "lightbulb",
         "color": "#6b4fb3", "default_kind": TopicKind.DISCUSSION},
    ]  # fmt: skip
