"""What can go wrong, in sentences for the person."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid


def another_open(title: str) -> Invalid:
    """Members are asked one thing at a time."""
    return Invalid(_("“%(title)s” is open. Close it first: members are asked one thing at a time.") % {"title": title})


def not_a_draft() -> Invalid:
    """The words of an open survey stay as they are."""
    return Invalid(_("Members have been asked already: the question stays as it is. Make a new survey."))


def not_open() -> Invalid:
    """Nobody is asked."""
    return Invalid(_("This survey is closed. Thank you all the same."))


def no_such_score(low: int, high: int) -> Invalid:
    """The answer is off the scale."""
    return Invalid({"score": _("Choose a number from %(low)s to %(high)s.") % {"low": low, "high": high}})


def unreadable() -> Invalid:
    """The file is no table of texts."""
    return Invalid({"file": _("This file cannot be read as a table. Save it as CSV (UTF-8) and try again.")})


def no_score_column(found: str) -> Invalid:
    """No column looks like scores."""
    return Invalid({
        "file": _("No column of scores was found. Name one “score” or “评分”. Columns of the file: %(columns)s")
        % {"columns": found}
    })  # fmt: skip


def too_large(most: int) -> Invalid:
    """More than one import takes."""
    return Invalid({"file": _("At most %(count)s rows in 5 MB at a time: split the file.") % {"count": most}})
