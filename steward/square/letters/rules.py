"""Who may write to whom."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling

#: The scope an API token needs for one's own letters.
OWN = "letters.own"
#: People in one conversation, the starter too.
MOST_PEOPLE = 20
LONGEST = 20_000
#: How long a letter can be taken back, as chats do (微信: two minutes).
WITHDRAW_WITHIN = timedelta(minutes=2)
#: Conversations somebody may start in a day, letters in an hour.
CONVERSATIONS_A_DAY = 20
LETTERS_AN_HOUR = 60


def may_gather(people: int) -> Ruling:
    """Whether so many people (the starter among them) can talk."""
    if people < 2:
        return Denied(_("Choose at least one member to write to."))
    if people > MOST_PEOPLE:
        return Denied(
            ngettext(
                "A conversation has room for %(n)d person.", "A conversation has room for %(n)d people.", MOST_PEOPLE
            )
            % {"n": MOST_PEOPLE}
        )
    return Allowed()


def may_begin(started_today: int) -> Ruling:
    """Whether somebody who started so many conversations in the last day may start another."""
    if started_today >= CONVERSATIONS_A_DAY:
        return Denied(_("That is enough new conversations for one day. Write again tomorrow."))
    return Allowed()


def may_send(sent_this_hour: int) -> Ruling:
    """Whether somebody who wrote so many letters in the last hour may write another."""
    if sent_this_hour >= LETTERS_AN_HOUR:
        return Denied(_("You have written many letters within the hour. Wait a little, then send this one."))
    return Allowed()


def takes_letters(name: str, *, blocked: bool) -> Ruling:
    """Whether the member takes letters from the writer; the sentence does not say that it is personal."""
    if blocked:
        return Denied(_("%(name)s takes no letters at the moment.") % {"name": name})
    return Allowed()
