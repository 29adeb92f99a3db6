"""Small exports made for tests: chats of our own JSON lines and of Discord."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)


def discord(path: Path, messages: int, *, people: int = 7, bad: tuple[int, ...] = ()) -> Path:
    """A DiscordChatExporter file; messages whose number is in `bad` have a date that cannot be."""
    rows = []
    for n in range(messages):
        who = n % people
        row = {
            "id": str(10_000 + n),
            "type": "Reply" if n % 5 == 4 else "Default",
            "timestamp": "yesterday" if n in bad else (START + timedelta(minutes=n)).isoformat(),
            "timestampEdited": None,
            "isPinned": False,
            "content": f"message {n} 你好",
            "author": {"id": str(500 + who), "name": f"person{who}", "nickname": f"Person {who}", "isBot": False},
            "attachments": [],
            "embeds": [],
            "reactions": [],
            "mentions": [],
        }
        if n % 5 == 4:
            row["reference"] = {"messageId": str(10_000 + n - 1), "channelId": "77", "guildId": "9"}
        rows.append(row)
    export = {
        "guild": {"id": "9", "name": "Test guild", "iconUrl": ""},
        "channel": {"id": "77", "type": "GuildTextChat", "name": "general", "topic": None},
        "dateRange": {"after": None, "before": None},
        "messages": rows,
        "messageCount": messages,
    }
    path.write_text(json.dumps(export, ensure_ascii=False), encoding="utf-8")
    return path
