"""The root of the JSON API: one document for everything rooms offer in their `api.py`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from steward import __version__
from steward.care.appeals.api import router as appeals
from steward.care.classifier.api import router as classifier
from steward.care.clauses.api import router as code
from steward.care.conduct.api import router as conduct
from steward.care.oversight.api import router as oversight
from steward.care.screening.api import router as screening
from steward.direction.decisions.api import router as decisions
from steward.direction.goals.api import router as goals
from steward.direction.positioning.api import router as positioning
from steward.direction.reports.api import router as reports
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, Overtaken
from steward.people.access.api import OwnSession, TokenAuth
from steward.people.community.api import router as community
from steward.people.groups.api import router as groups
from steward.people.joining.api import router as joining
from steward.people.members.api import router as members
from steward.people.notify.api import router as notifications
from steward.square.forum.api import router as square
from steward.square.letters.api import router as letters
from steward.square.surveys.api import router as surveys
from steward.stream.activity.api import router as activity
from steward.stream.insights.api import router as insights
from steward.stream.webhooks.api import router as webhooks
from steward.team.work.api import router as work


class NoNulParser(Parser):
    """What arrives, without what PostgreSQL's texts cannot hold: U+0000 and halves of surrogate pairs."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body."""
        return without_nul(super().parse_body(request))

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        """The values of the address."""
        return without_nul(super().parse_querydict(data, list_fields, request))


def without_nul(value: Any) -> Any:
    """The value with what no text can hold taken out of every text in it."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, list):
        return [without_nul(one) for one in value]
    if isinstance(value, dict):
        return {without_nul(key): without_nul(one) for key, one in value.items()}
    return value


api = NinjaAPI(
    title="Steward",
    version=__version__,
    description=(
        "The square (what everybody may read needs no token), letters and notifications of one's own, sources, "
        "channels, members, activities and metrics of the community, goals, decisions, reports, tasks, webhooks. Make "
        "a token in the console under Settings → API tokens and send it as `Authorization: Bearer …`. Lists answer "
        "`{items, next}`: give `next` back as `after` (on the square as `page`) for what follows."
    ),
    auth=[TokenAuth(), OwnSession()],
    urls_namespace="api",
    parser=NoNulParser(),
)
for router in (
    activity, members, insights, square, letters, notifications, community, groups, joining, webhooks,
    code, classifier, screening, conduct, appeals, oversight,
    positioning, surveys, goals, decisions, reports, work,
):  # fmt: skip
    api.add_router("", router)


def _say(request: HttpRequest, status: int, detail: str, errors: dict[str, str] | None = None) -> HttpResponse:
    return api.create_response(request, {"detail": detail, "errors": errors or {}}, status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, _problem: AuthenticationError) -> HttpResponse:
    """401: no token, or one that does not work."""
    return _say(request, 401, _("Send a token that works: Authorization: Bearer …"))


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, problem: Forbidden) -> HttpResponse:
    """403 with the rule's sentence."""
    return _say(request, 403, str(problem.why))


@api.exception_handler(NotFound)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, _problem: Exception) -> HttpResponse:
    """404."""
    return _say(request, 404, _("There is nothing here."))


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, problem: Invalid) -> HttpResponse:
    """400: the values cannot be used; 409: somebody else was quicker."""
    status = 409 if isinstance(problem, Overtaken) else 400
    return _say(request, status, str(problem), {field: str(why) for field, why in problem.errors.items()})


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422: the request is not of the operation's form."""
    errors = {".".join(str(part) for part in error["loc"]): str(error["msg"]) for error in problem.errors}
    return _say(request, 422, "; ".join(f"{where}: {why}" for where, why in errors.items()), errors)


@api.exception_handler(HttpError)
def other(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """Whatever the framework itself refuses."""
    return _say(request, problem.status_code, str(problem))


def missing(request: HttpRequest, **_rest: Any) -> HttpResponse:
    """JSON for addresses below /api/ that do not exist."""
    return _say(request, 404, _("There is no such operation. See /api/docs."))
