"""What an importer or a live connector hands to `ingest`: plain tuples, no database.

Every `*_id` is the id *at the source*, a non-empty string that never changes between two exports of the same source.
All times are timezone-aware UTC datetimes. Text is `str` without NUL bytes.
"""

from datetime import datetime
from typing import NamedTuple

from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy, Markup


class AccountRecord(NamedTuple):
    """A person's account. Give it before the first record that names it; give it again to update it."""

    account_id: str
    realm: str = (
        ""  # "" is the source's own realm; shared ones: "email", "github.com" (the id means the same everywhere)
    )
    handle: str = ""
    name: str = ""
    email: str = ""
    email_verified: bool = False  # the service vouches for the address (never true for what a text merely says)
    url: str = ""
    is_bot: bool = False
    created_at: datetime | None = None


class ChannelRecord(NamedTuple):
    """A room, group, category, list or repository."""

    channel_id: str
    name: str
    kind: str = ChannelKind.ROOM.value
    description: str = ""
    url: str = ""
    private: bool = False


class ThreadRecord(NamedTuple):
    """A thread that has a life of its own (topic, issue, mail thread). Optional: activities create missing threads."""

    thread_id: str
    channel_id: str
    title: str = ""
    url: str = ""
    is_question: bool = False
    accepted_id: str = ""  # the activity that was accepted as the answer


class ActivityRecord(NamedTuple):
    """One thing somebody did. The pair (source, source_id) is unique; giving it again is an edit, the latest wins."""

    source_id: str
    kind: str
    occurred_at: datetime
    channel_id: str
    account_id: str = ""  # "" when nobody in particular did it (system lines)
    realm: str = ""  # the account's realm, "" for the source's own
    parent_id: str = ""  # source_id of what this answers or reacts to; may arrive later
    thread_id: str = ""  # "" means: the thread of the parent, or none
    title: str = ""
    body: str = ""
    markup: str = Markup.PLAIN.value
    form: str = Form.TEXT.value
    url: str = ""
    edited_at: datetime | None = None
    deleted: bool = False
    #: Reactions whose authors the export does not name, and views: counted, never attributed.
    reactions: int = 0
    views: int = 0


class MembershipRecord(NamedTuple):
    """A person came into a channel, or left it."""

    channel_id: str
    account_id: str
    realm: str = ""
    joined_at: datetime | None = None
    joined_by: str = JoinedBy.UNKNOWN.value
    inviter_id: str = ""
    left_at: datetime | None = None
    left_by: str = LeftBy.STILL_HERE.value


class BadRecord(NamedTuple):
    """A record that could not be read. The import goes on; this goes to quarantine."""

    file: str  # path inside the folder or archive
    position: str  # "line 12", "item 3", "byte 1024"
    reason: str  # a catalogue key of `channels.errors.REASONS`
    detail: str = ""  # what was found, for a person
    raw: str = ""  # the record's own text, cut to 10,000 characters


Record = AccountRecord | ChannelRecord | ThreadRecord | ActivityRecord | MembershipRecord | BadRecord

__all__ = [
    "AccountRecord",
    "ActivityRecord",
    "BadRecord",
    "ChannelRecord",
    "Kind",
    "MembershipRecord",
    "Record",
    "ThreadRecord",
]
