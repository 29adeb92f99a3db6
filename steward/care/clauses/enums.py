"""Words of the room: reasons, levels of the ladder, severities, states of a clause's draft."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Why something breaks the code: what members report for and judgements are counted by. The same keys as the square's.
REASONS: dict[str, Any] = {
    "ad": _("advertising"),
    "flood": _("flooding"),
    "abuse": _("insults, attacks on people"),
    "offtopic": _("off topic"),
    "dup": _("posted twice"),
    "porn": _("sexual content"),
    "gamble": _("gambling"),
    "drug": _("drugs, forbidden goods"),
    "fraud": _("fraud"),
    "privacy": _("gives away private matters"),
    "rumor": _("rumour, untrue claims"),
    "minor": _("endangers minors"),
    "bully": _("bullying"),
    "induce": _("lures people to share or recruit"),
    "ip": _("infringes the rights of others"),
    "unlabeled_ai": _("AI content without its label"),
    "politics": _("against the law"),
    "other": _("other"),
}


class Level(models.TextChoices):
    """Levels of the ladder, the mildest first."""

    REMIND = "remind", pgettext_lazy("a sanction", "reminder")
    WARN = "warn", pgettext_lazy("a sanction", "warning")
    HIDE = "hide", pgettext_lazy("a sanction", "hiding")
    MUTE = "mute", pgettext_lazy("a sanction", "mute")
    RESTRICT = "restrict", pgettext_lazy("a sanction", "limits on writing")
    SUSPEND = "suspend", pgettext_lazy("a sanction", "suspension")
    BAN = "ban", pgettext_lazy("a sanction", "ban")


class Severity(models.IntegerChoices):
    """How much harm breaking a clause does."""

    LIGHT = 1, pgettext_lazy("severity of a clause", "light")
    MODERATE = 2, pgettext_lazy("severity of a clause", "moderate")
    SERIOUS = 3, pgettext_lazy("severity of a clause", "serious")
    GRAVE = 4, pgettext_lazy("severity of a clause", "grave")


class Change(models.TextChoices):
    """What a draft, or an edition, did to a clause, against the edition before."""

    NEW = "new", pgettext_lazy("a clause", "new")
    CHANGED = "changed", pgettext_lazy("a clause", "changed")
    BACK = "back", pgettext_lazy("a clause", "taken up again")
    GONE = "gone", pgettext_lazy("a clause", "dropped")
    SAME = "same", pgettext_lazy("a clause", "as it was")


#: The text's key in joining's acceptances.
KEY = "conduct"
#: The sequence every change of the room takes a number from: its row is the room's lock.
SEQUENCE = "clauses"
#: The permission of this room.
MANAGE = "clauses.manage"
#: The kind of job that tells members of an edition.
TELL = "clauses.tell"
#: Days between an edition and the moment it binds, unless somebody says otherwise; and the most there can be.
NOTICE_DAYS, MOST_DAYS = 7, 180
#: Addresses below /conduct/ that are pages, so no clause can be called so.
RESERVED = frozenset({
    "appeal", "appeals", "changes", "code", "decisions", "editions", "history", "library", "log", "mine", "report",
    "reports", "transparency",
})  # fmt: skip
