"""After something was written or done: jobs that tell those it concerns."""

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.square.forum.events import (
    AnswerAccepted,
    ChainJoined,
    PostApproved,
    PostEdited,
    PostPosted,
    ReactionGiven,
    TopicPosted,
)
from steward.square.forum.tasks.writing import TELL, TELL_ACT


@subscribe(TopicPosted)
def topic_posted(fact: TopicPosted) -> None:
    """Those who follow the category, a tag or the author; moderators of what waits."""
    enqueue(actor=SYSTEM, kind=TELL, post_id=fact.post_id, what="waiting" if fact.waiting else "post")


@subscribe(PostPosted)
def post_posted(fact: PostPosted) -> None:
    """Those who are named, answered, quoted or follow; moderators of what waits."""
    enqueue(actor=SYSTEM, kind=TELL, post_id=fact.post_id, what="waiting" if fact.waiting else "post")


@subscribe(PostApproved)
def post_approved(fact: PostApproved) -> None:
    """The same as for a post that did not wait, and its author."""
    enqueue(actor=SYSTEM, kind=TELL, post_id=fact.post_id, what="approved")


@subscribe(PostEdited)
def post_edited(fact: PostEdited) -> None:
    """Those whom the new words name."""
    enqueue(actor=SYSTEM, kind=TELL, post_id=fact.post_id, what="mentions")


@subscribe(ReactionGiven)
def reaction_given(fact: ReactionGiven) -> None:
    """The author of the post."""
    enqueue(
        actor=SYSTEM, kind=TELL_ACT, what="reaction", post_id=fact.post_id, identity_id=fact.identity_id,
        emoji=fact.emoji,
    )  # fmt: skip


@subscribe(AnswerAccepted)
def answer_accepted(fact: AnswerAccepted) -> None:
    """The author of the answer."""
    if fact.post_id is not None:
        enqueue(actor=SYSTEM, kind=TELL_ACT, what="answer", post_id=fact.post_id, by=None)


@subscribe(ChainJoined)
def chain_joined(fact: ChainJoined) -> None:
    """Whoever has a place now because somebody left."""
    if fact.risen is not None:
        enqueue(actor=SYSTEM, kind=TELL_ACT, what="place", topic_id=fact.topic_id, identity_id=fact.risen)
