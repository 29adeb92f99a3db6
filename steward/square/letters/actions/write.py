"""Writing in a conversation, taking a letter back, having read."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Forbidden, Invalid, NotFound, require
from steward.foundation.media.public import claim
from steward.people.access.public import Viewer, within_scope
from steward.people.joining.public import account_faces, may_write
from steward.square.forum.public import cook
from steward.square.letters.events import LetterSent, LetterWithdrawn
from steward.square.letters.models import Conversation, Letter, Participant
from steward.square.letters.queries import blockers, participation, people_of, sent_since
from steward.square.letters.rules import LONGEST, OWN, WITHDRAW_WITHIN, may_send, takes_letters


def write(*, actor: Viewer, conversation_id: int, source: str, once: str = "", now: datetime | None = None) -> Letter:
    """Write a letter. The same form (`once`) sent twice writes once. Raises NotFound, Forbidden, Invalid."""
    now = now or clock.now()
    mark = f"{actor.own_id}:{once}"[:80] if once else None
    try:
        with transaction.atomic():
            return _write(actor, conversation_id, source.replace("\0", "").strip(), mark, now)
    except IntegrityError:
        if mark and (sent := Letter.objects.filter(once=mark).first()):
            return sent
        raise


def _write(actor: Viewer, conversation_id: int, source: str, mark: str | None, now: datetime) -> Letter:
    part = participation(actor, conversation_id)
    if part.left_number is not None:
        raise NotFound
    if mark and (sent := Letter.objects.filter(once=mark).first()):
        return sent
    require(may_write(actor))
    require(may_send(sent_since(actor.own_id, now - timedelta(hours=1))))
    _still_wanted(part)
    if not source:
        raise Invalid({"source": _("Write something first.")})
    if len(source) > LONGEST:
        raise Invalid({"source": _("A letter holds %(n)d characters; this one is longer.") % {"n": LONGEST}})
    conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    cooked = cook(source)
    letter = Letter.objects.create(
        conversation=conversation, number=conversation.last_number + 1, author_id=part.identity_id,
        account_id=actor.own_id, source=source, cooked=cooked.html, at=now, once=mark,
    )  # fmt: skip
    claim(cooked.pictures, by=f"letter:{letter.pk}")
    conversation.last_number, conversation.last_at = letter.number, now
    conversation.save(update_fields=["last_number", "last_at"])
    Participant.objects.filter(pk=part.pk).update(read_number=letter.number)
    publish(LetterSent(conversation_id, letter.pk), actor=actor.name)
    return letter


def _still_wanted(part: Participant) -> None:
    """Between two, a block ends the conversation; among more, who minds leaves."""
    others = [other for other in people_of(part.conversation_id) if other.account_id != part.account_id]
    if not others:
        raise Forbidden(_("Everybody else has left this conversation. Start a new one."))
    if len(others) == 1 and blockers(part.account_id, [others[0].account_id]):
        face = account_faces([others[0].account_id]).get(others[0].account_id)
        require(takes_letters(face.name if face else "", blocked=True))


@transaction.atomic
def withdraw(*, actor: Viewer, letter_id: int, now: datetime | None = None) -> None:
    """Take one's own letter back (撤回) within two minutes: its words are gone. Raises NotFound, Forbidden."""
    now = now or clock.now()
    require(within_scope(actor, OWN))
    letter = Letter.objects.select_for_update().filter(pk=letter_id, account=actor.own_id, withdrawn_at=None).first()
    if letter is None:
        raise NotFound
    if now - letter.at > WITHDRAW_WITHIN:
        require(Denied(_("A letter can be taken back within two minutes.")))
    letter.source = letter.cooked = ""
    letter.withdrawn_at = now
    letter.save(update_fields=["source", "cooked", "withdrawn_at"])
    publish(LetterWithdrawn(letter.conversation_id, letter.pk), actor=actor.name)


def mark_read(*, actor: Viewer, conversation_id: int, number: int) -> None:
    """Remember how far the viewer has read; never backwards. No fact: what one reads is one's own affair."""
    mine = Participant.objects.filter(conversation=conversation_id, account=actor.own_id, read_number__lt=number)
    mine.update(read_number=number)
