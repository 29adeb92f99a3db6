"""The door for a mail server that delivers answers itself."""

import hmac

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.notify.actions.receive import receive

SECRET = "X-Steward-Secret"  # noqa: S105  (the name of the header)


@csrf_exempt
@require_POST
def receive_mail(request: HttpRequest) -> JsonResponse:
    """Take one mail (its bytes are the body). 200 says what became of it; 403 wrong secret, 413 too large."""
    if not settings.MAIL_SECRET:
        raise NotFound
    if not hmac.compare_digest(request.headers.get(SECRET, "").encode(), settings.MAIL_SECRET.encode()):
        return JsonResponse({"detail": "The secret is not the one of STEWARD_MAIL_SECRET."}, status=403)
    try:
        outcome = receive(raw=request.body, now=clock.now())
    except RequestDataTooBig:
        return JsonResponse({"detail": "The mail is too large."}, status=413)
    return JsonResponse({"state": outcome.state, "why": outcome.why, "url": outcome.url})
