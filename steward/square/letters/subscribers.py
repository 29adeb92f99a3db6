"""What follows when a letter was sent ."""

from steward.foundation.journal.public import subscribe
from steward.people.joining.public import account_faces
from steward.people.notify.public import Letter as Mail
from steward.people.notify.public import ReplyTo, tell
from steward.square.letters.events import LetterSent
from steward.square.letters.models import Letter, Participant


@subscribe(LetterSent)
def tell_people(fact: LetterSent) -> None:
    """Everybody in the conversation who has not muted it."""
    letter = Letter.objects.select_related("conversation").filter(pk=fact.letter_id, withdrawn_at=None).first()
    if letter is None:
        return
    people = Participant.objects.filter(conversation=letter.conversation_id, left_number=None, muted=False)
    to = list(people.exclude(account=letter.account_id).values_list("account_id", flat=True))
    writer = account_faces([letter.account_id or 0]).get(letter.account_id or 0)
    subject = letter.conversation.title or (writer.name if writer else "")
    thread = f"conversation:{letter.conversation_id}"
    mail = Mail(
        subject, letter.cooked, letter.source, thread, f"letter:{letter.pk}", "letters",
        ReplyTo("letters", str(letter.conversation_id)),
    )  # fmt: skip
    tell(
        kind="letters.letter", accounts=to, subject=thread, params={"excerpt": letter.source[:140]},
        url=f"/letters/{letter.conversation_id}/", by=letter.account_id, mail=mail, group=thread,
    )  # fmt: skip
