"""The community as columns for the lake, past the database: for measuring at sizes nobody wants to import first.

Numbers stand for keys from 1: identities are accounts in the order of joining, members are people. 0 is none.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from steward.stream.simulator.engine.chance import Ints
from steward.stream.simulator.engine.months import MonthBatch
from steward.stream.simulator.engine.places import CHANNEL_KINDS
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.enums import FORMS, KINDS, Source
from steward.stream.simulator.outputs.records import accepted
from steward.stream.simulator.outputs.stays import stays
from steward.stream.simulator.spec import DAY, HOUR, NEVER, SECOND, Spec

Columns = dict[str, NDArray[Any]]


def lake_month(batch: MonthBatch) -> Columns:
    """The columns of one month, equally long and in the order of time, without what was removed.

    `id` int64; `occurred_at` datetime64[us] UTC; `day` datetime64[D] and `hour` int8 of the community's time zone;
    `channel` and `source` int32; `kind` and `form` text of the enums; `identity`, `thread`, `parent` and
    `parent_identity` int64; `reactions` and `edits` int32.
    """
    stays_in = np.flatnonzero(~batch.deleted)
    local = local_time(batch.occurred_at, batch.spec.zone)
    columns = {
        "id": batch.id,
        "occurred_at": batch.occurred_at.astype("datetime64[us]"),
        "day": (local // DAY).astype("datetime64[D]"),
        "hour": (local // HOUR % 24).astype(np.int8),
        "channel": (batch.channel + 1).astype(np.int32),
        "source": (batch.population.places.source[batch.channel] + 1).astype(np.int32),
        "kind": np.array(KINDS)[batch.kind],
        "form": np.array(FORMS)[batch.form],
        "identity": batch.account + 1,
        "thread": batch.thread,
        "parent": batch.parent,
        "parent_identity": batch.answered,
        "reactions": batch.reactions.astype(np.int32),
        "edits": batch.edits.astype(np.int32),
    }
    return {name: column[stays_in] for name, column in columns.items()}


def local_time(micros: Ints, zone: str) -> Ints:
    """UTC in µs as the µs a clock in `zone` shows; looked up once for each hour."""
    if not len(micros):
        return micros
    hours, which = np.unique(micros // HOUR, return_inverse=True)
    clock = ZoneInfo(zone)
    shifts = [datetime.fromtimestamp(hour * 3600, UTC).astimezone(clock).utcoffset() for hour in hours.tolist()]
    ahead = np.array([round(shift.total_seconds()) if shift else 0 for shift in shifts], dtype=np.int64)
    return np.asarray(micros + ahead[which] * SECOND)


def lake_months(batches: Iterable[MonthBatch]) -> Iterator[tuple[date, Columns]]:
    """First day and columns of every month."""
    for batch in batches:
        yield batch.month, lake_month(batch)


def lake_threads(batch: MonthBatch) -> Columns:
    """Threads that begin in the month: `thread` int64, `source`, `channel` int32, `is_question`, `accepted` bool."""
    heads = np.flatnonzero(batch.thread == batch.id)
    return {
        "thread": batch.id[heads],
        "source": (batch.population.places.source[batch.channel[heads]] + 1).astype(np.int32),
        "channel": (batch.channel[heads] + 1).astype(np.int32),
        "is_question": batch.question[heads],
        "accepted": np.array(accepted(batch, batch.id[heads]), dtype=np.int64) > 0,
    }


def lake_identities(population: Population) -> Columns:
    """Which `member` each `identity` is (int64), its `source` (int32), and flags `is_bot is_team do_not_profile`."""
    accounts = population.accounts
    never = np.zeros(len(accounts.person), dtype=np.bool_)
    return {
        "identity": np.arange(1, len(accounts.person) + 1, dtype=np.int64),
        "member": accounts.person + 1,
        "source": (accounts.source + 1).astype(np.int32),
        "is_bot": never,
        "is_team": never,
        "do_not_profile": never,
    }


def lake_channels(population: Population) -> Columns:
    """`channel` and `source` int32, `key`, `name` and `kind` text, `private` bool."""
    places = population.places
    size = len(places.name)
    return {
        "channel": np.arange(1, size + 1, dtype=np.int32),
        "source": (places.source + 1).astype(np.int32),
        "key": np.array([places.code(index) for index in range(size)]),
        "name": np.array(places.name),
        "kind": np.array(CHANNEL_KINDS)[places.source],
        "private": places.source == Source.WECHAT,
    }


def lake_sources() -> Columns:
    """`source` int32, `key`, `name` and `service` text."""
    keys = np.array([source.name.lower() for source in Source])
    return {"source": np.arange(1, len(Source) + 1, dtype=np.int32), "key": keys, "name": keys, "service": keys}


def lake_memberships(spec: Spec, population: Population) -> Columns:
    """One row per account: `channel identity joined_at joined_by inviter left_at left_by`; NaT: has not left."""
    accounts, known = population.accounts, stays(spec, population)
    left = accounts.left.astype("datetime64[us]")
    left[accounts.left == NEVER] = np.datetime64("NaT")
    return {
        "channel": (accounts.home + 1).astype(np.int32),
        "identity": np.arange(1, len(accounts.person) + 1, dtype=np.int64),
        "joined_at": accounts.joined.astype("datetime64[us]"),
        "joined_by": known.joined_by,
        "inviter": known.inviter + 1,
        "left_at": left,
        "left_by": known.left_by,
    }
