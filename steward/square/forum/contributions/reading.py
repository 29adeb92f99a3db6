"""What the square offers: reading."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import PortalEntry
from steward.foundation.kernel.registry import contribute

contribute("portal-nav", PortalEntry(_("Topics"), "forum-latest", "messages-square", 10))
