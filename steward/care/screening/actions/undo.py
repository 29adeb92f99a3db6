"""Taking back what rules did: one hit, or everything of one rule since a moment."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.screening.actions.screen_draft import silence
from steward.care.screening.enums import Mode
from steward.care.screening.events import HitsUndone, HitUndone
from steward.care.screening.models import Hit, Rule
from steward.care.screening.queries.subjects import flaggable_of
from steward.care.screening.records import Undoing
from steward.care.screening.rules import MANAGE
from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.journal.public import decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.forum.public import Post, TopicTag, change_tags, edit_post

JOB = "screening.undo_since"
#: Up to so many are taken back while the person waits.
AT_ONCE = 50


def undo_since(*, actor: Viewer, rule_id: int, since: datetime, reason: str = "") -> Undoing | Job:
    """Take back everything the rule did since then: at once when it is little, else as a job of the actor.

    Raises NotFound, Forbidden.
    """
    require(allowed(actor, MANAGE))
    if not Rule.objects.filter(pk=rule_id).exists():
        raise NotFound
    if standing(rule_id, since).count() <= AT_ONCE:
        return undo_now(actor=actor, rule_id=rule_id, since=since, reason=reason)
    return enqueue(
        actor=actor, kind=JOB, account=actor.account_id, rule=rule_id, since=since.isoformat(), reason=reason[:300]
    )


def standing(rule_id: int, since: datetime) -> Any:
    """What the rule did since then and nobody has taken back, the latest first."""
    return Hit.objects.filter(rule=rule_id, mode=Mode.LIVE, at__gte=since, undone_at=None).order_by("-pk")


def undo_now(
    *, actor: Viewer, rule_id: int, since: datetime, reason: str = "", progress: Reporter | None = None
) -> Undoing:
    """The same while the caller waits; each hit in its own transaction. It is one decision in the journal.

    Running it again goes on with what is left. Raises Forbidden.
    """
    require(allowed(actor, MANAGE))
    ids = list(standing(rule_id, since).values_list("pk", flat=True))
    undone, left = 0, Counter[str]()
    for number, pk in enumerate(ids, 1):
        try:
            undone += undo_hit(actor=actor, hit_id=pk)
        except (Forbidden, Invalid) as problem:
            left[str(problem)] += 1
        except NotFound:
            left[_("What it hit is not there any more.")] += 1
        if progress:
            progress.report(number, len(ids))
    with transaction.atomic():
        decide(
            kind="screening.undo_since", subject=f"rule:{rule_id}", account_id=actor.account_id, reason=reason[:300],
            evidence={"since": since.isoformat(), "undone": undone, "left": left.total()},
        )  # fmt: skip
        publish(HitsUndone(rule_id, undone, left.total()), actor=actor.name)
    return Undoing(undone, dict(left))


@transaction.atomic
def undo_hit(*, actor: Viewer, hit_id: int) -> bool:
    """Take back what a live rule did there: published, put back into words, tags off. False when it was so already.

    Raises NotFound, Forbidden, and Invalid when what it did cannot be taken back any more.
    """
    require(allowed(actor, MANAGE))
    hit = Hit.objects.select_for_update().filter(pk=hit_id, mode=Mode.LIVE).first()
    if hit is None:
        raise NotFound
    if hit.undone_at:
        return False
    Hit.objects.filter(pk=hit.pk).update(undone_at=clock.now())
    if hit.decision_id:
        mark_undone(hit.decision, account_id=actor.account_id)  # type: ignore[arg-type]
    kinds = {act["kind"] for act in hit.acts}
    if hit.subject_id and hit.kind == "post":
        with silence():
            _put_words_back(actor, hit)
            _take_tags_off(actor, hit)
    if "hold" in kinds and hit.subject_id and not _held_by_another(hit):
        _let_go(actor, hit)
    publish(HitUndone(hit.pk, hit.kind, hit.subject_id), actor=actor.name)
    return True


def _held_by_another(hit: Hit) -> bool:
    others = Hit.objects.filter(kind=hit.kind, subject_id=hit.subject_id, mode=Mode.LIVE, undone_at=None)
    return any(act["kind"] == "hold" for acts in others.values_list("acts", flat=True) for act in acts)


def _let_go(actor: Viewer, hit: Hit) -> None:
    """Publish what still waits; what people have decided about stays decided."""
    flaggable = flaggable_of(hit.kind)
    if flaggable is None or flaggable.perform is None or "approve" not in flaggable.abilities:
        return
    now = flaggable.load([hit.subject_id]).get(hit.subject_id)
    if now and now.state == "waiting":
        flaggable.perform(
            actor, "approve", hit.subject_id, "", _("The rule “%(rule)s” was wrong here.") % {"rule": hit.rule.name}
        )


def _put_words_back(actor: Viewer, hit: Hit) -> None:
    if not hit.after:
        return
    post = Post.objects.filter(pk=hit.subject_id).first()
    if post is None:
        raise NotFound
    if post.source == hit.before.strip():
        return
    if post.source != hit.after.strip():
        raise Invalid(_("The words were changed again since: put them right by hand."))
    edit_post(
        actor=actor, post_id=post.pk, source=hit.before, version=post.version,
        reason=_("The rule “%(rule)s” was wrong here.") % {"rule": hit.rule.name},
    )  # fmt: skip


def _take_tags_off(actor: Viewer, hit: Hit) -> None:
    wrong = {act["value"].casefold() for act in hit.acts if act["kind"] == "tag"}
    post = Post.objects.filter(pk=hit.subject_id, number=1).first() if wrong else None
    if post is None:
        return
    names = list(TopicTag.objects.filter(topic=post.topic_id).order_by("tag").values_list("tag__name", flat=True))
    right = [name for name in names if name.casefold() not in wrong]
    if right != names:
        change_tags(actor=actor, topic_id=post.topic_id, names=right)
