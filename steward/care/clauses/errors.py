"""What can go wrong, in sentences for the person."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def code_exists() -> Invalid:
    """A starting set is for a community without a code."""
    return Invalid(_("There are clauses already. Write new ones, or change those that are there."))


def no_such_set() -> Invalid:
    """No starting set of that name."""
    return Invalid({"starting_set": _("There is no such starting set.")})


def key_taken() -> Invalid:
    """Another clause has this key, perhaps a retired one."""
    return Invalid({"key": _("Another clause has this key, perhaps one that was dropped. Choose another.")})


def reason_is_fixed() -> Invalid:
    """Judgements are counted by the reason of their clause."""
    return Invalid({
        "reason": _("The reason of a published clause stays as it is: decisions are counted by it. Write a new clause.")
    })  # fmt: skip


def nothing_to_publish() -> Invalid:
    """The draft says what the newest edition says."""
    return Invalid(_("The draft does not differ from the newest edition: there is nothing to publish."))


def no_clauses() -> Invalid:
    """An edition without clauses."""
    return Invalid(_("A code needs at least one clause."))


def binds_too_early(until: datetime) -> Invalid:
    """An edition that was announced before binds later than this one would."""
    day = date_format(timezone.localtime(until), "DATE_FORMAT")
    return Invalid({
        "notice_days": _("An edition that comes into force on %(day)s is announced. The next one cannot come earlier.")
        % {"day": day}
    })  # fmt: skip


def nobody_asked() -> Invalid:
    """No edition asks to be accepted."""
    return Invalid(_("No edition asks to be accepted, so there is nobody to remind."))
