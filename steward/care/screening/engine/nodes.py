"""Compiled conditions: each answers for many messages at once, and says why for one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.utils.translation import gettext_noop

from steward.care.screening.engine.batch import FIELDS, Batch
from steward.care.screening.engine.fingerprint import make, similarity
from steward.care.screening.engine.matching import WordHit
from steward.care.screening.engine.records import Message, Reason, Recent, What

#: What begins the key of a list that stands in a rule itself.
INLINE = "\0"

_FOUND = {
    "plain": gettext_noop("“%(found)s” is in the word list %(list)s (version %(version)s)."),
    "folded": gettext_noop(
        "“%(found)s” reads as “%(word)s”, which is in the word list %(list)s (version %(version)s)."
    ),
    "pinyin": gettext_noop(
        "“%(found)s” sounds like “%(word)s”, which is in the word list %(list)s (version %(version)s)."
    ),
}
_WRITTEN = {
    "plain": gettext_noop("“%(found)s” is one of the words of this rule."),
    "folded": gettext_noop("“%(found)s” reads as “%(word)s”, one of the words of this rule."),
}
_FITS = gettext_noop("“%(found)s” fits the pattern %(pattern)s.")
_MISSING = gettext_noop("What the rule asks for is missing: %(wanted)s.")
_SCORED = gettext_noop("The classifier gives %(value)s for “%(code)s”; the rule asks for %(limit)s.")
_OFTEN = gettext_noop("%(count)s messages in %(minutes)s minutes; the rule allows %(limit)s.")
_ALIKE = gettext_noop("%(count)s earlier messages of the last %(minutes)s minutes are alike (%(similar)s %%).")


class Node(Protocol):
    """A condition. `rank`: what it costs; cheap ones are asked first."""

    rank: int

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which of the candidates satisfy it."""
        ...

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """Why a message that satisfies it does."""
        ...


@dataclass(slots=True)
class Every:
    """All of them: cheap ones first, each over what is left."""

    parts: list[Node]
    rank: int = 0

    def __post_init__(self) -> None:
        self.parts = sorted(self.parts, key=lambda part: part.rank)
        self.rank = max(part.rank for part in self.parts)

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which satisfy every part."""
        for part in self.parts:
            if not candidates:
                break
            candidates = part.among(batch, candidates)
        return candidates

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """The reasons of every part."""
        for part in self.parts:
            yield from part.reasons(batch, number)


@dataclass(slots=True)
class Some:
    """One of them at least: dear ones are asked only about what is still open."""

    parts: list[Node]
    rank: int = 0

    def __post_init__(self) -> None:
        self.parts = sorted(self.parts, key=lambda part: part.rank)
        self.rank = max(part.rank for part in self.parts)

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which satisfy at least one part."""
        found: set[int] = set()
        for part in self.parts:
            found |= part.among(batch, candidates - found if found and part.rank >= DEAR else candidates)
        return found

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """The reasons of the parts that hold, without asking dear ones once there is one."""
        said = False
        for part in self.parts:
            if isinstance(part, HasWords | HasPattern) and part.rank < DEAR:
                reasons = tuple(part.reasons(batch, number))
            elif (part.rank < DEAR or not said) and part.among(batch, {number}):
                reasons = tuple(part.reasons(batch, number))
                said = True
            else:
                reasons = ()
            said = said or bool(reasons)
            yield from reasons


@dataclass(slots=True)
class Nothing:
    """The opposite of a condition."""

    part: Node
    wanted: str = ""
    rank: int = 0

    def __post_init__(self) -> None:
        self.rank = self.part.rank

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which do not satisfy the part."""
        return candidates - self.part.among(batch, candidates)

    def reasons(self, _batch: Batch, _number: int) -> Iterator[Reason]:
        """That something asked for is missing, where it can be named."""
        if self.wanted:
            yield Reason("pattern", why=_MISSING, params=(("wanted", self.wanted),))


#: From this rank on a condition is asked about one message at a time.
DEAR = 5


@dataclass(slots=True)
class HasWords:
    """A hit of one of some lists in a field; `sounds`: one of them asks for words by sound."""

    keys: Sequence[str]
    field: str
    sounds: bool = False
    rank: int = 0

    def __post_init__(self) -> None:
        self.rank = DEAR if self.sounds else 0

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which have such a hit; by sound only where there is none as written."""
        found = batch.with_words(self.keys, self.field, candidates)
        if self.sounds and len(found) < len(candidates):
            batch.listen(candidates - found)
            found = batch.with_words(self.keys, self.field, candidates)
        return found

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """Each hit; what the cooked text only repeats is said once."""
        seen: set[tuple[str, str]] = set()
        for name, hit in batch.hits(number):
            key = (hit.entry.source.key, hit.entry.word)
            if key[0] in self.keys and name in FIELDS[self.field] and not (name == "html_text" and key in seen):
                seen.add(key)
                yield batch.kept_reason(number, name, hit, _word_reason)


def _word_reason(text: str, name: str, hit: WordHit) -> Reason:
    source, found = hit.entry.source, text[hit.start : hit.end]
    inline = source.key.startswith(INLINE)
    key, version = ("", 0) if inline else (source.key, source.version)
    why = (_WRITTEN if inline else _FOUND)[hit.via]
    params = (("found", found), ("word", hit.entry.word), ("list", key), ("version", str(version)))
    return Reason("word", found, hit.start, hit.end, name, hit.entry.word, key, version, hit.via, why, params)


