"""Who may do what with a category, a topic, a post."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import within_scope
from steward.people.restraints.public import may_write_there
from steward.square.forum.enums import PostState, TopicKind, Verb
from steward.square.forum.models import Category, Chain, Poll, Post, Topic
from steward.square.forum.rules.rights import Standpoint, admits, all_of

#: The scope an API token needs to write on the square.
WRITE = "forum.write"
#: `Post.state_reason` of a post its own author took back; the team's removals carry a reason.
BY_AUTHOR = "author"


def may_write(standpoint: Standpoint) -> Ruling:
    """Whether they may write anywhere at all."""
    viewer = standpoint.viewer
    if viewer.account is None and not viewer.is_system:
        return Denied(_("Sign in to take part."))
    return all_of(within_scope(viewer, WRITE), standpoint.may_write)


def may_write_in(standpoint: Standpoint, category: Category) -> Ruling:
    """Whether they may write in the category: one may be muted in one place and free in all others."""
    return all_of(may_write(standpoint), may_write_there(standpoint.restraints, f"category:{category.pk}"))


def may_see(standpoint: Standpoint, category: Category) -> Ruling:
    """Whether the category exists for them; a denial is a 404 everywhere."""
    return Allowed() if admits(category.rights, Verb.SEE, standpoint.audiences) else Denied("")


def may_moderate(standpoint: Standpoint, category: Category) -> Ruling:
    """Whether they moderate the category."""
    if isinstance(narrow := within_scope(standpoint.viewer, "forum.moderate"), Denied):
        return narrow
    if admits(category.rights, Verb.MODERATE, standpoint.audiences):
        return Allowed()
    return Denied(_("You do not moderate this category."))


def may_see_topic(standpoint: Standpoint, topic: Topic, category: Category) -> Ruling:
    """Whether the topic exists for them: authors see their own while it waits, moderators see all."""
    if not may_see(standpoint, category):
        return Denied("")
    shown = topic.hidden_at is None and topic.removed_at is None
    if shown and (not topic.waiting or topic.author_id in standpoint.identities):
        return Allowed()
    return Allowed() if may_moderate(standpoint, category) else Denied("")


def may_see_post(standpoint: Standpoint, post: Post, topic: Topic, category: Category) -> Ruling:
    """Whether the words of the post exist for them."""
    if not may_see_topic(standpoint, topic, category):
        return Denied("")
    own_waiting = post.state == PostState.WAITING and post.author_id in standpoint.identities
    if post.state == PostState.VISIBLE or own_waiting or may_moderate(standpoint, category):
        return Allowed()
    return Denied("")


def may_open(standpoint: Standpoint, category: Category, kind: str = TopicKind.DISCUSSION) -> Ruling:
    """Whether they may open a topic of that kind there."""
    return all_of(
        may_write_in(standpoint, category),
        _not_archived(category),
        _admitted(standpoint, category, Verb.POST, _("You may read this category, but not open topics in it.")),
        _announces(standpoint, category) if kind == TopicKind.ANNOUNCEMENT else Allowed(),
    )


def may_reply(standpoint: Standpoint, topic: Topic, category: Category, now: datetime | None = None) -> Ruling:
    """Whether they may reply. Moderators may in a locked topic, nobody in a waiting, hidden or removed one."""
    return all_of(
        may_write_in(standpoint, category),
        _not_archived(category),
        _admitted(standpoint, category, Verb.REPLY, _("You may read this category, but not reply in it.")),
        _stands(topic),
        _open(topic, now) if not may_moderate(standpoint, category) else Allowed(),
    )


def may_edit(
    standpoint: Standpoint, post: Post, topic: Topic, category: Category, now: datetime | None = None
) -> Ruling:
    """Whether they may change the words: the author for as long as the trust level allows, and moderators."""
    if may_moderate(standpoint, category):
        return _not_archived(category)
    rulings = [may_write_in(standpoint, category), _own(standpoint, post), _not_archived(category), _open(topic, now)]
    if post.state not in {PostState.VISIBLE, PostState.WAITING}:
        rulings.append(Denied(_("This post is not shown any more, so it cannot be edited.")))
    minutes = standpoint.limits.edit_minutes
    if minutes is not None and (now or clock.now()) > post.created_at + timedelta(minutes=minutes):
        rulings.append(Denied(_("Posts as old as this one can no longer be edited. Write a reply instead.")))
    return all_of(*rulings)


def may_remove(standpoint: Standpoint, post: Post, topic: Topic, category: Category) -> Ruling:
    """Whether they may take their own post back; a topic only while nobody has answered."""
    rulings = [may_write_in(standpoint, category), _own(standpoint, post), _not_archived(category), _open(topic)]
    if post.state not in {PostState.VISIBLE, PostState.WAITING}:
        rulings.append(Denied(_("This post is not shown any more.")))
    if post.number == 1 and topic.posts_count > 1:
        rulings.append(Denied(_("Others have answered, so the topic stays. Ask a moderator if it must go.")))
    return all_of(*rulings)


def may_restore(standpoint: Standpoint, post: Post, topic: Topic, category: Category) -> Ruling:
    """Whether they may bring back what they themselves took back."""
    if post.state != PostState.REMOVED or post.state_reason != BY_AUTHOR:
        return Denied(_("Only a post you removed yourself can be brought back by you."))
    return all_of(may_write_in(standpoint, category), _own(standpoint, post), _not_archived(category), _open(topic))


def reports_others(standpoint: Standpoint, post: Post) -> Ruling:
    """Whether they may report the post to the team: one's own can be edited or removed instead."""
    if standpoint.account_id is None:
        return Denied(_("Sign in to report something."))
    if post.author_id is not None and post.author_id in standpoint.identities:
        return Denied(_("This is your own post. You can edit or remove it."))
    if post.state != PostState.VISIBLE:
        return Denied(_("This post is not shown any more."))
    return Allowed()


