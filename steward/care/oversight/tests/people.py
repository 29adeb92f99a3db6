"""Decisions for the tests of this room, made directly."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from steward.care.appeals.public import Appeal
from steward.care.clauses.models import Clause, Edition, Entry, Wording
from steward.care.conduct.enums import Level
from steward.care.conduct.public import Case, Judgement
from steward.foundation.journal.public import decide
from steward.people.access.models import Grant
from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.people.community.public import renew_community
from steward.people.joining.public import ensure_identity

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def member(name: str, role: str = "") -> Viewer:
    """Somebody with an identity, of the team when a role is given."""
    account = Account.objects.create_user(f"{name.encode().hex()}@example.org", name=name)
    ensure_identity(account)
    if role:
        Grant.objects.create(account=account, role=role, granted_at=NOW)
    return viewer_of(account)


@transaction.atomic
def code(*keys: str) -> None:
    """A published code with these clauses."""
    edition = Edition.objects.create(number=1, published_at=NOW, binds_at=NOW, material=True)
    for place, key in enumerate(keys):
        clause = Clause.objects.create(key=key, reason="ad", order=place, made_at=NOW)
        wording = Wording.objects.create(
            clause=clause, version=1, titles={"en": key.title(), "zh-hans": f"条款{key}"}, texts={"en": "No."},
            written_at=NOW, published_at=NOW,
        )  # fmt: skip
        Entry.objects.create(edition=edition, wording=wording, place=place)
    renew_community()


def judge(author: Viewer | None, by: Viewer | None, number: int, **fields) -> Judgement:
    """A case with its judgement; `taken` and `lasted` are seconds from opening to claim and decision."""
    at = fields.pop("at", NOW)
    taken, lasted, paused = fields.pop("taken", 600), fields.pop("lasted", 3600), fields.pop("paused", 0)
    opened = at - timedelta(seconds=lasted + paused)
    case = Case.objects.create(
        kind="lab", subject_id=number, author=ensure_identity(author.account) if author else None, title=f"T{number}",
        text="words", place=fields.pop("place", ""), place_name=fields.pop("place_name", ""), state="decided",
        opened_at=opened, due_at=at, first_claimed_at=opened + timedelta(seconds=taken), decided_at=at,
        paused_seconds=paused,
    )  # fmt: skip
    values = {
        "case": case, "decision": decide(kind="conduct.judge", subject=f"case:{case.pk}"), "author": case.author,
        "by_id": by.account_id if by else None, "at": at, "level": Level.WARN, "clause": "ads", "clause_version": 1,
        "code": "ad", "source": "report", "facts": "It was so.",
    }  # fmt: skip
    return Judgement.objects.create(**values | fields)


def appealed(judgement: Judgement, outcome: str = "", **fields) -> Appeal:
    """An appeal, decided when an outcome is given; an overturn marks the judgement."""
    at = fields.pop("at", judgement.at + timedelta(days=1))
    values = {"judgement": judgement, "words": "No", "at": at, "due_at": at + timedelta(days=5)}
    if outcome:
        values |= {"state": "decided", "outcome": outcome, "answer": "So", "decided_at": at + timedelta(days=1)}
    if outcome == "overturned":
        Judgement.objects.filter(pk=judgement.pk).update(overturned_at=at, by_appeal=True)
    return Appeal.objects.create(**values | fields)
