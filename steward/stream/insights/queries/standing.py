"""Tables of how members stand, with names; groups under the floor are not shown."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.stream.insights.engine.window import Window
from steward.stream.insights.metrics.levels import LEVELS
from steward.stream.insights.metrics.parameters import health_part
from steward.stream.insights.metrics.standing import RFM_GROUPS, STAGES
from steward.stream.insights.queries.composite import composed, parts_of
from steward.stream.insights.queries.points import Measuring
from steward.stream.insights.rules import floor_of

Table = tuple[dict[str, Any], ...]
Rows = list[dict[str, Any]]


def stage_names() -> dict[str, str]:
    """Stages of a member's life by key, "none" for before it, in the reader's language."""
    return {
        "none": _("not here yet"), "new": pgettext("stage of a member", "new"),
        "active": pgettext("stage of a member", "active"), "core": pgettext("stage of a member", "core"),
        "dormant": _("dormant"), "lost": _("lost"), "regained": _("regained"),
    }  # fmt: skip


def level_names() -> dict[str, str]:
    """Levels by key, in the reader's language."""
    return {
        "observer": _("Observers"), "participant": _("Participants"), "contributor": _("Contributors"),
        "core": pgettext("level of members", "Core"),
    }  # fmt: skip


def rfm_names() -> dict[str, str]:
    """RFM groups by key, in the reader's language."""
    return {
        "key_value": _("Key: keep close"), "key_develop": _("Key: develop"), "key_keep": _("Key: wake up"),
        "key_win_back": _("Key: win back"), "value": _("Regular: keep close"), "develop": _("Regular: develop"),
        "keep": _("Regular: wake up"), "win_back": _("Regular: win back"),
    }  # fmt: skip


def flows(_measuring: Measuring, rows: Rows) -> Table:
    """Members by stage before and now."""
    order = ("none", *STAGES)
    rows = sorted(rows, key=lambda row: (order.index(row["before"]), order.index(row["now"])))
    return tuple({"before": row["before"], "now": row["now"], "members": row["members"]} for row in rows)


def rfm(measuring: Measuring, rows: Rows) -> Table:
    """The eight groups, the best first, each with what is usual in it."""
    found = {(row["r"], row["f"], row["m"]): row for row in rows if row["step"] == 0}
    total, names, told = sum(row["members"] for row in found.values()), rfm_names(), []
    for marks, group in RFM_GROUPS.items():
        row = found.get(marks, {"members": 0, "since": None, "days": None, "points": None})
        told.append(
            {
                "group": group, "name": names[group], "r": marks[0], "f": marks[1], "m": marks[2],
                "members": row["members"], "share": row["members"] / total if total else None,
                "since": row["since"], "days": row["days"], "points": row["points"],
            }
        )  # fmt: skip
    return _over_floor(measuring, told)


def levels(measuring: Measuring, rows: Rows) -> Table:
    """The levels from the core outwards."""
    found = {row["level"]: row for row in rows if row["step"] == 0}
    total, names, told = sum(row["members"] for row in found.values()), level_names(), []
    terms = measuring.given.values["levels"]
    for level in reversed(LEVELS):
        row = found.get(level, {"members": 0, "score": None})
        told.append(
            {
                "level": level, "name": names[level], "members": row["members"],
                "share": row["members"] / total if total else None,
                "weight": terms[f"{level}_weight"], "score": row["score"],
            }
        )  # fmt: skip
    return _over_floor(measuring, told)


def health_parts(measuring: Measuring, window: Window) -> Table:
    """The parts of Health: value, points from 0 to 100, weight, and what each adds to the whole."""
    parts = parts_of(measuring.values, window, measuring.given.values)[0]
    known = sum(one.weight for one in parts if one.score is not None)
    whole = composed(parts)
    return tuple(
        {
            "part": one.part, "name": health_part(one.part), "metric": one.metric.split(" ")[0],
            "value": one.value, "none": one.none, "full": one.full,
            "score": None if one.score is None else 100 * one.score, "weight": one.weight,
            "adds": None if one.score is None or whole is None else 100 * one.score * one.weight / known,
        }
        for one in parts
    )  # fmt: skip


def _over_floor(measuring: Measuring, rows: Rows) -> Table:
    """Groups that have members, but fewer than the floor, without their numbers."""
    floor = floor_of(measuring.given.values)
    hidden = dict.fromkeys(("members", "share", "since", "days", "points", "score"))
    told = []
    for row in rows:
        withheld = 0 < row["members"] < floor
        values = row | {key: None for key in hidden if key in row} if withheld else row
        told.append(values | {"withheld": withheld})
    return tuple(told)
