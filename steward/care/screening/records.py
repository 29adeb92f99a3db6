"""What this room hands around."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from steward.care.screening.engine.records import Act, Found, Message, Reason


@dataclass(frozen=True, slots=True)
class Asked:
    """What conditions ask of a message and its author: the names of leaves, and how far back they look."""

    leaves: frozenset[str] = frozenset()
    window: timedelta = timedelta(0)

    def __contains__(self, leaf: str) -> bool:
        """Whether some condition asks this."""
        return leaf in self.leaves

    @property
    def looks_back(self) -> bool:
        """Whether some condition compares with what the author said before."""
        return self.window > timedelta(0)


@dataclass(frozen=True, slots=True)
class RuleNow:
    """A rule in use, as the compiled rules know it."""

    id: int
    key: str
    name: str
    version: int
    mode: str
    ceiling: int
    clause: str


@dataclass(frozen=True, slots=True)
class Told:
    """One rule's hit, weighed: in which mode it counts, and whether it is the one that trips the rule's ceiling."""

    rule: RuleNow
    found: Found
    mode: str
    trips: bool = False

    @property
    def live(self) -> bool:
        """Whether anything is done."""
        return self.mode == "live"


@dataclass(frozen=True, slots=True)
class Subject:
    """What was hit, as far as a hit keeps it."""

    kind: str
    id: int
    identity_id: int | None
    place: str
    message: Message
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `reason` is the number of the reason that marks it, None for plain words."""

    text: str
    reason: int | None = None


@dataclass(frozen=True, slots=True)
class Undoing:
    """What became of taking back a rule's acts."""

    undone: int = 0
    left: Mapping[str, int] = field(default_factory=dict)  # sentence → how often

    def as_json(self) -> dict[str, Any]:
        """For the result of a job."""
        return {"undone": self.undone, "left": dict(self.left)}


def acts_of(stored: list[dict[str, str]]) -> tuple[Act, ...]:
    """The acts a rule or hit keeps as JSON."""
    return tuple(Act(one["kind"], one.get("value", ""), one.get("to", "")) for one in stored)  # type: ignore[arg-type]


def acts_json(acts: tuple[Act, ...]) -> list[dict[str, str]]:
    """The acts as a hit keeps them."""
    return [{"kind": act.kind, "value": act.value, "to": act.to} for act in acts]


def reasons_json(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    """The reasons as a hit keeps them: enough to say them in any language later."""
    return [
        {
            "what": one.what, "detail": one.detail, "start": one.start, "end": one.end, "field": one.field,
            "word": one.word, "list": one.list_key, "list_version": one.list_version, "via": one.via, "why": one.why,
            "params": list(one.params),
        }
        for one in reasons
    ]  # fmt: skip


def reasons_of(stored: list[dict[str, Any]]) -> tuple[Reason, ...]:
    """The reasons a hit keeps as JSON."""
    return tuple(
        Reason(
            what=one["what"], detail=one["detail"], start=one["start"], end=one["end"], field=one["field"],
            word=one["word"], list_key=one["list"], list_version=one["list_version"], via=one["via"], why=one["why"],
            params=tuple((name, value) for name, value in one["params"]),
        )
        for one in stored
    )  # fmt: skip
