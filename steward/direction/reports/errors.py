"""What can go wrong with reports, as sentences."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, Overtaken


class ChangedMeanwhile(Overtaken):
    """Somebody else changed the report since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this report since you opened it. Your words are still here: look at theirs, then save.")
        )


class NotOpen(Invalid):
    """The report has gone out, or there is nothing in it."""

    def __init__(self) -> None:
        super().__init__(_("This report has gone out or was skipped: it does not change any more."))


class NobodyReads(Invalid):
    """There is nobody to send to."""

    def __init__(self) -> None:
        super().__init__(_("Nobody would get it: put roles, team mates or addresses on the plan first."))
