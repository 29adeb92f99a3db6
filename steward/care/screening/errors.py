"""What can be wrong with a rule, a list or a wish, in sentences for the team."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.ruling import Invalid


def not_rehearsed() -> Invalid:
    """This very version was never rehearsed."""
    return Invalid({"why": _("Rehearse this version first, or say why it goes live without.")})


def not_long_in_shadow(hours: int) -> Invalid:
    """The version has to be in shadow for longer."""
    sentence = ngettext(
        "This version has not been in shadow for %(num)d hour yet. Wait, or say why it goes live earlier.",
        "This version has not been in shadow for %(num)d hours yet. Wait, or say why it goes live earlier.",
        hours,
    )
    return Invalid({"why": sentence % {"num": hours}})


def key_taken(key: str) -> Invalid:
    """Another rule or list has the key."""
    return Invalid({"key": _("“%(key)s” is taken. Choose another short name.") % {"key": key}})


def nothing_done() -> Invalid:
    """A rule without acts."""
    return Invalid({"acts": _("Choose what happens: at least one.")})


def changed_meanwhile() -> Invalid:
    """Somebody else has changed it since the page was opened."""
    return Invalid(_("Somebody changed this meanwhile. Look at it as it stands now, then change it again."))
