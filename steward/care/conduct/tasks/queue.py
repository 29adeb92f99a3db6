"""The queue: claims that run out, cases past their time, held posts nobody made a case of."""

from steward.care.conduct.actions.claim import expire_claims
from steward.care.conduct.actions.follow import sweep
from steward.care.conduct.actions.propose import propose
from steward.care.conduct.actions.remind import tell_of_late
from steward.foundation.jobs.public import scheduled
from steward.foundation.kernel import clock


@scheduled("conduct.clocks", "* * * * *")
def clocks() -> None:
    """Give back what nobody works on any more, and say what is late."""
    now = clock.now()
    expire_claims(now=now)
    tell_of_late(now=now)


@scheduled("conduct.sweep", "*/5 * * * *")
def sweep_held() -> None:
    """Held posts without a case get one."""
    sweep(now=clock.now())


@scheduled("conduct.propose", "* * * * *")
def propose_new() -> None:
    """What the classifier thinks of what is new."""
    propose()
