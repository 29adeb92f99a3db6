"""Take an act of the team back, exactly."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, must_moderate, require_right, tell_concerned
from steward.square.forum.actions.change_tags import put_tags_back
from steward.square.forum.actions.ledger import gone, put_back
from steward.square.forum.actions.place import scatter
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.actions.undo_places import UNDONE_BY
from steward.square.forum.enums import FollowTarget
from steward.square.forum.events import AuthorChanged, PostsMoved, PostStateChanged, TopicChanged
from steward.square.forum.models import Follow, Post, ReadMark, Topic, TopicTag
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.moderation import MANAGE, PREFIX, act_of

#: Acts after which posts stand elsewhere: taken back in the reverse order only, where they share a topic.
MOVES = ("forum.merge_topics", "forum.split_topic", "forum.move_posts")
#: Times that, once past, are not set again: the job of the minute would act on them at once.
_TIMERS = ("closes_at", "opens_at", "pinned_until")


@transaction.atomic
def undo_act(*, actor: Viewer, decision_id: int) -> Decision:
    """Put everything back as it was before the act; what was written since stays.

    Raises NotFound, Forbidden, and Invalid with a sentence when it cannot be taken back (any more).
    """
    decision = Decision.objects.filter(pk=decision_id).first()
    if decision is None or act_of(decision.kind) is None:
        raise NotFound
    topics = _authorise(actor, decision)
    if not mark_undone(decision, account_id=actor.account_id):
        raise Invalid(_("This was taken back before."))
    if not decision.undo or (not topics and decision.kind not in UNDONE_BY):
        raise Invalid(_("This cannot be taken back. Do the opposite instead."))
    if decision.kind in UNDONE_BY:
        UNDONE_BY[decision.kind](actor, decision)
    else:
        _undo_in_topics(actor, decision, topics)
    decision.refresh_from_db()
    return decision


def _authorise(actor: Viewer, decision: Decision) -> list[Topic]:
    """The act's topics, locked. Who may not moderate all of them is refused; acts on categories want the right."""
    ids = set(decision.evidence.get("topics") or [])
    if not ids:
        require_right(actor, MANAGE)
        return []
    posts = decision.undo.get("rows", {}).get("post", {})
    ids |= set(Post.objects.filter(pk__in=posts).values_list("topic_id", flat=True))  # they may have moved since
    topics = list(Topic.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    point = standpoint(actor)
    for topic in topics:
        must_moderate(point, topic)
    if len(topics) != len(ids):
        raise gone()
    return topics


def _undo_in_topics(actor: Viewer, decision: Decision, topics: list[Topic]) -> None:
    undo = decision.undo
    touched = {topic.pk for topic in topics}
    categories, tags = {topic.category_id for topic in topics}, _tags_on(touched)
    if "place" in undo:
        _must_be_last(decision, touched)
        target, _all = scatter(undo["place"])
        _announce_moves(actor, decision, target.pk)
    if "tags" in undo:
        put_tags_back(undo["tags"])
    changed = put_back(undo.get("rows", {}))
    _drop_past_timers(changed.get("topic", []))
    Follow.objects.filter(pk__in=undo.get("follows", []), automatic=True).delete()
    recount(touched, categories=categories, tags=tags)
    if decision.kind == "forum.split_topic":
        _close_empty(undo["place"]["to"], decision)
    _announce(actor, decision)
    about = next(topic for topic in topics if topic.pk == decision.evidence["topics"][0])
    trace = Trace(decision.kind.removeprefix(PREFIX), about, concerned=decision.evidence["concerned"])
    tell_concerned(trace, actor=actor, undone=True)
    stamp(*touched)


def _must_be_last(decision: Decision, topics: set[int]) -> None:
    later = Decision.objects.filter(kind__in=MOVES, undone_at=None, pk__gt=decision.pk).order_by("pk")
    if any(topics & set(ids) for ids in later.values_list("evidence__topics", flat=True)):
        raise Invalid(
            _("This cannot be taken back yet: posts of these topics were moved again since. Take that back first.")
        )


def _tags_on(topic_ids: Iterable[int]) -> list[int]:
    return list(TopicTag.objects.filter(topic__in=topic_ids).values_list("tag_id", flat=True))


def _drop_past_timers(topic_ids: list[int]) -> None:
    for name in _TIMERS:
        Topic.objects.filter(pk__in=topic_ids, **{f"{name}__lte": clock.now()}).update(**{name: None})


def _close_empty(topic_id: int, decision: Decision) -> None:
    """The topic a split had made goes. Where somebody read or wrote in it, its address leads back instead."""
    source = Topic.objects.get(pk=decision.evidence["topics"][0])
    category = Topic.objects.values_list("category_id", flat=True).get(pk=topic_id)
    tags = _tags_on([topic_id])
    written_since = list(Post.objects.filter(topic=topic_id).order_by("number"))
    for post in written_since:
        source.highest_number += 1
        Post.objects.filter(pk=post.pk).update(topic=source, number=source.highest_number)
    source.save(update_fields=["highest_number"])
    if written_since or ReadMark.objects.filter(topic=topic_id).exists():
        Topic.objects.filter(pk=topic_id).update(merged_into=source)
    else:
        Follow.objects.filter(target=FollowTarget.TOPIC, target_id=topic_id).delete()
        Topic.objects.filter(pk=topic_id).delete()
    recount([source.pk, topic_id], categories=[category], tags=tags)


def _announce_moves(actor: Viewer, decision: Decision, target: int) -> None:
    moved: dict[int, list[int]] = {}
    for post, topic, _before, _after in decision.undo["place"]["seats"]:
        if topic != target:
            moved.setdefault(topic, []).append(post)
    for topic, posts in moved.items():
        publish(PostsMoved(topic, target, tuple(posts), decision.pk), actor=actor.name)


def _announce(actor: Viewer, decision: Decision) -> None:
    """Say what stands otherwise now: topics by the fields put back, posts by their state or author."""
    rows: dict[str, Any] = decision.undo.get("rows", {})
    for topic in decision.evidence["topics"]:
        fields = [name.removesuffix("_id").removesuffix("_at") for name in rows.get("topic", {}).get(str(topic), {})]
        what = (
            *fields,
            *(("tags",) if "tags" in decision.undo else ()),
            *(("posts",) if "place" in decision.undo else ()),
        )
        publish(TopicChanged(topic, tuple(what), decision.pk), actor=actor.name)
    given: dict[int, list[int]] = {}
    for post in Post.objects.filter(pk__in=rows.get("post", {})).order_by("pk"):
        if "author_id" in rows["post"][str(post.pk)]:
            given.setdefault(post.topic_id, []).append(post.pk)
        else:
            publish(PostStateChanged(post.topic_id, post.pk, post.state), actor=actor.name)
    for topic, posts in given.items():
        publish(AuthorChanged(topic, tuple(posts), decision.pk), actor=actor.name)
