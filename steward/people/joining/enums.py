"""States of a newcomer, of a guardian's consent, of a claim."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What the team has said to somebody who wants to join."""

    WAITING = "waiting", pgettext_lazy("to be let in", "waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


class Consent(models.TextChoices):
    """What a guardian has said."""

    ASKED = "asked", _("waits for an answer")
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    REVOKED = "revoked", _("consent taken back")


class ClaimState(models.TextChoices):
    """How far a claim has come."""

    SENT = "sent", _("letter sent")
    WAITING = "waiting", _("waiting for the team")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("taken back")


#: The service and realm of the identities that are accounts of this community.
SERVICE, REALM = "forum", "square"
#: Session key that holds the token of the invitation somebody came by.
INVITED = "joining.invitation"
#: The kind of job that erases who left, when the time to think again is over.
ERASE = "joining.erase"
#: Days between asking to leave and being erased.
COOLING_DAYS = 7
