"""Bringing the lake up to the stream, building it again, and building one from arrays."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from steward.stream.activity.enums import Form, Kind
from steward.stream.activity.lake import pull, schema
from steward.stream.activity.lake.manifest import GRACE_SECONDS
from steward.stream.activity.lake.write import Writer, cast, follow_stream, follow_table, writer
from steward.stream.activity.models import Source


def advance_lake(*, erase: bool = False) -> int:
    """Put everything that changed since the last time into the files; returns the number of changed rows.

    Safe to kill at any moment and to run in several processes at once. With `erase`, files that hold the old state
    are removed at once instead of after a grace period; a query that is reading them at that moment fails.
    """
    with writer(settings.LAKE_ROOT, settings.TIME_ZONE) as made:
        _without_removed_sources(made)
        rows = follow_stream(made, settings.TIME_ZONE, made.commit)
        _follow_tables(made)
        made.commit(grace=0 if erase else GRACE_SECONDS)
    return rows


def compact_lake() -> int:
    """Write every month that lies in several files into one; returns how many months were."""
    with writer(settings.LAKE_ROOT, settings.TIME_ZONE) as made:
        split = _compact(made)
        made.commit()
    return split


def rebuild_lake() -> int:
    """Build the whole lake again from the database; readers see the old one until the new one is complete."""
    with writer(settings.LAKE_ROOT, settings.TIME_ZONE, anew=True) as made:
        rows = follow_stream(made, settings.TIME_ZONE, lambda: None)
        _compact(made)
        _follow_tables(made)
        made.commit()
    return rows


def _compact(made: Writer) -> int:
    split = [name for name, month in made.manifest.months.items() if len(month.parts) > 1]
    for name in split:
        made.rewrite(name)
    return len(split)


def _without_removed_sources(made: Writer) -> None:
    here = set(Source.objects.values_list("pk", flat=True))
    for name, month in list(made.manifest.months.items()):
        if removed := set(month.sources) - here:
            made.rewrite(name, removed)


def _follow_tables(made: Writer) -> None:
    positions = pull.positions()
    for name in pull.FOLLOWED:
        follow_table(made, name, positions.get(pull.REMOVALS[name], 0))


def write_arrays(folder: Path, arrays: pull.Columns, timezone: str | None = None) -> int:
    """Add rows to a lake of its own in `folder` from numpy columns, without a database; returns the number of rows.

    Columns as in the view `activity`, of equal length, in any order: `occurred_at` datetime64[us] UTC; 0 for no
    identity, thread, parent or parent_identity; `kind` and `form` as text or as positions in their enums. `day` and
    `hour` are derived in `timezone` (by default the community's). The ids must not be in the lake yet.
    """
    zone = timezone or settings.TIME_ZONE
    size = len(arrays["id"])
    never = np.zeros(size, dtype=np.int64)
    raw = {name: arrays[name] for name in schema.ACTIVITY if name not in {"occurred_at", "day", "hour"}}
    raw |= {"utc": arrays["occurred_at"], "seq": never, "gone": never}
    raw["kind"] = _words(arrays["kind"], [kind.value for kind in Kind])
    raw["form"] = _words(arrays["form"], [form.value for form in Form])
    with writer(folder, zone) as made:
        made.collect(raw, zone)
        made.apply(0)
        made.commit()
    return size


def _words(values: NDArray[Any], words: Iterable[str]) -> NDArray[Any]:
    array = np.asarray(values)
    if array.dtype.kind in "iu":
        array = np.array(list(words), dtype=object)[array]
    return array.astype(object)


def write_tables(folder: Path, tables: Mapping[str, pull.Columns], timezone: str | None = None) -> None:
    """Write the smaller tables of a lake of its own: identity, channel, source, membership, thread, as far as given."""
    with writer(folder, timezone or settings.TIME_ZONE) as made:
        for name, arrays in tables.items():
            columns = schema.TABLES[name]
            raw = {key: _plain(arrays[key]) for key in columns if key in arrays}
            if "id" in columns and "id" not in raw:
                raw["id"] = np.arange(1, len(next(iter(raw.values()))) + 1)
            made.con.register("given", raw)
            made.put_table(name, f"SELECT {cast(columns)} FROM given ORDER BY 1", 0, 0)  # noqa: S608
            made.con.unregister("given")
        made.commit()


def _plain(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(object) if array.dtype.kind == "U" else array
