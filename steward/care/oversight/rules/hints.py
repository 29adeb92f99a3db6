"""What a clause's numbers suggest about its text."""

from django.utils.translation import gettext as _

from steward.care.oversight.rules.agreement import Agreement
from steward.foundation.kernel.chance import Interval

#: Appeals decided, and second looks, below which nothing can be said.
FEW_APPEALS, FEW_LOOKS = 5, 10
#: Agreement below this is at most fair (Landis and Koch 1977, Biometrics 33:159-174).
FAIR = 0.4


def hint(decided: int, rate: Interval | None, usual: float | None, agreement: Agreement | None) -> str:
    """A sentence on what to do with the clause's text, "" where nothing speaks for a change.

    `rate` is the interval of its overturn rate, `usual` the rate of all clauses together.
    """
    if agreement and agreement.kappa is not None and agreement.n >= FEW_LOOKS and agreement.kappa < FAIR:
        return _("Team mates read it differently: add examples from both sides of the border.")
    if decided < FEW_APPEALS or rate is None:
        return _("Too few appeals to say anything.") if decided else ""
    if usual is not None and rate.low > usual:
        return _("Rewrite this text first: its decisions fall more often than others, beyond chance.")
    return ""
