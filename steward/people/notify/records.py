"""What other rooms hand in: kinds of notifications, letters, handlers of answers by mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from steward.people.access.public import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """How a notification reads: one sentence, perhaps a detail below it, a lucide icon."""

    text: str
    detail: str = ""
    icon: str = "bell"


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Who takes an answer by mail (the key of a `ReplyHandler`) and to what it is one (the handler's own words)."""

    handler: str
    ref: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, without its frame.

    `html` is safe already (cooked); `thread` and `message_key` are stable words ("topic:12", "post:99") from which the
    mail's ids are made: a letter whose key is its thread begins it, the others answer it. `list_id` names what one
    would filter by ("questions"). `reply` makes the mail answerable.
    """

    subject: str
    html: str
    text: str
    thread: str
    message_key: str
    list_id: str = ""
    reply: ReplyTo | None = None


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """Point `notification-kinds`: something members may be told of.

    `describe(params)` words one in the reader's language, without queries. `params` are those of `tell` and also `who`
    ("张三 and 2 others", "" when nobody caused it), `people` (how many) and `times` (how many were folded into one).
    `letter_now(viewer, params)` gives the letter as it reads when it is sent, None when it must not be any more
    (deleted, hidden from the viewer); without it the letter of `tell` goes out as it was.
    """

    key: str
    label: Any  # lazily translated: "Somebody answers my topic"
    group: Any  # lazily translated: the heading in the preferences
    mail: Literal["each", "hourly", "daily", "off"]
    describe: Callable[[Mapping[str, Any]], Line]
    letter_now: Callable[[Viewer, Mapping[str, Any]], Letter | None] | None = field(default=None, kw_only=True)
    in_app: bool = field(default=True, kw_only=True)  # the default
    permission: str = field(default="", kw_only=True)  # offered in the preferences only to who has it


@dataclass(frozen=True, slots=True)
class ReplyHandler:
    """Point `mail-replies`: `accept(viewer, ref, text)` posts the answer and gives its address.

    `text` is Markdown: what the member wrote, quotes and signature cut off, pictures stored and appended. It may raise
    Forbidden, NotFound and Invalid: their sentences are mailed back. It runs in a transaction. With
    `pictures=False` attachments are left out.
    """

    key: str
    accept: Callable[[Viewer, str, str], str]
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """A face beside a notification."""

    name: str
    avatar: str = ""  # an address, or ""


#: Point `notification-faces`: one function, accounts' ids → {id: Person}, in at most one query.
Faces = Callable[[frozenset[int]], Mapping[int, Person]]
