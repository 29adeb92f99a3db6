"""Writing on the square over JSON: the same actions as the pages, by the same rules."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path
from ninja.errors import HttpError

from steward.foundation.kernel.ruling import require
from steward.people.access.api import Problem, answers
from steward.people.access.public import Viewer, viewer_in, within_scope
from steward.people.joining.public import faces
from steward.square.forum.actions import accept_answer, bookmark, join_chain, mark_read, remove_post
from steward.square.forum.actions.edit_post import Heading, edit_post
from steward.square.forum.actions.follow import follow
from steward.square.forum.actions.open_topic import open_topic
from steward.square.forum.actions.react import react
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.vote import vote
from steward.square.forum.api.reading import router, topic_for
from steward.square.forum.enums import Via
from steward.square.forum.errors import Stale
from steward.square.forum.models import Post
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.records import ChainSpec, PollSpec
from steward.square.forum.rules.may import WRITE
from steward.square.forum.schemas import (
    BookmarkIn,
    DoneOut,
    EditIn,
    EntryIn,
    FollowIn,
    Id,
    PostIn,
    PostOut,
    ReadIn,
    TopicIn,
    TopicOut,
    VoteIn,
)

Emoji = Annotated[str, Path(max_length=16)]


@router.post("/square/topics", response=answers(TopicOut, 201))
def new_topic(request: HttpRequest, given: TopicIn) -> tuple[int, TopicOut]:
    """Open a topic. It may wait for review: then only its author and the team see it."""
    topic = open_topic(
        actor=writer_in(request),
        category_id=given.category_id,
        title=given.title,
        source=given.source,
        kind=given.kind.value,
        tags=given.tags,
        poll=PollSpec(**given.poll.dict() | {"options": tuple(given.poll.options)}) if given.poll else None,
        chain=ChainSpec(**given.chain.dict()) if given.chain else None,
        once=given.once,
        via=Via.API,
    )
    return 201, TopicOut.of(topic_for(standpoint_in(request), places(), topic.pk))


@router.post("/square/topics/{topic_id}/posts", response=answers(PostOut, 201))
def new_post(request: HttpRequest, topic_id: Id, given: PostIn) -> tuple[int, PostOut]:
    """Reply in a topic."""
    post = reply(
        actor=writer_in(request), topic_id=topic_id, source=given.source, reply_to=given.reply_to, once=given.once,
        via=Via.API,
    )  # fmt: skip
    return 201, _post(post)


@router.patch("/square/posts/{post_id}", response=answers(PostOut) | {409: Problem})
def change_post(request: HttpRequest, post_id: Id, given: EditIn) -> PostOut:
    """Change a post's words; of a first post also title, category and tags. 409: somebody was quicker, read again."""
    heading = Heading(given.title, given.category_id, given.tags)
    try:
        post = edit_post(
            actor=writer_in(request), post_id=post_id, source=given.source, version=given.version,
            reason=given.reason, heading=heading,
        )  # fmt: skip
    except Stale as problem:
        raise HttpError(409, str(problem)) from None
    return _post(post)


@router.delete("/square/posts/{post_id}", response=answers(DoneOut))
def take_back(request: HttpRequest, post_id: Id) -> DoneOut:
    """Take one's own post back; a topic only while nobody has answered."""
    remove_post.remove_own(actor=writer_in(request), post_id=post_id)
    return DoneOut(changed=True)


@router.post("/square/posts/{post_id}/restore", response=answers(DoneOut))
def bring_back(request: HttpRequest, post_id: Id) -> DoneOut:
    """Bring back what one took back."""
    remove_post.restore_own(actor=writer_in(request), post_id=post_id)
    return DoneOut(changed=True)


@router.put("/square/posts/{post_id}/reactions/{emoji}", response=answers(DoneOut))
def give_reaction(request: HttpRequest, post_id: Id, emoji: Emoji) -> DoneOut:
    """React to a post."""
    return DoneOut(changed=react(actor=writer_in(request), post_id=post_id, emoji=emoji, give=True))


