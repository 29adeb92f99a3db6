"""What a judgement does to a letter, and taking it back: the letters' side of the outbound interface of conduct."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.letters.events import LetterHidden
from steward.square.letters.models import Letter

#: The permission to take other people's letters down.
JUDGE = "letters.judge"
#: What can be done with a letter.
ABILITIES = frozenset({"hide"})
#: The kind of the journal's decisions.
KIND = "letters.hide"


@transaction.atomic
def answer_flag(actor: Viewer, ability: str, letter_id: int, code: str, words: str) -> int:
    """Take the letter down; its words stay with the decision. Returns the decision, 0 when it was gone already.

    Raises Forbidden, NotFound, Invalid (nothing else can be done with a letter).
    """
    require(allowed(actor, JUDGE))
    if ability not in ABILITIES:
        raise Invalid(_("This cannot be done with a letter."))
    letter = Letter.objects.select_for_update(no_key=True).filter(pk=letter_id).first()
    if letter is None:
        raise NotFound
    if letter.withdrawn_at is not None:
        return 0
    before = {"source": letter.source, "cooked": letter.cooked}
    letter.source, letter.cooked, letter.withdrawn_at = "", "", clock.now()
    letter.save(update_fields=["source", "cooked", "withdrawn_at"])
    decision = decide(
        kind=KIND, subject=f"letter:{letter.pk}", account_id=actor.account_id, reason=words[:500],
        evidence={"code": code}, undo=before,
    )  # fmt: skip
    publish(LetterHidden(letter.conversation_id, letter.pk), actor=actor.name)
    return decision.pk


@transaction.atomic
def take_back(actor: Viewer, decision_id: int) -> None:
    """Put the letter back. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, JUDGE))
    decision = Decision.objects.filter(pk=decision_id, kind=KIND).first()
    if decision is None:
        raise NotFound
    if not mark_undone(decision, account_id=actor.account_id):
        raise Invalid(_("This was taken back already."))
    letter = Letter.objects.select_for_update(no_key=True).get(pk=int(decision.subject.partition(":")[2]))
    if letter.account_id is not None:  # an erased author's words do not come back
        Letter.objects.filter(pk=letter.pk).update(**decision.undo, withdrawn_at=None)
        publish(LetterHidden(letter.conversation_id, letter.pk, back=True), actor=actor.name)
