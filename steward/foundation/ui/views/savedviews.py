"""Keeping and dropping views of tables."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.actions.save_view import drop_view
from steward.foundation.ui.actions.save_view import save_view as keep
from steward.foundation.ui.toasts import toast


def _owner(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


@login_required
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a view and go to it."""
    names = ("table", "name", "path", "query")
    fields = {name: request.POST.get(name, "") for name in names}
    try:
        view = keep(actor=_owner(request), **fields)
    except Invalid as error:
        toast(request, str(error), level=messages.ERROR)
        safe = fields["path"].startswith("/") and not fields["path"].startswith("//")
        return HttpResponseRedirect(fields["path"] if safe else "/")
    toast(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return HttpResponseRedirect(view.url)


@login_required
@require_POST
def delete_view(request: HttpRequest, view: int) -> HttpResponse:
    """Drop a view and go back to its table."""
    dropped = drop_view(actor=_owner(request), view=view)
    toast(request, _("“%(name)s” is no longer kept.") % {"name": dropped.name})
    return HttpResponseRedirect(dropped.path)
