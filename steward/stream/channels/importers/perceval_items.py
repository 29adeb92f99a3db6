"""What the mappings of Perceval items share: fields, people, reactions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from steward.stream.activity.enums import Kind
from steward.stream.activity.records import AccountRecord, ActivityRecord
from steward.stream.channels.importers.text import BadField, clean, parse_epoch, parse_iso

Json = dict[str, Any]


def words(value: object) -> str:
    """A field as text; nothing is ""."""
    return "" if value is None else clean(str(value))


def host(origin: str) -> str:
    """The host of an address, or what stands in its place."""
    return (_split(origin).hostname or origin.strip("/").rpartition("/")[2]).lower()


def path(origin: str) -> str:
    """The path of an address without slashes around it: `owner/name` of a repository."""
    return _split(origin).path.strip("/").removesuffix(".git") or host(origin)


def _split(origin: str) -> SplitResult:
    try:
        return urlsplit(origin)
    except ValueError:
        return urlsplit("")


def moment(value: object) -> datetime:
    """ISO text, or seconds or milliseconds since 1970, as UTC. Raises `BadField`."""
    if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
        return parse_iso(value)
    if value is None or isinstance(value, bool):
        raise BadField("bad-date", str(value))
    seconds = float(value)  # type: ignore[arg-type]
    # Mattermost counts milliseconds; no date in seconds is that large before the year 5138.
    return parse_epoch(seconds / 1000 if seconds > 1e11 else seconds)


def maybe(value: object) -> datetime | None:
    """A moment where one is given."""
    return moment(value) if value else None


def dicts(value: object) -> list[Json]:
    """The objects of a list that may be missing."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inner(data: Json, *keys: str) -> Json:
    """The first of several members that is an object with something in it, or an empty one."""
    return next((data[key] for key in keys if isinstance(data.get(key), dict) and data[key]), {})


def reactions(
    target: ActivityRecord, given: Iterable[tuple[AccountRecord, str, object]]
) -> list[AccountRecord | ActivityRecord]:
    """Reactions by name, as (who, what, when); those without a time count at the time of what they answer."""
    records: list[AccountRecord | ActivityRecord] = []
    for who, what, when in given:
        records += [
            who,
            ActivityRecord(
                source_id=f"{target.source_id}/{what}/{who.account_id}",
                kind=Kind.REACTION.value,
                occurred_at=maybe(when) or target.occurred_at,
                channel_id=target.channel_id,
                account_id=who.account_id,
                realm=who.realm,
                parent_id=target.source_id,
                thread_id=target.thread_id,
                title=what,
            ),
        ]
    return records
