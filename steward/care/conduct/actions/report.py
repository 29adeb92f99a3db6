"""Reporting something to the team, and taking the report back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.clauses.public import REASONS
from steward.care.conduct.actions.close_case import close_case
from steward.care.conduct.actions.open_case import Reason, open_case, reckon
from steward.care.conduct.enums import CaseState, Source
from steward.care.conduct.events import ReportWithdrawn
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.records import HOUR, Record, records_of, reports_since
from steward.care.conduct.queries.subjects import flaggable
from steward.care.conduct.rules.conflict import REPORT
from steward.care.conduct.rules.trust import reporter_weight, reports_an_hour
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Allowed, Denied, Invalid, NotFound, Ruling, require
from steward.people.access.public import SYSTEM, TEAM_DOOR, Viewer, within_scope
from steward.square.forum.public import standpoint

#: The longest note of a report, in characters.
LONGEST = 1000


def report(
    *, actor: Viewer, kind: str, subject_id: int, code: str, note: str = "", now: datetime | None = None
) -> Signal:
    """Ask the team to look at something, for one of the reasons of the code.

    Raises NotFound (not theirs to see), Forbidden (own things, too many within the hour, nobody signed in), Invalid
    (no such reason, reported before).
    """
    now = now or clock.now()
    if code not in REASONS:
        raise Invalid({"code": _("Choose what is wrong.")})
    if len(note.strip()) > LONGEST:
        raise Invalid({"note": _("Keep it below %(n)s characters.") % {"n": LONGEST}})
    require(within_scope(actor, REPORT))
    require(flaggable(kind).may_report(actor, subject_id))
    require(may_report_now(actor, now))
    reason = Reason(Source.REPORT, code, note, actor.own_id, weight_of(actor))
    _case, signal = open_case(actor=actor, kind=kind, subject_id=subject_id, reason=reason, now=now)
    assert signal is not None, "a report is always a signal of its own"
    return signal


def may_report_now(actor: Viewer, now: datetime) -> Ruling:
    """Whether they may send another report: so many within an hour, by trust level; the team any number."""
    if actor.account_id is None:
        return Denied(_("Sign in to report something."))
    most = reports_an_hour(standpoint(actor).level)
    if actor.can(TEAM_DOOR) or reports_since(actor.own_id, now - HOUR) < most:
        return Allowed()
    return Denied(
        ngettext(
            "You can send %(n)d report within an hour. Wait a little, then send the next one.",
            "You can send %(n)d reports within an hour. Wait a little, then send the next one.",
            most,
        )
        % {"n": most}
    )


def weight_of(actor: Viewer) -> float:
    """What a report by them weighs now."""
    record = records_of([actor.own_id]).get(actor.own_id, Record())
    return reporter_weight(
        standpoint(actor).level, team=actor.can(TEAM_DOOR), upheld=record.upheld, dismissed=record.dismissed
    )


@transaction.atomic
def withdraw_report(*, actor: Viewer, signal_id: int, now: datetime | None = None) -> None:
    """Take one's own report back while nobody has decided about it; a case that nothing else speaks for is closed.

    Raises NotFound (not theirs), Invalid (decided).
    """
    require(within_scope(actor, REPORT))
    signal = Signal.objects.filter(pk=signal_id, reporter=actor.own_id, source=Source.REPORT).first()
    if signal is None:
        raise NotFound
    case = Case.objects.select_for_update(of=("self",)).get(pk=signal.case_id)
    if case.state == CaseState.DECIDED:
        raise Invalid(_("The team has decided about this report; it cannot be taken back any more."))
    signal.delete()
    reckon(case)
    publish(ReportWithdrawn(case.pk, signal_id), actor=actor.name)
    if case.signals_count == 0:
        close_case(actor=SYSTEM, case=case, upheld=None, words=_("The only report was taken back."), now=now)
