"""What the accounts room offers."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import NavigationEntry
from steward.foundation.kernel.registry import contribute

contribute("account-pages", NavigationEntry("account", _("Name and e-mail"), "own-account", "user-round"))
