"""The two machines: an Aho-Corasick automaton for words, RE2 for patterns. Both look at each character once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import re2  # type: ignore[import-untyped]
from ahocorasick_rs import AhoCorasick, MatchKind
from django.utils.translation import gettext as _

from steward.care.screening.engine.entries import Entry, entries_of
from steward.care.screening.engine.normalise import Joined, Stream, join
from steward.care.screening.engine.records import Via, WordListSpec
from steward.care.screening.engine.verifying import verified

#: A cap, not a reservation: what RE2 may keep of its automaton before it starts anew.
_SET_MEMORY = 128 << 20
_SET_SIZE = 250
_PATTERN_MEMORY = 1 << 20
#: Letters set apart one by one: f u c k, f.u.c.k (in the spaced stream).
_SPELLED = re.compile(r"(?:[a-z] ){4,}")


class PatternError(ValueError):
    """A pattern that cannot be used, with a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of a list in one text: where in the original, and whether as written."""

    entry: Entry
    start: int
    end: int
    via: Via


class Words:
    """All words of all lists; `scan` finds them in many texts at once."""

    def __init__(self, lists: Iterable[WordListSpec]) -> None:
        """Build the automata: about a second for ten thousand words."""
        by_mode: dict[str, dict[str, list[Entry]]] = {mode: defaultdict(list) for mode in ("compact", "spaced", "raw")}
        for source in lists:
            for entry in entries_of(source):
                by_mode[entry.mode][entry.folded].append(entry)
        self._entries = {mode: list(found.values()) for mode, found in by_mode.items() if found}
        self._automata = {mode: AhoCorasick(list(by_mode[mode]), MatchKind.Standard) for mode in self._entries}

    def scan(self, joined: Joined) -> dict[int, list[WordHit]]:
        """Hits by number of text. Allowed words have done their work: what they cover is not here."""
        found: dict[int, dict[tuple[str, int, int], WordHit]] = defaultdict(dict)
        for number, hit in self._hits(joined):
            found[number].setdefault((hit.entry.source.key, hit.start, hit.end), hit)
        answers = ((number, settled(list(hits.values()))) for number, hits in found.items())
        return {number: hits for number, hits in answers if hits}

    def allowed(self, text: str) -> list[WordHit]:
        """The allowed words of one text."""
        return [hit for _number, hit in self._hits(join([text])) if hit.entry.source.allow]

    def _hits(self, joined: Joined) -> Iterator[tuple[int, WordHit]]:
        for mode, automaton in self._automata.items():
            stream = _stream(joined, mode)
            matches = automaton.find_matches_as_indexes(stream.text, overlapping=True)
            yield from self._verified(joined, stream, mode, matches)
            if mode == "spaced":
                yield from self._spelled(joined, stream, automaton)

    def _verified(
        self, joined: Joined, stream: Stream, mode: str, matches: Iterable[tuple[int, int, int]]
    ) -> Iterator[tuple[int, WordHit]]:
        entries, at = self._entries[mode], stream.at
        for index, first, last in matches:
            for entry in entries[index]:
                inset = 1 if mode == "spaced" and entry.whole else 0
                begin, stop = int(at[first + inset]), int(at[last - 1 - inset]) + 1
                number, start = joined.owner(begin)
                end = start + stop - begin
                via = verified(entry, joined.texts[number], start, end)
                if via:
                    yield number, WordHit(entry, start - len(entry.lead), end + len(entry.trail), via)

    def _spelled(self, joined: Joined, stream: Stream, automaton: AhoCorasick) -> Iterator[tuple[int, WordHit]]:
        """Words of four letters and more, each letter set apart."""
        for run in _spelled_runs(stream):
            letters = f" {run.group().replace(' ', '')} "
            for index, first, last in automaton.find_matches_as_indexes(letters, overlapping=True):
                begin = int(stream.at[run.start() + 2 * first])
                stop = int(stream.at[run.start() + 2 * (last - 3)]) + 1
                number, start = joined.owner(begin)
                for entry in self._entries["spaced"][index]:
                    if entry.whole and not entry.exact and last - first > 5:
                        yield number, WordHit(entry, start, start + stop - begin, "folded")


def _spelled_runs(stream: Stream) -> Iterator[re.Match[str]]:
    """Found on the array, since nearly no text has any."""
    blank = stream.codes == ord(" ")
    single = blank[:-2] & blank[2:] & ~blank[1:-1]
    starts = single[:-6] & single[2:-4] & single[4:-2] & single[6:]
    done = 0
    for place in np.flatnonzero(starts).tolist():
        run = _SPELLED.match(stream.text, place + 1) if place >= done else None
        if run:
            done = run.end() - 1
            yield run


def _stream(joined: Joined, mode: str) -> Stream:
    if mode == "compact":
        return joined.compact()
    return joined.spaced() if mode == "spaced" else joined.raw()


def settled(hits: list[WordHit]) -> list[WordHit]:
    """Without what an allowed word covers, and without a word inside a longer one of the same list.

    One pass over the hits in order of place: however many there are, a text cannot make this slow.
    """
    if len(hits) == 1:
        return [] if hits[0].entry.source.allow else hits
    kept: list[WordHit] = []
    allowed_to = -1
    reached: dict[str, int] = defaultdict(lambda: -1)
    for hit in sorted(hits, key=lambda one: (one.start, -one.end, not one.entry.source.allow)):
        if hit.entry.source.allow:
            allowed_to = max(allowed_to, hit.end)
        elif hit.end > allowed_to and hit.end > reached[hit.entry.source.key]:
            reached[hit.entry.source.key] = hit.end
            kept.append(hit)
    return kept


def options(*, case: bool, memory: int) -> "re2.Options":
    """How Steward's patterns are read: by code points, quiet about errors, letter case as asked."""
    made = re2.Options()
    made.case_sensitive = case
    made.log_errors = False
    made.max_mem = memory
    return made


