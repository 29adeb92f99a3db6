"""Single mails that follow no notification: codes, links, bounces."""

import json
from collections.abc import Mapping
from functools import partial

from django.db import transaction

from steward.foundation.kernel import clock
from steward.foundation.kernel.sealing import seal
from steward.people.notify.actions.deliver import deliver_one
from steward.people.notify.composing import framed
from steward.people.notify.models import Mail


@transaction.atomic
def send_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    kind: str = "single",
    at_once: bool = False,
) -> int:
    """Put one mail into the outbox; returns its number. It leaves within a minute, or with `at_once` after the commit.

    Without `html` the text is set in the community's frame: paragraphs, links, codes. What the mail says is kept
    encrypted and thrown away when it is over.
    """
    words = {
        "subject": " ".join(subject.split()), "html": html or framed(subject, text), "text": text,
        "headers": dict(headers or {}),
    }  # fmt: skip
    now = clock.now()
    mail = Mail.objects.create(
        to=to, kind=kind, sealed=seal(json.dumps(words, ensure_ascii=False)), created_at=now, due_at=now
    )
    if at_once:
        transaction.on_commit(partial(deliver_one, mail.pk))
    return mail.pk
