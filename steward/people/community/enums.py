"""Words of the room: ways of signing up, legal texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignUp(models.TextChoices):
    """Who may make an account."""

    OPEN = "open", _("open: everybody")
    APPROVAL = "approval", _("with approval: everybody asks, the team decides")
    INVITATION = "invitation", _("by invitation: who has a link")
    CLOSED = "closed", _("closed: the team adds people")


class TextKey(models.TextChoices):
    """The texts a community may publish about itself."""

    TERMS = "terms", _("Terms of use")
    PRIVACY = "privacy", _("Privacy")
    RULES = "rules", _("Rules")
    ABOUT = "about", _("About us")


class Radius(models.TextChoices):
    """How round corners are."""

    SQUARE = "square", _("square")
    SOFT = "soft", _("soft")
    ROUND = "round", _("round")


#: The texts a newcomer has to accept, where the community has written them.
BINDING = (TextKey.TERMS, TextKey.PRIVACY, TextKey.RULES)
#: The kind of a change of settings in the journal.
CHANGE = "community.change"
#: The name of the sequence every change takes a number from.
SEQUENCE = "community"
#: The sequence cached pages of the portal hang on.
FRAME = "frame"
