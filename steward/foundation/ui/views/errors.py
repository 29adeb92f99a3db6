"""Pages for when it did not work. Each says what happened and the way out; none needs the database."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.translation import gettext as _

from steward.foundation.ui.context import shell


def error_page(request: HttpRequest | None, status: int, why: str = "") -> HttpResponse:
    """The page for a status (400, 403, 404, 405, 409, 429, 500); `why` is a sentence that replaces the usual one."""
    title, text = _words(status)
    context = shell(request) | {"status": status, "title": title, "text": why or text, "request": request}
    html = engines["jinja2"].from_string('{% include "ui/pages/error.jinja" %}').render(context)
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """`handler400`."""
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`; the exception's sentence is shown."""
    return error_page(request, 403, str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """`handler404`; never says whether something is there that must not be seen."""
    return error_page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return error_page(request, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """`CSRF_FAILURE_VIEW`: the page was open too long, or came from elsewhere."""
    return error_page(
        request, 403, _("This page was open for too long. Go back, load it again, and send it once more.")
    )


def _words(status: int) -> tuple[str, str]:
    words = {
        400: (
            _("That request makes no sense to us"),
            _("The address or the form was incomplete. Go back and try again."),
        ),
        403: (_("This is not open to you"), _("Your role does not include this. Ask somebody who leads the team.")),
        404: (
            _("Nothing here"),
            _("The page has moved, was removed, or never was. Look for it, or start from the top."),
        ),
        405: (_("Not this way"), _("This address takes another kind of request. Go back and use the button.")),
        409: (
            _("Somebody was quicker"),
            _("It has changed since you opened it. Go back, load the page again and look at what is there now."),
        ),
        429: (_("A little slower, please"), _("Too many tries in a short time. Wait a minute, then try again.")),
        500: (
            _("Something broke on our side"),
            _("Nothing of yours was lost. It is in the log; try again in a minute."),
        ),
    }
    return words.get(status, words[500])
