"""Fetching answers from an IMAP mailbox."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags

from steward.people.notify.actions.receive import receive
from steward.people.notify.enums import ReplyState

log = logging.getLogger(__name__)

TIMEOUT = 30
#: Mails read in one turn; the rest waits for the next minute.
BATCH = 100
DONE, REFUSED = "Done", "Refused"


@dataclass(slots=True)
class Fetched:
    """What a turn found: how many mails were posted, refused, ignored, and how many could not be read."""

    taken: int = 0
    refused: int = 0
    ignored: int = 0
    broken: int = 0


def is_configured() -> bool:
    """Whether there is a mailbox to fetch from."""
    return bool(settings.MAIL_IMAP["host"] and settings.MAIL_REPLY_ADDRESS)


def fetch(now: datetime) -> Fetched:
    """Read what is unseen, hand each mail to the receiver and file it: posted ones under Done, others under Refused.

    A mail is filed after it was taken. A process killed in between leaves it where it is; the next turn hands it in
    again and the receiver knows it by its Message-ID. Raises OSError and `imap_tools.errors.ImapToolsError`.
    """
    found = Fetched()
    with _open() as box:
        for uid in box.uids("UNSEEN UNDELETED")[:BATCH]:
            raw = _bytes(box, uid)
            folder = _handed_in(raw, now, found) if raw else REFUSED
            _file(box, uid, folder)
    return found


def check() -> None:
    """Sign in and open the folder. Raises what `fetch` raises."""
    with _open() as box:
        box.folder.status(box.folder.get())


def _open() -> Any:
    words: dict[str, Any] = settings.MAIL_IMAP
    kind = MailBox if words["tls"] else MailBoxUnencrypted
    box = kind(words["host"], port=words["port"], timeout=TIMEOUT)
    return box.login(words["user"], words["password"], initial_folder=words["folder"])


def _bytes(box: BaseMailBox, uid: str) -> bytes:
    """The mail as it came, left unseen."""
    _status, data = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((part[1] for part in data if isinstance(part, tuple)), b"")


def _handed_in(raw: bytes, now: datetime, found: Fetched) -> str:
    """Hand the mail to the receiver; returns the folder it belongs into."""
    try:
        outcome = receive(raw=raw, now=now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("a mail could not be read")
        found.broken += 1
        return REFUSED
    if outcome.state == ReplyState.TAKEN:
        found.taken += 1
        return DONE
    if outcome.state == ReplyState.REFUSED:
        found.refused += 1
        return REFUSED
    found.ignored += 1
    return DONE if outcome.why == "known already" else REFUSED


def _file(box: BaseMailBox, uid: str, folder: str) -> None:
    """Move the mail; a server that cannot leaves it here, seen."""
    if not box.folder.exists(folder):
        box.folder.create(folder)
    box.flag(uid, MailMessageFlags.SEEN, value=True)
    box.move(uid, folder)
