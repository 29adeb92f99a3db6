"""Refusals of actions as answers: denied is 403 with its sentence, hidden is 404; at a form, each beside its field."""

from collections.abc import Callable, Mapping

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, Overtaken
from steward.foundation.ui.views.errors import error_page


class NulMiddleware:
    """Refuses U+0000 in a form: no keyboard types it, and PostgreSQL's texts cannot hold it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that there is a character nobody can read."""
        form = request.content_type == "application/x-www-form-urlencoded" and not request.path.startswith("/api/")
        if form and b"%00" in request.body:
            return error_page(request, 400, _("There is a character in it that no text can hold (U+0000)."))
        return self._get_response(request)


class RefusalsMiddleware:
    """Turns the kernel's `Forbidden`, `NotFound` and `Invalid` into pages; the API answers for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else goes on as it is."""
        if isinstance(exception, NotFound):
            return error_page(request, 404)
        if isinstance(exception, Forbidden):
            return error_page(request, 403, exception.why)
        if isinstance(exception, Invalid):
            status = 409 if isinstance(exception, Overtaken) else 400
            return error_page(request, status, " ".join(str(why) for why in exception.errors.values()))
        return None


def refuse(form: BaseForm, problem: Invalid | Forbidden, places: Mapping[str, str] | None = None) -> None:
    """Put each sentence beside its field, or above the form where there is none of that name.

    `places` names the fields of values that are called otherwise in the action.
    """
    errors = problem.errors if isinstance(problem, Invalid) else {"": problem.why}
    for name, sentence in errors.items():
        field = (places or {}).get(name, name)
        form.add_error(field if field in form.fields else None, sentence)
