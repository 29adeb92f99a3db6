"""How everybody came into their channel and how they went."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steward.stream.activity.enums import JoinedBy, LeftBy
from steward.stream.simulator.engine.chance import Ints, scramble
from steward.stream.simulator.engine.population import Accounts, Population
from steward.stream.simulator.enums import Source
from steward.stream.simulator.spec import NEVER, Spec

#: Shares in tenths: came to a 微信群 by QR code; in twenty-fifths: did not leave but was removed.
_BY_LINK, _REMOVED = 4, 25


@dataclass(frozen=True)
class Stays:
    """One row per account, in its home channel; the times are those of `Accounts`."""

    joined_by: NDArray[np.str_]
    inviter: Ints  # account, or -1
    left_by: NDArray[np.str_]


def stays(spec: Spec, population: Population) -> Stays:
    """The memberships of a population."""
    accounts = population.accounts
    everybody = np.arange(len(accounts.person))
    lot = (scramble(everybody, spec.seed + 5) >> np.uint64(8)).astype(np.int64)
    inviter = np.where(lot % 10 >= _BY_LINK, _inviters(spec, accounts), -1)
    inviter[accounts.source != Source.WECHAT] = -1
    how = np.full(len(everybody), JoinedBy.SELF.value, dtype="U8")
    how[accounts.source == Source.DISCORD] = JoinedBy.LINK.value
    in_group = accounts.source == Source.WECHAT
    how[in_group] = np.where(lot % 10 < _BY_LINK, JoinedBy.LINK.value, JoinedBy.UNKNOWN.value)[in_group]
    how[inviter >= 0] = JoinedBy.INVITED.value
    removed = accounts.raider | (lot % _REMOVED == 0)
    gone = np.where(removed, LeftBy.REMOVED.value, LeftBy.SELF.value)
    return Stays(how, inviter, np.where(accounts.left == NEVER, LeftBy.STILL_HERE.value, gone))


def _inviters(spec: Spec, accounts: Accounts) -> Ints:
    """For each account somebody of the same channel who joined before and was still there; -1 where there is nobody."""
    size = len(accounts.home)
    order = np.argsort(accounts.home, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(size)
    floor = np.searchsorted(accounts.home[order], accounts.home)
    lot = (scramble(np.arange(size), spec.seed + 6) >> np.uint64(11)).astype(np.float64) / 2**53
    found = order[np.minimum(floor + (lot * (place - floor)).astype(np.int64), size - 1)]
    there = (accounts.left[found] > accounts.joined) & (accounts.joined[found] < accounts.joined)
    return np.where((place > floor) & there, found, -1)
