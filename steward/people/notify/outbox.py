"""Where Django and allauth hand in their mails: a mail backend that puts them into the outbox."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from steward.people.notify.actions.send_mail import send_mail


class OutboxBackend(BaseEmailBackend):
    """Stores each mail, sends it after the commit and again later when the server does not answer."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the mails in, one for each recipient; returns how many messages were taken."""
        for message in email_messages:
            for to in message.recipients():
                send_mail(to=to, kind="account", at_once=True, **_words(message))
        return len(email_messages)


def _words(message: EmailMessage) -> dict[str, Any]:
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(body) for body, kind in message.alternatives if kind == "text/html"), "")
    return {"subject": message.subject, "text": str(message.body), "html": html, "headers": message.extra_headers}
