"""One's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.ruling import Invalid


class AccountForm(forms.Form):
    """Name, address and password."""

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        """`first`: nothing is there yet to be kept, so a password must be chosen."""
        super().__init__(*args, **kwargs)
        if first:
            self.fields["password"].required = True
            self.fields["password"].help_text = _("At least ten characters.")

    def refuse(self, problem: Invalid) -> None:
        """Show what the action refused beside its field."""
        for field, sentence in problem.errors.items():
            self.add_error(field or None, sentence)

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("How your team mates see you."))
    email = forms.EmailField(label=_("E-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Leave it empty to keep what is."),
    )  # fmt: skip
