"""Perceval's chat backends: Slack, Mattermost, Rocket.Chat, Gitter, Telegram bots, Supybot (IRC)."""

import re
from collections.abc import Iterable

from steward.stream.activity.enums import Form, Kind, Markup
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record
from steward.stream.channels.importers.perceval_items import (
    Json,
    dicts,
    host,
    inner,
    maybe,
    moment,
    path,
    reactions,
    words,
)

_IRC_JOIN = re.compile(r"^(\S+)(?: \S+)? has (joined|left|quit)")
_SLACK_KINDS = {
    "channel_join": Kind.JOIN,
    "group_join": Kind.JOIN,
    "channel_leave": Kind.LEAVE,
    "group_leave": Kind.LEAVE,
    "channel_topic": Kind.CHANGE,
    "channel_purpose": Kind.CHANGE,
    "channel_name": Kind.CHANGE,
}
_TELEGRAM_FORMS = {
    "sticker": Form.STICKER,
    "photo": Form.IMAGE,
    "voice": Form.VOICE,
    "audio": Form.VOICE,
    "video": Form.VIDEO,
    "document": Form.FILE,
    "poll": Form.POLL,
}


def slack(item: Json) -> Iterable[Record]:
    """A message of a channel; reactions name who gave them, not when."""
    data = item["data"]
    info = inner(data, "channel_info")
    channel = words(info.get("id")) or path(item["origin"])
    topic = words(inner(info, "purpose").get("value"))
    yield ChannelRecord(channel, words(info.get("name")) or channel, description=topic)
    user, profile = inner(data, "user_data"), inner(inner(data, "user_data"), "profile")
    user_id = words(data.get("user") or user.get("id") or data.get("bot_id") or inner(data, "comment").get("user"))
    realm = f"slack:{words(user.get('team_id')) or 'perceval'}"
    if user_id:
        name = words(user.get("real_name") or profile.get("real_name") or data.get("username"))
        email = words(profile.get("email")).lower()
        is_bot = bool(user.get("is_bot") or data.get("bot_id"))
        yield AccountRecord(user_id, realm, words(user.get("name")), name, email, is_bot=is_bot)
    timestamp, root = words(data["ts"]), words(data.get("thread_ts"))
    thread = root or timestamp
    said = ActivityRecord(
        source_id=f"{channel}:{timestamp}",
        kind=_SLACK_KINDS.get(
            words(data.get("subtype")), Kind.COMMENT if root not in ("", timestamp) else Kind.POST
        ).value,
        occurred_at=moment(timestamp),
        channel_id=channel,
        account_id=user_id,
        realm=realm if user_id else "",
        parent_id=f"{channel}:{root}" if root not in ("", timestamp) else "",
        thread_id=f"{channel}:{thread}" if root else "",
        body=words(data.get("text")),
        markup=Markup.MRKDWN.value,
        form=(Form.FILE if data.get("files") or data.get("file") else Form.TEXT).value,
        edited_at=maybe(inner(data, "edited").get("ts")),
    )
    yield said
    for reaction in dicts(data.get("reactions")):
        people = [AccountRecord(words(name), realm) for name in reaction.get("users") or []]
        yield from reactions(said, ((person, words(reaction.get("name")), None) for person in people))


def mattermost(item: Json) -> Iterable[Record]:
    """A post; `system_join…` and `system_leave…` are people coming and going."""
    data = item["data"]
    info, user = inner(data, "channel_data"), inner(data, "user_data")
    channel = words(data.get("channel_id") or info.get("id"))
    name = words(info.get("display_name") or info.get("name")) or channel
    yield ChannelRecord(channel, name, description=words(info.get("purpose")))
    realm = f"mattermost:{host(item['origin'])}"
    user_id, email = words(data["user_id"]), words(user.get("email")).lower()
    full = f"{words(user.get('first_name'))} {words(user.get('last_name'))}".strip()
    yield AccountRecord(user_id, realm, words(user.get("username")), full, email, is_bot=bool(user.get("is_bot")))
    root, sort = words(data.get("root_id")), words(data.get("type"))
    kind = Kind.COMMENT if root else Kind.POST
    if sort.startswith("system_"):
        kind = Kind.JOIN if "join" in sort or "add_to" in sort else Kind.LEAVE if "leave" in sort else Kind.NOTICE
    said = ActivityRecord(
        source_id=words(data["id"]),
        kind=kind.value,
        occurred_at=moment(data["create_at"]),
        channel_id=channel,
        account_id=user_id,
        realm=realm,
        parent_id=words(data.get("parent_id")) or root,
        thread_id=root,
        body=words(data.get("message")),
        markup=Markup.MARKDOWN.value,
        form=(Form.SYSTEM if sort.startswith("system_") else Form.FILE if data.get("file_ids") else Form.TEXT).value,
        edited_at=maybe(data.get("edit_at")),
        deleted=bool(data.get("delete_at")),
    )
    yield said
    given = dicts(inner(data, "metadata").get("reactions"))
    yield from reactions(
        said, ((AccountRecord(words(r["user_id"]), realm), words(r["emoji_name"]), r.get("create_at")) for r in given)
    )


