"""The queue: what waits, what rules hit, what was decided elsewhere."""

from steward.care.conduct.actions.follow import add_hit, by_of, decided_elsewhere, drop_hit, hold, words_changed
from steward.care.screening.public import HitUndone, RuleHit
from steward.foundation.journal.public import subscribe
from steward.square.forum.events import (
    PostApproved,
    PostEdited,
    PostPosted,
    PostStateChanged,
    TopicChanged,
    TopicPosted,
)
from steward.square.forum.public import Post


@subscribe(TopicPosted)
def topic_posted(fact: TopicPosted) -> None:
    """A topic that waits is a case."""
    if fact.waiting:
        hold(fact.post_id)


@subscribe(PostPosted)
def post_posted(fact: PostPosted) -> None:
    """So is a reply."""
    if fact.waiting:
        hold(fact.post_id)


@subscribe(PostApproved)
def post_approved(fact: PostApproved) -> None:
    """Somebody let it through where it stands."""
    decided_elsewhere(fact.post_id, upheld=False, by=by_of(fact))


@subscribe(PostStateChanged)
def post_state_changed(fact: PostStateChanged) -> None:
    """Hidden or removed where it stands; or waiting again, after that was taken back."""
    if fact.state == "waiting":
        hold(fact.post_id)
    elif fact.state in {"hidden", "removed"}:
        decided_elsewhere(fact.post_id, upheld=True, by=by_of(fact))


@subscribe(TopicChanged)
def topic_changed(fact: TopicChanged) -> None:
    """A topic hidden or removed takes its opening with it; one brought back is none of the queue's business."""
    if not {"hidden", "removed"} & set(fact.what):
        return
    taken = Post.objects.filter(topic=fact.topic_id, number=1).exclude(topic__hidden_at=None, topic__removed_at=None)
    for post_id in taken.values_list("pk", flat=True):
        decided_elsewhere(post_id, upheld=True, by=by_of(fact))


@subscribe(PostEdited)
def post_edited(fact: PostEdited) -> None:
    """What a case is about says something else now."""
    words_changed(fact.post_id)


@subscribe(RuleHit)
def rule_hit(fact: RuleHit) -> None:
    """A rule asks the team to look."""
    add_hit(fact.hit_id, fact.kind, fact.subject_id, fact.code)


@subscribe(HitUndone)
def hit_undone(fact: HitUndone) -> None:
    """What it did was taken back."""
    drop_hit(fact.hit_id)
