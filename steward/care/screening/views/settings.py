"""What a version has to have been through, and the switch for all rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from steward.care.screening.actions.switch import change_settings
from steward.care.screening.forms.others import SettingsForm
from steward.care.screening.queries.settings import switches
from steward.care.screening.rules import MANAGE
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def settings(request: HttpRequest) -> HttpResponse:
    """Rehearsals, shadow, ceilings, and stopping everything."""
    require(allowed(viewer_in(request), MANAGE))
    row = switches()
    initial = {name: getattr(row, name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_settings(actor=viewer_in(request), **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect("screening-settings")
    return render(request, "screening/settings.jinja", {"form": form, "switches": row})
