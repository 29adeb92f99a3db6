"""What an act changes, row by row, written down so that it can be put back exactly."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.square.forum.models import Category, Post, Tag, Topic

MODELS: dict[str, type[models.Model]] = {"category": Category, "tag": Tag, "topic": Topic, "post": Post}
_NAMES = {model: name for name, model in MODELS.items()}

#: table → id → field → [before, after], ready for JSON.
Rows = dict[str, dict[str, dict[str, list[Any]]]]


class Changes:
    """Sets fields of loaded (and locked) rows, saves them and remembers what they were."""

    def __init__(self) -> None:
        self.rows: Rows = {}

    def set(self, row: models.Model, **values: Any) -> tuple[str, ...]:
        """Give the row these values (keys are column attributes: `category_id`); returns what really changed."""
        changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
        if not changed:
            return ()
        kept = self.rows.setdefault(_NAMES[type(row)], {}).setdefault(str(row.pk), {})
        for name in changed:
            was = kept[name][0] if name in kept else _plain(getattr(row, name))
            setattr(row, name, values[name])
            kept[name] = [was, _plain(values[name])]
        row.save(update_fields=changed)
        return changed


def put_back(rows: Rows) -> dict[str, list[int]]:
    """Give every row its fields from before; returns the ids by table. Call in a transaction.

    Raises Invalid, having changed nothing, when a row is gone, or when a field is not any more what the act made it.
    """
    found: list[tuple[models.Model, dict[str, Any]]] = []
    for name, model in MODELS.items():
        found += _ready(model, rows.get(name, {}))
    for row, values in found:
        for field, value in values.items():
            setattr(row, field, value)
        row.save(update_fields=list(values))
    return {name: [int(pk) for pk in kept] for name, kept in rows.items()}


def _ready(
    model: type[models.Model], kept: dict[str, dict[str, list[Any]]]
) -> list[tuple[models.Model, dict[str, Any]]]:
    """The rows, locked, with the values to put back; refuses what stands otherwise now."""
    stored = model._default_manager.select_for_update(no_key=True)  # noqa: SLF001 — Django's documented name for it
    rows = {row.pk: row for row in stored.filter(pk__in=kept).order_by("pk")} if kept else {}
    ready = []
    for pk, fields in kept.items():
        row = rows.get(int(pk))
        if row is None:
            raise gone()
        values = {}
        for name, (before, after) in fields.items():
            field = model._meta.get_field(name)  # noqa: SLF001 — documented too
            if getattr(row, name) != _value(field, after):
                raise changed_since()
            values[name] = _value(field, before)
            _still_there(field, values[name])
        ready.append((row, values))
    return ready


def _still_there(field: Any, value: Any) -> None:
    target = field.related_model
    if value is not None and target is not None and not target.objects.filter(pk=value).exists():
        raise gone()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _value(field: Any, plain: Any) -> Any:
    if plain is not None and field.get_internal_type() == "DateTimeField":
        return datetime.fromisoformat(plain)
    return plain


def gone() -> Invalid:
    """What the act was about does not exist any more."""
    return Invalid(_("This cannot be taken back: what it was about has been deleted since."))


def changed_since() -> Invalid:
    """Somebody did something else with the same thing."""
    return Invalid(
        _("This cannot be taken back: the same thing was changed again since. Take the later act back first.")
    )
