"""The door of the groups room."""

from steward.people.groups.actions.belong import join_group, leave_group, let_in, let_lead, take_out
from steward.people.groups.actions.make_group import change_group, drop_group, make_group
from steward.people.groups.events import GroupAsked, GroupDropped, GroupJoined, GroupLeft, GroupMade
from steward.people.groups.models import Group, GroupMember
from steward.people.groups.queries import group_names, groups_for, groups_of

__all__ = [
    "Group",
    "GroupAsked",
    "GroupDropped",
    "GroupJoined",
    "GroupLeft",
    "GroupMade",
    "GroupMember",
    "change_group",
    "drop_group",
    "group_names",
    "groups_for",
    "groups_of",
    "join_group",
    "leave_group",
    "let_in",
    "let_lead",
    "make_group",
    "take_out",
]
