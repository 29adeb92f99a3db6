"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.ruling import Invalid


def unknown_label() -> Invalid:
    """The label is no reason code."""
    return Invalid({"label": _("There is no such reason.")})


def too_few(least: int) -> Invalid:
    """There is nothing to learn yet."""
    text = ngettext(
        "There is too little to learn from: at least %(least)s decision with one reason, and as many others.",
        "There is too little to learn from: at least %(least)s decisions with one reason, and as many others.",
        least,
    )
    return Invalid(text % {"least": least})


def not_ready() -> Invalid:
    """The version has not been measured, or its model is gone."""
    return Invalid(_("This version cannot be used: it was not measured. Train a new one."))


def used_already() -> Invalid:
    """It is the one in use."""
    return Invalid(_("This version is in use already."))


def nothing_before() -> Invalid:
    """There is no decision to take back."""
    return Invalid(_("There is nothing to go back to: the built-in words are in use."))
