"""Whom somebody may mean who types `@zw`: nicknames by their beginning, Chinese ones by their pinyin too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from threading import Lock
from typing import Any

from django.db.models import Count, Max

from steward.foundation.kernel.text import fold
from steward.people.accounts.public import Account
from steward.people.joining.public import account_faces
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.queries.places import frame

#: Names offered; spellings kept of one name whose characters are read in several ways.
MOST, SPELLINGS = 8, 8
_BARE = re.compile(r"\w[\w.·-]{0,39}")
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Nickname:
    """An account's name and everything it can be found by."""

    account_id: int
    name: str
    keys: tuple[str, ...]  # folded; the name itself first


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: `insert` is what goes into the text."""

    account_id: int
    name: str
    insert: str
    avatar: str
    is_here: bool  # has written in the topic


def spellings(name: str) -> tuple[str, ...]:
    """What a name is found by: itself; `zhangwei` and `zw` of 张伟, in each way its characters are read."""
    whole = fold(name)
    if whole.isascii():
        return tuple(dict.fromkeys(key for key in (whole, *whole.split()[1:]) if key))
    from pypinyin import Style, pinyin

    read = pinyin(whole, style=Style.NORMAL, heteronym=True, errors=_each)
    ways = [list(dict.fromkeys(way))[: 2 if place else 3] for place, way in enumerate(read)]  # surnames are read oddly
    found: list[str] = [whole]
    for number, syllables in enumerate(product(*ways)):
        if number >= SPELLINGS:
            break
        plain = [syllable for syllable in syllables if _LATIN.match(syllable)]
        found += ["".join(plain), "".join(syllable[0] for syllable in plain)]
    return tuple(dict.fromkeys(key for key in found if key))


def _each(rest: str) -> Any:
    """What is not Chinese, sign by sign: the library takes a list though it says a text."""
    return [[sign] for sign in rest]


def mention_of(name: str) -> str:
    """How a name is written to be read as a mention: `@张伟`, `@[Ann Lee]`."""
    return f"@{name}" if _BARE.fullmatch(name) else f"@[{name}]"


class _Names:
    """Every nickname, kept per process as long as no name changed and nobody came."""

    def __init__(self) -> None:
        self._stamp: tuple[int, ...] = ()
        self._kept: dict[int, Nickname] = {}
        self._lock = Lock()

    def all(self) -> Iterable[Nickname]:
        """The nicknames of active accounts; spelled out anew only where they changed."""
        active = Account.objects.filter(is_active=True)
        seen = active.aggregate(count=Count("pk"), last=Max("pk"))
        stamp = (frame(), seen["count"], seen["last"] or 0)
        with self._lock:
            if stamp != self._stamp:
                had = self._kept
                self._kept = {
                    pk: had[pk] if pk in had and had[pk].name == name else Nickname(pk, name, spellings(name))
                    for pk, name in active.exclude(name="").values_list("pk", "name")
                }
                self._stamp = stamp
            return self._kept.values()


_names = _Names()


def offers(words: str, *, topic_id: int | None = None, but: int | None = None) -> list[Offer]:
    """At most eight people whose name begins so, who writes in the topic first; without words those of the topic.

    `but` is the account that asks. At most four queries.
    """
    wanted = fold(words)
    here = _writers(topic_id) if topic_id else frozenset()
    found = [
        (rank, one)
        for one in _names.all()
        if one.account_id != but and (rank := _rank(one, wanted, one.account_id in here)) is not None
    ]
    found.sort(key=lambda pair: (*pair[0], len(pair[1].name), pair[1].name, pair[1].account_id))
    chosen = [one for _rank_of, one in found[:MOST]]
    faces = account_faces(one.account_id for one in chosen) if chosen else {}
    return [
        Offer(
            one.account_id,
            one.name,
            mention_of(one.name),
            faces[one.account_id].avatar if one.account_id in faces else "",
            one.account_id in here,
        )
        for one in chosen
    ]


def _rank(one: Nickname, wanted: str, is_here: bool) -> tuple[bool, int] | None:  # noqa: FBT001 — a part of the rank
    """Smaller is better: who is here, then by how the words fit; None when they do not."""
    if not wanted:
        return (False, 0) if is_here else None
    name, *others = one.keys
    if name.startswith(wanted):
        return not is_here, 0
    if any(key.startswith(wanted) for key in others):
        return not is_here, 1
    return (not is_here, 2) if len(wanted) > 1 and wanted in name else None


def _writers(topic_id: int) -> frozenset[int]:
    shown = Post.objects.filter(topic=topic_id, state=PostState.VISIBLE, author__member__account__isnull=False)
    return frozenset(shown.values_list("author__member__account_id", flat=True).distinct())
