"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def already_undone() -> Invalid:
    """The change does not stand any more."""
    return Invalid(_("This change was taken back before."))


def changed_since() -> Invalid:
    """Somebody changed the same settings later."""
    return Invalid(_("Somebody changed these settings again since. Change them by hand."))


def unknown_text() -> Invalid:
    """No such legal text."""
    return Invalid({"key": _("There is no such text.")})
