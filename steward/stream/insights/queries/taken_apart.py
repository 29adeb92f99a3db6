"""A difference taken apart: its cells, split by each dimension, with the parts that explain it and their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isclose
from operator import attrgetter

from django.utils.translation import gettext as _

from steward.people.access.public import Viewer
from steward.stream.activity.enums import Kind
from steward.stream.insights.explaining.parts import Cell, Share, Whole, split
from steward.stream.insights.explaining.pooling import OTHERS, corners, pooled
from steward.stream.insights.explaining.standing import Standing, standing_out
from steward.stream.insights.queries.answers import Answer
from steward.stream.insights.queries.cells import SOURCES, Cells, cells
from steward.stream.insights.queries.definitions import given_now
from steward.stream.insights.queries.names import channel_names
from steward.stream.insights.queries.periods import today
from steward.stream.insights.queries.segments import members_by_segment
from steward.stream.insights.queries.spans import span
from steward.stream.insights.queries.stores import current_store
from steward.stream.insights.rules import floor_of

DIMENSIONS = ("who", "channel", "kind", "segment")
#: Where an explanation is looked for. Not among "who": that everybody lost is a member who left is no explanation.
_EXPLAINING = ("channel", "segment", "kind")


@dataclass(frozen=True, slots=True)
class Apart:
    """Nothing of it where the metric cannot be taken apart: `why` says so then."""

    why: str = ""
    whole: Whole | None = None
    cells: Sequence[Cell] = ()
    corners: Sequence[Cell] = ()
    shares: Mapping[str, list[Share]] = field(default_factory=dict)
    standing: tuple[str, Standing] | None = None
    names: Mapping[str, Mapping[object, str]] = field(default_factory=dict)

    def label(self, dimension: str, key: object) -> str:
        """What a part is called."""
        return self.names.get(dimension, {}).get(key, "")

    @property
    def standing_names(self) -> dict[object, str]:
        """The names of the dimension that explains."""
        return dict(self.names[self.standing[0]]) if self.standing else {}


def taken_apart(viewer: Viewer, answer: Answer, earlier: tuple[date, date]) -> Apart:
    """The difference of an answer from the value of the days `earlier`, as cells."""
    metric, source = answer.metric, SOURCES.get(answer.metric.key)
    if source is None:
        return Apart(_("This is no sum over members or activities, so it has no parts that would add up to it."))
    if answer.change is None or answer.change.difference is None:
        return Apart(_("One of the two values is unknown, so there is no difference to take apart."))
    segments = members_by_segment(viewer) if answer.scope.segment is None else []
    spans = (span(metric, *earlier, today()), span(metric, answer.since, answer.until, today()))
    with current_store() as store:
        found = cells(store, source, spans, answer.scope, [(key, members) for key, _name, members in segments])
    whole = found.whole(is_rate=source.is_rate)
    if not _agrees(whole, answer):
        return Apart(_("The definition of this metric was changed, so its parts cannot be counted exactly."))
    split_up = apart(found, whole, floor_of(given_now([metric]).values))
    return replace(split_up, names=_names(split_up.shares, {key: name for key, name, _members in segments}))


def _agrees(whole: Whole, answer: Answer) -> bool:
    """Whether the cells add up to what was measured: parts of another definition are never shown."""
    assert answer.change is not None
    pairs = ((whole.before, answer.change.before.value), (whole.now, answer.value))
    return all(
        sum_ is not None and value is not None and isclose(float(sum_), value, rel_tol=1e-9, abs_tol=1e-9)
        for sum_, value in pairs
    )


def apart(found: Cells, whole: Whole, floor: int) -> Apart:
    """Cells split by each dimension, segments under `floor` pooled, with the parts that explain; without names."""
    shown = pooled(found.cells, found.sizes, floor)
    shares = {name: split(shown, attrgetter(name), is_rate=whole.is_rate, scale=whole.scale) for name in DIMENSIONS}
    standing = [(name, stands) for name in _EXPLAINING if (stands := _stands(shares[name], whole))]
    standing.sort(key=lambda pair: (-pair[1].kappa, len(pair[1].parts)))
    return Apart(
        whole=whole, cells=shown, corners=corners(shown, floor), shares=shares,
        standing=standing[0] if standing else None,
    )  # fmt: skip


def _stands(shares: Sequence[Share], whole: Whole) -> Standing | None:
    """Whether a few parts explain; what was pooled, and what has no place, never does."""
    found = standing_out(shares, whole)
    return found if found and all(part.key not in {OTHERS, None, "", "silent"} for part in found.parts) else None


def _names(shares: Mapping[str, list[Share]], segments: dict[int, str]) -> dict[str, dict[object, str]]:
    keys = {name: [share.key for share in of] for name, of in shares.items()}
    channels = channel_names([key for key in keys["channel"] if isinstance(key, int)])
    kinds: dict[object, str] = {kind.value: str(kind.label) for kind in Kind}
    return {
        "who": _who(),
        "channel": {key: channels.get(key, "") if isinstance(key, int) else _("no channel") for key in keys["channel"]},
        "kind": {**kinds, "silent": _("silent"), "": _("no kind")},
        "segment": {
            **dict[object, str](segments.items()),
            None: _("in no segment"),
            OTHERS: _("others (too few to be shown)"),
        },
    }


def _who() -> dict[object, str]:
    return {
        "new": _("new"),
        "returned": _("back after a pause"),
        "stayed": _("there in both periods"),
        "left": _("there before, not now"),
        "quiet": _("here, but not active"),
        "unknown": _("nobody known"),
        "joined": _("joined"),
        "departed": _("departed"),
    }
