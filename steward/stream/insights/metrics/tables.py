"""The logical tables metrics are written on. `engine.views` fills them, raw or from rollups.

Days are the community's own. `step` numbers the parts of the period (day, week, month or the whole) and rises with
time; `week` numbers weeks. A row of `act`, `wide` or `known` may stand for several activities: expressions must give
the same answer whether equal rows come summed up (`n`) or one by one. `member` is null where nobody is known. Bots,
removed activities and exercises are never here.
"""

from typing import Any

SCHEMAS: dict[str, dict[str, str]] = {
    # what happened in the period
    "act": {
        "step": "int64",
        "week": "int64",
        "day": "date",
        "source": "int64",
        "channel": "int64",
        "kind": "string",
        "member": "int64",
        "n": "int64",
        "reactions": "int64",
    },
    # the same with one more step before the period, members and kinds only
    "wide": {"step": "int64", "kind": "string", "member": "int64"},
    # everything up to the end of the period: first and last days of members
    "known": {
        "member": "int64",
        "active_step": "int64",  # of the first active day, null if there is none
        "active_week": "int64",
        "any_step": "int64",  # of the first day with any trace
        "last_day": "date",  # of the last trace
    },
    # stays in channels up to the end of the period; `left_day` is null for who is still there
    "stay": {"member": "int64", "joined_step": "int64", "left_step": "int64", "left_day": "date"},
    # single activities of the period
    "event": {
        "id": "int64",
        "step": "int64",
        "day": "date",
        "weekday": "int64",
        "hour": "int64",
        "source": "int64",
        "channel": "int64",
        "kind": "string",
        "member": "int64",
    },
    # when activities of the period happened
    "clock": {"step": "int64", "hour": "int64", "kind": "string"},
    # activities of the period that answer another one, with who wrote that
    "answer": {"id": "int64", "step": "int64", "kind": "string", "member": "int64", "answered": "int64"},
    # posts of the period that open a thread, with the seconds to the first answer by another member (null: none)
    "opening": {
        "id": "int64",
        "step": "int64",
        "source": "int64",
        "channel": "int64",
        "member": "int64",
        "seconds": "int64",
    },
    # members who asked not to be profiled
    "hidden": {"member": "int64"},
    # what rollups are made from: single activities with their members, and the two sides of an answer
    "fact": {
        "id": "int64",
        "day": "date",
        "source": "int64",
        "channel": "int64",
        "kind": "string",
        "member": "int64",
        "reactions": "int64",
    },
    "asked": {
        "id": "int64",
        "moment": "int64",
        "day": "date",
        "source": "int64",
        "channel": "int64",
        "member": "int64",
        "thread": "int64",
    },
    "replied": {"moment": "int64", "member": "int64", "thread": "int64"},
    "member_day": {
        "day": "date",
        "member": "int64",
        "source": "int64",
        "channel": "int64",
        "kind": "string",
        "n": "int64",
    },
    "member_month": {
        "member": "int64",
        "source": "int64",
        "channel": "int64",
        "first_active": "date",
        "first_day": "date",
        "last_day": "date",
    },
}


class Tables:
    """The logical tables as Ibis tables: `tables.act`."""

    def __getattr__(self, name: str) -> Any:
        """The table, unbound."""
        import ibis

        try:
            return ibis.table(SCHEMAS[name], name=name)
        except KeyError:
            raise AttributeError(name) from None
