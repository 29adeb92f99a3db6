"""Rules to test with, made by the real actions."""

from datetime import datetime, timedelta
from typing import Any

from steward.care.screening.actions.follow import FRESH
from steward.care.screening.actions.switch import set_mode
from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.models import Rule
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Source, ensure_source, ingest
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord

HOLD = {"kind": "hold"}
CASINO = {"terms": ["casino", "博彩"]}


def body(condition: Any = None, *acts: dict[str, str], **others: Any) -> dict[str, Any]:
    """The body of a rule; by default it holds what speaks of casinos."""
    return {"name": "No casinos", "condition": condition or CASINO, "acts": list(acts) or [HOLD], **others}


def make_rule(
    condition: Any = None, *acts: dict[str, str], mode: str = "live", ceiling: int = 30, **others: Any
) -> Rule:
    """A rule in that mode; it went live without a rehearsal, with a reason."""
    rule = write_rule(actor=SYSTEM, body=body(condition, *acts, **others), ceiling=ceiling)
    return set_mode(actor=SYSTEM, rule_id=rule.pk, mode=mode, why="a test") if mode != "off" else rule


def make_source(key: str = "chat") -> Source:
    """Another place the community lives on."""
    return ensure_source(actor=SYSTEM, key=key, name=key.title(), service="discord")


def say(source: Source, *texts: str, who: str = "u1", at: datetime | None = None, first: int = 1) -> None:
    """Somebody says this there, a minute apart."""
    at = at or clock.now() - timedelta(hours=1)
    lines: list[Any] = [ChannelRecord("c1", "general", "room"), AccountRecord(who, name=who.title())]
    lines += [
        ActivityRecord(f"m{first + n}", "post", at + timedelta(minutes=n), "c1", who, body=text)
        for n, text in enumerate(texts)
    ]
    ingest(actor=SYSTEM, source=source, records=lines)


LONG_AGO = FRESH + timedelta(days=1)
