"""The living style page: every component in every state, drawn by the components themselves."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from steward.foundation.ui import specimens
from steward.foundation.ui.periods import Period
from steward.foundation.ui.render import render

PAGES = {"basics": _("Basics"), "forms": _("Forms"), "table": _("Table"), "charts": _("Charts")}


@login_required
def style(request: HttpRequest) -> HttpResponse:
    """The first of the style pages."""
    return style_page(request, "basics")


@login_required
def style_page(request: HttpRequest, page: str) -> HttpResponse:
    """One of the style pages."""
    if page not in PAGES:
        raise Http404
    context = {
        "tabs": [(name, key, key == page) for key, name in PAGES.items()],
        "period": Period.parse(request.GET),
        **specimens.for_page(page, request),
    }
    return render(request, f"ui/pages/style_{page}.jinja", context)


@login_required
def style_csv(request: HttpRequest) -> HttpResponseBase:
    """The specimen table as a file."""
    return specimens.TEAS.export(request, specimens.teas())
