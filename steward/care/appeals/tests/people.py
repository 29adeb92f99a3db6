"""A community for the tests of this room: a member, a case, a judgement made directly."""

from datetime import UTC, datetime, timedelta

from steward.care.conduct.enums import Level
from steward.care.conduct.public import Case, Judgement
from steward.foundation.journal.public import decide
from steward.people.access.models import Grant
from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.joining.public import ensure_identity

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def member(name: str) -> Viewer:
    """A member with an identity."""
    account = Account.objects.create_user(f"{name.encode().hex()}@example.org", name=name)
    ensure_identity(account)
    return viewer_of(account)


def team_mate(name: str, role: str = "moderator") -> Viewer:
    """Somebody of the team."""
    account = Account.objects.create_user(f"{name.encode().hex()}@example.org", name=name)
    ensure_identity(account)
    Grant.objects.create(account=account, role=role, granted_at=NOW)
    return viewer_of(account)


def case_of(author: Viewer, number: int = 1, **fields) -> Case:
    """A decided case about something the author wrote."""
    values = {
        "kind": "lab", "subject_id": number, "author": ensure_identity(author.account), "title": "周末",
        "text": "买一送一", "place_name": "闲聊", "state": "decided", "opened_at": NOW - timedelta(hours=3),
        "due_at": NOW, "first_claimed_at": NOW - timedelta(hours=2), "decided_at": NOW, "code": "ad",
    }  # fmt: skip
    return Case.objects.create(**values | fields)


def judgement_of(author: Viewer, by: Viewer | None, number: int = 1, **fields) -> Judgement:
    """A judgement of something the author wrote."""
    case = fields.pop("case", None) or case_of(author, number)
    decision = decide(kind="conduct.judge", subject=f"case:{case.pk}", account_id=by.account_id if by else None)
    values = {
        "case": case, "decision": decision, "author": case.author, "by_id": by.account_id if by else None, "at": NOW,
        "level": Level.MUTE, "clause": "ads", "clause_version": 1, "code": "ad", "facts": "Advertised a shop.",
        "source": "report",
    }  # fmt: skip
    return Judgement.objects.create(**values | fields)
