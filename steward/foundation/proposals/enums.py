"""What a room says about the proposals it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Offer(NamedTuple):
    """Something to suggest. The pair (kind, key) is unique for ever."""

    key: str  # "identity:12+identity:40"
    score: float  # 0–1: how sure
    evidence: Mapping[str, Any]
    payload: Mapping[str, Any]  # what accepting needs


@dataclass(frozen=True, slots=True)
class ProposalKind:
    """Point `proposal-kinds`: what deciding a kind of proposal does, in the transaction that marks it.

    `accept` and `reject` take (actor, proposal) and return the id of the journal's decision, or None; `reopen` takes
    back whichever of the two was done. Each authorises itself.
    """

    key: str  # "members.merge"
    label: Any  # lazily translated
    permission: str
    accept: Callable[[Any, Any], int | None] = field(compare=False)
    reject: Callable[[Any, Any], int | None] = field(compare=False)
    reopen: Callable[[Any, Any], None] = field(compare=False)
    page: str = ""  # the name of the view where they are decided
