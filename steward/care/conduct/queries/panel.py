"""What a member's page in the console says of judgements, sanctions and other accounts."""

from typing import Any

from steward.care.conduct.models import Alternate, Judgement
from steward.care.conduct.queries.standing import linked_accounts
from steward.care.conduct.queries.statement import hours_of
from steward.care.conduct.queries.words import level_words
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.members.public import Member

#: Judgements shown, the newest first.
MANY = 20


def panel_of(viewer: Viewer, member: Member) -> dict[str, Any]:
    """The context of the panel: at most five queries."""
    del viewer
    rows = Judgement.objects.filter(author__member=member.pk).select_related("case", "sanction").order_by("-at")[:MANY]
    now = clock.now()
    lines = []
    for row in rows:
        sanction = getattr(row, "sanction", None)
        runs = bool(sanction and sanction.ended_at is None and sanction.ends_at and sanction.ends_at > now)
        lines.append({
            "judgement": row, "title": level_words(row.level, hours_of(sanction)), "sanction": sanction, "runs": runs,
        })  # fmt: skip
    others = linked_accounts(member.account_id) if member.account_id else []
    return {
        "lines": lines,
        "account": member.account_id,
        "member_id": member.pk,
        "others": list(Account.objects.filter(pk__in=others).select_related("member").order_by("pk")),
        "direct": _direct(member.account_id),
    }


def _direct(account_id: int | None) -> dict[int, str]:
    """Accounts linked with this one itself, with the reason."""
    if account_id is None:
        return {}
    rows = Alternate.objects.filter(account=account_id) | Alternate.objects.filter(other=account_id)
    return {row.other_id if row.account_id == account_id else row.account_id: row.why for row in rows}
