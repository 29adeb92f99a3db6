"""The tokenizer, the same for both databases and for highlighting.

A run of Chinese characters becomes its overlapping bigrams and, at its end, the last character alone:
社群运营 → 社群 群运 运营 营. So a two-character word is one token wherever it stands, a longer one is
a phrase, and a single character is a prefix. 海上 is not found in 上海举办, because that has no such bigram.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\U00020000-\U0003134f"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
#: Longer words are cut: PostgreSQL refuses lexemes of over 2,046 bytes, and nobody types them.
LONGEST_WORD = 60
#: Words of one document beyond this are not indexed (tsvector positions end at 16,383).
MOST_TOKENS = 16_000


def fold(text: str) -> str:
    """NFKC and lower case. May change the length of the text."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> list[str]:
    """What is stored of a text, in order."""
    found: list[str] = []
    for run in _RUNS.findall(fold(text)):
        found.extend(_of_run(run, closed=True))
        if len(found) > MOST_TOKENS:
            return found[:MOST_TOKENS]
    return found


def _of_run(run: str, *, closed: bool) -> Iterator[str]:
    if not _IS_HAN.match(run):
        yield run[:LONGEST_WORD]
        return
    for at in range(len(run) - 1):
        yield run[at : at + 2]
    if closed or len(run) == 1:
        yield run[-1]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand next to each other; with `prefix` the last one may go on."""

    tokens: tuple[str, ...]
    prefix: bool


def phrases(query: str) -> list[Phrase]:
    """What a query asks for: every word separated by spaces, and every "quoted phrase", must be there.

    The last Latin word may go on (mod finds moderator) unless it is quoted; a single Chinese character always may.
    """
    asked = []
    for quoted, word in re.findall(r'["“”]([^"“”]+)["“”]|([^\s"“”]+)', query):
        runs = _RUNS.findall(fold(quoted or word))
        if runs:
            last_is_han = bool(_IS_HAN.match(runs[-1]))
            parts = [token for run in runs[:-1] for token in _of_run(run, closed=True)]
            parts += _of_run(runs[-1], closed=False)
            asked.append(Phrase(tuple(parts), prefix=not quoted and (not last_is_han or len(runs[-1]) == 1)))
    if asked:
        asked = [Phrase(p.tokens, p.prefix and (p is asked[-1] or len(p.tokens[-1]) == 1)) for p in asked]
    return asked
