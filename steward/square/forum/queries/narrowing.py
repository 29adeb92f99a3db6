"""The filters of a search as conditions on posts. What cannot be used is left out, and a hint says so."""

from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.square.forum.enums import PostState, TopicKind
from steward.square.forum.models import Bookmark, CaughtUp, ReadMark, TopicTag
from steward.square.forum.queries import names
from steward.square.forum.queries.marks import FRESH
from steward.square.forum.queries.places import Places
from steward.square.forum.rules.asking import Asked
from steward.square.forum.rules.rights import Standpoint

SEEN = Q(
    state=PostState.VISIBLE, topic__hidden_at=None, topic__removed_at=None, topic__waiting=False,
    topic__merged_into=None,
)  # fmt: skip


def narrowed(asked: Asked, point: Standpoint, places: Places) -> Q:
    """Posts the standpoint may read that the filters let through. Adds to `asked.hints`."""
    open_to = places.open_to(point)
    found = SEEN & Q(topic__category__in=sorted(_categories(asked, open_to, places)))
    found &= _authors(asked, point) & _tags(asked) & _times(asked)
    if asked.kinds:
        found &= Q(topic__kind__in=asked.kinds)
    for state in asked.states:
        found &= _state(asked, state, point)
    if not (asked.words or asked.authors or {"mine", "bookmarked"} & set(asked.states)):
        found &= Q(number=1)
    return found


def _categories(asked: Asked, open_to: frozenset[int], places: Places) -> frozenset[int]:
    """A category one may not see is one that does not exist."""
    among = [places.rows[pk] for pk in sorted(open_to)]
    wanted: set[int] = set()
    for name in asked.categories:
        if ids := names.category_ids(name, among):
            wanted |= ids
        else:
            asked.hints.append(_("There is no category “%(name)s”; all were searched.") % {"name": name})
    return frozenset(wanted) or open_to


def _authors(asked: Asked, point: Standpoint) -> Q:
    ids: set[int] = set()
    for name in asked.authors:
        if found := point.identities if name.casefold() in names.ME else names.author_ids(name):
            ids |= found
        else:
            asked.hints.append(
                _("Nobody is called “%(name)s” here; posts of everybody were searched.") % {"name": name}
            )
    return Q(author__in=sorted(ids)) if ids else Q()


def _tags(asked: Asked) -> Q:
    found = Q()
    for name in asked.tags:
        if tag := names.tag_id(name):
            found &= Q(topic__in=TopicTag.objects.filter(tag=tag).values("topic"))
        else:
            asked.hints.append(_("There is no tag “%(name)s”; it was left out.") % {"name": name})
    return found


def _times(asked: Asked) -> Q:
    found = Q()
    if asked.after:
        found &= Q(created_at__gte=_begins(asked.after))
    if asked.before:
        found &= Q(created_at__lt=_begins(asked.before))
    return found


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def _state(asked: Asked, state: str, point: Standpoint) -> Q:
    if state == "unanswered":
        return Q(topic__kind=TopicKind.QUESTION, topic__accepted=None)
    if state == "answered":
        return Q(topic__accepted__isnull=False)
    if state == "featured":
        return Q(topic__featured_at__isnull=False)
    if state == "locked":
        return Q(topic__locked_at__isnull=False)
    return _own(asked, state, point)


def _own(asked: Asked, state: str, point: Standpoint) -> Q:
    """What is the reader's own: nothing for a visitor."""
    if point.account_id is None:
        asked.hints.append(_("Sign in to search with “is:%(state)s”.") % {"state": state})
        return Q()
    if state == "mine":
        return Q(author__in=sorted(point.identities))
    if state == "bookmarked":
        return Q(pk__in=Bookmark.objects.filter(account=point.account_id).values("post"))
    return _unread(point.account_id)


def _unread(account_id: int) -> Q:
    """Opened topics that went on since, and fresh ones never opened; nothing from before "all read" was said."""
    marks = ReadMark.objects.filter(account=account_id)
    read = marks.filter(number__gte=F("topic__highest_number"))
    fresh = Q(topic__in=marks.values("topic")) | Q(topic__created_at__gte=clock.now() - FRESH)
    found = ~Q(topic__in=read.values("topic")) & fresh
    for said in CaughtUp.objects.filter(account=account_id):
        here = Q(topic__category=said.category_id) if said.category_id else Q()
        found &= ~(here & Q(topic__last_post_at__lte=said.at))
    return found
