"""One act on many topics or posts: one decision for each, one batch for all, undone together."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.change_author import change_author
from steward.square.forum.actions.change_tags import change_tags
from steward.square.forum.actions.close_later import close_later
from steward.square.forum.actions.feature import feature, unfeature
from steward.square.forum.actions.hide import hide, remove, restore, show
from steward.square.forum.actions.hide_posts import hide_posts, remove_posts, restore_posts
from steward.square.forum.actions.lock import lock, unlock
from steward.square.forum.actions.merge_topics import merge_topics
from steward.square.forum.actions.move_posts import move_posts
from steward.square.forum.actions.move_topic import move_topic
from steward.square.forum.actions.pin import pin, unpin
from steward.square.forum.actions.retitle import change_kind, change_title
from steward.square.forum.actions.review import approve, reject
from steward.square.forum.actions.slow_mode import slow_mode
from steward.square.forum.actions.undo_act import undo_act
from steward.square.forum.models import Post
from steward.square.forum.rules.moderation import PREFIX

JOB, UNDO_JOB = "forum.moderate_many", "forum.undo_many"
#: Up to so many things are done while the person waits.
AT_ONCE = 100

ON_TOPICS: dict[str, Callable[..., Decision | None]] = {
    "pin": pin, "unpin": unpin, "feature": feature, "unfeature": unfeature, "lock": lock, "unlock": unlock,
    "hide": hide, "show": show, "remove": remove, "restore": restore, "move_topic": move_topic,
    "merge_topics": merge_topics, "change_kind": change_kind, "change_title": change_title,
    "change_tags": change_tags, "slow_mode": slow_mode, "close_later": close_later,
}  # fmt: skip
ON_POSTS: dict[str, Callable[..., Decision | None]] = {
    "hide_posts": hide_posts, "remove_posts": remove_posts, "restore_posts": restore_posts,
    "change_author": change_author, "move_posts": move_posts,
}  # fmt: skip
ON_WAITING: dict[str, Callable[..., Decision | None]] = {"approve": approve, "reject": reject}


@dataclass(slots=True)
class Outcome:
    """What became of a batch: decisions made, things that were so already, refusals with their sentence."""

    batch: str = ""
    done: list[int] = field(default_factory=list)
    same: int = 0
    refused: dict[str, int] = field(default_factory=dict)  # sentence → how often

    @property
    def first(self) -> int | None:
        """The first decision: the handle of the whole batch."""
        return self.done[0] if self.done else None

    def as_json(self) -> dict[str, Any]:
        """For the result of a job."""
        return {"done": len(self.done), "same": self.same, "refused": self.refused, "first": self.first}


def moderate_many(
    *,
    actor: Viewer,
    act: str,
    ids: Sequence[int],
    why: Why | None = None,
    progress: Reporter | None = None,
    **args: Any,
) -> Outcome:
    """Do one act on each of these topics (or posts, for acts on posts), each in its own transaction.

    `args` are those of the act itself (category_id, into_id, where, identity_id). What is refused is counted with its
    sentence and changes nothing. Raises Invalid for an unknown act.
    """
    outcome = Outcome(batch=why.batch if why and why.batch else secrets.token_hex(6))
    reason = replace(why or Why(), batch=outcome.batch)
    calls = list(_calls(act, ids))
    for number, (call, target) in enumerate(calls, 1):
        try:
            decision = call(actor=actor, why=reason, **target, **args)
        except (Forbidden, NotFound, Invalid) as problem:
            sentence = _("This is not there any more.") if isinstance(problem, NotFound) else str(problem)
            outcome.refused[sentence] = outcome.refused.get(sentence, 0) + 1
        else:
            outcome.same += decision is None
            outcome.done += [decision.pk] if decision else []
        if progress:
            progress.report(number, len(calls))
    return outcome


def moderate(*, actor: Viewer, act: str, topic_id: int, why: Why | None = None, **args: Any) -> Decision | None:
    """One act of `ON_TOPICS` on one topic; None when it is so already. Raises NotFound, Forbidden, Invalid."""
    if act not in ON_TOPICS:
        raise Invalid(_("There is no such act."))
    return ON_TOPICS[act](actor=actor, topic_id=topic_id, why=why or Why(), **args)


def moderate_soon(*, actor: Viewer, act: str, ids: Sequence[int], why: Why | None = None, **args: Any) -> Outcome | Job:
    """The same, at once when there are few, else as a job of the actor."""
    if len(ids) <= AT_ONCE:
        return moderate_many(actor=actor, act=act, ids=ids, why=why, **args)
    reason = why or Why()
    words = {"code": reason.code, "words": reason.words, "batch": secrets.token_hex(6)}
    return enqueue(
        actor=actor, kind=JOB, account=actor.account_id, act=act, ids=list(ids), why=words, more=_plain(args)
    )


def batch_of(decision: Decision) -> list[int]:
    """The decisions of the same batch that still stand, the latest first: the order in which they are undone."""
    batch = decision.evidence.get("batch")
    if not batch:
        return [decision.pk]
    near = Decision.objects.filter(
        kind__startswith=PREFIX, account=decision.account_id, undone_at=None,
        at__range=(decision.at - timedelta(hours=6), decision.at + timedelta(hours=6)),
    )  # fmt: skip
    return list(near.filter(evidence__batch=batch).order_by("-pk").values_list("pk", flat=True))


def undo_batch(*, actor: Viewer, decision_id: int, progress: Reporter | None = None) -> Outcome:
    """Take back every act of the batch this decision belongs to, each in its own transaction. Raises NotFound."""
    decision = Decision.objects.filter(pk=decision_id, kind__startswith=PREFIX).first()
    if decision is None:
        raise NotFound
    outcome, ids = Outcome(batch=decision.evidence.get("batch", "")), batch_of(decision)
    for number, pk in enumerate(ids, 1):
        try:
            outcome.done.append(undo_act(actor=actor, decision_id=pk).pk)
        except (Forbidden, NotFound, Invalid) as problem:
            sentence = str(problem) or _("This is not there any more.")
            outcome.refused[sentence] = outcome.refused.get(sentence, 0) + 1
        if progress:
            progress.report(number, len(ids))
    return outcome


def undo_soon(*, actor: Viewer, decision_id: int) -> Outcome | Job:
    """The same, at once when there are few, else as a job of the actor. Raises NotFound."""
    decision = Decision.objects.filter(pk=decision_id, kind__startswith=PREFIX).first()
    if decision is None:
        raise NotFound
    if len(batch_of(decision)) <= AT_ONCE:
        return undo_batch(actor=actor, decision_id=decision_id)
    return enqueue(actor=actor, kind=UNDO_JOB, account=actor.account_id, decision=decision_id)


def _calls(act: str, ids: Sequence[int]) -> Iterator[tuple[Callable[..., Decision | None], dict[str, Any]]]:
    """Each call to make: one for a topic, one for a waiting post, one for all chosen posts of a topic."""
    if act in ON_TOPICS:
        yield from ((ON_TOPICS[act], {"topic_id": pk}) for pk in dict.fromkeys(ids))
    elif act in ON_WAITING:
        yield from ((ON_WAITING[act], {"post_id": pk}) for pk in dict.fromkeys(ids))
    elif act in ON_POSTS:
        by_topic: dict[int, list[int]] = {}
        for pk, topic in Post.objects.filter(pk__in=ids).order_by("topic", "number").values_list("pk", "topic_id"):
            by_topic.setdefault(topic, []).append(pk)
        yield from ((ON_POSTS[act], {"post_ids": posts}) for posts in by_topic.values())
    else:
        raise Invalid(_("This cannot be done with many at once."))


def _plain(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in args.items()}
