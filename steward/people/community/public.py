"""The door of the community room."""

from steward.people.community.actions.change_community import change_community, renew_community, undo_change
from steward.people.community.actions.write_text import write_text
from steward.people.community.cooking import cook
from steward.people.community.enums import BINDING, SignUp, TextKey
from steward.people.community.events import CommunityChanged, LegalTextWritten
from steward.people.community.queries import community, community_version
from steward.people.community.records import Community, LegalText

__all__ = [
    "BINDING",
    "Community",
    "CommunityChanged",
    "LegalText",
    "LegalTextWritten",
    "SignUp",
    "TextKey",
    "change_community",
    "community",
    "community_version",
    "cook",
    "renew_community",
    "undo_change",
    "write_text",
]
