"""Real daily and weekly series out of the shared exports: posts, active members, newcomers, by source and channel."""

import csv
import json
import mailbox
import re
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from bench.__main__ import HERE

SHARED = HERE.parent.parent / "shared" / "data"
#: Where something was written, when, by whom.
Event = tuple[str, date, str]
#: A series must be so long, so busy and so full.
LEAST = {"day": 70, "week": 45}
BUSY, FULL = 1.0, 0.33


@dataclass(frozen=True)
class Sample:
    """One series: what it counts, its season for us, and its values, oldest first."""

    name: str
    grain: str
    values: tuple[float, ...]


def samples() -> list[Sample]:
    """Every series that is long, busy and full enough, in the order of their names."""
    found: list[Sample] = []
    with tempfile.TemporaryDirectory() as folder:
        for archive, read in READERS.items():
            with tarfile.open(SHARED / f"{archive}.tar.xz") as packed:
                packed.extractall(folder, filter="data")
            found += _of_source(archive, list(read(Path(folder) / archive)))
    return sorted(found, key=lambda one: one.name)


def _of_source(source: str, events: list[Event]) -> Iterator[Sample]:
    last = max(day for _place, day, _who in events)
    places: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        places[""].append(event)
        places[event[0]].append(event)
    seen: set[tuple[float, ...]] = set()
    for place, own in sorted(places.items()):
        for grain, size in (("day", 1), ("week", 7)):
            for what, values in _counted(own, last, size).items():
                busy = sum(values) >= BUSY * len(values) and sum(map(bool, values)) >= FULL * len(values)
                if len(values) >= LEAST[grain] and busy and values not in seen:
                    seen.add(values)
                    yield Sample(f"{source}/{place or 'all'}/{what}/{grain}", grain, values)


def _counted(events: list[Event], last: date, size: int) -> dict[str, tuple[float, ...]]:
    """Posts, active members and newcomers of each whole step from the first event to the source's last day."""
    first = min(day for _place, day, _who in events)
    first += timedelta(days=(-first.weekday()) % 7 if size == 7 else 0)
    steps = ((last - first).days + 1) // size
    posts, people, new = ([0.0] * max(steps, 0) for _ in range(3))
    active: dict[int, set[str]] = defaultdict(set)
    known: set[str] = set()
    for _place, day, who in sorted(events, key=lambda event: event[1]):
        step = (day - first).days // size
        if 0 <= step < steps:
            posts[step] += 1
            active[step].add(who)
            new[step] += who not in known
        known.add(who)
    for step, names in active.items():
        people[step] = len(names)
    return {"posts": tuple(posts), "members": tuple(people), "newcomers": tuple(new)}


def _day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone(UTC).date()


def _discord(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.rglob("*.json")):
        told = json.loads(path.read_text())
        if isinstance(told, dict) and isinstance(told.get("messages"), list):
            for one in told["messages"]:
                yield "--".join(told["channel"]["id"].split("--")[:2]), _day(one["timestamp"]), one["author"]["id"]


def _discourse(folder: Path) -> Iterator[Event]:
    for path in sorted((folder / "topics").glob("*.json")):
        told = json.loads(path.read_text())
        for one in told["post_stream"]["posts"]:
            yield str(told.get("category_id", "")), _day(one["created_at"]), one["username"]


def _zulip(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.glob("*/zulip_json/*/*.json")):
        for one in json.loads(path.read_text()):
            if isinstance(one, dict) and "timestamp" in one:
                yield path.parent.name, datetime.fromtimestamp(one["timestamp"], UTC).date(), one["sender_full_name"]


def _irc(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.rglob("*.log.txt")):
        stamp = re.search(r"_(\d{8})", path.name)
        day = datetime.strptime(stamp[1], "%Y%m%d").replace(tzinfo=UTC).date() if stamp else None
        for line in path.read_text(errors="replace").splitlines():
            said = re.match(r"\[[\d:]+\] <([^>]+)>", line)
            if said and day:
                yield "", day, said[1]


def _mails(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.glob("*/*.txt")):
        for mail in mailbox.mbox(path):
            try:
                day = parsedate_to_datetime(str(mail["date"])).date()
            except (TypeError, ValueError):
                continue
            if 1997 <= day.year <= 2026:
                yield path.parent.name, day, str(mail["from"])


def _slack(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.glob("houstondatavis_export/*/*.json")):
        for one in json.loads(path.read_text()):
            yield path.parent.name, datetime.fromtimestamp(float(one["ts"]), UTC).date(), str(one.get("user"))


def _github(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.glob("*/archive.json")):
        told = json.loads(path.read_text())
        for kind in ("issues", "pulls"):
            for one in told[kind]:
                for said in (one, *one["comments"], *one.get("reviews", [])):
                    yield f"{path.parent.name} {kind}", _day(said["createdAt"]), str(said["author"])


def _exchange(folder: Path) -> Iterator[Event]:
    for path in sorted(folder.rglob("*.xml")):
        for row in ET.parse(path).getroot():
            when = row.get("CreationDate") or row.get("Date")
            if when:
                part = path.stem + (row.get("PostTypeId") or "")
                yield part, _day(when + "+00:00"), row.get("OwnerUserId") or row.get("UserId") or row.get("Id") or ""


def _commits(folder: Path) -> Iterator[Event]:
    with (folder / "urho3d_git_log.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield "", _day(row["author_date"]), row["author_email"]


READERS: dict[str, Callable[[Path], Iterator[Event]]] = {
    "discord_meshcore": _discord, "discourse_urho3d": _discourse, "github_ietf": _github, "identity": _commits,
    "irc": _irc, "mailing_lists": _mails, "slack": _slack, "stackexchange": _exchange, "zulip": _zulip,
}  # fmt: skip
