"""Who came and went, told by name only: WeChat, QQ and Telegram write "A invited B", not which account B is.

A name is resolved when exactly one account bore it in the whole export; nothing is guessed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from steward.stream.activity.enums import JoinedBy, LeftBy
from steward.stream.activity.records import ActivityRecord, MembershipRecord, Record


class Told(NamedTuple):
    """What a system line says: `who` (names) came or left (`left_by` is not empty), and who brought or removed them."""

    who: tuple[str, ...]
    by: str = ""
    joined_by: str = ""
    left_by: str = ""


class Names:
    """Accounts by the names they bore, and passages that wait until all names are known."""

    def __init__(self) -> None:
        self._accounts: dict[str, set[str]] = {}
        self._last: dict[str, str] = {}
        self._waiting: list[tuple[ActivityRecord, Told]] = []

    def see(self, account: str, name: str) -> bool:
        """Remember the name; True when the account is new or renamed."""
        if self._last.get(account) == name:
            return False
        self._last[account] = name
        self._accounts.setdefault(name, set()).add(account)
        return True

    def resolve(self, name: str) -> str:
        """The one account with this name, or ""."""
        found = self._accounts.get(name, ())
        return next(iter(found)) if len(found) == 1 else ""

    def wait(self, line: ActivityRecord, told: Told) -> None:
        """Keep a passage until `passages`."""
        self._waiting.append((line, told))

    def passages(self) -> Iterator[Record]:
        """The memberships of everybody who could be resolved."""
        for line, told in self._waiting:
            by = self.resolve(told.by)
            for name in told.who:
                account = self.resolve(name)
                if not account:
                    continue
                passage = MembershipRecord(line.channel_id, account)
                if told.left_by:
                    yield passage._replace(left_at=line.occurred_at, left_by=told.left_by)
                else:
                    inviter = by if by != account else ""
                    yield passage._replace(joined_at=line.occurred_at, joined_by=told.joined_by, inviter_id=inviter)
        self._waiting.clear()


_NAME = r"[\"“]?(?P<{}>.+?)[\"”]?(?:\(\d+\))?"
_WHO, _BY = _NAME.format("who"), _NAME.format("by")
_GROUP = r"(?:了)?(?:本群|群聊|该群|群)"
_LINES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(rf"{_WHO}\s*通过扫描\s*{_BY}\s*分享的二维码加入{_GROUP}.*"), JoinedBy.LINK.value, ""),
    (re.compile(rf"{_BY}\s*邀请\s*{_WHO}\s*(?:加入|进入){_GROUP}.*"), JoinedBy.INVITED.value, ""),
    (re.compile(rf"{_WHO}\s*被\s*{_BY}\s*(?:移出|踢出|请出){_GROUP}.*"), "", LeftBy.REMOVED.value),
    (re.compile(rf"{_BY}\s*将\s*{_WHO}\s*(?:移出|踢出){_GROUP}.*"), "", LeftBy.REMOVED.value),
    (re.compile(rf"{_WHO}\s*(?:退出|离开){_GROUP}.*"), "", LeftBy.SELF.value),
    (re.compile(rf"{_WHO}\s*(?:已)?(?:加入|进入){_GROUP}.*"), JoinedBy.SELF.value, ""),
)
_POKE = re.compile(r"[\"“][^\n]+[\"”]\s*(?:拍了拍|戳了戳)[^\n]*")
_BETWEEN = re.compile(r"[\"”]?、[\"“]?")


def read_line(text: str) -> Told | None:
    """A Chinese system line of WeChat or QQ; None when nobody came or went."""
    for pattern, joined_by, left_by in _LINES:
        found = pattern.fullmatch(text[:2_000].strip())
        if found:
            by = found.groupdict().get("by") or ""
            who = tuple(name for name in _BETWEEN.split(found.group("who")) if name)
            return Told(who, by, joined_by, left_by)
    return None


def is_poke(text: str) -> bool:
    """`"A" 拍了拍 "B"`."""
    return bool(_POKE.fullmatch(text.strip()))
