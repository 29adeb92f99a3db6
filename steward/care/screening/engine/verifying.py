"""Whether what an automaton found really stands in the original text, and how: the second look at every hit.

The streams are generous (they leave out what stands between characters, and read digits as letters); here a hit is
held against the text as it was written. Rules of thumb, each with its test:

- 加-微-信 and 加 微 信 are hits; a gap is at most three characters wide, and sentence marks count as a gap only where
  every character of the word is set apart (加，微，信), so that 添加，微信 is two words.
- An entry of two characters is dropped where it lies across two common words (路口|交通), and already where one common
  word is cut if there is a gap.
- More than half of a word may not consist of look-alike digits: a55 and 455 are no word, sh1t is.
"""

from steward.care.screening.engine import folding
from steward.care.screening.engine.boundaries import begins_a_word, ends_a_word, straddles
from steward.care.screening.engine.entries import Entry, kept_of
from steward.care.screening.engine.normalise import plain
from steward.care.screening.engine.records import Via

_SENTENCE = frozenset(",，。!！?？;；:：、…\n\r")
_FULL_STOP = frozenset(".!?\n\r")
_WIDEST_GAP = 3
_CONTEXT = 4


def verified(entry: Entry, text: str, start: int, end: int) -> Via | None:
    """How `text[start:end]` is the entry's word ("plain" or "folded"), or None where it only looks so in the stream."""
    if entry.mode == "raw":
        return "plain"
    if entry.mode == "spaced":
        return _spaced(entry, text, start, end)
    return _compact(entry, text, start, end)


def _spaced(entry: Entry, text: str, start: int, end: int) -> Via | None:
    found = text[start:end]
    if found.lower() == entry.word.lower():
        return "plain"
    flat = plain(found)
    if entry.exact:
        around = plain(text[max(0, start - len(entry.lead)) : end + len(entry.trail)])
        return "folded" if around == entry.plain else None
    kept = kept_of(flat)
    if len(kept) != len(entry.kept) or any(one in _FULL_STOP for one in flat):
        return None
    changed = [(now, then) for now, then in zip(kept, entry.kept, strict=True) if now != then]
    if any(not now.isdigit() or then.isdigit() for now, then in changed):
        return None
    unchanged = len(kept) - len(changed)
    return "folded" if not changed or (unchanged >= 2 and len(changed) <= unchanged) else None


def _compact(entry: Entry, text: str, start: int, end: int) -> Via | None:
    found = text[start:end]
    if not _stands_free(text, start, end):
        return None
    if found == entry.word:
        return None if len(found) == 2 and _is_two_words(text, start, end, gap=False) else "plain"
    flat = plain(found)
    kept = kept_of(flat)
    if not entry.varied and 2 * sum(now != then for now, then in zip(kept, entry.kept, strict=False)) > len(entry.kept):
        return None
    gaps = _gaps(flat)
    if any(len(gap) > _WIDEST_GAP for gap in gaps) or not _gaps_are_meant(kept, gaps):
        return None
    if len(kept) == 2 and _is_two_words(text, start, end, gap=bool(gaps)):
        return None
    return "folded"


def _stands_free(text: str, start: int, end: int) -> bool:
    """A Latin letter or digit at the edge of a Chinese word begins or ends there: v信 is not in CCTV信号."""
    first, last = text[start], text[end - 1]
    cut_before = start > 0 and _latin(first) and _latin(text[start - 1])
    return not cut_before and not (end < len(text) and _latin(last) and _latin(text[end]))


def _latin(character: str) -> bool:
    return character.isalnum() and not folding.unspaced(character)


def _gaps(flat: str) -> list[str]:
    """What stands between the characters of a hit, in order; invisible characters count as nothing."""
    gaps, open_gap = [], ""
    for one in flat:
        if one.isalnum() or one == "+" or folding.unspaced(one):
            if open_gap:
                gaps.append(open_gap)
            open_gap = ""
        else:
            open_gap += one if one.isprintable() or one in _SENTENCE else ""
    return gaps


def _gaps_are_meant(kept: str, gaps: list[str]) -> bool:
    if not any(one in _SENTENCE for gap in gaps for one in gap):
        return True
    return len(kept) > 2 and len(gaps) == len(kept) - 1


def _is_two_words(text: str, start: int, end: int, *, gap: bool) -> bool:
    begin = max(0, start - _CONTEXT)
    around = plain(text[begin : end + _CONTEXT])
    first, last = start - begin, end - begin
    if gap:
        return ends_a_word(around, first + 1) or begins_a_word(around, last - 1)
    return straddles(around, first, last)
