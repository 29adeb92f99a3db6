"""Many messages looked at together: every text is scanned once, and every answer is kept for all rules."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from steward.care.screening.engine.fingerprint import Fingerprint, fingerprint_of
from steward.care.screening.engine.matching import Patterns, WordHit, Words, settled
from steward.care.screening.engine.normalise import join, narrow
from steward.care.screening.engine.records import Message, Reason, Scores

if TYPE_CHECKING:
    from steward.care.screening.engine.pinyin import PinyinWords

#: What a field of a condition means in a message.
FIELDS = {"both": ("text", "title", "html_text"), "body": ("text", "html_text"), "title": ("title",)}


class Batch:
    """Messages with what has been found out about them. Messages are known by their number here."""

    def __init__(
        self, messages: Sequence[Message], words: Words, patterns: Patterns, pinyin: "PinyinWords | None"
    ) -> None:
        """Scans all texts for words at once."""
        self.messages = messages
        self.everyone = set(range(len(messages)))
        self._words = words
        self._patterns = patterns
        self._pinyin = pinyin
        self._texts = [one.text for one in messages]
        self._segments = [(number, "text") for number in range(len(messages))]
        more = [(number, "title", one.title) for number, one in enumerate(messages) if one.title]
        more += [
            (n, "html_text", one.html_text) for n, one in enumerate(messages) if one.html_text not in {"", one.text}
        ]
        for number, name, text in more:
            self._segments.append((number, name))
            self._texts.append(text)
        self._joined = join(self._texts)
        self._hits: dict[int, list[tuple[str, WordHit]]] = defaultdict(list)
        self._by_list: dict[tuple[str, str], set[int]] = defaultdict(set)
        for segment, hits in words.scan(self._joined).items():
            number, name = self._segments[segment]
            self._keep(number, name, hits)
        self._sounded: set[int] = set()
        self._known: dict[str, set[int]] = {}
        self._scores: dict[int, Scores] = {}
        self._reasons: dict[tuple[int, str, int], Reason] = {}
        self._prints: dict[int, Fingerprint] = {}
        self._columns: dict[str, list[Any]] = {}
        self._matched: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._patterns_of: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._looked: dict[str, set[int]] = defaultdict(set)
        self._complete: set[str] = set()

    def _keep(self, number: int, name: str, hits: list[WordHit]) -> None:
        for hit in hits:
            self._hits[number].append((name, hit))
            self._by_list[hit.entry.source.key, name].add(number)

    def with_words(self, keys: Sequence[str], field: str, among: set[int]) -> set[int]:
        """Which of the messages have a hit of one of the lists there."""
        found: set[int] = set()
        for key in keys:
            for name in FIELDS[field]:
                found |= self._by_list.get((key, name), set()) & among
        return found

    def hits(self, number: int) -> list[tuple[str, WordHit]]:
        """Words found in a message, each with its field."""
        return self._hits.get(number, [])

    def kept_reason(self, number: int, name: str, hit: WordHit, make: Callable[[str, str, WordHit], Reason]) -> Reason:
        """A hit as a reason, made once for all rules it speaks for."""
        key = (number, name, id(hit))
        if key not in self._reasons:
            self._reasons[key] = make(getattr(self.messages[number], name), name, hit)
        return self._reasons[key]

    def listen(self, among: set[int]) -> None:
        """Look for words by sound too: slow, so only where a rule still needs to know."""
        if self._pinyin is None:
            return
        for number in among - self._sounded:
            self._sounded.add(number)
            for name in FIELDS["both"]:
                text = getattr(self.messages[number], name)
                hits = self._pinyin.scan(text)
                if hits:
                    self._keep(number, name, settled(hits + self._words.allowed(text)))

    def print_of(self, number: int) -> Fingerprint:
        """A message's fingerprint: the one that is kept with it, or one for all rules."""
        kept = self.messages[number].fingerprint
        if kept is not None:
            return kept
        return self._prints.setdefault(number, fingerprint_of(self.messages[number].text))

    def column(self, name: str, read: Callable[[Message], Any]) -> list[Any]:
        """One value of every message, read once."""
        if name not in self._columns:
            self._columns[name] = [read(one) for one in self.messages]
        return self._columns[name]

    def known(self, key: str, among: set[int], holds: Callable[[int], bool], pick: Callable[[], set[int]]) -> set[int]:
        """Which of the messages satisfy a cheap test; answered once for all where many are asked about.

        The answer may be kept by the batch: never change it.
        """
        if key not in self._known:
            if len(among) * 4 < len(self.messages):
                return {number for number in among if holds(number)}
            self._known[key] = pick()
        return self._known[key] if among is self.everyone else self._known[key] & among

    def with_patterns(self, patterns: frozenset[int], field: str, among: set[int]) -> set[int]:
        """Which of the messages have one of the patterns there; each text is asked once, for all patterns."""
        if field not in self._complete:
            self._match(field, among)
        known = self._matched[field]
        found = [known[pattern] for pattern in patterns if pattern in known]
        return set().union(*found) & among if found else set()

    def patterns_in(self, number: int, field: str) -> set[int]:
        """All patterns a message has there."""
        if field not in self._complete:
            self._match(field, {number})
        return self._patterns_of[field].get(number, set())

    def _match(self, field: str, among: set[int]) -> None:
        if field in FIELDS and among is self.everyone:
            self._match_everyone(field)
            return
        looked = self._looked[field]
        for number in among - looked:
            for name in FIELDS.get(field, (field,)):
                for text in self.readings(number, name):
                    self._note(field, number, self._patterns.within(text))
        self._looked[field] = looked | among

    def _match_everyone(self, field: str) -> None:
        """All texts one after the other; once for all fields."""
        for segment, patterns in self._by_segment.items():
            number, name = self._segments[segment]
            if name in FIELDS[field]:
                self._note(field, number, patterns)
        self._looked[field] = self.everyone
        self._complete.add(field)

    def _note(self, field: str, number: int, patterns: list[int]) -> None:
        if patterns:
            self._patterns_of[field][number].update(patterns)
            for pattern in patterns:
                self._matched[field][pattern].add(number)

    @cached_property
    def _by_segment(self) -> dict[int, list[int]]:
        found = {segment: self._patterns.within(text) for segment, text in enumerate(self._texts)}
        for segment in self._wide_segments:
            found[segment] += self._patterns.within(narrow(self._texts[segment]))
        return {segment: patterns for segment, patterns in found.items() if patterns}

    @cached_property
    def _wide(self) -> set[tuple[int, str]]:
        return {self._segments[segment] for segment in self._wide_segments}

    @cached_property
    def _wide_segments(self) -> set[int]:
        return self._joined.wide()

    def readings(self, number: int, name: str) -> list[str]:
        """A field as patterns read it: as written and, where letters are unusually wide, in ordinary width."""
        message = self.messages[number]
        if name == "links":
            return list(message.links)
        if name == "hosts":
            return [host_of(link) for link in message.links]
        text: str = getattr(message, name)
        if not text:
            return []
        return [text, narrow(text)] if (number, name) in self._wide else [text]

    def place(self, pattern: int, number: int, field: str) -> tuple[str, str, int, int] | None:
        """Where a pattern is first: field, text, start, end."""
        for name in FIELDS.get(field, (field,)):
            for text in self.readings(number, name):
                found = self._patterns.place(pattern, text)
                if found:
                    original = text if name in {"links", "hosts"} else getattr(self.messages[number], name)
                    return name, original, *found
        return None

    def score(self, number: int, code: str) -> float:
        """The classifier's probability, asked for once."""
        if number not in self._scores:
            given = self.messages[number].scores
            self._scores[number] = (given() if callable(given) else given) or {}
        return float(self._scores[number].get(code, 0.0))


def host_of(link: str) -> str:
    """The host of a link, lower case, without www.; empty where there is none."""
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")
