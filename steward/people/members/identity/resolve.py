"""From identities to merges and proposals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from steward.people.members.identity.block import pairs
from steward.people.members.identity.certain import certain
from steward.people.members.identity.compare import observe
from steward.people.members.identity.normalise import Facts, Profile, profile
from steward.people.members.identity.score import corroborated, is_short_chinese, score

#: From here a pair is worth a person's look; measured, see `tests/test_identity_measured.py`.
OFFER = 0.7
#: From here a corroborated pair merges by itself.
SURE = 0.95


class Match(NamedTuple):
    """Two identities that are, or may be, one person."""

    low: int
    high: int
    score: float
    rules: tuple[str, ...]


class Resolution(NamedTuple):
    """What to merge at once, in this order, and what to ask a person about, best first."""

    merges: list[Match]
    proposals: list[Match]


class Groups:
    """Members as sets of identities, with the pairs a person called different and members somebody signs in as."""

    def __init__(
        self, member: Mapping[int, int], rejected: Iterable[tuple[int, int]], claimed: Collection[int]
    ) -> None:
        self._root = dict(member)
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = defaultdict(int)
        self._claimed = set(claimed)
        self._enemies: dict[int, set[int]] = defaultdict(set)
        for identity in member:
            self._size[self.find(identity)] += 1
        for low, high in rejected:
            if low in member and high in member:
                self._enemies[self.find(low)].add(high)
                self._enemies[self.find(high)].add(low)

    def find(self, identity: int) -> int:
        """The group of an identity."""
        node = self._root[identity]
        while (up := self._parent.get(node, node)) != node:
            self._parent[node] = node = self._parent.get(up, up)
        return node

    def may_join(self, one: int, other: int) -> bool:
        """Whether these identities are in different groups that nobody said are different people."""
        a, b = self.find(one), self.find(other)
        if a == b or (a in self._claimed and b in self._claimed):
            return False
        small, large = (a, b) if len(self._enemies[a]) < len(self._enemies[b]) else (b, a)
        return all(self.find(enemy) != large for enemy in self._enemies[small])

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        a, b = self.find(one), self.find(other)
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size.pop(b)
        self._enemies[a] |= self._enemies.pop(b, set())
        if b in self._claimed:
            self._claimed.add(a)


def resolve(
    facts: Sequence[Facts],
    *,
    member: Mapping[int, int] | None = None,
    rejected: Iterable[tuple[int, int]] = (),
    claimed: Collection[int] = (),
    only: Collection[int] | None = None,
) -> Resolution:
    """Decide over all identities; with `only`, over pairs of which one is in it.

    `member` maps identities to the members they belong to now (default: each its own), `rejected` are pairs of
    identities that are different people, `claimed` the members somebody signs in as.
    """
    groups = Groups(member or {each.id: each.id for each in facts}, rejected, claimed)
    merges: list[Match] = []
    for low, high, rule in certain(facts):
        if groups.may_join(low, high):
            groups.join(low, high)
            merges.append(Match(low, high, 1.0, (rule,)))
    matches = sorted(scored(facts, only), key=lambda found: (-found[0].score, found[0].low, found[0].high))
    for match, automatic in matches:
        if automatic and groups.may_join(match.low, match.high):
            groups.join(match.low, match.high)
            merges.append(match)
    proposals: dict[tuple[int, int], Match] = {}
    for match, _automatic in matches:
        if groups.may_join(match.low, match.high):
            ends = sorted((groups.find(match.low), groups.find(match.high)))
            proposals.setdefault((ends[0], ends[1]), match)
    return Resolution(merges, list(proposals.values()))


def scored(facts: Sequence[Facts], only: Collection[int] | None = None) -> list[tuple[Match, bool]]:
    """Every pair worth a look, and whether it may merge by itself."""
    profiles = {each.id: profile(each) for each in facts}
    chinese = {pk: is_short_chinese(each) for pk, each in profiles.items()}
    found = []
    for (low, high), crowd in pairs(profiles.values(), only).items():
        match = _match(profiles[low], profiles[high], crowd, chinese=chinese[low] and chinese[high])
        if match[0].score >= OFFER:
            found.append(match)
    return found


def _match(one: Profile, other: Profile, crowd: int, *, chinese: bool) -> tuple[Match, bool]:
    seen = observe(one, other)
    probability = score(seen, crowd, chinese=chinese)
    automatic = probability >= SURE and corroborated(seen, chinese=chinese)
    return Match(one.id, other.id, probability, tuple(seen)), automatic
