"""The door of the notify room."""

from steward.people.notify.actions.mark_read import mark_read, withdraw
from steward.people.notify.actions.send_mail import send_mail
from steward.people.notify.actions.tell import tell
from steward.people.notify.addresses import list_id, message_id
from steward.people.notify.queries.inbox import unread_count
from steward.people.notify.records import Faces, Letter, Line, NotificationKind, Person, ReplyHandler, ReplyTo

__all__ = [
    "Faces",
    "Letter",
    "Line",
    "NotificationKind",
    "Person",
    "ReplyHandler",
    "ReplyTo",
    "list_id",
    "mark_read",
    "message_id",
    "send_mail",
    "tell",
    "unread_count",
    "withdraw",
]
