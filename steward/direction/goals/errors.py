"""What can go wrong with goals, each with a sentence for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, Overtaken


class Moved(Overtaken):
    """Somebody else changed the goal meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this goal meanwhile. Look at it again, then change it."))


class NotReady(Invalid):
    """A goal lacks what it needs to be activated; one sentence for each thing, by field."""


class UnknownGoal(Invalid):
    """Work is to serve a goal that is not there."""

    def __init__(self) -> None:
        super().__init__({"goals": _("One of these goals is not there any more. Choose again.")})
