"""The vocabulary of restraints."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody cannot do."""

    MUTE = "mute", _("writes nothing")
    RESTRICT = "restrict", _("writes as a newcomer does, and waits for review")
    SUSPEND = "suspend", _("does not come in for a while")
    BAN = "ban", _("does not come in any more")


#: Kinds that keep somebody out altogether.
AWAY = frozenset({Kind.SUSPEND, Kind.BAN})
