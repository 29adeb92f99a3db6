"""The clauses room."""

from steward.foundation.kernel.rooms import Room


class ClausesRoom(Room):
    """The code of conduct, clause by clause."""

    name = "steward.care.clauses"
    label = "clauses"
