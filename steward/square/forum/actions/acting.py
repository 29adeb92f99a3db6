"""The frame of every act of the team: who may, with which reason, what is written down, who is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel.ruling import Denied, Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.joining.public import faces
from steward.people.notify.public import tell
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.recount import recount
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.enums import Verb
from steward.square.forum.events import TopicChanged
from steward.square.forum.models import Practice, Topic
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_moderate
from steward.square.forum.rules.moderation import ACTS, PREFIX, has_reason
from steward.square.forum.rules.rights import Standpoint, admits

#: The kind of notification for those whose words an act is about.
TOLD = "forum.moderated"
#: Fields whose change moves the counters of categories and tags.
COUNTED = frozenset({"hidden_at", "removed_at", "waiting", "category_id", "merged_into_id"})


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of an act: a code of rules.moderation.REASONS, words beside it, the batch it belongs to.

    `quiet`: those concerned hear of it, with its reasons, from who decided it elsewhere.
    """

    code: str = ""
    words: str = ""
    batch: str = ""
    quiet: bool = False


@dataclass(slots=True)
class Trace:
    """What is written down about one act."""

    act: str
    topic: Topic
    why: Why = field(default_factory=Why)
    undo: dict[str, Any] = field(default_factory=dict)
    concerned: Iterable[int | None] = ()  # identities
    topics: tuple[int, ...] = ()  # every topic it touched
    more: dict[str, Any] = field(default_factory=dict)


def locked(actor: Viewer, *topic_ids: int) -> list[Topic]:
    """The topics, in the order given, locked in the order of their ids. Raises NotFound and Forbidden."""
    rows = {row.pk: row for row in Topic.objects.select_for_update(no_key=True).filter(pk__in=topic_ids).order_by("pk")}
    if missing := [pk for pk in topic_ids if pk not in rows]:
        raise NotFound(missing)
    point = standpoint(actor)
    for pk in topic_ids:
        must_moderate(point, rows[pk])
    return [rows[pk] for pk in topic_ids]


def must_moderate(point: Standpoint, topic: Topic) -> None:
    """Refuse who may not moderate the topic's category: 404 to whom it is not shown, 403 to the others."""
    category = places().rows.get(topic.category_id)
    if category is None or not admits(category.rights, Verb.SEE, point.audiences):
        raise NotFound
    ruling = may_moderate(point, category)
    if not ruling and (topic.hidden_at or topic.removed_at or topic.waiting):
        raise NotFound
    require(ruling)


def must_stand(*topics: Topic) -> None:
    """Refuse topics that were merged into another one: their posts are there."""
    if any(topic.merged_into_id for topic in topics):
        raise Invalid(_("This topic was merged into another one. Act on that one, or take the merge back first."))


@transaction.atomic
def change_topic(act: str, topic_id: int, *, actor: Viewer, why: Why, more: dict[str, Any] | None = None,
                 **values: Any) -> Decision | None:  # fmt: skip
    """Give one topic these fields as an act of the team; None when it had them already.

    A value may be a function of the locked topic. Raises NotFound, Forbidden, Invalid.
    """
    require_reason(act, why)
    (topic,) = locked(actor, topic_id)
    must_stand(topic)
    changes = Changes()
    changed = changes.set(topic, **{name: value(topic) if callable(value) else value for name, value in values.items()})
    if not changed:
        return None
    trace = Trace(act, topic, why, {"rows": changes.rows}, (topic.author_id,), more=more or {})
    if COUNTED & set(changed):
        recount([topic_id], categories=left(changes))
    return finish(trace, actor=actor, what=tuple(name.removesuffix("_id").removesuffix("_at") for name in changed))


def left(changes: Changes) -> list[int]:
    """The categories that topics have left."""
    return [int(row["category_id"][0]) for row in changes.rows.get("topic", {}).values() if "category_id" in row]


def require_reason(act: str, why: Why) -> None:
    """Refuse an act that wants a reason and has none. Raises Invalid."""
    ruling = has_reason(act, why.code, why.words)
    if isinstance(ruling, Denied):
        raise Invalid({"reason": ruling.why})


def finish(trace: Trace, *, actor: Viewer, what: tuple[str, ...] = ()) -> Decision:
    """Write the decision, announce the change of the topic (`what`), raise the versions, tell those concerned."""
    decision = record(trace, actor=actor)
    if what:
        publish(TopicChanged(trace.topic.pk, what, decision.pk), actor=actor.name)
    tell_concerned(trace, actor=actor)
    stamp(*(trace.topics or (trace.topic.pk,)))
    return decision


def record(trace: Trace, *, actor: Viewer) -> Decision:
    """Write one act down."""
    evidence = {
        "title": trace.topic.title,
        "topics": list(trace.topics or (trace.topic.pk,)),
        "concerned": sorted({pk for pk in trace.concerned if pk}),
    }
    if trace.why.code:
        evidence["code"] = trace.why.code
    if trace.why.batch:
        evidence["batch"] = trace.why.batch
    by = Decision.By.RULE if actor.is_system else Decision.By.PERSON
    return decide(
        kind=PREFIX + trace.act, subject=f"topic:{trace.topic.pk}", by=by, account_id=actor.account_id,
        reason=trace.why.words.strip()[:500], evidence=evidence | trace.more, undo=trace.undo,
    )  # fmt: skip


def tell_concerned(trace: Trace, *, actor: Viewer, undone: bool = False) -> None:
    """Notify the authors: what, why, and where to read more and object. Whoever acts is not told of it."""
    if trace.why.quiet or not ACTS[trace.act].tells:
        return
    people = faces(sorted({pk for pk in trace.concerned if pk})).values()
    accounts = {face.account_id for face in people if face.account_id} - {actor.account_id}
    if not accounts:
        return
    params = {"act": trace.act, "title": trace.topic.title, "code": trace.why.code, "reason": trace.why.words.strip()}
    tell(
        kind=TOLD,
        accounts=sorted(accounts),
        subject=f"topic:{trace.topic.pk}",
        params=params | ({"undone": True} if undone else {}),
        url=reverse("forum-acts", args=[trace.topic.pk]),
        by=actor.account_id if names_shown() else None,
        group=f"batch:{trace.why.batch}:{trace.act}" if trace.why.batch else "",
    )


def names_shown() -> bool:
    """Whether members read who of the team did something."""
    return bool(Practice.objects.filter(pk=1, names_shown=True).exists())


def require_right(actor: Viewer, permission: str) -> None:
    """Refuse who does not hold the permission of the team. Raises Forbidden."""
    require(allowed(actor, permission))
