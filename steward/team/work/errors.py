"""Errors of tasks."""

from django.utils.translation import gettext as _

from steward.foundation.kernel import ruling


class Overtaken(ruling.Overtaken):
    """Somebody else changed it since it was read: nothing of theirs is overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this task while you were writing. Look at it as it is now, then save again.")
        )
