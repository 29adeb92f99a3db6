"""Errors with a sentence and the way out."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def decided_meanwhile() -> Invalid:
    """The case is not as it was when it was looked at."""
    return Invalid(_("Something was added to this case since you opened it. Look at it again, then decide."))


def overturned_before() -> Invalid:
    """A judgement is overturned once."""
    return Invalid(_("This judgement was overturned before."))
