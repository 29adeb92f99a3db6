"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def name_taken() -> Invalid:
    """Another group is called so."""
    return Invalid({"name": _("There is a group with this name already.")})


def no_name() -> Invalid:
    """The name is empty or too long."""
    return Invalid({"name": _("Give the group a name of one to sixty characters.")})


def no_such_member() -> Invalid:
    """Nobody has this address or number."""
    return Invalid({"who": _("Nobody here has this nickname or address.")})
