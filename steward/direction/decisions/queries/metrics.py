"""Metrics and places as decisions name them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from steward.direction.decisions.models import Exposed, Resolution
from steward.direction.decisions.rules import GRAINS
from steward.foundation.ui.formats import number, percent
from steward.people.members.public import Segment
from steward.stream.activity.public import Channel, Source
from steward.stream.insights.enums import Unit
from steward.stream.insights.public import Metric, Scope, catalogue, told

#: Below it a tenth matters.
WHOLE_FROM = 50


def metric_named(key: str) -> Metric | None:
    """The metric, None when it is not in the catalogue any more."""
    return next((metric for metric in catalogue() if metric.key == key), None)


def choosable() -> list[Metric]:
    """Metrics one can decide about: numbers with steps."""
    return [one for one in catalogue() if not one.is_table and set(GRAINS) & set(one.grains)]


def written(key: str, value: float | None) -> str:
    """A value of a metric the way its unit is written; what is counted is written whole from fifty on."""
    metric = metric_named(key)
    return told(metric, whole(value, metric)) if metric else number(value, 1)


def whole(value: float | None, metric: Metric) -> float | None:
    """The value, without the tenths of a member or a post that means and expectations have."""
    counts = metric.unit in {Unit.MEMBERS, Unit.ACTIVITIES, Unit.THREADS}
    return float(round(value)) if counts and value is not None and abs(value) >= WHOLE_FROM else value


def written_change(key: str, value: float | None) -> str:
    """A difference of two values, with its sign; differences of shares are percentage points."""
    metric = metric_named(key)
    if value is None or metric is None:
        return written(key, value)
    value = whole(value, metric) or 0.0
    sign = "+" if value > 0 else "\u2212" if value < 0 else "±"
    if metric.unit is Unit.SHARE:
        return _("%(n)s percentage points") % {"n": sign + number(abs(value) * 100, 1)}
    if metric.unit is Unit.SECONDS:
        return sign + told(metric, abs(value))
    return sign + number(abs(value), 0 if float(value).is_integer() else 2 if abs(value) < 1 else 1)


def written_share(value: float | None) -> str:
    """A relative change with its sign: +12 %."""
    if value is None:
        return percent(None)
    return ("+" if value > 0 else "\u2212" if value < 0 else "±") + percent(abs(value))


def scope_of(resolution: Resolution) -> Scope:
    """The part of the community the number is of; one query where it is of chosen members."""
    plain = place_scope(resolution.scope)
    return replace(plain, segment=tuple(exposed_members(resolution))) if resolution.scope.get("members") else plain


def place_scope(values: Mapping[str, Any]) -> Scope:
    """The stored scope without its members."""
    return Scope(*(tuple(values.get(key, ())) for key in ("sources", "channels", "kinds")))


def scope_in(source: int | None, channel: int | None) -> Scope:
    """The part of the community that one source, one channel or both are."""
    return Scope(sources=(source,) if source else (), channels=(channel,) if channel else ())


def exposed_members(resolution: Resolution) -> list[int]:
    """The members whose exposure was frozen, as they are now after merges."""
    rows = Exposed.objects.filter(resolution=resolution, identity__member__isnull=False)
    return sorted(set(rows.values_list("identity__member_id", flat=True)))


class Places:
    """Names of sources, channels and segments of several decisions, in three queries at most."""

    def __init__(self, resolutions: Iterable[Resolution]) -> None:
        wanted: dict[str, set[int]] = {"sources": set(), "channels": set(), "segments": set()}
        for one in resolutions:
            for kind, ids in self._ids(one).items():
                wanted[kind] |= set(ids)
        models: dict[str, Any] = {"sources": Source, "channels": Channel, "segments": Segment}
        self._names: dict[str, dict[int, str]] = {
            kind: dict(models[kind].objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
            for kind, ids in wanted.items()
        }

    def name(self, resolution: Resolution) -> str:
        """The part of the community a decision's number is of; "" for everybody."""
        names = [self._told(kind, one) for kind, several in self._ids(resolution).items() for one in several]
        if not names and resolution.scope.get("members"):
            return _("chosen members")
        return " · ".join(names)

    def _ids(self, one: Resolution) -> dict[str, list[int]]:
        found = {"sources": list(one.scope.get("sources", ())), "channels": list(one.scope.get("channels", ()))}
        return found | {"segments": list(one.exposed) if one.scope.get("members") else []}

    def _told(self, kind: str, one: int) -> str:
        return self._names[kind].get(one) or _("no longer there")


def steps_told(count: int, grain: str) -> str:
    """So many days, weeks or months."""
    words = {
        "day": ngettext("%(n)d day", "%(n)d days", count),
        "week": ngettext("%(n)d week", "%(n)d weeks", count),
    }.get(grain, ngettext("%(n)d month", "%(n)d months", count))
    return words % {"n": count}


def per_step(grain: str) -> str:
    """What one value is the value of."""
    names = {
        "day": pgettext("about a number", "a day"),
        "week": pgettext("about a number", "a week"),
        "month": pgettext("about a number", "a month"),
    }
    return names.get(grain, "")