@router.delete("/square/posts/{post_id}/reactions/{emoji}", response=answers(DoneOut))
def take_reaction(request: HttpRequest, post_id: Id, emoji: Emoji) -> DoneOut:
    """Take a reaction back."""
    return DoneOut(changed=not react(actor=writer_in(request), post_id=post_id, emoji=emoji, give=False))


@router.put("/square/posts/{post_id}/accepted", response=answers(DoneOut))
def accept(request: HttpRequest, post_id: Id) -> DoneOut:
    """Say that this reply answers the question."""
    return DoneOut(changed=accept_answer.accept(actor=writer_in(request), post_id=post_id))


@router.delete("/square/posts/{post_id}/accepted", response=answers(DoneOut))
def unaccept(request: HttpRequest, post_id: Id) -> DoneOut:
    """Take the acceptance back."""
    return DoneOut(changed=accept_answer.unaccept(actor=writer_in(request), post_id=post_id))


@router.put("/square/posts/{post_id}/bookmark", response=answers(DoneOut))
def keep(request: HttpRequest, post_id: Id, given: BookmarkIn) -> DoneOut:
    """Keep a post."""
    bookmark.bookmark(actor=writer_in(request), post_id=post_id, note=given.note, remind_at=given.remind_at)
    return DoneOut(changed=True)


@router.delete("/square/posts/{post_id}/bookmark", response=answers(DoneOut))
def let_go(request: HttpRequest, post_id: Id) -> DoneOut:
    """Keep it no longer."""
    return DoneOut(changed=bookmark.unbookmark(actor=writer_in(request), post_id=post_id))


@router.put("/square/topics/{topic_id}/vote", response=answers(DoneOut))
def cast(request: HttpRequest, topic_id: Id, given: VoteIn) -> DoneOut:
    """Let one's vote be exactly these options."""
    vote(actor=writer_in(request), topic_id=topic_id, options=given.options)
    return DoneOut(changed=True)


@router.put("/square/topics/{topic_id}/entry", response=answers(DoneOut))
def sign_up(request: HttpRequest, topic_id: Id, given: EntryIn) -> DoneOut:
    """Put oneself on a chain sign-up, or change one's line."""
    join_chain.join_chain(actor=writer_in(request), topic_id=topic_id, text=given.text, people=given.people)
    return DoneOut(changed=True)


@router.delete("/square/topics/{topic_id}/entry", response=answers(DoneOut))
def sign_off(request: HttpRequest, topic_id: Id) -> DoneOut:
    """Leave a chain sign-up."""
    return DoneOut(changed=join_chain.leave_chain(actor=writer_in(request), topic_id=topic_id))


@router.put("/square/topics/{topic_id}/read", response=answers(DoneOut))
def read(request: HttpRequest, topic_id: Id, given: ReadIn) -> DoneOut:
    """Say how far one has read; never backwards."""
    topic_for(standpoint_in(request), places(), topic_id)
    mark_read.see_topic(actor=writer_in(request), topic_id=topic_id, number=given.number)
    return DoneOut(changed=True)


@router.put("/square/follows", response=answers(DoneOut))
def set_follow(request: HttpRequest, given: FollowIn) -> DoneOut:
    """Follow, mute or neither: `target` topic, tag, category or member, `level` following, muted or ""."""
    changed = follow(actor=writer_in(request), target=given.target, target_id=given.target_id, level=given.level)
    return DoneOut(changed=changed)


def writer_in(request: HttpRequest) -> Viewer:
    """Who writes; raises Forbidden for a token that does not reach so far."""
    viewer = viewer_in(request)
    require(within_scope(viewer, WRITE))
    return viewer


def _post(post: Post) -> PostOut:
    author = post.author_id or 0
    return PostOut.made(post, faces([author]).get(author))
