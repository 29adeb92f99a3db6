"""The delivery log."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.foundation.kernel.ruling import require
from steward.foundation.ui.tables import Column, Filter, Table
from steward.people.access.public import Viewer, allowed
from steward.people.notify.enums import MANAGE, MailState, ReplyState
from steward.people.notify.models import Mail, Received
from steward.people.notify.queries.wishes import kinds


def is_due(now: datetime) -> bool:
    """Whether some mail waits to be sent."""
    return Mail.objects.filter(state__in=(MailState.WAITING, MailState.SENDING), due_at__lte=now).exists()


def mails_for(viewer: Viewer) -> QuerySet[Mail]:
    """Every mail of the outbox and its log, newest first. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    return Mail.objects.select_related("account").defer("sealed", "params").order_by("-pk")


def received_for(viewer: Viewer) -> QuerySet[Received]:
    """Every answer that came by mail, newest first. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    return Received.objects.select_related("account").order_by("-pk")


def mail_counts(viewer: Viewer, now: datetime) -> dict[str, int]:
    """How many mails of the last seven days are in which state. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    rows = Mail.objects.filter(created_at__gte=now - timedelta(days=7)).values_list("state")
    counted: dict[Any, int] = dict(rows.annotate(n=Count("pk")))
    return {state: counted.get(state, 0) for state in MailState.values}


def kind_name(row: Mail) -> str:
    """What the mail tells of, in words."""
    kind = kinds().get(row.kind)
    return str(kind.label) if kind else str(_SINGLE.get(row.kind, row.kind))


_SINGLE = {
    "single": _("single mail"), "account": _("codes and links of accounts"), "refusal": _("answer not posted"),
    "test": _("test mail"),
}  # fmt: skip

MAILS = Table(
    key="mails",
    caption=_("Mails"),
    sort="-created_at",
    search=("to__icontains", "account__email__icontains", "error__icontains"),
    search_label=_("Address or error"),
    columns=(
        Column(
            "to",
            pgettext_lazy("mail", "To"),
            lead=True,
            value=lambda row: row.to or (row.account.email if row.account else ""),
        ),
        Column("kind", _("Tells of"), value=kind_name),
        Column("state", _("State"), order=("state",), cell="notify/cells.jinja#state"),
        Column("mode", _("When"), value=lambda row: row.get_mode_display(), shown=False),
        Column("attempts", _("Tries"), order=("attempts",), kind="number"),
        Column("error", _("Last error")),
        Column("created_at", _("Written"), order=("created_at",), kind="ago"),
        Column("due_at", _("Due"), order=("due_at",), kind="moment", shown=False),
        Column("sent_at", _("Sent"), order=("sent_at",), kind="ago"),
        Column("message_id", _("Message-ID"), shown=False),
    ),
    filters=(Filter("state", _("State"), MailState.choices, lookup="state", kind="many"),),
)

ANSWERS = Table(
    key="answers",
    caption=_("Answers by mail"),
    sort="-at",
    search=("account__email__icontains", "why__icontains"),
    search_label=_("Address or reason"),
    columns=(
        Column(
            "account",
            pgettext_lazy("mail", "From"),
            lead=True,
            value=lambda row: row.account.email if row.account else "",
        ),
        Column("state", _("State"), order=("state",), cell="notify/cells.jinja#answer"),
        Column("why", _("Reason")),
        Column("url", _("Posted as"), cell="notify/cells.jinja#posted"),
        Column("at", _("Received"), order=("at",), kind="ago"),
    ),
    filters=(Filter("state", _("State"), ReplyState.choices, lookup="state", kind="many"),),
)