def compile_pattern(pattern: str, *, case: bool = False) -> "re2._Regexp[str]":
    """One pattern in linear time.

    Raises:
        PatternError: what RE2 does not know (looking ahead or back, back-references), what is not a pattern at all, or
            what would grow too large, each with a way out.
    """
    try:
        return re2.compile(pattern, options(case=case, memory=_PATTERN_MEMORY))
    except re2.error as error:
        raise PatternError(_why(pattern, error)) from error


def _why(pattern: str, error: Exception) -> str:
    said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
    if re.search(r"\(\?<?[=!]", pattern):
        return _(
            "The pattern looks ahead or back (“(?=”, “(?!”, “(?<”), which cannot be done in linear time. "
            "Write it without, or join two conditions with “not”."
        )
    if re.search(r"\\[1-9]|\(\?P=", pattern):
        return _(
            "The pattern refers back to an earlier group, which cannot be done in linear time. Write the text out."
        )
    if "too large" in said:
        return _("The pattern grows too large. Ask for fewer repetitions.")
    return _("This is not a pattern Steward can read: %(said)s. Check brackets and backslashes.") % {"said": said}


class Patterns:
    """Many patterns asked at once; which of them are in a text is one pass over it."""

    def __init__(self, patterns: Sequence[tuple[str, bool]]) -> None:
        """`patterns`: the text of each and whether letter case counts. Raises PatternError."""
        self.compiled = [compile_pattern(text, case=case) for text, case in patterns]
        self._sets: list[tuple[re2.Set, list[int]]] = []
        for wanted in (False, True):
            numbers = [number for number, (_text, case) in enumerate(patterns) if case is wanted]
            for start in range(0, len(numbers), _SET_SIZE):
                some = numbers[start : start + _SET_SIZE]
                self._gather([patterns[number][0] for number in some], some, case=wanted)

    def _gather(self, texts: list[str], numbers: list[int], *, case: bool) -> None:
        """One set of the patterns, or two of half the size where one would need too much memory."""
        machine = re2.Set.SearchSet(options(case=case, memory=_SET_MEMORY))
        for text in texts:
            machine.Add(text)
        try:
            machine.Compile()
        except re2.error:
            half = len(numbers) // 2
            for part in (slice(None, half), slice(half, None)) if half else ():
                self._gather(texts[part], numbers[part], case=case)
        else:
            self._sets.append((machine, numbers))

    def within(self, text: str) -> list[int]:
        """Numbers of the patterns that are somewhere in the text."""
        data = text.encode("utf-8", "replace")
        found: list[int] = []
        for machine, numbers in self._sets:
            matched = machine.Match(data)
            if matched:
                found += [numbers[one] for one in matched]
        return found

    def place(self, number: int, text: str) -> tuple[int, int] | None:
        """Where pattern `number` first is in the text; its group `hit`, if it has one, says what is meant by that."""
        machine = self.compiled[number]
        found = machine.search(text.encode("utf-8", "replace").decode())
        return found.span(machine.groupindex.get("hit", 0)) if found else None
