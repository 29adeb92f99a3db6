"""What a move shall do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from steward.square.moving.enums import LEAVE, NEW

#: Posts a second that are reckoned with before anything was measured.
PACE = 150


@dataclass(frozen=True, slots=True)
class Plan:
    """`channels` maps a channel's id to NEW, LEAVE or the number of a category (as text); `one` takes them all.

    Private channels are left out unless named with `private`: then a new category of theirs is the team's alone.
    """

    channels: Mapping[str, str] = field(default_factory=dict)
    one: int | None = None
    since: date | None = None
    private: bool = False
    hosts: tuple[str, ...] = ()

    def target(self, channel_id: int, *, private: bool) -> str:
        """What becomes of a channel: LEAVE, NEW or the number of a category."""
        if private and not self.private:
            return LEAVE
        wanted = self.channels.get(str(channel_id), NEW)
        return str(self.one) if self.one and wanted != LEAVE else wanted

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"since": self.since.isoformat() if self.since else None, "hosts": list(self.hosts)}


def plan_of(stored: Mapping[str, Any]) -> Plan:
    """A plan from JSON."""
    since = stored.get("since")
    return Plan(
        dict(stored.get("channels", {})),
        stored.get("one"),
        date.fromisoformat(since) if since else None,
        bool(stored.get("private")),
        tuple(stored.get("hosts", ())),
    )
