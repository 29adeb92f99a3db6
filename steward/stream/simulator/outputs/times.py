"""Microseconds to datetimes."""

from datetime import UTC, datetime

import numpy as np

from steward.stream.simulator.engine.chance import Ints


def moment(micros: int) -> datetime:
    """One moment, timezone-aware UTC."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def moments(micros: Ints) -> list[datetime]:
    """Many moments, timezone-aware UTC."""
    naive: list[datetime] = micros.astype("datetime64[us]").astype(object).tolist() if len(micros) else []
    return [value.replace(tzinfo=UTC) for value in naive]


def micros_of(value: datetime) -> int:
    """The reverse of `moment`."""
    return int(np.datetime64(value.astimezone(UTC).replace(tzinfo=None), "us").astype(np.int64))
