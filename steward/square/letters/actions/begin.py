"""Starting a private conversation, and bringing somebody in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import TEAM_DOOR, Viewer, accounts_with, within_scope
from steward.people.accounts.public import Account
from steward.people.joining.public import ensure_identity, may_write
from steward.square.letters.actions.write import write
from steward.square.letters.events import PeopleChanged
from steward.square.letters.models import Conversation, Letter, Participant
from steward.square.letters.queries import between, blockers, participation, started_since
from steward.square.letters.rules import OWN, may_begin, may_gather, takes_letters


@transaction.atomic
def begin(
    *, actor: Viewer, to: Sequence[int], title: str, source: str, once: str = "", now: datetime | None = None
) -> Letter:
    """Write to these accounts: in the running conversation of just the two, or in a new one. Returns the letter.

    Raises Forbidden (a limit, a block), NotFound (no such account), Invalid (no words).
    """
    now = now or clock.now()
    people = sorted(set(to) - {actor.own_id})
    require(within_scope(actor, OWN))
    require(may_write(actor))
    require(may_gather(len(people) + 1))
    if not set(people) <= set(accounts_with(TEAM_DOOR)):  # the team may be written to by everybody
        for right in items("letter-rights"):
            require(right(actor))
    _take_letters(actor.own_id, people)
    running = between(actor.own_id, people[0]) if len(people) == 1 else None
    if running is None:
        require(may_begin(started_since(actor.own_id, now - timedelta(days=1))))
        running = Conversation.objects.create(title=title.strip()[:200], created_at=now, last_at=now)
        _bring(running, [actor.own_id, *people], now)
    return write(actor=actor, conversation_id=running.pk, source=source, once=once, now=now)


@transaction.atomic
def add_people(*, actor: Viewer, conversation_id: int, accounts: Sequence[int], now: datetime | None = None) -> int:
    """Bring more members in; they read from here on. Returns how many are new. Raises as `begin`."""
    part = participation(actor, conversation_id)
    if part.left_number is not None:
        raise NotFound
    require(may_write(actor))
    conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    here = Participant.objects.filter(conversation=conversation_id)
    inside = set(here.filter(left_number=None).values_list("account_id", flat=True))
    fresh = sorted(set(accounts) - inside)
    if not fresh:
        raise Invalid({"to": _("They are in this conversation already.")})
    require(may_gather(len(inside) + len(fresh)))
    _take_letters(actor.own_id, fresh)
    here.filter(account__in=fresh).update(left_number=None, since_number=conversation.last_number)
    known = set(here.values_list("account_id", flat=True))
    _bring(conversation, [account for account in fresh if account not in known], now or clock.now())
    publish(PeopleChanged(conversation_id, tuple(fresh)), actor=actor.name)
    return len(fresh)


def _take_letters(writer: int, people: Sequence[int]) -> None:
    accounts = Account.objects.in_bulk(people)
    if any(number not in accounts or not accounts[number].is_active for number in people):
        raise NotFound
    closed = blockers(writer, people)
    for number in people:
        require(takes_letters(accounts[number].display_name, blocked=number in closed))


def _bring(conversation: Conversation, accounts: Sequence[int], now: datetime) -> None:
    found = Account.objects.in_bulk(list(accounts))
    Participant.objects.bulk_create(
        Participant(
            conversation=conversation,
            account_id=number,
            identity=ensure_identity(found[number]),
            since_number=conversation.last_number,
            read_number=conversation.last_number,
            joined_at=now,
        )
        for number in accounts
    )
