"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def same_member() -> Invalid:
    """Both are one member already."""
    return Invalid(_("These two are one member already."))


def both_sign_in() -> Invalid:
    """Two people with sign-ins of their own are not one."""
    return Invalid(_("Both members have a sign-in of their own. Remove one of the two first."))


def already_undone() -> Invalid:
    """The merge does not stand any more."""
    return Invalid(_("This merge was taken back before."))


def wrong_name() -> Invalid:
    """The name typed to confirm is another."""
    return Invalid({"confirm": _("That is not the member's name. Type it exactly as it stands above.")})


def last_owner() -> Invalid:
    """Nobody would be left to give roles."""
    return Invalid(_("This is the last owner. Make somebody else an owner first."))
