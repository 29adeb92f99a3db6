"""What can be wrong with a decision, as a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.formats import day


class TooEarly(Invalid):
    """No whole step lies between the decision and today."""

    def __init__(self, first: date) -> None:
        words = _("There is nothing to measure yet. The first whole step ends on %(day)s.")
        super().__init__(words % {"day": day(first)})


class Settled(Invalid):
    """What was expected cannot be changed once it was measured."""

    def __init__(self) -> None:
        super().__init__({"expected": _("What was expected is settled: the effect was measured against it.")})
