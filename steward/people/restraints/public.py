"""The door of restraints."""

from steward.people.restraints.actions.impose import impose, lift
from steward.people.restraints.enums import Kind
from steward.people.restraints.events import RestraintImposed, RestraintLifted
from steward.people.restraints.models import Restraint
from steward.people.restraints.queries import restraints_of
from steward.people.restraints.rules import is_away, is_restricted, may_write_there

__all__ = [
    "Kind",
    "Restraint",
    "RestraintImposed",
    "RestraintLifted",
    "impose",
    "is_away",
    "is_restricted",
    "lift",
    "may_write_there",
    "restraints_of",
]
