"""A lake small enough to be written by hand, with the interface of the real one's snapshots."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb

from steward.stream.insights.metrics.definition import fingerprint

ZONE = ZoneInfo("Asia/Shanghai")

ACTIVITY = (
    "id BIGINT, occurred_at TIMESTAMP, day DATE, hour SMALLINT, source INTEGER, channel INTEGER, kind VARCHAR,"
    " form VARCHAR, identity BIGINT, thread BIGINT, parent BIGINT, parent_identity BIGINT, reactions INTEGER,"
    " edits INTEGER"
)
TABLES = {
    "activity": ACTIVITY,
    "identity": "identity BIGINT, member BIGINT, is_bot BOOLEAN, is_team BOOLEAN, do_not_profile BOOLEAN",
    "channel": "channel INTEGER, source INTEGER, name VARCHAR",
    "membership": "channel INTEGER, identity BIGINT, joined_at TIMESTAMP, left_at TIMESTAMP",
}


@dataclass(frozen=True)
class Act:
    """One activity; `at` is UTC."""

    id: int
    at: datetime
    identity: int | None
    kind: str = "post"
    channel: int = 1
    thread: int | None = None
    parent: int | None = None
    reactions: int = 0
    edits: int = 0


@dataclass(frozen=True)
class Face:
    member: int
    is_bot: bool = False
    do_not_profile: bool = False
    is_team: bool = False


@dataclass
class SmallLake:
    """Channels 1 and 2 belong to source 1, channel 3 to source 2."""

    acts: dict[int, Act] = field(default_factory=dict)
    faces: dict[int, Face] = field(default_factory=dict)
    stays: list[tuple[int, int, datetime | None, datetime | None]] = field(default_factory=list)

    def add(self, *acts: Act) -> None:
        for act in acts:
            self.acts[act.id] = act
            if act.identity is not None:
                self.faces.setdefault(act.identity, Face(act.identity))

    def edit(self, pk: int, **changes: object) -> None:
        self.acts[pk] = replace(self.acts[pk], edits=self.acts[pk].edits + 1, **changes)

    def merge(self, identity: int, member: int) -> None:
        self.faces[identity] = replace(self.faces[identity], member=member)

    def erase(self, identity: int) -> None:
        for act in list(self.acts.values()):
            if act.identity == identity:
                self.acts[act.id] = replace(act, identity=None)
        self.faces.pop(identity, None)
        self.stays = [stay for stay in self.stays if stay[1] != identity]

    def rows(self) -> dict[str, list[tuple]]:
        """The lake's tables as tuples in the order of `TABLES`."""
        return {
            "activity": [self._activity(act) for act in self.acts.values()],
            "identity": [
                (pk, face.member, face.is_bot, face.is_team, face.do_not_profile) for pk, face in self.faces.items()
            ],
            "channel": [(1, 1, "general"), (2, 1, "求助"), (3, 2, "forum")],
            "membership": [
                (channel, identity, _utc(joined), _utc(left)) for channel, identity, joined, left in self.stays
            ],
        }

    def connect(self) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect()
        con.execute("SET TimeZone = 'UTC'")
        for name, rows in self.rows().items():
            con.execute(f"CREATE TABLE {name} ({TABLES[name]})")
            if rows:
                marks = ", ".join("?" for _ in rows[0])
                con.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        return con

    def months(self) -> dict[str, str]:
        found: dict[str, list[tuple]] = {}
        for row in sorted(self.rows()["activity"]):
            found.setdefault(f"{row[2]:%Y-%m}", []).append(row)
        return {month: fingerprint(rows) for month, rows in sorted(found.items())}

    def identity_version(self) -> str:
        return fingerprint(sorted(self.faces.items()))

    def version(self, table: str) -> str:
        return fingerprint(self.rows()[table])

    def _activity(self, act: Act) -> tuple:
        local = act.at.astimezone(ZONE)
        parent = self.acts.get(act.parent) if act.parent else None
        return (
            act.id, _utc(act.at), local.date(), local.hour, 2 if act.channel == 3 else 1, act.channel, act.kind, "text",
            act.identity, act.thread, act.parent, parent.identity if parent else None, act.reactions, act.edits,
        )  # fmt: skip


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC).replace(tzinfo=None) if value else None


def noon(text: str, minutes: int = 0) -> datetime:
    """Noon in Shanghai on a day, or some minutes later."""
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=ZONE) + timedelta(minutes=minutes)
