"""Telegram Desktop: `result.json` of one chat, or of a whole account ("Export Telegram data").

https://core.telegram.org/import-export
"""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from steward.stream.activity.enums import ChannelKind, Form, JoinedBy, Kind, LeftBy
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
)
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.json_stream import Head, begins_with_object, iter_json
from steward.stream.channels.importers.passages import Names, Told
from steward.stream.channels.importers.text import (
    as_id,
    as_list,
    as_text,
    build_each,
    clean,
    label,
    parse_epoch,
    parse_iso,
)
from steward.stream.channels.importers.tree import Entry, Tree

_PRIVATE = {"personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"}
_MEDIA = {
    "sticker": Form.STICKER,
    "animation": Form.IMAGE,
    "voice_message": Form.VOICE,
    "video_message": Form.VIDEO,
    "video_file": Form.VIDEO,
    "audio_file": Form.FILE,
}
_CAME = {
    "join_group_by_link": JoinedBy.LINK.value,
    "join_group_by_request": JoinedBy.SELF.value,
    "invite_members": JoinedBy.INVITED.value,
    "create_group": JoinedBy.ADDED.value,
}
_COMMENT, _POST, _TEXT = Kind.COMMENT.value, Kind.POST.value, Form.TEXT.value


def _files(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".json"]


def _first(entry: Entry) -> tuple[Head | None, dict[str, Any]]:
    """The first chat of a file and its first message."""
    if not begins_with_object(entry):
        return None, {}
    items = iter_json(entry, ("messages",))
    head = next(items, None)
    if not isinstance(head, Head) or "type" not in head.fields or "id" not in head.fields or "guild" in head.fields:
        return None, {}
    item = next(items, None)
    return (head, item) if isinstance(item, dict) else (head, {})


