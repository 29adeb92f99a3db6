"""What the square has to say in a report of the team: only what every member may read."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.contracts import Passage
from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer
from steward.people.community.public import community
from steward.square.forum.enums import PostState, TopicKind, Verb
from steward.square.forum.models import Post, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.topics import address
from steward.square.forum.rules.rights import EVERYONE, MEMBERS, admits

MOST = 5
TITLE = 60


@dataclass(frozen=True, slots=True)
class _Told:
    posts: int
    reactions: int


def content_passage(_viewer: Viewer, since: date, until: date) -> Passage | None:
    """The topics most was written in, and what was featured; two queries. None when nobody wrote."""
    begins, ends = _moments(since, until)
    written = _written(begins, ends)
    busiest = (
        written.values("topic")
        .annotate(posts=Count("pk"), liked=Sum("reactions_count"))
        .order_by("-posts", "-liked", "topic")
    )
    counts = {row["topic"]: _Told(row["posts"], row["liked"] or 0) for row in busiest}
    if not counts:
        return None
    wanted = Q(pk__in=list(counts)[:MOST]) | Q(featured_at__gte=begins, featured_at__lt=ends)
    rows = {topic.pk: topic for topic in Topic.objects.filter(_SHOWN, wanted, category__in=open_to_members())}
    links = [_busy(rows[pk], told) for pk, told in list(counts.items())[:MOST] if pk in rows]
    links += [
        (_("Featured: %(title)s") % {"title": cut(topic.title, TITLE)}, address(topic))
        for topic in rows.values()
        if topic.featured_at and begins <= topic.featured_at < ends
    ]
    total = sum(told.posts for told in counts.values())
    sentence = ngettext("%(posts)s posts in %(n)s topic.", "%(posts)s posts in %(n)s topics.", len(counts))
    return Passage(_("Where most was written"), (sentence % {"posts": total, "n": len(counts)},), links=tuple(links))


def voices_passage(_viewer: Viewer, since: date, until: date) -> Passage | None:
    """New questions nobody has answered, and the post members reacted to most; four queries. None for neither."""
    begins, ends = _moments(since, until)
    asked = Topic.objects.filter(
        _SHOWN, kind=TopicKind.QUESTION, category__in=open_to_members(), created_at__gte=begins, created_at__lt=ends
    )
    unanswered = asked.filter(accepted=None, posts_count__lte=1)
    total, waiting = asked.count(), unanswered.count()
    liked = _written(begins, ends).filter(reactions_count__gt=1).order_by("-reactions_count", "pk")
    favourites = list(liked.select_related("topic")[:MOST])
    if not total and not favourites:
        return None
    sentences = [_questions(total, waiting)] if total else []
    oldest = unanswered.order_by("created_at", "pk")[:MOST]
    links = [(_("No answer yet: %(title)s") % {"title": cut(one.title, TITLE)}, address(one)) for one in oldest]
    links += [(_liked(post), f"{address(post.topic)}{post.number}/") for post in favourites]
    if favourites:
        sentences.append(_("What members reacted to most is linked below."))
    return Passage(_("Questions and echoes"), tuple(sentences), links=tuple(links))


_SHOWN = Q(hidden_at=None, removed_at=None, waiting=False, merged_into=None)


def _written(begins: datetime, ends: datetime) -> QuerySet[Post]:
    """Visible posts of these days that every member may read."""
    return Post.objects.filter(
        state=PostState.VISIBLE, created_at__gte=begins, created_at__lt=ends, topic__hidden_at=None,
        topic__removed_at=None, topic__waiting=False, topic__merged_into=None, topic__category__in=open_to_members(),
    )  # fmt: skip


def open_to_members() -> list[int]:
    """Categories every member may read: a report goes to people outside the team too."""
    everyone = frozenset({EVERYONE, MEMBERS})
    return [row.pk for row in places().rows.values() if admits(row.rights, Verb.SEE, everyone)]


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    zone = community().zone
    return datetime.combine(since, time(), zone), datetime.combine(until, time(), zone)


def _busy(topic: Topic, told: _Told) -> tuple[str, str]:
    words = ngettext("%(title)s (%(n)s post", "%(title)s (%(n)s posts", told.posts) % {
        "title": cut(topic.title, TITLE), "n": told.posts,
    }  # fmt: skip
    if told.reactions:
        words += ngettext(", %(n)s reaction", ", %(n)s reactions", told.reactions) % {"n": told.reactions}
    return words + ")", address(topic)


def _questions(total: int, waiting: int) -> str:
    words = {"n": total, "open": waiting}
    if waiting == 0:
        return ngettext("%(n)s new question, answered.", "%(n)s new questions, all answered.", total) % words
    return (
        ngettext(
            "%(open)s of %(n)s new question has no answer yet.",
            "%(open)s of %(n)s new questions have no answer yet.",
            total,
        )
        % words
    )


def _liked(post: Post) -> str:
    count = post.reactions_count
    words = ngettext("%(n)s reaction: %(title)s", "%(n)s reactions: %(title)s", count)
    return words % {"n": count, "title": cut(post.topic.title, TITLE)}
