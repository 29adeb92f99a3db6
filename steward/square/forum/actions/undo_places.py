"""Taking acts on categories and tags back."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, allocate, publish
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.ledger import gone, put_back
from steward.square.forum.actions.merge_tags import bring_tag_back
from steward.square.forum.actions.stamp import SQUARE, stamp, stamp_frame
from steward.square.forum.events import CategoryChanged
from steward.square.forum.models import Category, Topic, TopicTag


def _put_category_back(actor: Viewer, decision: Decision) -> None:
    for pk in put_back(decision.undo["rows"]).get("category", []):
        publish(CategoryChanged(pk), actor=actor.name)
    _all_pages()


def _unmake(actor: Viewer, decision: Decision) -> None:
    category = Category.objects.select_for_update(no_key=True).filter(pk=decision.undo["made"]).first()
    if category is None:
        raise gone()
    if Topic.objects.filter(category=category).exists() or Category.objects.filter(parent=category).exists():
        raise Invalid(_("This cannot be taken back: the category is in use. Archive it instead."))
    publish(CategoryChanged(category.pk), actor=actor.name)
    category.delete()
    _all_pages()


def _remake(actor: Viewer, decision: Decision) -> None:
    kept = dict(decision.undo["dropped"])
    if Category.objects.filter(key=kept["key"]).exists():
        raise Invalid(_("This cannot be taken back: another category has its address by now."))
    if kept["parent_id"] is not None and not Category.objects.filter(pk=kept["parent_id"]).exists():
        kept["parent_id"] = None
    made_at = datetime.fromisoformat(kept.pop("created_at"))
    for name in ("archived_at", "last_post_at"):
        kept[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
    category = Category.objects.create(**kept)
    Category.objects.filter(pk=category.pk).update(created_at=made_at)
    publish(CategoryChanged(category.pk), actor=actor.name)
    _all_pages()


def _put_tag_back(_actor: Viewer, decision: Decision) -> None:
    tags = [int(pk) for pk in decision.undo["rows"]["tag"]]
    put_back(decision.undo["rows"])
    stamp(*TopicTag.objects.filter(tag__in=tags).values_list("topic_id", flat=True))


def _return_tag(_actor: Viewer, decision: Decision) -> None:
    stamp(*bring_tag_back(decision.undo))


def _all_pages() -> None:
    stamp_frame()
    allocate(SQUARE)


#: How acts that are not about topics are taken back, by the kind of their decision.
UNDONE_BY: dict[str, Callable[[Viewer, Decision], None]] = {
    "forum.change_category": _put_category_back,
    "forum.order_categories": _put_category_back,
    "forum.make_category": _unmake,
    "forum.drop_category": _remake,
    "forum.change_tag": _put_tag_back,
    "forum.merge_tags": _return_tag,
    "forum.drop_tag": _return_tag,
}
