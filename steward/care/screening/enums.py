"""Words of the room: how far a rule is, what it does, whom it turned out to be right about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: The sequence that grows with every change of a rule, a word list or the room's settings.
SEQUENCE = "screening"


class Mode(models.TextChoices):
    """How far a rule is."""

    OFF = "off", pgettext_lazy("mode of a rule", "off")
    SHADOW = "shadow", pgettext_lazy("mode of a rule", "shadow")
    LIVE = "live", pgettext_lazy("mode of a rule", "live")


class OffBy(models.TextChoices):
    """Why a rule that was live is not any more."""

    NOTHING = "", pgettext_lazy("why a rule stopped", "nothing")
    CEILING = "ceiling", _("it reached its ceiling")
    HAND = "hand", _("switched off by hand")


class Outcome(models.TextChoices):
    """What people decided about what a rule hit."""

    OPEN = "", pgettext_lazy("what people decided about a hit", "nobody has decided")
    UPHELD = "upheld", _("it was right")
    DISMISSED = "dismissed", _("it was wrong")


class Doing(models.TextChoices):
    """What a rule can do. Nothing here is beyond taking back: a sanction is only proposed."""

    FLAG = "flag", _("put it before the team")
    HOLD = "hold", _("hold it until the team has read it")
    REPLACE = "replace", _("replace the words it found")
    TAG = "tag", _("tag the topic")
    NOTIFY = "notify", _("send a notice")
    SLOW = "slow", _("let the author write only so often")
    SANCTION = "sanction", _("propose a sanction")


#: Titles of the lists that come with Steward.
BUILTIN = {
    "Insults (English)": _("Insults (English)"),
    "Insults (Chinese)": _("Insults (Chinese)"),
    "Advertising (Chinese)": _("Advertising (Chinese)"),
    "Ordinary words that only look like others": _("Ordinary words that only look like others"),
    "Fraud (Chinese)": _("Fraud (Chinese)"),
    "Gambling (Chinese)": _("Gambling (Chinese)"),
    "Luring people elsewhere (Chinese)": _("Luring people elsewhere (Chinese)"),
    "Advertising and fraud (English)": _("Advertising and fraud (English)"),
}
