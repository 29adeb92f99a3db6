"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def nickname_taken() -> Invalid:
    """Somebody is called so, or so similarly that they would be mixed up."""
    return Invalid({"nickname": _("Somebody here has this nickname, or one that looks the same. Choose another.")})


def invitation_used_up() -> Invalid:
    """The link does not work (any more)."""
    return Invalid(
        _("This invitation has been used up, has expired or was revoked. Ask who gave it to you for another.")
    )


def link_over() -> Invalid:
    """A link in a letter that does not work any more."""
    return Invalid(_("This link has been used or has expired. Ask for a new one."))


def already_decided() -> Invalid:
    """Somebody else of the team was faster."""
    return Invalid(_("This was decided already."))


def renamed_lately(days: int) -> Invalid:
    """Nicknames change rarely, so that people stay recognisable."""
    return Invalid({"nickname": _("You can change your nickname once in %(days)s days.") % {"days": days}})


def last_owner_leaves() -> Invalid:
    """Nobody would be left to look after the house."""
    return Invalid(_("You are the last owner of the team. Make somebody else an owner first."))


def claimed_by_another() -> Invalid:
    """The identity belongs to a member with an account."""
    return Invalid(_("This identity belongs to somebody who signs in here. Talk to each other first."))