@dataclass(slots=True)
class HasPattern:
    """One of some patterns in a field; `sources` says what was written, by number of the pattern."""

    sources: dict[int, str]
    field: str
    rank: int
    what: What = "pattern"
    numbers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.numbers = frozenset(self.sources)

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which have one of them there."""
        return batch.with_patterns(self.numbers, self.field, candidates)

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """Where each pattern is first."""
        for pattern in sorted(self.numbers & batch.patterns_in(number, self.field)):
            place = batch.place(pattern, number, self.field)
            if place:
                name, text, start, end = place
                source = self.sources[pattern]
                params = (("found", text[start:end]), ("pattern", source))
                yield Reason(self.what, text[start:end], start, end, name, source, why=_FITS, params=params)


@dataclass(slots=True)
class Known:
    """A cheap test of one value of a message (`column` names it); `told` puts value and test in a sentence."""

    key: str
    what: What
    column: str
    read: Callable[[Message], Any]
    fits: Callable[[Any], bool]
    told: Callable[[Any], tuple[str, str, dict[str, str]]]
    rank: int = 1

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which pass the test."""
        read, fits, messages = self.read, self.fits, batch.messages

        def pick() -> set[int]:
            return {number for number, value in enumerate(batch.column(self.column, read)) if fits(value)}

        return batch.known(self.key, candidates, lambda number: fits(read(messages[number])), pick)

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """The value and what the rule asks for."""
        detail, why, params = self.told(self.read(batch.messages[number]))
        yield Reason(self.what, detail, why=why, params=tuple(params.items()))


@dataclass(slots=True)
class Scored:
    """The classifier's probability for a reason code."""

    code: str
    at_least: float
    rank: int = DEAR + 2

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which reach it; asks the classifier, so it comes last."""
        return {number for number in candidates if batch.score(number, self.code) >= self.at_least}

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """The probability."""
        value = f"{batch.score(number, self.code):.2f}"
        params = (("value", value), ("code", self.code), ("limit", f"{self.at_least:g}"))
        yield Reason("score", value, word=self.code, why=_SCORED, params=params)


@dataclass(slots=True)
class Frequent:
    """More messages of the author than allowed within some minutes, this one included."""

    more_than: float
    minutes: float
    same_place: bool
    rank: int = DEAR

    def _count(self, message: Message) -> int:
        recent = _within(message, self.minutes)
        return 1 + sum(one.place == message.place for one in recent) if self.same_place else 1 + len(recent)

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Whose authors are too fast."""
        return {number for number in candidates if self._count(batch.messages[number]) > self.more_than}

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """How many in which time."""
        count = str(self._count(batch.messages[number]))
        params = (("count", count), ("minutes", f"{self.minutes:g}"), ("limit", f"{self.more_than:g}"))
        yield Reason("rate", count, why=_OFTEN, params=params)


@dataclass(slots=True)
class Repeated:
    """Earlier messages of the author that are the same or nearly."""

    similar: float
    minutes: float
    at_least: float
    rank: int = DEAR + 1

    def among(self, batch: Batch, candidates: set[int]) -> set[int]:
        """Which have been said before. Only what is compared gets a fingerprint, all of it at once."""
        asked: dict[int, list[Recent]] = {}
        for number in candidates:
            recent = _within(batch.messages[number], self.minutes)
            if len(recent) >= self.at_least:
                asked[number] = recent
        make([one.fingerprint for recent in asked.values() for one in recent] + [batch.print_of(one) for one in asked])
        return {number for number, recent in asked.items() if len(self._alike(batch, number, recent)) >= self.at_least}

    def _alike(self, batch: Batch, number: int, recent: Sequence[Recent]) -> list[float]:
        own, least = batch.print_of(number), self.similar
        alike = (similarity(own, one.fingerprint, least) for one in recent)
        return [value for value in alike if value]

    def reasons(self, batch: Batch, number: int) -> Iterator[Reason]:
        """How many, and how much alike the closest is."""
        alike = self._alike(batch, number, _within(batch.messages[number], self.minutes))
        closest = f"{100 * max(alike):.0f}"
        params = (("count", str(len(alike))), ("minutes", f"{self.minutes:g}"), ("similar", closest))
        yield Reason("duplicate", closest, why=_ALIKE, params=params)


def _within(message: Message, minutes: float) -> list[Recent]:
    if message.at is None or not message.recent:
        return []
    since = message.at - timedelta(minutes=minutes)
    return [one for one in message.recent if since < one.at <= message.at]


_TESTS: dict[str, Callable[[float], Callable[[float | None], bool]]] = {
    "below": lambda limit: lambda value: value is not None and value < limit,
    "at_most": lambda limit: lambda value: value is not None and value <= limit,
    "at_least": lambda limit: lambda value: value is not None and value >= limit,
    "more_than": lambda limit: lambda value: value is not None and value > limit,
}


def within_limits(limits: Iterable[tuple[str, float]]) -> Callable[[float | None], bool]:
    """A range of the grammar as a test; what nobody knows is never within."""
    tests = [_TESTS[name](limit) for name, limit in limits]
    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


def opens_patterns(node: Node) -> bool:
    """Whether patterns are looked for in every message: nothing cheaper stands before them."""
    if isinstance(node, Every):
        return all(opens_patterns(part) for part in node.parts)
    if isinstance(node, Some):
        return any(opens_patterns(part) for part in node.parts)
    if isinstance(node, Nothing):
        return opens_patterns(node.part)
    return isinstance(node, HasPattern)
