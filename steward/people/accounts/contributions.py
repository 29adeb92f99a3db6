"""What the accounts room offers."""

from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import NavigationEntry, PersonalData
from steward.foundation.kernel.registry import contribute
from steward.people.accounts.actions.erase_account import erase_account
from steward.people.accounts.queries import personal_data

contribute("account-pages", NavigationEntry("account", _("Password, language, time zone"), "own-account", "user-round"))
contribute("personal-data", PersonalData("accounts", personal_data, erase_account))
