"""The mail page of the console."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel import clock
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.notify import mailbox
from steward.people.notify.actions.probe import Finding, check_connections, send_test_mail, sends
from steward.people.notify.enums import MailState
from steward.people.notify.forms import TestMailForm
from steward.people.notify.queries.log import ANSWERS, MAILS, mail_counts, mails_for, received_for


@require_safe
def mail_log(request: HttpRequest) -> HttpResponseBase:
    """Every mail: where it went, how far it is, what the server said."""
    rows = mails_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return MAILS.export(request, rows)
    counts = mail_counts(viewer_in(request), clock.now())
    form = TestMailForm(initial={"to": getattr(request.user, "email", "")})
    context = {
        "page": MAILS.page(request, rows),
        "counts": counts,
        "states": MailState,
        "form": form,
        "setup": _setup(),
    }
    return render(request, "notify/log.jinja", context)


def _setup() -> dict[str, str]:
    """How mail is set up: addresses in use, "" for what is not."""
    imap = settings.MAIL_IMAP
    return {
        "smtp": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if sends() else "",
        "sender": settings.DEFAULT_FROM_EMAIL,
        "reply": settings.MAIL_REPLY_ADDRESS,
        "imap": f"{imap['user']} · {imap['host']}:{imap['port']}" if mailbox.is_configured() else "",
        "gate": "/mail/receive/" if settings.MAIL_SECRET else "",
    }


@require_safe
def answers(request: HttpRequest) -> HttpResponseBase:
    """Every answer that came by mail and what became of it."""
    rows = received_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return ANSWERS.export(request, rows)
    return render(request, "notify/answers.jinja", {"page": ANSWERS.page(request, rows)})


@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """Send a test mail and say what the server said."""
    form = TestMailForm(request.POST)
    if form.is_valid():
        _say(request, send_test_mail(actor=viewer_in(request), to=form.cleaned_data["to"]))
    else:
        _say(request, Finding(False, _("Write an e-mail address.")))
    return redirect("mail-log")


@require_POST
def test_connection(request: HttpRequest) -> HttpResponse:
    """Try the mail server and the mailbox."""
    found = check_connections(actor=viewer_in(request))
    for name, finding in found.items():
        _say(request, Finding(finding.is_well, f"{name.upper()}: {finding.words}"))
    if not found:
        _say(request, Finding(False, _("Neither a mail server nor a mailbox is set up.")))
    return redirect("mail-log")


def _say(request: HttpRequest, finding: Finding) -> None:
    toast(request, finding.words, level=messages.SUCCESS if finding.is_well else messages.ERROR)
