"""Topics like the one somebody is about to open."""

import re
from collections import Counter

from steward.foundation.search.public import find
from steward.square.forum.enums import INDEX_POST
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.topics import visible
from steward.square.forum.rules.rights import Standpoint

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[^\W_\u3400-\u9fff]{3,}")
#: Words that say nothing of what somebody asks about.
_EMPTY = """
the and for with that this how why what when who can does did not are was has have you your about from
怎么 么办 什么 如何 请问 为什 可以 一下 大家 有没 没有 是不 不是 问题 求助 这个 那个 我们 你们
"""
_STOP = frozenset(_EMPTY.split())
_MOST_WORDS, _DEEP = 8, 60


def similar_topics(standpoint: Standpoint, title: str, limit: int = 5) -> list[Topic]:
    """Topics shown to the viewer that share most words with the title, at least half of them; best first.

    Words are Latin words of three letters or more, and pairs of neighbouring Chinese characters; at most eight
    searches of the index, two queries more.
    """
    words = _words(title)
    if not words:
        return []
    shared: Counter[int] = Counter()
    for word in words:
        found = [post for _kind, post in find(f'"{word}"', [INDEX_POST], limit=_DEEP)]
        openings = Post.objects.filter(pk__in=found, number=1).values_list("topic_id", flat=True) if found else ()
        shared.update(set(openings))
    needed = max(1, -(-len(words) // 2))
    close = [topic for topic, count in shared.most_common() if count >= needed]
    rows = visible(places().open_to(standpoint)).in_bulk(close[: limit * 4])
    return [rows[topic] for topic in close if topic in rows][:limit]


def _words(title: str) -> list[str]:
    latin = [word.lower() for word in _LATIN.findall(title) if word.lower() not in _STOP]
    pairs = [run[at : at + 2] for run in _HAN.findall(title) for at in range(len(run) - 1)]
    return list(dict.fromkeys([*latin, *(pair for pair in pairs if pair not in _STOP)]))[:_MOST_WORDS]
