"""Titles: what one must be, and the address made of it."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.text import cut

SHORTEST, LONGEST = 3, 120
LONGEST_SLUG = 80


def clean_title(title: str) -> str:
    """The title in one line. Raises Invalid (field "title")."""
    title = " ".join(title.split())
    if len(title) < SHORTEST:
        raise Invalid({"title": _("Say in a few words what it is about.")})
    if len(title) > LONGEST:
        raise Invalid({"title": _("A title has at most %(count)d characters.") % {"count": LONGEST}})
    return title


def slug_of(title: str) -> str:
    """For the address only; Chinese stays Chinese, a title of signs alone is "topic"."""
    return slugify(cut(title, LONGEST_SLUG), allow_unicode=True)[:LONGEST_SLUG].strip("-") or "topic"
