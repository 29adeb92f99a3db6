"""The arithmetic of merging: which members count as one, and what is known about them. Pure, no database.

What a person sees as one member is computed, never stored as history: *births* (a row for each identity), the *merges*
still standing and the *edits* are facts that are only added or struck out; members are a function of the set of them.
Taking back any merge, in any order, therefore gives what would have been without it. Values are multi-value registers
(Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011, §3.2.2): an edit
names the edits it replaces, so it stops counting where it and they are no longer in one member.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

NAME, NOTE, TAG, FLAG, CONSENT = "name", "note", "tag", "flag", "consent"
BOT, TEAM, NO_PROFILE = "is_bot", "is_team", "do_not_profile"


class MergeRow(NamedTuple):
    """A standing merge; ids grow with time. The side of `winner` survives."""

    id: int
    winner: int
    loser: int


class EditRow(NamedTuple):
    """A value given to a member. Ids grow with time; ids below zero are births (see `Birth`)."""

    id: int
    member: int
    field: str
    key: str
    value: Any
    replaces: tuple[int, ...] = ()


class Birth(NamedTuple):
    """A member row as its identity made it."""

    member: int
    name: str
    is_bot: bool = False
    claimed: bool = False  # somebody signs in as this member: that side survives

    def edits(self) -> list[EditRow]:
        """What the identity itself says, as an edit that can be replaced like any other."""
        return [EditRow(-self.member, self.member, FLAG, BOT, True)] if self.is_bot else []


@dataclass(frozen=True, slots=True)
class Standing:
    """What is shown of a member."""

    name: str
    name_by_hand: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    is_bot: bool = False
    is_team: bool = False
    do_not_profile: bool = False
    consents: dict[str, Any] = field(default_factory=dict)


def roots(births: Iterable[Birth], merges: Iterable[MergeRow]) -> dict[int, int]:
    """The surviving member of every member: merges are replayed in their order, the winner's side survives each."""
    claimed = {birth.member for birth in births if birth.claimed}
    groups = {birth.member: [birth.member] for birth in births}
    root = {member: member for member in groups}
    for merge in sorted(merges):
        winner, loser = root[merge.winner], root[merge.loser]
        if winner == loser:
            continue
        if loser in claimed and winner not in claimed:
            winner, loser = loser, winner
        for member in groups[loser]:
            root[member] = winner
        groups[winner] += groups.pop(loser)
    return root


def visible(edits: Iterable[EditRow]) -> dict[tuple[str, str], list[EditRow]]:
    """The edits of one member that nothing replaced, oldest first, by field and key."""
    rows = sorted(edits)
    replaced = {number for row in rows for number in row.replaces}
    found: dict[tuple[str, str], list[EditRow]] = defaultdict(list)
    for row in rows:
        if row.id not in replaced:
            found[row.field, row.key].append(row)
    return found


def standing(root: int, births: Mapping[int, Birth], edits: Iterable[EditRow]) -> Standing:
    """What is shown of the member `root`, given the births and edits of all rows that count as it."""
    rows = [*edits, *(edit for birth in births.values() for edit in birth.edits())]
    seen = visible(rows)
    names = seen.get((NAME, ""), [])
    chosen = [row for row in names if row.member == root] or names
    flags = {key: any(row.value for row in found) for (kind, key), found in seen.items() if kind == FLAG}
    return Standing(
        name=chosen[-1].value if chosen else births[root].name,
        name_by_hand=bool(chosen),
        note=_note(root, seen.get((NOTE, ""), [])),
        tags=tuple(sorted(key for (kind, key), found in seen.items() if kind == TAG and any(r.value for r in found))),
        is_bot=flags.get(BOT, False),
        is_team=flags.get(TEAM, False),
        do_not_profile=flags.get(NO_PROFILE, False),
        consents={key: found[-1].value for (kind, key), found in sorted(seen.items()) if kind == CONSENT},
    )


def _note(root: int, rows: list[EditRow]) -> str:
    ordered = sorted(rows, key=lambda row: (row.member != root, row.id))
    return "\n\n".join(dict.fromkeys(row.value for row in ordered if row.value))


def replacing(kind: str, key: str, births: Iterable[Birth], edits: Iterable[EditRow]) -> tuple[int, ...]:
    """The ids a new edit of this field replaces: all that are visible in the member now."""
    rows = [*edits, *(edit for birth in births for edit in birth.edits())]
    if (kind, key) == (FLAG, BOT):
        # What identities say later must not undo what a team mate said now.
        silent = [EditRow(-birth.member, birth.member, FLAG, BOT, False) for birth in births if not birth.is_bot]
        rows += silent
    return tuple(row.id for row in visible(rows).get((kind, key), []))
