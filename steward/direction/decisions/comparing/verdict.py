"""What an effect says of what was expected."""

from typing import NamedTuple

from steward.direction.decisions.comparing.records import Effect


class Judged(NamedTuple):
    """`verdict` is worked, did_not, cannot_tell; "" where nothing was expected. `met`: as much as expected, or more."""

    verdict: str
    met: bool | None


def wanted(effect: Effect, baseline: float | None, expected: float | None) -> float | None:
    """The effect that was expected, in the unit of what was measured.

    Where members were measured one by one, or the level differs from that when it was decided, the expected *share* is
    what carries over. None where nothing was expected or the baseline is unknown.
    """
    if baseline is None or expected is None or effect.before is None:
        return None
    if baseline and (effect.per == "member" or effect.exposed > 1):
        return (expected / baseline - 1) * effect.before
    return expected - baseline


def judge(effect: Effect, hoped: float | None) -> Judged:
    """Worked: beyond chance, the hoped way. Did not: chance or worse explains it, and what was hoped for is ruled out.

    Cannot tell: the interval holds both nothing and what was hoped for, or there is none.
    """
    if not hoped:
        return Judged("", None)
    if effect.effect is None:
        return Judged("cannot_tell", None)
    met = effect.effect / hoped >= 1
    if effect.low is None or effect.high is None:
        return Judged("cannot_tell", met)
    # Turned so that the hoped way is up.
    low, high = (effect.low, effect.high) if hoped > 0 else (-effect.high, -effect.low)
    if low > 0:
        return Judged("worked", met)
    return Judged("did_not" if high < abs(hoped) else "cannot_tell", met)