class Telegram:
    """Groups and channels; private chats inside the export of a whole account are left out."""

    key = "telegram"
    name = "Telegram Desktop"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A JSON file with a typed chat whose messages look like Telegram's."""
        for entry in _files(tree)[:20]:
            head, item = _first(entry)
            if head is None or not {"date", "type", "id"} <= item.keys():
                continue
            if ("date_unixtime" in item) != self.times_have_zone:
                continue
            if head.depth > 1:
                return Match(90, "telegram", "Telegram", "telegram", "telegram")
            name = label(head.fields.get("name")) or tree.name
            return Match(90, f"telegram-{label(head.fields['id'])}", name, "telegram", "telegram")
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Chat after chat."""
        for entry in _files(tree):
            yield from _chats(entry, options)


class TelegramLocal(Telegram):
    """Exports made before 2022 give local times only."""

    key = "telegram-local"
    name = "Telegram Desktop (before 2022)"
    times_have_zone = False


def _chats(entry: Entry, options: Options) -> Iterator[Record]:
    """The chats of one file; the items between two heads belong to the first of them."""
    items = iter_json(entry, ("messages",), options.encoding)
    item = next(items, None)
    while item is not None:
        if isinstance(item, BadRecord):
            yield item
        following: list[Head] = []
        if isinstance(item, Head):
            run = _until_head(items, following)
            # Somebody chose to export a chat that stands alone, so that one is imported whatever its kind.
            wanted = item.depth <= 1 or label(item.fields.get("type")) not in _PRIVATE
            if "type" in item.fields and wanted:
                chat = _Chat(item.fields, options.timezone)
                yield chat.record()
                yield from build_each(entry, run, chat.message)
                yield from chat.names.passages()
            else:
                for _skipped in run:
                    pass
        item = following[0] if following else next(items, None)


def _until_head(items: Iterator[object], following: list[Head]) -> Iterator[object]:
    for item in items:
        if isinstance(item, Head):
            following.append(item)
            return
        yield item


class _Chat:
    """One chat and what is known about its people so far."""

    def __init__(self, fields: dict[str, Any], zone: tzinfo) -> None:
        self.id = label(fields.get("id")) or label(fields.get("name")) or "chat"
        self.names = Names()
        self._fields = fields
        self._zone = zone

    def record(self) -> ChannelRecord:
        """The chat as a channel. Names are missing for deleted chats."""
        kind = label(self._fields.get("type"))
        name = label(self._fields.get("name")) or self.id
        where = ChannelKind.ROOM if "channel" in kind else ChannelKind.GROUP
        return ChannelRecord(self.id, name, where.value, private=not kind.startswith("public"))

    def message(self, item: dict[str, Any]) -> list[Record]:
        """One message or service message."""
        source_id = f"{self.id}/{as_id(item, 'id')}"
        moment = self._moment(item, "date")
        if item.get("type") == "service":
            return self._service(source_id, moment, item)
        account, records = self._person(item, "from_id", "from")
        reply = item.get("reply_to_message_id")
        edited = "edited" in item or "edited_unixtime" in item
        reacted, unnamed = self._reactions(source_id, moment, item) if "reactions" in item else ([], 0)
        text = item.get("text")
        body = clean(text) if isinstance(text, str) else _joined(text)
        records.append(
            ActivityRecord(
                source_id,
                _COMMENT if reply else _POST,
                moment,
                self.id,
                account,
                parent_id=f"{self.id}/{reply}" if reply else "",
                body=body,
                form=_form(item, body),
                edited_at=self._moment(item, "edited") if edited else None,
                reactions=unnamed,
            )
        )
        records += reacted
        return records

    def _moment(self, item: dict[str, Any], key: str) -> datetime:
        stamp = item.get(f"{key}_unixtime")
        return parse_epoch(stamp) if stamp is not None else parse_iso(item[key], self._zone)

    def _person(self, item: dict[str, Any], id_key: str, name_key: str) -> tuple[str, list[Record]]:
        """The account (deleted accounts have an id and no name), with its record where new or renamed."""
        account, name = as_text(item.get(id_key)), as_text(item.get(name_key))
        if account.isdigit():
            # Exports before 2021 have the bare number.
            account = f"user{account}"
        if not account or not self.names.see(account, name):
            return account, []
        return account, [AccountRecord(account, name=name)]

    def _service(self, source_id: str, moment: datetime, item: dict[str, Any]) -> list[Record]:
        """What Telegram itself says. Only the actor has an id; members who were invited or removed are names."""
        actor, records = self._person(item, "actor_id", "actor")
        action, name = as_text(item.get("action")), as_text(item.get("actor"))
        members = tuple(member for member in item.get("members") or () if isinstance(member, str) and member)
        body = " · ".join(part for part in (action, name, ", ".join(members), _joined(item.get("text"))) if part)
        kind, form = Kind.NOTICE.value, Form.SYSTEM.value
        line = ActivityRecord(source_id, kind, moment, self.id, body=body, form=form)
        if action in {"join_group_by_link", "join_group_by_request"} or (action in _CAME and members == (name,)):
            how = _CAME[action] if action.startswith("join") else JoinedBy.SELF.value
            passage = MembershipRecord(self.id, actor, joined_at=moment, joined_by=how)
            return [*records, line._replace(kind=Kind.JOIN.value, account_id=actor), passage] if actor else [line]
        if action == "remove_members" and members == (name,) and actor:
            passage = MembershipRecord(self.id, actor, left_at=moment, left_by=LeftBy.SELF.value)
            return [*records, line._replace(kind=Kind.LEAVE.value, account_id=actor), passage]
        if action == "remove_members":
            self.names.wait(line, Told(members, name, left_by=LeftBy.REMOVED.value))
        elif action in _CAME:
            self.names.wait(line, Told(members, name, joined_by=_CAME[action]))
        return [*records, line]

    def _reactions(self, source_id: str, moment: datetime, item: dict[str, Any]) -> tuple[list[Record], int]:
        """Telegram names the most recent people only; the others are a number."""
        records: list[Record] = []
        unnamed = 0
        for reaction in as_list(item["reactions"]):
            sign = (
                as_text(reaction.get("emoji")) or as_text(reaction.get("document_id")) or as_text(reaction.get("type"))
            )
            recent = as_list(reaction.get("recent"))
            named = 0
            for person in recent:
                account, given = self._person(person, "from_id", "from")
                if account:
                    named += 1
                    when = parse_iso(person["date"], self._zone) if "date" in person else moment
                    where = f"{source_id}:{sign}:{account}"
                    kind = Kind.REACTION.value
                    records += [*given, ActivityRecord(where, kind, when, self.id, account, "", source_id, body=sign)]
            count = reaction.get("count")
            unnamed += max(0, count - named) if isinstance(count, int) else 0
        return records, unnamed


def _joined(text: object) -> str:
    """A text is a string, or a list of strings and marked-up pieces; hidden links are written out."""
    if isinstance(text, str):
        return clean(text)
    parts: list[str] = []
    for part in text if isinstance(text, list) else ():
        if isinstance(part, dict):
            words, href = as_text(part.get("text")), as_text(part.get("href"))
            parts.append(f"{words} ({href})" if href and href != words else words)
        else:
            parts.append(as_text(part))
    return "".join(parts)


def _form(item: dict[str, Any], body: str) -> str:
    media = item.get("media_type")
    if isinstance(media, str):
        return _MEDIA.get(media, Form.FILE).value
    if "photo" in item:
        return Form.IMAGE.value
    if "poll" in item:
        return Form.POLL.value
    if "file" in item:
        return Form.FILE.value
    if body.startswith(("http://", "https://")) and " " not in body and "\n" not in body:
        return Form.LINK.value
    return _TEXT


IMPORTER = Telegram()
IMPORTER_LOCAL = TelegramLocal()
