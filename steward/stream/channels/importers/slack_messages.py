"""One Slack message, from an export or an event, as records."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from steward.stream.activity.enums import Form, JoinedBy, Kind, LeftBy, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, MembershipRecord, Record
from steward.stream.channels.importers.text import as_id, as_list, as_object, as_text, parse_epoch

_CONTENT = {
    "",
    "me_message",
    "bot_message",
    "file_share",
    "file_comment",
    "file_mention",
    "thread_broadcast",
    "reply_broadcast",
    "tombstone",
}
_JOINS = {"channel_join", "group_join"}
_LEAVES = {"channel_leave", "group_leave"}
_MEDIA = {"image": Form.IMAGE, "video": Form.VIDEO, "audio": Form.VOICE}
_REMEMBERED = 200_000
_MRKDWN = Markup.MRKDWN.value
_SYSTEM, _TEXT = Form.SYSTEM.value, Form.TEXT.value
_COMMENT, _POST = Kind.COMMENT.value, Kind.POST.value


class Messages:
    """Builds the records of messages; remembers which accounts were given."""

    def __init__(self, roots: Collection[str] = ()) -> None:
        self._known: set[str] = set()
        self._authors: dict[str, str] = {}
        #: Time stamps that open a thread, where the messages do not say so themselves.
        self._roots = roots

    def person(self, item: dict[str, Any]) -> list[Record]:
        """An entry of `users.json`. Slack sends mail to the addresses it lists, so they count as verified."""
        account = as_id(item, "id")
        profile = as_object(item.get("profile"))
        name = as_text(profile.get("display_name")) or as_text(profile.get("real_name"))
        email = as_text(profile.get("email"))
        self._known.add(account)
        return [
            AccountRecord(
                account,
                handle=as_text(item.get("name")),
                name=as_text(profile.get("real_name")) or as_text(item.get("real_name")) or name,
                email=email,
                email_verified=bool(email),
                is_bot=bool(item.get("is_bot")) or account == "USLACKBOT",
            )
        ]

    def reader(self, channel: str) -> Callable[[dict[str, Any]], list[Record]]:
        """A function that builds the records of one message of this channel."""
        return lambda message: self.message(channel, message)

    def event(self, channel: str, event: dict[str, Any]) -> list[Record]:
        """A real-time event: a message, or what happened to an earlier one."""
        subtype = event.get("subtype")
        if subtype == "message_replied":
            return []
        changed = as_object(event.get("message"))
        tombstone = changed.get("subtype") == "tombstone"
        if subtype == "message_deleted" or tombstone:
            stamp = as_id(changed, "ts") if tombstone else as_id(event, "deleted_ts")
            return self._deleted(channel, {**as_object(event.get("previous_message")), "ts": stamp})
        if subtype != "message_changed":
            if len(self._authors) > _REMEMBERED:
                self._authors.clear()
            self._authors[f"{channel}:{event.get('ts')}"] = as_text(event.get("user"))
            return self.message(channel, event)
        # Without "edited" Slack itself added the preview of a link; nobody edited anything.
        return self.message(channel, changed) if "edited" in changed else []

    def _deleted(self, channel: str, before: dict[str, Any]) -> list[Record]:
        if before.get("subtype") == "tombstone":
            # It was deleted before; who wrote it is no longer known and must not overwrite what is.
            return []
        # Deletions of uploads do not repeat who uploaded.
        before.setdefault("user", self._authors.get(f"{channel}:{before['ts']}", ""))
        return [
            record._replace(deleted=True, body="")
            for record in self.message(channel, before)
            if isinstance(record, ActivityRecord) and record.kind != Kind.REACTION
        ]

    def message(self, channel: str, item: dict[str, Any]) -> list[Record]:
        """One message object; reactions become records of their own."""
        stamp = as_id(item, "ts")
        moment = parse_epoch(stamp)
        subtype = item.get("subtype") or ""
        source_id = f"{channel}:{stamp}"
        if subtype in _JOINS or subtype in _LEAVES:
            return self._passage(source_id, moment, channel, item, joined=subtype in _JOINS)
        if subtype not in _CONTENT:
            body = as_text(item.get("text"))
            notice = Kind.NOTICE.value
            return [ActivityRecord(source_id, notice, moment, channel, body=body, markup=_MRKDWN, form=_SYSTEM)]
        gone = subtype == "tombstone"
        # A tombstone is signed by Slack; who wrote the message is no longer known.
        account, records = ("", []) if gone else self._author(item)
        thread = as_text(item.get("thread_ts")) or (stamp if stamp in self._roots else "")
        comment = bool(thread) and thread != stamp
        thread_id = f"{channel}:{thread}" if thread else ""
        reactions, unnamed = _reactions(source_id, moment, channel, item)
        edited = item.get("edited")
        records.append(
            ActivityRecord(
                source_id,
                _COMMENT if comment else _POST,
                moment,
                channel,
                account_id=account,
                parent_id=thread_id if comment else "",
                thread_id=thread_id,
                title=_file_title(item),
                body="" if gone else _body(item),
                markup=_MRKDWN,
                form=_form(item),
                edited_at=parse_epoch(edited["ts"]) if isinstance(edited, dict) and "ts" in edited else None,
                deleted=gone,
                reactions=unnamed,
            )
        )
        records += reactions
        return records

    def _author(self, item: dict[str, Any]) -> tuple[str, list[Record]]:
        """The account and, the first time it is seen, its record."""
        account = as_text(item.get("user")) or as_text(as_object(item.get("comment")).get("user"))
        bot = not account
        if bot:
            account = as_text(item.get("bot_id"))
        if not account or account in self._known:
            return account, []
        self._known.add(account)
        profile = as_object(item.get("bot_profile") if bot else item.get("user_profile"))
        name = as_text(profile.get("real_name")) or as_text(profile.get("name"))
        handle = as_text(item.get("username")) or as_text(profile.get("name"))
        return account, [AccountRecord(account, handle=handle, name=name or handle, is_bot=bot)]

    def _passage(
        self, source_id: str, moment: datetime, channel: str, item: dict[str, Any], *, joined: bool
    ) -> list[Record]:
        account, records = self._author(item)
        if not account:
            return []
        inviter = as_text(item.get("inviter"))
        kind = Kind.JOIN if joined else Kind.LEAVE
        body = as_text(item.get("text"))
        activity = ActivityRecord(source_id, kind.value, moment, channel, account, body=body, form=_SYSTEM)
        passage = MembershipRecord(channel, account)
        if joined:
            how = JoinedBy.INVITED.value if inviter else JoinedBy.UNKNOWN.value
            passage = passage._replace(joined_at=moment, joined_by=how, inviter_id=inviter)
        else:
            passage = passage._replace(left_at=moment, left_by=LeftBy.SELF.value)
        return [*records, activity._replace(markup=_MRKDWN), passage]


def _reactions(source_id: str, moment: datetime, channel: str, item: dict[str, Any]) -> tuple[list[Record], int]:
    """One record per person and emoji (Slack does not say when, so the message's time), and the number unnamed."""
    found = item.get("reactions")
    if not found:
        return [], 0
    records: list[Record] = []
    unnamed = 0
    for reaction in as_list(found):
        emoji = as_text(reaction.get("name"))
        people = [person for person in reaction.get("users") or [] if isinstance(person, str) and person]
        count = reaction.get("count")
        unnamed += max(0, count - len(people)) if isinstance(count, int) else 0
        records += [
            ActivityRecord(
                f"{source_id}:{emoji}:{person}",
                Kind.REACTION.value,
                moment,
                channel,
                person,
                parent_id=source_id,
                body=emoji,
            )
            for person in people
        ]
    return records, unnamed


def _files(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Files of a message: a list today, a single one before 2018."""
    files = item.get("files")
    return as_list(files) if files else as_list([item.get("file")])


def _form(item: dict[str, Any]) -> str:
    files = _files(item) if "files" in item or "file" in item else ()
    if not files or item.get("subtype") == "file_comment":
        return _TEXT
    return _MEDIA.get(as_text(files[0].get("mimetype")).partition("/")[0], Form.FILE).value


def _file_title(item: dict[str, Any]) -> str:
    files = _files(item) if "files" in item or "file" in item else ()
    return (as_text(files[0].get("title")) or as_text(files[0].get("name"))) if files else ""


def _body(item: dict[str, Any]) -> str:
    """The text; messages of bots often hold theirs in attachments only."""
    text = as_text(item.get("text"))
    if text or not item.get("attachments"):
        return text
    parts = (as_text(part.get("text")) or as_text(part.get("fallback")) for part in as_list(item["attachments"]))
    return "\n".join(part for part in parts if part)
