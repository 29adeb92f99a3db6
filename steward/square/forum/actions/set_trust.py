"""Setting a trust level by hand, and what the levels ask and allow."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.accounts.public import Account
from steward.square.forum.actions.hold import hold_account
from steward.square.forum.actions.stamp import stamp_frame
from steward.square.forum.enums import TrustLevel
from steward.square.forum.events import TrustChanged, TrustRuleChanged
from steward.square.forum.models import Standing, TrustRule
from steward.square.forum.queries.limits import trust_rules
from steward.square.forum.rules.trust import COUNTS, LIMITS, earned

TRUST = "forum.trust"
MOST = 1_000_000


@transaction.atomic
def set_trust(*, actor: Viewer, account_id: int, level: int | None, reason: str) -> None:
    """Give somebody a level by hand; None lets the thresholds decide again, by the counts of the last reckoning.

    Raises Forbidden, NotFound, Invalid (fields "level", "reason").
    """
    require(allowed(actor, TRUST))
    if level is not None and level not in TrustLevel.values:
        raise Invalid({"level": _("There is no such trust level.")})
    if not reason.strip():
        raise Invalid({"reason": _("Say why, for the team mates who come after you.")})
    if not Account.objects.filter(pk=account_id).exists():
        raise NotFound
    row = hold_account(account_id)
    was, by_hand = row.level, row.by_hand
    row.by_hand = level is not None
    row.level = earned({name: getattr(row, name) for name in COUNTS}, trust_rules()) if level is None else level
    if (row.level, row.by_hand) == (was, by_hand):
        return
    Standing.objects.filter(pk=account_id).update(level=row.level, by_hand=row.by_hand)
    decide(
        kind=TRUST, subject=f"account:{account_id}", account_id=actor.account_id, reason=reason.strip()[:500],
        evidence={"was": was, "level": row.level}, undo={"level": was if by_hand else None},
    )  # fmt: skip
    publish(TrustChanged(account_id, row.level, was, by_hand=row.by_hand), actor=actor.name)


@transaction.atomic
def set_trust_rule(*, actor: Viewer, level: int, asks: Mapping[str, Any], allows: Mapping[str, Any]) -> None:
    """Say what a level asks (None takes a threshold away) and allows (None is without limit), beside the defaults.

    Levels themselves move when they are reckoned next. Raises Forbidden, Invalid (by the name of the value).
    """
    require(allowed(actor, TRUST))
    if level not in TrustLevel.values:
        raise Invalid({"level": _("There is no such trust level.")})
    _check(asks, COUNTS)
    _check(allows, LIMITS)
    row, _new = TrustRule.objects.select_for_update().get_or_create(level=level)
    before = {"asks": row.asks, "allows": row.allows}
    if before == {"asks": dict(asks), "allows": dict(allows)}:
        return
    row.asks, row.allows = dict(asks), dict(allows)
    row.save()
    decide(kind="forum.trust_rule", subject=f"trust:{level}", account_id=actor.account_id, undo=before)
    publish(TrustRuleChanged(level), actor=actor.name)
    stamp_frame()


def _check(values: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in known:
            raise Invalid({name: _("There is no such setting.")})
        if name.startswith("may_"):
            good = isinstance(value, bool)
        elif value is None:
            good = name not in {"reviewed_first", "pause_seconds"}
        else:
            good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
        if not good:
            raise Invalid({name: _("This is a number from 0 to %(most)d.") % {"most": MOST}})
