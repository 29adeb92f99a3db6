"""The community as columns for the lake, past the database: for measuring at sizes nobody wants to import first."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steward.stream.simulator.enums import FORMS, KINDS
from steward.stream.simulator.months import MonthBatch
from steward.stream.simulator.population import Population

Columns = dict[str, NDArray[Any]]


def lake_month(batch: MonthBatch) -> Columns:
    """The columns of one month, equally long and in the order of time.

    `id` int64; `occurred_at` datetime64[us] UTC; `channel` and `source` int32 from 1; `kind` and `form` text of the
    enums; `identity` int64 from 1 (accounts in the order of joining); `thread` and `parent` int64 ids, 0 for none;
    `reactions` and `edits` int32; `deleted` bool.
    """
    return {
        "id": batch.id,
        "occurred_at": batch.occurred_at.astype("datetime64[us]"),
        "channel": (batch.channel + 1).astype(np.int32),
        "source": (batch.population.places.source[batch.channel] + 1).astype(np.int32),
        "kind": np.array(KINDS)[batch.kind],
        "form": np.array(FORMS)[batch.form],
        "identity": batch.account + 1,
        "thread": batch.thread,
        "parent": batch.parent,
        "reactions": batch.reactions.astype(np.int32),
        "edits": batch.edits.astype(np.int32),
        "deleted": batch.deleted,
    }


def lake_months(batches: Iterable[MonthBatch]) -> Iterator[tuple[date, Columns]]:
    """First day and columns of every month."""
    for batch in batches:
        yield batch.month, lake_month(batch)


def lake_identities(population: Population) -> Columns:
    """Which member each identity is: `identity` and `member` int64 from 1, `source` int32 from 1."""
    accounts = population.accounts
    return {
        "identity": np.arange(1, len(accounts.person) + 1, dtype=np.int64),
        "member": accounts.person + 1,
        "source": (accounts.source + 1).astype(np.int32),
    }


def lake_channels(population: Population) -> Columns:
    """`channel` and `source` int32 from 1, and the channel's `name`."""
    places = population.places
    return {
        "channel": np.arange(1, len(places.name) + 1, dtype=np.int32),
        "source": (places.source + 1).astype(np.int32),
        "name": np.array(places.name),
    }