def rocketchat(item: Json) -> Iterable[Record]:
    """A message; `uj` and `ul` are people coming and going, `rm` a removed message."""
    data = item["data"]
    info, user = inner(data, "channel_info"), inner(data, "u")
    channel = words(data.get("rid") or info.get("_id"))
    yield ChannelRecord(channel, words(info.get("name")) or channel, description=words(info.get("topic")))
    realm = f"rocketchat:{host(item['origin'])}"
    user_id = words(user.get("_id"))
    if user_id:
        yield AccountRecord(user_id, realm, words(user.get("username")), words(user.get("name")), is_bot="bot" in data)
    sort, root = words(data.get("t")), words(data.get("tmid"))
    kinds = {
        "uj": Kind.JOIN,
        "ut": Kind.JOIN,
        "ul": Kind.LEAVE,
        "": Kind.COMMENT if root else Kind.POST,
        "rm": Kind.POST,
    }
    said = ActivityRecord(
        source_id=words(data["_id"]),
        kind=kinds.get(sort, Kind.NOTICE).value,
        occurred_at=moment(data["ts"]),
        channel_id=channel,
        account_id=user_id,
        realm=realm if user_id else "",
        parent_id=root,
        thread_id=root,
        body=words(data.get("msg")),
        markup=Markup.MARKDOWN.value,
        form=(Form.FILE if data.get("file") else Form.TEXT).value,
        edited_at=maybe(data.get("editedAt")),
        deleted=sort == "rm",
    )
    yield said
    for name, reaction in inner(data, "reactions").items():
        people = [AccountRecord(f"@{words(who)}", realm, words(who)) for who in reaction.get("usernames") or []]
        yield from reactions(said, ((person, words(name), None) for person in people))


def gitter(item: Json) -> Iterable[Record]:
    """A message; the room is only in the item's origin."""
    data = item["data"]
    room = path(item["origin"])
    yield ChannelRecord(room, room, url=words(item["origin"]))
    user = inner(data, "fromUser")
    if user:
        yield AccountRecord(words(user["id"]), "gitter", words(user.get("username")), words(user.get("displayName")))
    root = words(data.get("parentId"))
    yield ActivityRecord(
        source_id=words(data["id"]),
        kind=(Kind.COMMENT if root else Kind.POST).value,
        occurred_at=moment(data["sent"]),
        channel_id=room,
        account_id=words(user.get("id")),
        realm="gitter" if user else "",
        parent_id=root,
        thread_id=root,
        body=words(data.get("text")),
        markup=Markup.MARKDOWN.value,
        edited_at=maybe(data.get("editedAt")),
    )


def telegram(item: Json) -> Iterable[Record]:
    """What a bot saw in a group. Ids of messages count within their chat."""
    data = item["data"]
    message = data.get("message") or data.get("edited_message") or data["channel_post"]
    chat, sender = message["chat"], inner(message, "from")
    channel = words(chat["id"])
    yield ChannelRecord(channel, words(chat.get("title") or chat.get("username")) or channel)
    if sender:
        full = f"{words(sender.get('first_name'))} {words(sender.get('last_name'))}".strip()
        yield AccountRecord(
            words(sender["id"]), "telegram", words(sender.get("username")), full, is_bot=bool(sender.get("is_bot"))
        )
    form = next((form for key, form in _TELEGRAM_FORMS.items() if key in message), Form.TEXT)
    answered = inner(message, "reply_to_message").get("message_id")
    base = ActivityRecord(
        source_id=f"{channel}:{message['message_id']}",
        kind=(Kind.COMMENT if answered else Kind.POST).value,
        occurred_at=moment(message["date"]),
        channel_id=channel,
        account_id=words(sender.get("id")),
        realm="telegram" if sender else "",
        parent_id=f"{channel}:{answered}" if answered else "",
        body=words(message.get("text") or message.get("caption")),
        form=form.value,
        edited_at=maybe(message.get("edit_date")),
    )
    if "left_chat_member" in message:
        yield base._replace(kind=Kind.LEAVE.value, form=Form.SYSTEM.value)
    elif "new_chat_members" in message or "new_chat_member" in message:
        yield base._replace(kind=Kind.JOIN.value, form=Form.SYSTEM.value)
    else:
        yield base


def supybot(item: Json) -> Iterable[Record]:
    """A line of an IRC log; it has no id of its own, so Perceval's stands in."""
    data = item["data"]
    channel = path(item["origin"]) or "irc"
    yield ChannelRecord(channel, channel)
    realm = f"irc:{host(item['origin'])}"
    nick, body = words(data.get("nick")), words(data.get("body"))
    kind = Kind.POST if data.get("type") == "comment" else Kind.NOTICE
    came = _IRC_JOIN.match(body) if kind is Kind.NOTICE else None
    if came:
        kind = Kind.JOIN if came[2] == "joined" else Kind.LEAVE
    if nick:
        yield AccountRecord(nick.lower(), realm, nick)
    yield ActivityRecord(
        source_id=words(item["uuid"]),
        kind=kind.value,
        occurred_at=moment(data["timestamp"]),
        channel_id=channel,
        account_id=nick.lower(),
        realm=realm if nick else "",
        body=body,
        form=(Form.TEXT if kind is Kind.POST else Form.SYSTEM).value,
    )
