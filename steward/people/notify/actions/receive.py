"""Taking an answer by mail."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.notify.actions.pictures import with_pictures
from steward.people.notify.actions.send_mail import send_mail
from steward.people.notify.composing import as_reader
from steward.people.notify.enums import ReplyState
from steward.people.notify.events import ReplyTaken
from steward.people.notify.incoming import Incoming, read_mail
from steward.people.notify.models import Content, Received
from steward.people.notify.records import ReplyHandler

log = logging.getLogger(__name__)

#: Nobody gets more mails about refusals than this in an hour.
MOST_REFUSALS = 5
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail: taken (with the address of what was posted), refused (why) or ignored."""

    state: ReplyState
    why: str = ""
    url: str = ""


def receive(*, raw: bytes, now: datetime) -> Outcome:
    """Post an answer by mail for who wrote it. Whoever hands the mail in has shown that they are our mail server.

    The signed address says whose answer it is and to what; the sender's address must be the account's. What cannot be
    posted is answered with a sentence, never to a machine. The same mail again does nothing. Raises what the handler
    raises beyond the kernel's refusals.
    """
    mail = read_mail(raw)
    account = Account.objects.filter(pk=mail.account, is_active=True).first() if mail.account else None
    if account is None:
        return Outcome(ReplyState.IGNORED, "no address of ours")
    if Received.objects.filter(fingerprint=mail.fingerprint).exists():
        return Outcome(ReplyState.IGNORED, "known already")
    if mail.is_automatic:
        return _noted(mail, account, now, Outcome(ReplyState.IGNORED, "written by a machine"))
    with as_reader(account):
        try:
            handler, ref = _checked(mail, account)
            text = _said(mail, account, handler)
            return _take(mail, account, now, handler=handler, ref=ref, text=text)
        except _KnownAlready:
            return Outcome(ReplyState.IGNORED, "known already")
        except (Forbidden, Invalid, NotFound) as problem:
            return _refuse(mail, account, now, _sentence(problem))


class _KnownAlready(Exception):
    """Another process has just taken the same mail."""


def _checked(mail: Incoming, account: Account) -> tuple[ReplyHandler, str]:
    """Who takes the answer, and to what it is one. Raises Invalid."""
    if mail.sender != account.email.lower():
        raise Invalid(
            _("Your mail came from %(sender)s. An answer has to come from the address the mail went to.")
            % {"sender": mail.sender}
        )
    content = Content.objects.filter(pk=mail.content).first()
    handler = _handler(content.handler) if content else None
    if content is None or handler is None:
        raise Invalid(_gone())
    return handler, content.ref


def _said(mail: Incoming, account: Account, handler: ReplyHandler) -> str:
    """What is to be posted. Raises Invalid when it is nothing."""
    text = with_pictures(mail.text, mail.pictures, viewer_of(account)) if handler.pictures else mail.text
    if not text.strip():
        raise Invalid(_("No words of your own were found in your mail. Write them above what you quote."))
    return text


@transaction.atomic
def _take(mail: Incoming, account: Account, now: datetime, *, handler: ReplyHandler, ref: str, text: str) -> Outcome:
    """Note the mail and post it, both or neither."""
    row = _claim(mail, account, now)
    url = handler.accept(viewer_of(account), ref, text)
    Received.objects.filter(pk=row.pk).update(url=url[:500])
    publish(ReplyTaken(account.pk, handler.key, url), actor=f"account:{account.pk}")
    return Outcome(ReplyState.TAKEN, url=url)


def _claim(mail: Incoming, account: Account, now: datetime) -> Received:
    try:
        with transaction.atomic():
            return Received.objects.create(
                fingerprint=mail.fingerprint, account=account, state=ReplyState.TAKEN, at=now
            )
    except IntegrityError:
        raise _KnownAlready from None


def _handler(key: str) -> ReplyHandler | None:
    return next((handler for handler in items("mail-replies") if handler.key == key), None)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, NotFound):
        return _gone()
    return str(problem)


def _gone() -> str:
    return _("What you answered is too old or not here any more. Write on the page instead.")


def _refuse(mail: Incoming, account: Account, now: datetime, why: str) -> Outcome:
    recent = Received.objects.filter(account=account, state=ReplyState.REFUSED, at__gt=now - _HOUR).count()
    outcome = _noted(mail, account, now, Outcome(ReplyState.REFUSED, why))
    if outcome.state == ReplyState.REFUSED and mail.sender and recent < MOST_REFUSALS:
        words = [_("Your answer by mail was not posted."), why]
        if mail.text and mail.sender == account.email.lower():
            words += [_("You wrote:"), mail.text]
        send_mail(
            to=mail.sender, subject=_("Your answer was not posted"), text="\n\n".join(words), kind="refusal",
            headers={"Auto-Submitted": "auto-replied"},
        )  # fmt: skip
    return outcome


def _noted(mail: Incoming, account: Account, now: datetime, outcome: Outcome) -> Outcome:
    values = {"account": account, "state": outcome.state, "why": outcome.why, "at": now}
    _row, new = Received.objects.get_or_create(fingerprint=mail.fingerprint, defaults=values)
    return outcome if new else Outcome(ReplyState.IGNORED, "known already")
