"""When people are awake, at work and on holiday: a weight for every hour of the window."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import chinese_calendar
import numpy as np

from steward.stream.simulator.engine.chance import Floats, Ints, stream
from steward.stream.simulator.enums import Source
from steward.stream.simulator.spec import HOUR, SECOND, Spec

#: Hours ahead of UTC. The first is China, with China's calendar; the others keep Saturday and Sunday.
ZONES = (8, 1, 0, -5, -8)
CHINA = 0

#: Relative activity by local hour. Off-days start later and end later.
_WORKDAY = (9, 5, 3, 2, 2, 3, 8, 18, 38, 62, 72, 66, 54, 52, 62, 66, 64, 58, 52, 60, 72, 74, 58, 28)
_OFF_DAY = (16, 9, 5, 3, 2, 3, 5, 10, 22, 38, 50, 52, 46, 44, 46, 48, 48, 44, 42, 50, 60, 64, 56, 34)

#: How much of a normal day is left on a named holiday.
_HOLIDAY_LEVEL = {"Spring Festival": 0.35, "National Day": 0.55, "Mid-autumn Festival": 0.6}
_FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (5, 3), (10, 1), (10, 2), (10, 3), (10, 4), (10, 5), (10, 6), (10, 7)}


@lru_cache(maxsize=8192)
def china_day(day: date) -> tuple[bool, float]:
    """Whether `day` is off in China, and its level (1 = an ordinary workday).

    Knows the exchanged workdays (调休) of the years `chinese_calendar` covers; for other years it falls back to
    weekends and the holidays with a fixed date.
    """
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        fixed = (day.month, day.day) in _FIXED_HOLIDAYS
        return (fixed or day.weekday() >= 5), 0.55 if fixed else 0.85 if day.weekday() >= 5 else 1.0
    if not off:
        return False, 1.0
    return True, _HOLIDAY_LEVEL.get(str(name), 0.7) if name else 0.85


def western_day(day: date) -> tuple[bool, float]:
    """Whether `day` is off outside China, and its level: weekends and the days around Christmas."""
    if (day.month, day.day) in {(12, 24), (12, 25), (12, 26), (1, 1)}:
        return True, 0.45
    weekend = day.weekday() >= 5
    return weekend, 0.8 if weekend else 1.0


@dataclass(frozen=True)
class Daybook:
    """Cumulative weights: `sums[source, zone, hour]` up to each hour since `start` (µs); always increasing."""

    start: int
    sums: Floats

    def upto(self, source: Ints, zone: Ints, moment: Ints) -> Floats:
        """Weight from the start to `moment` (µs UTC, clipped to the window), elementwise."""
        hours = self.sums.shape[2] - 1
        exact = np.clip((moment - self.start) / HOUR, 0, hours)
        whole = np.minimum(exact.astype(np.int64), hours - 1)
        before = self.sums[source, zone, whole]
        return np.asarray(before + (exact - whole) * (self.sums[source, zone, whole + 1] - before))

    def moments(self, source: Ints, zone: Ints, weight: Floats) -> Ints:
        """The inverse of `upto`: the moments at which the running weight reaches `weight`."""
        groups = self.sums.reshape(-1, self.sums.shape[2])
        tops = groups[:, -1]
        ladder = (groups / tops[:, None] + np.arange(len(groups))[:, None]).ravel()
        group = source * len(ZONES) + zone
        aim = weight / tops[group] + group
        slot = np.searchsorted(ladder, aim, side="right") - 1
        slot = np.clip(slot, group * groups.shape[1], (group + 1) * groups.shape[1] - 2)
        part = np.clip((aim - ladder[slot]) / (ladder[slot + 1] - ladder[slot]), 0, 1)
        return self.start + np.asarray(((slot - group * groups.shape[1] + part) * HOUR).astype(np.int64))

    def between(self, start: int, end: int) -> "Daybook":
        """The same book cut to whole hours from `start` to `end`."""
        first, last = (start - self.start) // HOUR, (end - self.start) // HOUR
        cut = self.sums[:, :, first : last + 1]
        return Daybook(start, cut - cut[:, :, :1])


def open_daybook(spec: Spec) -> Daybook:
    """Weights of all hours of the window: circadian rhythm × calendar × bursts and lulls."""
    hours = (spec.end - spec.start) // HOUR
    by_zone = np.stack([_zone_hours(spec, zone, hours) for zone in range(len(ZONES))])
    by_day = np.repeat(_mood(spec, hours // 24 + 1), 24, axis=1)[:, :hours]
    weights = by_day[:, None, :] * by_zone[None, :, :]
    sums = np.zeros((len(Source), len(ZONES), hours + 1))
    np.cumsum(weights, axis=2, out=sums[:, :, 1:])
    return Daybook(spec.start, sums)


def _zone_hours(spec: Spec, zone: int, hours: int) -> Floats:
    """Weights of each UTC hour for people who live in `zone`."""
    first = datetime.fromtimestamp(spec.start // SECOND, UTC) + timedelta(hours=ZONES[zone])
    calendar = china_day if zone == CHINA else western_day
    days = [first.date() + timedelta(days=number) for number in range(hours // 24 + 2)]
    rows = []
    for day in days:
        off, level = calendar(day)
        rows.append(np.array(_OFF_DAY if off else _WORKDAY) * level)
    return np.concatenate(rows)[first.hour : first.hour + hours].astype(np.float64)


def _mood(spec: Spec, days: int) -> Floats:
    """Ups and downs per source and day: slow waves, bursts of one or two days, two long lulls."""
    rng = stream(spec.seed, "mood")
    mood = np.exp(rng.normal(0, 0.12, (len(Source), days)))
    for source in range(len(Source)):
        for day in rng.integers(0, days, max(1, round(days / 30 * 1.2))):
            mood[source, day : day + int(rng.integers(1, 3))] *= rng.uniform(1.8, 3.5)
    for day in rng.integers(0, days, max(1, days // 500)):
        mood[:, day : day + int(rng.integers(12, 22))] *= 0.5
    return mood
