"""What is asked of the simulator."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from django.utils.translation import gettext as _

from steward.stream.simulator.engine.chance import Ints
from steward.stream.simulator.errors import SpecError

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
MONTH = 30 * DAY

#: Later than everything: "has not left".
NEVER = np.iinfo(np.int64).max

#: Joins and departures are activities too; below this there would be no room for anything else.
LEAST_PER_MEMBER = 5
FEWEST_MEMBERS = 10
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Spec:
    """A community to be made. Equal specs give equal communities, byte for byte (given the same numpy and processor).

    `members` counts people (with the raiders, who are people too); `activities` counts everything that happens inside
    the `months` calendar months that end with the month of `until`, and is met exactly. Months are those of `zone`.
    """

    members: int
    months: int
    seed: int = 0
    activities: int = 0  # 0: a usual number for the size
    until: date = date(2026, 6, 1)
    raid: bool = True
    burn_out: bool = True
    zone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        """Refuse what cannot be made, with a sentence."""
        if self.members < FEWEST_MEMBERS:
            raise SpecError(_("A community needs at least %d members.") % FEWEST_MEMBERS)
        if not 1 <= self.months <= MOST_MONTHS:
            raise SpecError(_("The number of months must lie between 1 and %d.") % MOST_MONTHS)
        if self.seed < 0:
            raise SpecError(_("The seed must not be negative."))
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SpecError(_("There is no time zone %s.") % self.zone) from error
        if self.activities and self.activities < LEAST_PER_MEMBER * self.members:
            raise SpecError(_("There must be at least %d activities for each member.") % LEAST_PER_MEMBER)

    @property
    def total(self) -> int:
        """How many activities there will be."""
        usual = max(round(1.4 * self.members * self.months), 2 * LEAST_PER_MEMBER * self.members)
        return self.activities or usual

    def month(self, number: int) -> date:
        """First day of month `number`, counted from 0; `months` gives the day after the end."""
        months = self.until.year * 12 + self.until.month - self.months + number
        return date(months // 12, months % 12 + 1, 1)

    def borders(self) -> Ints:
        """Beginnings of the months and the end of the last one, in µs UTC: `months + 1` values."""
        firsts = [self.month(number) for number in range(self.months + 1)]
        return np.array([_midnight(first, self.zone) for first in firsts], dtype=np.int64)

    @property
    def start(self) -> int:
        """The first moment, in µs UTC."""
        return int(self.borders()[0])

    @property
    def end(self) -> int:
        """The moment after the last, in µs UTC."""
        return int(self.borders()[-1])

    @property
    def raid_at(self) -> int:
        """When the raid begins (two in the morning), or `NEVER`."""
        return self._on_day(0.6, 2) if self.raid else NEVER

    @property
    def burn_out_at(self) -> int:
        """When the busiest helper falls silent, or `NEVER`."""
        return self._on_day(0.45, 23) if self.burn_out else NEVER

    def _on_day(self, share: float, hour: int) -> int:
        """A moment on the day that lies `share` of the way through."""
        days = (self.end - self.start) // DAY
        return self.start + int(days * share) * DAY + hour * HOUR


@lru_cache(maxsize=1024)
def _midnight(day: date, zone: str) -> int:
    """The beginning of a day in a time zone, in µs UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp()) * SECOND
