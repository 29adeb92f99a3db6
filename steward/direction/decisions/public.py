"""The door of decisions.

`resolve(actor=…, kind="act", metric="weekly_active", statement=…, since=…, until=…, expected=100, due=…)` decides about
a number; `measure_effect` measures what came of it; `outcomes(viewer, since, until)` is what was measured in these
days, `due_between` what comes next, `memory(viewer)` how often the team was right.
"""

from steward.direction.decisions.actions.measure_effect import measure_effect
from steward.direction.decisions.actions.resolve import resolve
from steward.direction.decisions.actions.revise import revise
from steward.direction.decisions.actions.withdraw import close, resume, withdraw
from steward.direction.decisions.enums import Exposure, Kind, Method, State, Verdict
from steward.direction.decisions.events import EffectMeasured, ResolutionWithdrawn, Resolved
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.queries.listing import Memory, due_between, memory, outcomes
from steward.direction.decisions.records import ResolutionState

__all__ = [
    "EffectMeasured",
    "Exposure",
    "Kind",
    "Measurement",
    "Memory",
    "Method",
    "Resolution",
    "ResolutionState",
    "ResolutionWithdrawn",
    "Resolved",
    "State",
    "Verdict",
    "close",
    "due_between",
    "measure_effect",
    "memory",
    "outcomes",
    "resolve",
    "resume",
    "revise",
    "withdraw",
]
