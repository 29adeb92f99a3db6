"""What can be wrong with a question, as a sentence."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid, NotFound


class UnknownMetric(NotFound):
    """No metric has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(_("There is no metric “%(key)s”.") % {"key": key})


class BadPeriod(Invalid):
    """The period has no day in it."""

    def __init__(self) -> None:
        super().__init__({"until": _("The period must end after it begins.")})


class BadCell(Invalid):
    """The rows behind a number were asked for by something its table does not have."""

    def __init__(self, name: str) -> None:
        super().__init__({name: _("The rows cannot be chosen by “%(name)s”.") % {"name": name}})
