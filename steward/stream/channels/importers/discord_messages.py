"""One Discord message, as DiscordChatExporter writes it, as records."""

from datetime import datetime
from typing import Any, NamedTuple

from steward.stream.activity.enums import Form, JoinedBy, Kind, LeftBy, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, MembershipRecord, Record
from steward.stream.channels.importers.text import as_id, as_list, as_object, as_text, parse_iso

#: Types by name, and by number where the exporter has no name for them (20 and 23 are answers to commands).
_CONTENT = {"Default", "Reply", "0", "19", "20", "23", "ApplicationCommand", "ChatInputCommand", "ContextMenuCommand"}
_JOINED = {"GuildMemberJoin", "RecipientAdd", "7", "1"}
_LEFT = {"RecipientRemove", "2"}
_ENDINGS = {
    Form.IMAGE.value: ("png", "jpg", "jpeg", "gif", "webp", "bmp", "heic", "avif"),
    Form.VIDEO.value: ("mp4", "mov", "webm", "mkv", "avi"),
    Form.VOICE.value: ("ogg", "mp3", "wav", "m4a", "flac", "opus"),
}
_FORM_OF = {ending: form for form, endings in _ENDINGS.items() for ending in endings}
_COMMENT, _POST, _TEXT = Kind.COMMENT.value, Kind.POST.value, Form.TEXT.value
_MARKDOWN = Markup.MARKDOWN.value


class People:
    """Which accounts were given, and under which name: a changed nickname is given again."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def given(self, author: dict[str, Any]) -> tuple[str, list[Record]]:
        """The account's id, with its record where it is new or renamed."""
        name = author.get("nickname") or author.get("name")
        known = author.get("id")
        if name is not None and isinstance(known, str) and self._names.get(known) == name:
            return known, []
        account = as_id(author, "id")
        name = as_text(name)
        self._names[account] = name
        handle = as_text(author.get("name"))
        number = author.get("discriminator")
        if isinstance(number, str) and number.strip("0"):
            handle = f"{handle}#{number}"
        return account, [AccountRecord(account, handle=handle, name=name, is_bot=bool(author.get("isBot")))]


class Place(NamedTuple):
    """Where the messages of one file belong. Without a `thread` the file is a channel of its own."""

    channel: str
    thread: str
    title: str
    url: str


class Messages:
    """Builds the records of the messages of one file."""

    def __init__(self, place: Place, people: People) -> None:
        self._place = place
        self._people = people
        self._first = ""

    def build(self, item: dict[str, Any]) -> list[Record]:
        """One message with its author where new, and its reactions. The first message of a thread opens it."""
        source_id = as_id(item, "id")
        moment = parse_iso(item["timestamp"])
        account, records = self._people.given(item["author"])
        kind = item.get("type", "Default")
        if kind not in _CONTENT:
            return records + self._service(source_id, kind, moment, account, item)
        place = self._place
        parent = as_text(as_object(item["reference"]).get("messageId")) if "reference" in item else ""
        parent = parent or self._first
        opens = bool(place.thread) and not self._first
        edited = item.get("timestampEdited")
        reacted, unnamed = self._reactions(source_id, moment, item) if item.get("reactions") else ([], 0)
        activity = ActivityRecord(
            source_id,
            _COMMENT if parent else _POST,
            moment,
            place.channel,
            account,
            parent_id=parent,
            thread_id=place.thread,
            title=place.title if opens else "",
            body=as_text(item.get("content")),
            markup=_MARKDOWN,
            form=_form(item) if item.get("attachments") or item.get("stickers") else _TEXT,
            url=f"{place.url}/{source_id}" if place.url else "",
            edited_at=parse_iso(edited) if edited else None,
            reactions=unnamed,
        )
        if opens:
            self._first = source_id
        return [*records, activity, *reacted]

    def _service(
        self, source_id: str, kind: object, moment: datetime, author: str, item: dict[str, Any]
    ) -> list[Record]:
        """What Discord itself says: somebody came, went, pinned, renamed and so on."""
        channel, body, form = self._place.channel, as_text(item.get("content")), Form.SYSTEM.value
        if kind not in _JOINED and kind not in _LEFT:
            notice = Kind.NOTICE.value
            return [
                ActivityRecord(
                    source_id, notice, moment, self._place.channel, thread_id=self._place.thread, body=body, form=form
                )
            ]
        mentioned = as_list(item.get("mentions"))
        who = (as_text(mentioned[0].get("id")) if mentioned else "") or author
        passage = MembershipRecord(channel, who)
        if kind in _LEFT:
            how = LeftBy.SELF if who == author else LeftBy.REMOVED
            passage = passage._replace(left_at=moment, left_by=how.value)
        else:
            came = JoinedBy.SELF if who == author else JoinedBy.ADDED
            passage = passage._replace(joined_at=moment, joined_by=came.value)
            passage = passage._replace(inviter_id="" if who == author else author)
        what = (Kind.LEAVE if kind in _LEFT else Kind.JOIN).value
        return [ActivityRecord(source_id, what, moment, channel, who, body=body, form=form), passage]

    def _reactions(self, source_id: str, moment: datetime, item: dict[str, Any]) -> tuple[list[Record], int]:
        """Records of those who are named (Discord gives no time, so the message's); the number of the others."""
        records: list[Record] = []
        unnamed = 0
        for reaction in as_list(item["reactions"]):
            emoji = as_object(reaction.get("emoji"))
            sign = as_text(emoji.get("name")) or as_text(emoji.get("id"))
            named = as_list(reaction.get("users"))
            for person in named:
                account, given = self._people.given(person)
                where = f"{source_id}:{sign}:{account}"
                records += given
                records.append(
                    ActivityRecord(
                        where, Kind.REACTION.value, moment, self._place.channel, account, "", source_id, body=sign
                    )
                )
            count = reaction.get("count")
            unnamed += max(0, count - len(named)) if isinstance(count, int) else 0
        return records, unnamed


def _form(item: dict[str, Any]) -> str:
    """The form of the first attachment, or a sticker."""
    attachments = as_list(item.get("attachments"))
    if attachments:
        ending = as_text(attachments[0].get("fileName")).rpartition(".")[2].lower()
        return _FORM_OF.get(ending, Form.FILE.value)
    return Form.STICKER.value if item.get("stickers") else _TEXT
