"""Who may appeal, until when, and who may decide: pure functions on what was loaded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.appeals.enums import MOST_IN_A_ROW
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.ui.formats import day

#: How long an answer may take: three working days and a weekend.
ANSWER_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Involved:
    """Accounts that had a part in what is appealed."""

    judge: int | None
    adviser: int | None  # gave the second opinion
    appellants: frozenset[int] = frozenset()  # with their other accounts
    reporters: frozenset[int] = frozenset()
    declared: frozenset[int] = frozenset()  # said of themselves that they are a friend, or a foe


def objection(account_id: int, involved: Involved) -> str:
    """Why this account is not independent, as a sentence for its owner; "" where nothing is against it."""
    if account_id in involved.appellants:
        return _("It is your own appeal.")
    if account_id == involved.judge:
        return _("You took the decision: somebody else looks at it now.")
    if account_id == involved.adviser:
        return _("You gave the second opinion on this decision: somebody else looks at it now.")
    if account_id in involved.reporters:
        return _("You reported this yourself: somebody else looks at it now.")
    if account_id in involved.declared:
        return _("You declared a conflict of interest here: somebody else looks at it now.")
    return ""


def independent(holders: Collection[int], involved: Involved) -> frozenset[int]:
    """Which of those who hold the right are independent of what is appealed."""
    return frozenset(account for account in holders if not objection(account, involved))


def may_decide(account_id: int, involved: Involved, *, holders: Collection[int], is_owner: bool) -> Ruling:
    """Whether this account may decide. An owner may where nobody who holds the right is independent.

    Nobody ever decides about their own appeal.
    """
    why = objection(account_id, involved)
    if not why:
        return Allowed()
    if account_id in involved.appellants or independent(holders, involved):
        return Denied(why)
    if is_owner:
        return Allowed()
    return Denied(why + " " + _("Nobody in the team is independent of it, so an owner decides, and the log says so."))


def may_appeal(*, has_effect: bool, is_overturned: bool, is_appealed: bool, until: datetime, now: datetime) -> Ruling:
    """Whether a decision can be appealed by the one it is about."""
    if is_appealed:
        return Denied(_("You have appealed against this decision. There is one appeal for each."))
    if is_overturned:
        return Denied(_("This decision was taken back already."))
    if not has_effect:
        return Denied(_("This decision found nothing against you."))
    if now > until:
        return Denied(_("The time to appeal was over on %(day)s.") % {"day": day(until)})
    return Allowed()


def may_write_again(in_a_row: int) -> Ruling:
    """Whether a side that wrote so many messages without an answer may write another."""
    if in_a_row >= MOST_IN_A_ROW:
        return Denied(
            ngettext(
                "You have written %(n)s message without an answer. Wait for one.",
                "You have written %(n)s messages without an answer. Wait for one.",
                in_a_row,
            )
            % {"n": in_a_row}
        )
    return Allowed()


def twice_late(at: datetime, due_at: datetime) -> datetime:
    """When twice the time for an answer is over."""
    return at + 2 * (due_at - at)
