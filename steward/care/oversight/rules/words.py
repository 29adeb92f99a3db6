"""What people write must say something, and not too much."""

from django.utils.translation import gettext as _

from steward.care.oversight.enums import LONGEST
from steward.foundation.kernel.ruling import Invalid


def checked(words: str, field: str, most: int = LONGEST) -> str:
    """The words without space around them. Raises Invalid at the field when there are none, or too many."""
    text = words.strip()
    if not text:
        raise Invalid({field: _("Write at least a sentence.")})
    if len(text) > most:
        raise Invalid({field: _("Write at most %(n)s characters.") % {"n": most}})
    return text
