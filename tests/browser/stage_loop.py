"""What a community did up to a day, from two real exports: Zulip's and Discord's, cut where the clock stands."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from steward.people.access.public import SYSTEM
from steward.stream.activity.public import advance_lake
from steward.stream.channels.actions.receive import receive
from steward.stream.channels.actions.run import run_import
from steward.stream.channels.actions.start import start_import
from tests.browser.stage_order import Silent, person


def bring(folder: Path) -> int:
    """Import a folder as the command line does; how many activities were new."""
    (export,) = receive(actor=SYSTEM, path=folder)
    start_import(actor=SYSTEM, import_id=export.pk, enqueued=False)
    return int(run_import(Silent(), export.pk)["activities"])


def cut(folder: Path, until: datetime, into: Path, since: datetime | None = None) -> Path:
    """A copy of a Discord export as it would have been made at that moment, perhaps of the last days alone."""
    copy = into / f"{folder.name}-{until:%Y%m%d}"
    shutil.copytree(folder, copy)
    for file in copy.rglob("*.json"):
        talk = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(talk, dict) or "messages" not in talk:
            continue
        talk["messages"] = [one for one in talk["messages"] if within(one["timestamp"], since, until)]
        talk["messageCount"] = len(talk["messages"])
        file.write_text(json.dumps(talk, ensure_ascii=False), encoding="utf-8")
    return copy


def within(stamp: str, since: datetime | None, until: datetime) -> bool:
    """Whether a message is of these days."""
    moment = datetime.fromisoformat(stamp)
    return moment < until and (since is None or moment >= since)


def furnish_loop(zulip: str, discord: str, until: str, into: str) -> dict[str, Any]:
    """Both exports up to a moment, and a lead who reads mail in Chinese; how much there is."""
    moment = datetime.fromisoformat(until)
    brought = {"zulip": bring(Path(zulip)), "discord": bring(cut(Path(discord), moment, Path(into)))}
    advance_lake()
    person("lead@example.org", "李琳", role="lead", language="zh-hans")
    return brought


def go_on(discord: str, until: str, into: str, since: str = "") -> dict[str, Any]:
    """What Discord said since, up to a later moment."""
    begins = datetime.fromisoformat(since) if since else None
    brought = {"discord": bring(cut(Path(discord), datetime.fromisoformat(until), Path(into), begins))}
    advance_lake()
    return brought
