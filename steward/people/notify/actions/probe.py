"""Trying the mail server and the mailbox."""

from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.utils.translation import gettext as _
from imap_tools.errors import ImapToolsError

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.notify import mailbox
from steward.people.notify.actions.deliver import deliver_one, mail_server
from steward.people.notify.actions.send_mail import send_mail
from steward.people.notify.composing import community_name
from steward.people.notify.enums import MANAGE, MailState
from steward.people.notify.models import Mail


@dataclass(frozen=True, slots=True)
class Finding:
    """How a connection is: well, or not, and what the other side said."""

    is_well: bool
    words: str


def send_test_mail(*, actor: Viewer, to: str) -> Finding:
    """Send a mail to the address now. Raises Forbidden."""
    require(allowed(actor, MANAGE))
    subject = _("Test mail of %(community)s") % {"community": community_name()}
    number = send_mail(to=to, subject=subject, text=_("If you can read this, mail leaves the house."), kind="test")
    deliver_one(number)
    mail = Mail.objects.get(pk=number)
    if mail.state == MailState.SENT:
        return Finding(True, _("The mail server took the mail for %(to)s.") % {"to": to})
    return Finding(False, mail.error or _("The mail still waits."))


def check_connections(*, actor: Viewer) -> dict[str, Finding]:
    """Open the mail server ("smtp") and the mailbox ("imap"), each only when it is set up. Raises Forbidden."""
    require(allowed(actor, MANAGE))
    found = {}
    if sends():
        found["smtp"] = _smtp()
    if mailbox.is_configured():
        found["imap"] = _imap()
    return found


def sends() -> bool:
    """Whether mails go to a server rather than into the log."""
    return not settings.MAIL_BACKEND.endswith("console.EmailBackend")


def _smtp() -> Finding:
    server = mail_server()
    try:
        server.open()
        server.close()
    except (OSError, SMTPException) as problem:
        return Finding(False, _said(problem))
    return Finding(True, _("The mail server answers and lets us in."))


def _imap() -> Finding:
    try:
        mailbox.check()
    except (OSError, ImapToolsError) as problem:
        return Finding(False, _said(problem))
    return Finding(True, _("The mailbox opens."))


def _said(problem: Exception) -> str:
    return _("It did not work: %(what)s") % {"what": f"{type(problem).__name__}: {problem}"[:300]}
