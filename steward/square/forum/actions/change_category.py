"""Make, change, order, archive and delete categories."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.groups.public import group_names
from steward.square.forum.actions.acting import require_right
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.stamp import SQUARE, stamp_frame
from steward.square.forum.enums import TopicKind
from steward.square.forum.events import CategoryChanged
from steward.square.forum.models import Category, Topic
from steward.square.forum.rules.moderation import MANAGE, PREFIX
from steward.square.forum.rules.places import ICONS, clean_colour, clean_rights

#: What a person may set.
FIELDS = ("name", "description", "color", "icon", "parent_id", "rights", "default_kind", "template", "slow_seconds")


@transaction.atomic
def make_category(*, actor: Viewer, **fields: Any) -> Category:
    """Make a category at the end of the list. Raises Forbidden, Invalid."""
    require_right(actor, MANAGE)
    values = clean_fields(fields)
    if "name" not in values:
        raise Invalid({"name": _("Give it a name.")})
    last = Category.objects.order_by("-position").values_list("position", flat=True).first()
    category = Category.objects.create(key=free_key(values["name"]), position=(last or 0) + 1, **values)
    written(actor, "make_category", category, {"made": category.pk})
    return category


@transaction.atomic
def change_category(*, actor: Viewer, category_id: int, archived: bool | None = None, **fields: Any) -> Decision | None:
    """Change some fields of a category, archive it or bring it back; None when it is so already.

    Raises Forbidden, NotFound, Invalid.
    """
    require_right(actor, MANAGE)
    category = held(category_id)
    values = clean_fields(fields)
    if values.get("parent_id") is not None:
        _check_parent(category, values["parent_id"])
    if archived is not None and archived != (category.archived_at is not None):
        values["archived_at"] = clock.now() if archived else None
    changes = Changes()
    if not changes.set(category, **values):
        return None
    return written(actor, "change_category", category, {"rows": changes.rows})


@transaction.atomic
def order_categories(*, actor: Viewer, ids: Sequence[int]) -> Decision | None:
    """Put the categories in this order; those not named follow as they were. None when it is their order already.

    Raises Forbidden.
    """
    require_right(actor, MANAGE)
    rows = {row.pk: row for row in Category.objects.select_for_update(no_key=True).order_by("position", "pk")}
    wanted = [pk for pk in dict.fromkeys(ids) if pk in rows]
    changes = Changes()
    for position, pk in enumerate([*wanted, *(pk for pk in rows if pk not in wanted)], 1):
        changes.set(rows[pk], position=position)
    if not changes.rows:
        return None
    first = wanted[0] if wanted else next(iter(rows))
    return written(actor, "order_categories", rows[first], {"rows": changes.rows})


@transaction.atomic
def drop_category(*, actor: Viewer, category_id: int) -> Decision:
    """Delete a category in which nothing is and never was. Raises Forbidden, NotFound, Invalid."""
    require_right(actor, MANAGE)
    category = held(category_id)
    if Topic.objects.filter(category=category).exists():
        raise Invalid(
            _("There are topics in this category, hidden and removed ones too. Move them first, or archive it.")
        )
    if Category.objects.filter(parent=category).exists():
        raise Invalid(_("Other categories stand below this one. Put them elsewhere first."))
    kept = {field.attname: getattr(category, field.attname) for field in Category._meta.concrete_fields}  # noqa: SLF001
    kept = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in kept.items()}
    decision = written(actor, "drop_category", category, {"dropped": kept})
    category.delete()
    return decision


def held(category_id: int) -> Category:
    """The category, locked. Raises NotFound."""
    category = Category.objects.select_for_update(no_key=True).filter(pk=category_id).first()
    if category is None:
        raise NotFound
    return category


def written(actor: Viewer, act: str, category: Category, undo: dict[str, Any]) -> Decision:
    """Write an act on a category down, announce it, and let every page be drawn anew."""
    decision = decide(
        kind=PREFIX + act, subject=f"category:{category.pk}", account_id=actor.account_id,
        by=Decision.By.RULE if actor.is_system else Decision.By.PERSON, evidence={"title": category.name}, undo=undo,
    )  # fmt: skip
    publish(CategoryChanged(category.pk), actor=actor.name)
    stamp_frame()
    allocate(SQUARE)
    return decision


def clean_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The values that can be stored. Raises Invalid by field, LookupError for a field that is not one."""
    if strange := set(fields) - set(FIELDS):
        raise LookupError(f"a category has no {sorted(strange)}")
    values = dict(fields)
    if "name" in values:
        values["name"] = " ".join(str(values["name"]).split())[:80]
        if not values["name"]:
            raise Invalid({"name": _("Give it a name.")})
    if "color" in values:
        values["color"] = clean_colour(values["color"])
    if "icon" in values and values["icon"] not in ICONS:
        raise Invalid({"icon": _("Choose one of the icons shown.")})
    if values.get("default_kind") and values["default_kind"] not in TopicKind.values:
        raise Invalid({"default_kind": _("There is no such kind of topic.")})
    if "rights" in values:
        values["rights"] = clean_rights(values["rights"], group_names())
    return values


def free_key(name: str) -> str:
    """A word for the address that no category has yet."""
    stem = slugify(name, allow_unicode=True)[:50].strip("-") or "category"
    taken = set(Category.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


def _check_parent(category: Category, parent_id: int) -> None:
    """Two levels: a category below another one has none below itself."""
    parent = Category.objects.filter(pk=parent_id).first()
    below = Category.objects.filter(parent=category).exists()
    if parent is None or parent.pk == category.pk or parent.parent_id is not None or below:
        raise Invalid({"parent": _("Categories have two levels: choose one that stands on top and is not this one.")})
