"""The logical tables metrics are written on. `engine.views` fills them, raw or from rollups.

Days are the community's own. `step` numbers the parts of the period (day, week, month or the whole) and rises with
time; `week` numbers weeks. A row of `act`, `wide` or `known` may stand for several activities: expressions must give
the same answer whether equal rows come summed up (`n`) or one by one. `member` is null where nobody is known. Bots,
removed activities and exercises are never here.
"""

from typing import Any

from steward.stream.insights.metrics.parameters import GROUPS

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
        "active_at": "int64",  # number of the first active day, null if there is none
        "any_at": "int64",  # number of the first day with any trace
    },
    # stays in channels up to the end of the period; `left_day` is null for who is still there
    "stay": {
        "member": "int64",
        "channel": "int64",
        "joined_step": "int64",
        "left_step": "int64",
        "left_day": "date",
        "joined_at": "int64",  # numbers of days
        "left_at": "int64",
    },
    # the steps of the period and the one before it, by the numbers of their days; `ends` excluded
    "cut": {"step": "int64", "starts": "int64", "ends": "int64"},
    # what known members did from before the period to after it, as far as the definition looks; `at` numbers days
    "trail": {"at": "int64", "member": "int64", "channel": "int64", "kind": "string", "n": "int64"},
    # answers members received from others, as far as the definition looks
    "received": {"at": "int64", "member": "int64", "n": "int64"},
    # everything up to the end of the period: where known members left traces, by numbers of days, at least the first
    "trace": {"member": "int64", "channel": "int64", "at": "int64"},
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
    # the same posts, before anybody answered
    "asking": {
        "id": "int64",
        "step": "int64",
        "channel": "int64",
        "member": "int64",
        "thread": "int64",
        "moment": "int64",
    },
    # team mates
    "team": {"member": "int64"},
    # the parameters of definitions, one row; what kinds are worth; kinds that activate
    "given": {
        f"{group.key}_{one.key}": "int64" if one.whole else "float64"
        for group in GROUPS.values()
        for one in group.parameters
        if group.key not in {"floor", "health"}
    },
    "weight": {"kind": "string", "weight": "float64"},
    "counted": {"kind": "string"},
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

    def terms(self, *groups: str) -> Any:
        """The parameters of these groups: `given` with their columns only."""
        begins = tuple(f"{one}_" for one in groups)
        return self.given.select([name for name in SCHEMAS["given"] if name.startswith(begins)])

    def __getattr__(self, name: str) -> Any:
        """The table, unbound."""
        import ibis

        try:
            return ibis.table(SCHEMAS[name], name=name)
        except KeyError:
            raise AttributeError(name) from None
