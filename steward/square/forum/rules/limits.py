"""Limits on writing: how much, how often, how soon again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.square.forum.rules.trust import Limits

DAY = timedelta(days=1)
#: Shorter words ("thanks!") may be said in two topics on one day.
SHORT_WORDS = 20
#: A topic without a reply for so long is an old one: writing in it asks for a second thought.
OLD_AFTER = timedelta(days=180)


def within_words(limits: Limits, *, links: int, pictures: int, mentions: int) -> Ruling:
    """Whether a post may hold so many links, pictures and mentions."""
    if limits.links is not None and links > limits.links:
        return Denied(
            ngettext(
                "At your trust level a post may hold %(most)d link. This one has %(count)d.",
                "At your trust level a post may hold %(most)d links. This one has %(count)d.",
                limits.links,
            )
            % {"most": limits.links, "count": links}
        )
    if limits.pictures is not None and pictures > limits.pictures:
        return Denied(
            ngettext(
                "At your trust level a post may hold %(most)d picture. This one has %(count)d.",
                "At your trust level a post may hold %(most)d pictures. This one has %(count)d.",
                limits.pictures,
            )
            % {"most": limits.pictures, "count": pictures}
        )
    if limits.mentions is not None and mentions > limits.mentions:
        return Denied(
            ngettext(
                "At your trust level a post may name %(most)d member. This one names %(count)d.",
                "At your trust level a post may name %(most)d members. This one names %(count)d.",
                limits.mentions,
            )
            % {"most": limits.mentions, "count": mentions}
        )
    return Allowed()


def again_at(times: Sequence[datetime], most: int | None, now: datetime) -> datetime | None:
    """When one may do it again, having done it at these times (oldest first) with at most so many in a day.

    None is now. With `most` 0 there is no such time: a day from now stands for it.
    """
    recent = [at for at in times if at > now - DAY]
    if most is None or len(recent) < most:
        return None
    return recent[-most] + DAY if most else now + DAY


def may_open_again(limits: Limits, times: Sequence[datetime], now: datetime) -> Ruling:
    """Whether another topic may be opened today."""
    at = again_at(times, limits.topics_a_day, now)
    if at is None:
        return Allowed()
    return Denied(
        ngettext(
            "At your trust level one may open %(most)d topic a day. You can open the next one %(when)s.",
            "At your trust level one may open %(most)d topics a day. You can open the next one %(when)s.",
            limits.topics_a_day or 0,
        )
        % {"most": limits.topics_a_day or 0, "when": when(at, now)}
    )


def may_reply_again(limits: Limits, times: Sequence[datetime], now: datetime) -> Ruling:
    """Whether another reply may be written today."""
    at = again_at(times, limits.replies_a_day, now)
    if at is None:
        return Allowed()
    return Denied(
        ngettext(
            "At your trust level one may write %(most)d reply a day. You can write the next one %(when)s.",
            "At your trust level one may write %(most)d replies a day. You can write the next one %(when)s.",
            limits.replies_a_day or 0,
        )
        % {"most": limits.replies_a_day or 0, "when": when(at, now)}
    )


def may_react_again(limits: Limits, times: Sequence[datetime], now: datetime) -> Ruling:
    """Whether another reaction may be given today."""
    at = again_at(times, limits.reactions_a_day, now)
    if at is None:
        return Allowed()
    return Denied(
        ngettext(
            "At your trust level one may give %(most)d reaction a day. You can give the next one %(when)s.",
            "At your trust level one may give %(most)d reactions a day. You can give the next one %(when)s.",
            limits.reactions_a_day or 0,
        )
        % {"most": limits.reactions_a_day or 0, "when": when(at, now)}
    )


def paused(limits: Limits, last: datetime | None, now: datetime) -> Ruling:
    """Whether enough time has gone since the last post anywhere."""
    at = last + timedelta(seconds=limits.pause_seconds) if last and limits.pause_seconds else None
    if at is None or at <= now:
        return Allowed()
    return Denied(_("That was quick. You can send this %(when)s; your words are kept.") % {"when": when(at, now)})


def slow_enough(seconds: int, last: datetime | None, now: datetime) -> Ruling:
    """Whether enough time has gone since one's last post in a topic in slow mode."""
    at = last + timedelta(seconds=seconds) if last and seconds else None
    if at is None or at <= now:
        return Allowed()
    return Denied(
        _("This topic is in slow mode. You can reply again %(when)s; your words are kept.") % {"when": when(at, now)}
    )


def not_repeated(topics: Sequence[int], source: str, topic_id: int | None) -> Ruling:
    """Whether these words may be said, having been said today by the same author in these topics."""
    if topic_id in topics:
        return Denied(_("You have written these very words in this topic today already."))
    if topics and len(source.strip()) > SHORT_WORDS:
        return Denied(_("You have written these very words in another topic today. Say it once, and link to it."))
    return Allowed()


def is_old(last_post_at: datetime, now: datetime) -> bool:
    """Whether nobody has written there for so long that a reply deserves a warning."""
    return last_post_at < now - OLD_AFTER


def when(at: datetime, now: datetime) -> str:
    """An adverb: "in 12 seconds", "in 5 minutes", "today at 14:30", "tomorrow at 09:05"."""
    seconds = max(1, round((at - now).total_seconds()))
    if seconds < 90:
        return ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
    if seconds < 3600:
        minutes = -(-seconds // 60)
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    there, here = timezone.localtime(at), timezone.localtime(now)
    clock = date_format(there, "H:i")
    if there.date() == here.date():
        return _("today at %(time)s") % {"time": clock}
    return _("tomorrow at %(time)s") % {"time": clock}