def may_accept(standpoint: Standpoint, post: Post, topic: Topic, category: Category) -> Ruling:
    """Whether they may say that this post answers the question, or take that back: the asker and moderators."""
    rulings = [may_write_in(standpoint, category), _not_archived(category)]
    if topic.kind != TopicKind.QUESTION or post.number == 1:
        rulings.append(Denied(_("Only a reply to a question can be accepted as its answer.")))
    if post.state != PostState.VISIBLE:
        rulings.append(Denied(_("This post is not shown to everybody, so it cannot be the answer.")))
    if topic.author_id not in standpoint.identities and not may_moderate(standpoint, category):
        rulings.append(Denied(_("Whoever asked the question accepts its answer.")))
    return all_of(*rulings)


def may_react(standpoint: Standpoint, post: Post, topic: Topic, category: Category) -> Ruling:
    """Whether they may react to the post: not to their own."""
    rulings = [may_write_in(standpoint, category), _not_archived(category), _stands(topic)]
    if post.state != PostState.VISIBLE:
        rulings.append(Denied(_("This post is not shown to everybody, so nobody can react to it.")))
    if post.author_id is not None and post.author_id in standpoint.identities:
        rulings.append(Denied(_("You cannot react to your own post.")))
    return all_of(*rulings)


def may_vote(
    standpoint: Standpoint, poll: Poll, topic: Topic, category: Category, now: datetime | None = None
) -> Ruling:
    """Whether they may vote, change or take back their vote."""
    closed = poll.closes_at is not None and poll.closes_at <= (now or clock.now())
    return all_of(
        may_write_in(standpoint, category),
        _not_archived(category),
        _admitted(standpoint, category, Verb.REPLY, _("You may read this category, but not vote in it.")),
        _stands(topic),
        _open(topic, now),
        Denied(_("This poll is closed.")) if closed else Allowed(),
    )


def may_join(
    standpoint: Standpoint, chain: Chain, topic: Topic, category: Category, now: datetime | None = None
) -> Ruling:
    """Whether they may put themselves on the chain sign-up, change their line or leave."""
    closed = chain.closes_at is not None and chain.closes_at <= (now or clock.now())
    return all_of(
        may_write_in(standpoint, category),
        _not_archived(category),
        _admitted(standpoint, category, Verb.REPLY, _("You may read this category, but not sign up in it.")),
        _stands(topic),
        _open(topic, now),
        Denied(_("This sign-up is closed.")) if closed else Allowed(),
    )


def _admitted(standpoint: Standpoint, category: Category, verb: Verb, why: str) -> Ruling:
    return Allowed() if admits(category.rights, verb, standpoint.audiences) else Denied(why)


def _announces(standpoint: Standpoint, category: Category) -> Ruling:
    if may_moderate(standpoint, category):
        return Allowed()
    return Denied(_("Announcements come from the moderators of a category."))


def _not_archived(category: Category) -> Ruling:
    if category.archived_at is None:
        return Allowed()
    return Denied(_("This category is archived: it can be read, and nothing in it changes any more."))


def _open(topic: Topic, now: datetime | None = None) -> Ruling:
    closed = topic.closes_at is not None and topic.closes_at <= (now or clock.now())
    if topic.locked_at is None and not closed:
        return Allowed()
    return Denied(_("This topic is locked: it can be read, and nothing new is written in it."))


def _stands(topic: Topic) -> Ruling:
    if topic.merged_into_id is not None:
        return Denied(_("This topic was merged into another one. Go on there."))
    if topic.hidden_at is not None or topic.removed_at is not None:
        return Denied(_("This topic is not shown any more."))
    if topic.waiting:
        return Denied(_("This topic waits for review. It can be answered when a moderator has read it."))
    return Allowed()


def _own(standpoint: Standpoint, post: Post) -> Ruling:
    if post.author_id is not None and post.author_id in standpoint.identities:
        return Allowed()
    return Denied(_("This is somebody else's post."))
