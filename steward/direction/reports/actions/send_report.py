"""Sending a report: in the house, by mail to team mates, by mail to addresses outside."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from steward.direction.reports.enums import EDIT, OPEN, READY, State
from steward.direction.reports.errors import ChangedMeanwhile, NobodyReads, NotOpen
from steward.direction.reports.events import ReportSent
from steward.direction.reports.models import Report
from steward.direction.reports.queries.letters import letter
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.queries.recipients import recipients
from steward.direction.reports.typesetting.mail import body_html, whole_mail
from steward.direction.reports.typesetting.plain import as_text, subject_of
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import community
from steward.people.notify.public import list_id, message_id, send_mail, tell


@transaction.atomic
def send_report(*, actor: Viewer, report_id: int, version: int | None = None) -> Report:
    """Send a report to everybody its plan names, once; without a plan it goes to who sends it.

    Everything is put into the outbox in this transaction: killed before its end nothing was sent, after it all of it
    will be. Raises NotOpen for one that has gone out, ChangedMeanwhile when somebody changed it since `version`.
    """
    require(allowed(actor, EDIT))
    report = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        raise NotFound
    if report.state not in OPEN:
        raise NotOpen
    if version is not None and version != report.version:
        raise ChangedMeanwhile
    accounts, addresses = _readers(report, actor)
    if not accounts and not addresses:
        raise NobodyReads
    report.state, report.sent_at, report.sent_by = State.SENT, clock.now(), actor.account
    report.sent_to = len(accounts) + len(addresses)
    report.version += 1
    report.save(update_fields=["state", "sent_at", "sent_by", "sent_to", "version"])
    _tell(report, accounts)
    for address, language in addresses:
        _mail(report, address, language)
    publish(ReportSent(report.pk, len(accounts), len(addresses)), actor=actor.name)
    return report


def _readers(report: Report, actor: Viewer) -> tuple[list[int], list[tuple[str, str]]]:
    if report.plan is None:
        return ([actor.account_id] if actor.account_id else []), []
    return recipients(report.plan), [(address, language) for address, language in report.plan.addresses]


def _tell(report: Report, accounts: list[int]) -> None:
    if accounts:
        tell(
            kind=READY, accounts=accounts, subject=f"report:{report.pk}", url=reverse("report", args=[report.pk]),
            params={"report": report.pk, "period": report.period, "since": report.since.isoformat(),
                    "until": report.until.isoformat()},
            mail=letter(report, community().language),
        )  # fmt: skip


def _mail(report: Report, address: str, language: str) -> None:
    """One mail outside: the same ids as the others have, so that a mail program knows the report as one thing."""
    said = reading(report, language)
    headers = {
        "List-Id": f"<{list_id(f'reports-{report.period}')}>",
        "Message-ID": message_id(f"report-{report.pk}-{address}"),
        "Precedence": "list",
        "X-Auto-Response-Suppress": "All",
    }
    send_mail(
        to=address, subject=subject_of(said), text=as_text(said, settings.BASE_URL),
        html=whole_mail(said, body_html(said)), headers=headers, kind=READY,
    )  # fmt: skip
