"""What was said: texts put together from patterns, chosen by a hash of seed and id, so none has to be kept."""

from typing import NamedTuple

import numpy as np

from steward.stream.simulator.engine.chance import Bools, scramble
from steward.stream.simulator.engine.habits import THREADED
from steward.stream.simulator.engine.months import MonthBatch
from steward.stream.simulator.enums import FORMS, Role, Source
from steward.stream.simulator.words import chinese, english

_BOOKS = (english, chinese)
_THUMBS = ("👍", "❤️", "🎉", "😄", "👀", "🚀", "🙏")


class Text(NamedTuple):
    """Title ("" where the source has none) and body."""

    title: str
    body: str


def texts(batch: MonthBatch) -> list[Text]:
    """The texts of a month, in the order of its rows. About a million per two seconds."""
    chinese_spoken = speaks_chinese(batch)
    lots = scramble(batch.id, batch.spec.seed)
    about = scramble(np.where(batch.thread > 0, batch.thread, batch.id), batch.spec.seed + 1)
    titled = THREADED[batch.population.places.source[batch.channel]] & (batch.thread == batch.id)
    columns = zip(
        chinese_spoken.tolist(),
        batch.role.tolist(),
        batch.form.tolist(),
        titled.tolist(),
        lots.tolist(),
        about.tolist(),
        strict=True,
    )
    return [_compose(*row) for row in columns]


def speaks_chinese(batch: MonthBatch) -> Bools:
    """Which rows are written in Chinese: Chinese speakers in Chinese channels, most in mixed chats, few in code."""
    accounts, places = batch.population.accounts, batch.population.places
    source = places.source[batch.channel]
    habit = np.array([1.0, 0.7, 0.6, 0.3, 0.2])[source]
    lot = (scramble(batch.id, batch.spec.seed + 2) >> np.uint64(40)).astype(np.float64) / 2**24
    mine = accounts.chinese[batch.account]
    here = places.chinese[batch.channel]
    return np.asarray((mine & (here | (lot < habit))) | (here & (source == Source.WECHAT)))


def _compose(in_chinese: bool, role: int, form: int, titled: bool, lot: int, about: int) -> Text:  # noqa: FBT001, PLR0917
    """One text. Bits of `lot` choose pattern and words; `about` chooses the topic, the same in a whole thread."""
    if role == Role.SILENT:
        return Text("", _THUMBS[lot % len(_THUMBS)])
    book = _BOOKS[in_chinese]
    words = (
        book.TOPICS[about % len(book.TOPICS)],
        book.SYMPTOMS[(lot >> 8) % len(book.SYMPTOMS)],
        f"{1 + (lot >> 14) % 3}.{(lot >> 16) % 12}",
        book.ACTIONS[(lot >> 20) % len(book.ACTIONS)],
        book.PLACES[(lot >> 26) % len(book.PLACES)],
        2 + (lot >> 32) % 58,
    )
    pattern = book.FORMS.get(FORMS[form]) if role == Role.CHAT else None
    patterns = book.BODIES[Role(role)]
    body = _fill(pattern or _end(patterns[(lot >> 40) % len(patterns)], book.TAILS, role, lot >> 56), words)
    if not titled:
        return Text("", body)
    titles = book.TITLES[Role.QUESTION if role == Role.QUESTION else Role.TOPIC]
    suits = (lot >> 40) % len(patterns) + len(patterns) * (lot >> 50 & 1)
    return Text(_fill(titles[suits % len(titles)], words), body)


def _end(pattern: str, tails: tuple[str, ...], role: int, lot: int) -> str:
    """End half of all that is said with something more; commits and system lines end as they are."""
    place = lot % (2 * len(tails))
    if role > Role.REMARK or place >= len(tails):
        return pattern
    tail, ended = tails[place], pattern[-1] in "。？！.?!"
    if ended and tail[0] == "，":
        return f"{pattern}{tail[1:]}"
    return f"{pattern}{'.' if tail[1:2].isupper() and not ended else ''}{tail}"


def _fill(pattern: str, words: tuple[object, ...]) -> str:
    """Put words into a pattern; a sentence that starts with a word starts with a capital."""
    filled = pattern.format(*words)
    return filled[:1].upper() + filled[1:] if pattern[0] == "{" else filled
