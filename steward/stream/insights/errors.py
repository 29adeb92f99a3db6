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


class NoForecast(Invalid):
    """The metric is a table, or has no steps."""

    def __init__(self, name: str) -> None:
        text = _("“%(name)s” is a table: only a number over time has a forecast.")
        super().__init__({"metric": text % {"name": name}})


class FarForecast(Invalid):
    """The day lies too far away."""

    def __init__(self) -> None:
        super().__init__({"until": _("The day is too far away for a forecast. Choose one within two years.")})


class UnknownDefinition(NotFound):
    """A definition has no version of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("There is no version %(number)s of this definition.") % {"number": number})


class NothingChanged(Invalid):
    """The new version of a definition would say what the newest does."""

    def __init__(self) -> None:
        super().__init__(_("Nothing is different: change a value first."))


class TooFew(Invalid):
    """The part of the community is too small for its members or their deeds to be listed."""

    def __init__(self, floor: int) -> None:
        super().__init__(too_few_sentence(floor))


def too_few_sentence(floor: int) -> str:
    """Why something is not shown."""
    return _("Fewer than %(floor)s members: not shown, because it would say what single members do.") % {"floor": floor}
