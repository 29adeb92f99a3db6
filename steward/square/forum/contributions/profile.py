"""What the square offers: one's own page."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import PortalEntry
from steward.foundation.kernel.registry import contribute

contribute("portal-menu", PortalEntry(_("My page"), "own-page", "user-round", 5))
contribute("portal-menu", PortalEntry(_("Drafts"), "forum-drafts", "pencil-line", 32))
