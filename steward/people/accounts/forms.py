"""One's own account."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountForm(forms.Form):
    """Name (at first; later it is on the profile), address (until one is confirmed), password, language, time zone."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=30, help_text=_("How others see you.")
    )
    email = forms.EmailField(label=_("E-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Leave it empty to keep what is."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("like the community")), *settings.LANGUAGES]
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), required=False,
        choices=[("", _("like the community")), *((zone, zone) for zone in sorted(available_timezones()))],
    )  # fmt: skip

    def __init__(self, *args: Any, first: bool = False, proven: bool = False, **kwargs: Any) -> None:
        """`first`: nothing is there yet to be kept, so a password must be chosen. `proven`: the address stays."""
        super().__init__(*args, **kwargs)
        if first:
            self.fields["password"].required = True
            self.fields["password"].help_text = _("At least ten characters.")
        for field in ("language", "timezone") if first else ("name",):
            del self.fields[field]
        if proven:
            del self.fields["email"]
