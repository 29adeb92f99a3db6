"""Trust levels: what each asks for and what it allows. Rows of TrustRule change single values of these defaults.

The thresholds are Discourse's of levels 1 to 3 (topics entered, posts read, days visited, likes given and received);
where it counts minutes of reading, which nobody here measures, stand days and posts. Level 4 is given by hand only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from steward.square.forum.enums import TrustLevel

#: Counts of Standing that a level may ask for, in the order of the settings page.
COUNTS: dict[str, Any] = {
    "days_visited": lazy("days here"),
    "topics_read": lazy("topics read"),
    "posts_read": lazy("posts read"),
    "topics_opened": lazy("topics opened"),
    "posts_written": lazy("posts written"),
    "reactions_given": lazy("reactions given"),
    "reactions_received": lazy("reactions received"),
    "answers_accepted": lazy("answers accepted"),
    "posts_hidden": lazy("posts hidden by the team in a hundred days, at most"),
}
#: The one count that must not be passed; all others must be reached.
AT_MOST = "posts_hidden"

ASKS: dict[int, dict[str, int]] = {
    TrustLevel.BASIC: {"days_visited": 2, "topics_read": 5, "posts_read": 30},
    TrustLevel.MEMBER: {
        "days_visited": 15,
        "topics_read": 20,
        "posts_read": 100,
        "posts_written": 3,
        "reactions_given": 1,
        "reactions_received": 1,
        "posts_hidden": 5,
    },
    TrustLevel.TRUSTED: {
        "days_visited": 50,
        "topics_read": 200,
        "posts_read": 500,
        "posts_written": 10,
        "reactions_given": 30,
        "reactions_received": 20,
        "posts_hidden": 2,
    },
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody may do. None is without limit."""

    reviewed_first: int = 0  # how many first posts wait for review
    links: int | None = 2  # in one post, as the next two
    pictures: int | None = 4
    mentions: int | None = 2
    topics_a_day: int | None = 3
    replies_a_day: int | None = 30
    reactions_a_day: int | None = 30
    pause_seconds: int = 15  # between two posts
    edit_minutes: int | None = 24 * 60  # after writing
    may_upload: bool = True
    may_tag: bool = False  # make new tags
    may_write_letters: bool = False  # begin private conversations


#: How each limit is called on the settings page.
LIMITS: dict[str, Any] = {
    "reviewed_first": lazy("first posts that wait for review"),
    "links": lazy("links in a post"),
    "pictures": lazy("pictures in a post"),
    "mentions": lazy("members mentioned in a post"),
    "topics_a_day": lazy("topics a day"),
    "replies_a_day": lazy("replies a day"),
    "reactions_a_day": lazy("reactions a day"),
    "pause_seconds": lazy("seconds between two posts"),
    "edit_minutes": lazy("minutes in which one may edit"),
    "may_upload": lazy("upload pictures"),
    "may_tag": lazy("make new tags"),
    "may_write_letters": lazy("begin private conversations"),
}

ALLOWS: dict[int, Limits] = {
    TrustLevel.NEW: Limits(),
    TrustLevel.BASIC: Limits(
        links=10, pictures=20, mentions=10, topics_a_day=20, replies_a_day=200, reactions_a_day=50, pause_seconds=5,
        may_write_letters=True,
    ),
    TrustLevel.MEMBER: Limits(
        links=None, pictures=40, mentions=10, topics_a_day=30, replies_a_day=300, reactions_a_day=75, pause_seconds=3,
        edit_minutes=30 * 24 * 60, may_tag=True, may_write_letters=True,
    ),
    TrustLevel.TRUSTED: Limits(
        links=None, pictures=None, mentions=20, topics_a_day=40, replies_a_day=400, reactions_a_day=100,
        pause_seconds=0, edit_minutes=None, may_tag=True, may_write_letters=True,
    ),
    TrustLevel.LEADER: Limits(
        links=None, pictures=None, mentions=20, topics_a_day=None, replies_a_day=None, reactions_a_day=None,
        pause_seconds=0, edit_minutes=None, may_tag=True, may_write_letters=True,
    ),
}  # fmt: skip

#: The team and Steward itself.
UNLIMITED = Limits(
    links=None, pictures=None, mentions=None, topics_a_day=None, replies_a_day=None, reactions_a_day=None,
    pause_seconds=0, edit_minutes=None, may_tag=True, may_write_letters=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrustRules:
    """Thresholds and limits of every level, as they stand."""

    asks: Mapping[int, Mapping[str, int]]
    allows: Mapping[int, Limits]


def rules_of(changed: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]]) -> TrustRules:
    """The defaults with what the team changed: (level, asks, allows) rows. Names nobody knows any more are left out."""
    asks, allows = {level: dict(row) for level, row in ASKS.items()}, dict(ALLOWS)
    known = {field.name for field in fields(Limits)}
    for level, asked, allowed in changed:
        if level in asks:
            given = {name: value for name, value in asked.items() if name in COUNTS}
            # An empty threshold is one taken away.
            asks[level] = {name: value for name, value in (asks[level] | given).items() if value is not None}
        if level in allows:
            allows[level] = replace(allows[level], **{name: v for name, v in allowed.items() if name in known})
    return TrustRules(asks, allows)


def earned(counts: Mapping[str, int], rules: TrustRules) -> TrustLevel:
    """The highest level whose thresholds, and those of every level below it, are met; never above 3."""
    level = TrustLevel.NEW
    for step in (TrustLevel.BASIC, TrustLevel.MEMBER, TrustLevel.TRUSTED):
        if not all(_met(name, counts.get(name, 0), asked) for name, asked in rules.asks[step].items()):
            break
        level = step
    return level


def _met(name: str, count: int, asked: int) -> bool:
    return count <= asked if name == AT_MOST else count >= asked
