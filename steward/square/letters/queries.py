"""Reading conversations: always as one of the people in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import Allowed, Denied, Invalid, NotFound, Ruling, require
from steward.foundation.kernel.statements import AboutAccount
from steward.people.access.public import Viewer, within_scope
from steward.people.accounts.public import Account
from steward.people.joining.public import Face, faces
from steward.square.letters.models import Block, Conversation, Letter, Participant
from steward.square.letters.rules import OWN

PAGE = 50


@dataclass(slots=True)
class Line:
    """A conversation in the list of one of its people."""

    conversation: Conversation
    unread: int
    muted: bool
    people: list[Face] = field(default_factory=list)  # the others
    excerpt: str = ""


def participation(viewer: Viewer, conversation_id: int) -> Participant:
    """The viewer's part in the conversation. Raises NotFound for everybody else, Forbidden beyond a token's scopes."""
    require(within_scope(viewer, OWN))
    found = (
        Participant.objects.select_related("conversation")
        .filter(conversation=conversation_id, account=viewer.own_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def readable(part: Participant) -> QuerySet[Letter]:
    """The letters this participant may read."""
    letters = Letter.objects.filter(conversation=part.conversation_id, number__gt=part.since_number)
    return letters if part.left_number is None else letters.filter(number__lte=part.left_number)


def list_page(viewer: Viewer, *, before: datetime | None = None, limit: int = 30) -> list[Line]:
    """The viewer's conversations, newest first: four queries for any number."""
    require(within_scope(viewer, OWN))
    parts = Participant.objects.filter(account=viewer.own_id, left_number=None).select_related("conversation")
    if before:
        parts = parts.filter(conversation__last_at__lt=before)
    lines = {
        part.conversation_id: Line(
            part.conversation, part.conversation.last_number - max(part.read_number, part.since_number), part.muted
        )
        for part in parts.order_by("-conversation__last_at")[:limit]
    }
    others = Participant.objects.filter(conversation__in=lines, left_number=None).exclude(account=viewer.own_id)
    pairs = list(others.values_list("conversation_id", "identity_id"))
    known = faces({identity for _conversation, identity in pairs if identity})
    for conversation, identity in pairs:
        if identity in known:
            lines[conversation].people.append(known[identity])
    last = Letter.objects.filter(conversation__in=lines, number=F("conversation__last_number"), withdrawn_at=None)
    for conversation, source in last.values_list("conversation_id", "source"):
        lines[conversation].excerpt = source[:140]
    return list(lines.values())


def unread_letters(viewer: Viewer) -> int:
    """How many conversations have something new for the viewer (one query)."""
    return len(_unread(viewer.own_id))


def _written(account: int) -> QuerySet[Participant, Any]:
    mine = Participant.objects.filter(account=account, left_number=None, muted=False).order_by()
    return mine.filter(conversation__last_number__gt=F("read_number")).values_list("pk")


#: Asked by every page of who is signed in.
_unread = AboutAccount(_written)


def letter_for(viewer: Viewer, letter_id: int) -> Letter:
    """A letter the viewer may read. Raises NotFound."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None or not readable(participation(viewer, letter.conversation_id)).filter(pk=letter_id).exists():
        raise NotFound
    return letter


def people_of(conversation_id: int) -> list[Participant]:
    """Everybody in the conversation now."""
    return list(Participant.objects.filter(conversation=conversation_id, left_number=None).order_by("pk"))


def letters_page(part: Participant, before: int | None) -> tuple[list[Letter], bool]:
    """The last letters before a number, oldest first, and whether there are earlier ones."""
    rows = readable(part)
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: PAGE + 1])
    return found[:PAGE][::-1], len(found) > PAGE


def blockers(account_id: int, among: Iterable[int]) -> set[int]:
    """Which of these accounts take no letters from this one."""
    return set(Block.objects.filter(blocked=account_id, account__in=list(among)).values_list("account_id", flat=True))


def blocked_by(viewer: Viewer) -> QuerySet[Block]:
    """Whom the viewer has blocked."""
    return Block.objects.filter(account=viewer.own_id).select_related("blocked").order_by("-at")


def started_since(account_id: int, since: datetime) -> int:
    """How many conversations the account started since then."""
    first = Letter.objects.filter(conversation=OuterRef("pk"), number=1, account=account_id)
    return Conversation.objects.filter(Exists(first), created_at__gte=since).count()


def sent_since(account_id: int, since: datetime) -> int:
    """How many letters the account wrote since then."""
    return Letter.objects.filter(account=account_id, at__gte=since).count()


def between(one: int, other: int) -> Conversation | None:
    """The running conversation of just these two, if there is one."""
    both = Conversation.objects.filter(
        Exists(Participant.objects.filter(conversation=OuterRef("pk"), account=one, left_number=None)),
        Exists(Participant.objects.filter(conversation=OuterRef("pk"), account=other, left_number=None)),
    )
    third = Participant.objects.filter(conversation=OuterRef("pk")).exclude(account__in=(one, other))
    return both.exclude(Exists(third)).order_by("-last_at").first()


#: Letters before a reported one that the team may read with it.
BEFORE = 3


def flagged(letter_ids: Sequence[int]) -> dict[int, Flagged]:
    """Letters as whoever judges them sees them. Only a letter its reader reported is ever asked for."""
    return {one.id: one for one in _drawn(Letter.objects.filter(pk__in=letter_ids))}


def around(letter_id: int) -> list[Flagged]:
    """The letter and the few before it: all the team may read."""
    found = Letter.objects.filter(pk=letter_id).first()
    if found is None:
        return []
    rows = Letter.objects.filter(conversation=found.conversation_id, number__lte=found.number)
    return _drawn(rows.filter(number__gte=found.number - BEFORE).order_by("number"))


def may_report(viewer: Viewer, letter_id: int) -> Ruling:
    """Whether the viewer may report it: one they have received. Raises NotFound for everybody else."""
    letter = letter_for(viewer, letter_id)
    return Denied(_("This is your own letter.")) if letter.account_id == viewer.own_id else Allowed()


def _drawn(rows: QuerySet[Letter]) -> list[Flagged]:
    return [
        Flagged(
            kind="letter",
            id=row.pk,
            author=row.author_id,
            title=row.conversation.title,
            text=row.source,
            html=row.cooked,
            url=reverse("letters-conversation", args=[row.conversation_id]),
            at=row.at,
            state="gone" if row.withdrawn_at else "shown",
            place=f"conversation:{row.conversation_id}",
            place_name=_("Private letters"),
            readers=1,
        )
        for row in rows.select_related("conversation")
    ]


def personal_letters(account_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Everything these accounts wrote, for their export."""
    rows = Letter.objects.filter(account__in=list(account_ids)).order_by("at")
    return [
        {"conversation": row.conversation_id, "at": row.at.isoformat(), "text": row.source}
        for row in rows.select_related("conversation")
    ]


def accounts_named(names: Iterable[str]) -> list[int]:
    """The accounts with these nicknames, in their order. Raises Invalid naming those nobody has."""
    wanted = [name for name in dict.fromkeys(names) if name]
    asked = Q()
    for name in wanted:
        asked |= Q(name__iexact=name)
    rows = Account.objects.filter(asked, is_active=True).values_list("name", "pk") if wanted else []
    found = {name.casefold(): number for name, number in rows}
    unknown = [name for name in wanted if name.casefold() not in found]
    if unknown:
        raise Invalid({"to": _("Nobody here is called %(names)s.") % {"names": ", ".join(unknown)}})
    return [found[name.casefold()] for name in wanted]
