"""Rename, describe, merge and delete tags."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, decide
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.kernel.text import fold
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import require_right
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.recount import recount_tags
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.enums import FollowTarget
from steward.square.forum.models import Follow, Tag, Topic, TopicTag
from steward.square.forum.rules.moderation import MANAGE, PREFIX


@transaction.atomic
def change_tag(
    *, actor: Viewer, tag_id: int, name: str | None = None, description: str | None = None
) -> Decision | None:
    """Rename or describe a tag; None when it is so already. Raises Forbidden, NotFound, Invalid."""
    require_right(actor, MANAGE)
    (tag,) = _held(tag_id)
    values: dict[str, str] = {}
    if name is not None:
        values["name"] = " ".join(name.split())[:60]
        values["key"] = fold(values["name"])
        if not values["key"]:
            raise Invalid({"name": _("Give it a name.")})
        if Tag.objects.filter(key=values["key"]).exclude(pk=tag.pk).exists():
            raise Invalid({"name": _("There is a tag of that name. Merge the two instead.")})
    if description is not None:
        values["description"] = description.strip()[:300]
    changes = Changes()
    if not changes.set(tag, **values):
        return None
    return _written(actor, "change_tag", tag, {"rows": changes.rows}, _topics(tag))


@transaction.atomic
def merge_tags(*, actor: Viewer, tag_id: int, into_id: int) -> Decision:
    """Let every topic and follower of the tag have the other one; the tag goes. Raises Forbidden, NotFound, Invalid."""
    require_right(actor, MANAGE)
    if tag_id == into_id:
        raise Invalid({"into": _("These two are one tag already.")})
    tag, into = _held(tag_id, into_id)
    undo: dict[str, Any] = {"dropped": _kept(tag), "into": into.pk}
    known = set(_topics(into))
    fresh = [pk for pk in undo["dropped"]["topics"] if pk not in known]
    TopicTag.objects.bulk_create([TopicTag(topic_id=pk, tag=into) for pk in fresh])
    followers = set(Follow.objects.filter(target=FollowTarget.TAG, target_id=into.pk).values_list("account", flat=True))
    moved = Follow.objects.filter(target=FollowTarget.TAG, target_id=tag.pk).exclude(account__in=followers)
    undo |= {"topics": fresh, "follows": list(moved.values_list("pk", flat=True))}
    moved.update(target_id=into.pk)
    _drop(tag)
    recount_tags([into.pk])
    return _written(actor, "merge_tags", tag, undo, undo["dropped"]["topics"], into=into.name)


@transaction.atomic
def drop_tag(*, actor: Viewer, tag_id: int) -> Decision:
    """Take the tag off every topic and delete it. Raises Forbidden, NotFound."""
    require_right(actor, MANAGE)
    (tag,) = _held(tag_id)
    kept = _kept(tag)
    _drop(tag)
    return _written(actor, "drop_tag", tag, {"dropped": kept}, kept["topics"])


def bring_tag_back(undo: dict[str, Any]) -> list[int]:
    """Undo of a merge or a deletion; returns the topics touched. Raises Invalid when its name was taken since."""
    kept = undo["dropped"]
    if Tag.objects.filter(key=kept["key"]).exists() or Tag.objects.filter(pk=kept["id"]).exists():
        raise Invalid(_("This cannot be taken back: there is a tag of that name again. Rename that one first."))
    tag = Tag.objects.create(pk=kept["id"], key=kept["key"], name=kept["name"], description=kept["description"])
    there = set(Topic.objects.filter(pk__in=kept["topics"]).values_list("pk", flat=True))
    TopicTag.objects.bulk_create([TopicTag(topic_id=pk, tag=tag) for pk in kept["topics"] if pk in there])
    if "into" in undo:
        TopicTag.objects.filter(tag=undo["into"], topic__in=undo["topics"]).delete()
        Follow.objects.filter(pk__in=undo["follows"], target=FollowTarget.TAG).update(target_id=tag.pk)
    for account, level, automatic, at in kept["follows"]:
        Follow.objects.get_or_create(
            account_id=account, target=FollowTarget.TAG, target_id=tag.pk,
            defaults={"level": level, "automatic": automatic, "at": at},
        )  # fmt: skip
    recount_tags([tag.pk, *([undo["into"]] if "into" in undo else [])])
    return kept["topics"]  # type: ignore[no-any-return]


def _held(*ids: int) -> list[Tag]:
    rows = {row.pk: row for row in Tag.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}
    if len(rows) != len(ids):
        raise NotFound
    return [rows[pk] for pk in ids]


def _topics(tag: Tag) -> list[int]:
    return list(TopicTag.objects.filter(tag=tag).order_by("topic").values_list("topic_id", flat=True))


def _kept(tag: Tag) -> dict[str, Any]:
    """Everything of the tag, ready for JSON."""
    follows = Follow.objects.filter(target=FollowTarget.TAG, target_id=tag.pk).order_by("pk")
    rows = [[f.account_id, f.level, f.automatic, f.at.isoformat()] for f in follows]
    return {"id": tag.pk, "key": tag.key, "name": tag.name, "description": tag.description, "topics": _topics(tag),
            "follows": rows}  # fmt: skip


def _drop(tag: Tag) -> None:
    Follow.objects.filter(target=FollowTarget.TAG, target_id=tag.pk).delete()
    Tag.objects.filter(pk=tag.pk).delete()


def _written(actor: Viewer, act: str, tag: Tag, undo: dict[str, Any], topics: list[int], **more: str) -> Decision:
    decision = decide(
        kind=PREFIX + act, subject=f"tag:{undo.get('dropped', {}).get('id', tag.pk)}", account_id=actor.account_id,
        evidence={"title": tag.name, **more}, undo=undo,
    )  # fmt: skip
    stamp(*topics)
    return decision
